"""Every write on places, rooms and bookings."""

from .booking import (
    Terms,
    accept_booking,
    block_room,
    cancel_booking,
    move_booking,
    refuse_booking,
    request_booking,
)
from .examples import load_example_rooms
from .hours import HoursFacts, set_place_hours, set_room_hours
from .keeping import add_room, edit_place, edit_room, register_place, remove_room
from .lending import remove_shared_item, set_shared_item
from .outside import bring_in_calendar, drop_calendar
from .photos import add_photo, describe_photo, put_photo_first, remove_photo
from .polling import import_polling_places
from .series import cancel_series, request_series
from .telling import erase_booker, forget_bookers, tell_booker

__all__ = [
    "HoursFacts",
    "Terms",
    "accept_booking",
    "add_photo",
    "add_room",
    "block_room",
    "bring_in_calendar",
    "cancel_booking",
    "cancel_series",
    "describe_photo",
    "drop_calendar",
    "edit_place",
    "edit_room",
    "erase_booker",
    "forget_bookers",
    "import_polling_places",
    "load_example_rooms",
    "move_booking",
    "put_photo_first",
    "refuse_booking",
    "register_place",
    "remove_photo",
    "remove_room",
    "remove_shared_item",
    "request_booking",
    "request_series",
    "set_place_hours",
    "set_room_hours",
    "set_shared_item",
    "tell_booker",
]
