"""The doors of the portal."""

from .analysis import analysis_compare, analysis_download, analysis_edit, analysis_version, district_analysis
from .areas import (
    district_detail,
    district_download,
    district_list,
    home,
    municipality_detail,
    municipality_list,
    search,
)
from .targets import (
    district_targets,
    target_add,
    target_detail,
    target_edit,
    target_list,
    target_load,
    target_measure,
    target_put_away,
)

__all__ = [
    "analysis_compare",
    "analysis_download",
    "analysis_edit",
    "analysis_version",
    "district_analysis",
    "district_detail",
    "district_download",
    "district_list",
    "district_targets",
    "home",
    "municipality_detail",
    "municipality_list",
    "search",
    "target_add",
    "target_detail",
    "target_edit",
    "target_list",
    "target_load",
    "target_measure",
    "target_put_away",
]
