"""Pages of places."""

from .keeping import place_edit, place_register, place_room_add, room_edit, room_remove
from .showing import place_list

__all__ = ["place_edit", "place_list", "place_register", "place_room_add", "room_edit", "room_remove"]
