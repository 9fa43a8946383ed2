"""Every write on places."""

from .keeping import add_room, edit_place, edit_room, register_place, remove_room
from .polling import import_polling_places

__all__ = ["add_room", "edit_place", "edit_room", "import_polling_places", "register_place", "remove_room"]
