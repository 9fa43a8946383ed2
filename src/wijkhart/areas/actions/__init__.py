"""Every write on areas: the catalogue, the importers, and links between old and new areas."""

from .boundaries import import_boundaries
from .catalogue import load_measures
from .district_table import import_district_table
from .health import import_health_monitor
from .key_figures import import_key_figures
from .links import link_areas, unlink_areas
from .postcodes import import_postcodes
from .uploads import ask_import

__all__ = [
    "ask_import",
    "import_boundaries",
    "import_district_table",
    "import_health_monitor",
    "import_key_figures",
    "import_postcodes",
    "link_areas",
    "load_measures",
    "unlink_areas",
]
