"""Every write on areas: the catalogue, the importers, and links between old and new areas."""

from .boundaries import import_boundaries
from .catalogue import load_measures

__all__ = ["import_boundaries", "load_measures"]
