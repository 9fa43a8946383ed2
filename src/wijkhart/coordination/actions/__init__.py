"""Every write of coordination."""

from .coverage import recompute_coverage
from .norms import NormFacts, load_norms, reset_norm, set_norm
from .overlaps import settle_overlap

__all__ = [
    "NormFacts",
    "load_norms",
    "recompute_coverage",
    "reset_norm",
    "set_norm",
    "settle_overlap",
]
