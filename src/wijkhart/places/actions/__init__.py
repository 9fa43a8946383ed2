"""Every write on places."""

from .polling import import_polling_places

__all__ = ["import_polling_places"]
