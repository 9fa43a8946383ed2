"""Every write on places, rooms and bookings."""

from .attendance import tell_attendance, tell_attendances
from .booking import (
    Terms,
    accept_booking,
    block_room,
    cancel_booking,
    move_booking,
    refuse_booking,
    request_booking,
)
from .concept import add_concept_rule, edit_concept_rule, raise_concept_rule, remove_concept_rule, set_vision
from .examples import load_example_rooms
from .hours import HoursFacts, set_place_hours, set_room_hours
from .keeping import add_room, edit_place, edit_room, register_place, remove_room
from .norms import NormFacts, set_norms
from .polling import import_polling_places
from .series import cancel_series, request_series
from .telling import erase_booker, forget_bookers, tell_booker

__all__ = [
    "HoursFacts",
    "NormFacts",
    "Terms",
    "accept_booking",
    "add_concept_rule",
    "add_room",
    "block_room",
    "cancel_booking",
    "cancel_series",
    "edit_concept_rule",
    "edit_place",
    "edit_room",
    "erase_booker",
    "forget_bookers",
    "import_polling_places",
    "load_example_rooms",
    "move_booking",
    "raise_concept_rule",
    "refuse_booking",
    "register_place",
    "remove_concept_rule",
    "remove_room",
    "request_booking",
    "request_series",
    "set_norms",
    "set_place_hours",
    "set_room_hours",
    "set_vision",
    "tell_attendance",
    "tell_attendances",
    "tell_booker",
]
