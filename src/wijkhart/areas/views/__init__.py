"""The pages of areas: what was brought in, links between divisions, sources, and what figures mean."""

from .imports import import_detail, import_list, import_upload
from .links import area_link_list
from .sources import measure_detail, source_list

__all__ = ["area_link_list", "import_detail", "import_list", "import_upload", "measure_detail", "source_list"]
