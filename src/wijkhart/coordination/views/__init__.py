"""The pages of coordination."""

from .gaps import gap_list
from .norms import coverage_norm_edit, coverage_norm_reset, norm_list
from .overlaps import overlap_detail, overlap_list
from .runs import coverage_recompute, coverage_run_detail, run_list

__all__ = [
    "coverage_norm_edit",
    "coverage_norm_reset",
    "coverage_recompute",
    "coverage_run_detail",
    "gap_list",
    "norm_list",
    "overlap_detail",
    "overlap_list",
    "run_list",
]
