"""Every write on places, rooms and bookings."""

from .attendance import tell_attendance, tell_attendances
from .booking import Terms, accept_booking, block_room, cancel_booking, move_booking, refuse_booking, request_booking
from .closing import close_room
from .concept import add_concept_rule, edit_concept_rule, raise_concept_rule, remove_concept_rule, set_vision
from .example_rules import load_example_rules
from .examples import load_example_rooms
from .expiring import expire_overdue
from .hours import HoursFacts, set_place_hours, set_room_hours, set_staffed_hours
from .keeping import add_room, edit_place, edit_room, register_place, remove_room
from .lending import remove_shared_item, set_shared_item
from .norms import NormFacts, set_norms
from .outside import bring_in_calendar, drop_calendar
from .photos import add_photo, describe_photo, put_photo_first, remove_photo
from .polling import import_polling_places
from .rules import discard_rules, edit_rules, publish_rules, start_rules
from .series import (
    SeriesChange,
    accept_series,
    add_date,
    cancel_series,
    change_series,
    refuse_series,
    request_series,
    set_series_note,
)
from .telling import erase_booker, forget_bookers, tell_booker, tell_expired, tell_place, tell_waiting
from .waiting import decline_offer, join_waiting, leave_waiting, offer_freed, take_offer

__all__ = [
    "HoursFacts",
    "NormFacts",
    "SeriesChange",
    "Terms",
    "accept_booking",
    "accept_series",
    "add_concept_rule",
    "add_date",
    "add_photo",
    "add_room",
    "block_room",
    "bring_in_calendar",
    "cancel_booking",
    "cancel_series",
    "change_series",
    "close_room",
    "decline_offer",
    "describe_photo",
    "discard_rules",
    "drop_calendar",
    "edit_concept_rule",
    "edit_place",
    "edit_room",
    "edit_rules",
    "erase_booker",
    "expire_overdue",
    "forget_bookers",
    "import_polling_places",
    "join_waiting",
    "leave_waiting",
    "load_example_rooms",
    "load_example_rules",
    "move_booking",
    "offer_freed",
    "publish_rules",
    "put_photo_first",
    "raise_concept_rule",
    "refuse_booking",
    "refuse_series",
    "register_place",
    "remove_concept_rule",
    "remove_photo",
    "remove_room",
    "remove_shared_item",
    "request_booking",
    "request_series",
    "set_norms",
    "set_place_hours",
    "set_room_hours",
    "set_series_note",
    "set_shared_item",
    "set_staffed_hours",
    "set_vision",
    "start_rules",
    "take_offer",
    "tell_attendance",
    "tell_attendances",
    "tell_booker",
    "tell_expired",
    "tell_place",
    "tell_waiting",
]
