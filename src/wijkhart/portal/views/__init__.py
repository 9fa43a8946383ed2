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

__all__ = [
    "analysis_compare",
    "analysis_download",
    "analysis_edit",
    "analysis_version",
    "district_analysis",
    "district_detail",
    "district_download",
    "district_list",
    "home",
    "municipality_detail",
    "municipality_list",
    "search",
]
