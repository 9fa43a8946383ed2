"""Every write of coordination."""

from .certainty import RuleFacts, load_certainty_rules, reset_certainty_rule, set_certainty_rule
from .coverage import recompute_coverage
from .norms import NormFacts, load_norms, reset_norm, set_norm
from .overlaps import settle_overlap
from .scenarios import keep_scenario, recompute_scenario, remove_scenario, update_scenario

__all__ = [
    "NormFacts",
    "RuleFacts",
    "keep_scenario",
    "load_certainty_rules",
    "load_norms",
    "recompute_coverage",
    "recompute_scenario",
    "remove_scenario",
    "reset_certainty_rule",
    "reset_norm",
    "set_certainty_rule",
    "set_norm",
    "settle_overlap",
    "update_scenario",
]
