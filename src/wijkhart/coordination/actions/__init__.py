"""Every write of coordination."""

from .coverage import recompute_coverage
from .norms import NormFacts, load_norms, reset_norm, set_norm
from .scenarios import keep_scenario, recompute_scenario, remove_scenario, update_scenario

__all__ = [
    "NormFacts",
    "keep_scenario",
    "load_norms",
    "recompute_coverage",
    "recompute_scenario",
    "remove_scenario",
    "reset_norm",
    "set_norm",
    "update_scenario",
]
