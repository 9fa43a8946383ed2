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
from .example_rules import load_example_rules
from .examples import load_example_rooms
from .hours import HoursFacts, set_place_hours, set_room_hours
from .keeping import add_room, edit_place, edit_room, register_place, remove_room
from .polling import import_polling_places
from .rules import discard_rules, edit_rules, publish_rules, start_rules
from .series import cancel_series, request_series
from .telling import erase_booker, forget_bookers, tell_booker

__all__ = [
    "HoursFacts",
    "Terms",
    "accept_booking",
    "add_room",
    "block_room",
    "cancel_booking",
    "cancel_series",
    "discard_rules",
    "edit_place",
    "edit_room",
    "edit_rules",
    "erase_booker",
    "forget_bookers",
    "import_polling_places",
    "load_example_rooms",
    "load_example_rules",
    "move_booking",
    "publish_rules",
    "refuse_booking",
    "register_place",
    "remove_room",
    "request_booking",
    "request_series",
    "set_place_hours",
    "set_room_hours",
    "start_rules",
    "tell_booker",
]
