"""Pages of places, rooms and bookings."""

from .attendance import attendance_list, booking_attendance, booking_link_attendance
from .booking import room_block, room_book
from .bookings import (
    booking_accept,
    booking_cancel,
    booking_detail,
    booking_list,
    booking_move,
    booking_refuse,
    series_cancel,
)
from .concept import (
    place_concept,
    place_concept_edit,
    place_concept_rule_add,
    place_concept_rule_edit,
    place_concept_rule_remove,
    place_concept_rule_up,
)
from .keeping import place_edit, place_register, place_room_add, room_edit, room_remove
from .links import booking_link, booking_link_calendar, booking_link_cancel, booking_link_erase, booking_link_move
from .norms import use_norm
from .rooms import place_calendar, place_hours, room_calendar, room_calendar_file, room_detail, room_hours, room_search
from .showing import place_list
from .use import place_use, use_overview

__all__ = [
    "attendance_list",
    "booking_accept",
    "booking_attendance",
    "booking_cancel",
    "booking_detail",
    "booking_link",
    "booking_link_attendance",
    "booking_link_calendar",
    "booking_link_cancel",
    "booking_link_erase",
    "booking_link_move",
    "booking_list",
    "booking_move",
    "booking_refuse",
    "place_calendar",
    "place_concept",
    "place_concept_edit",
    "place_concept_rule_add",
    "place_concept_rule_edit",
    "place_concept_rule_remove",
    "place_concept_rule_up",
    "place_edit",
    "place_hours",
    "place_list",
    "place_register",
    "place_room_add",
    "place_use",
    "room_block",
    "room_book",
    "room_calendar",
    "room_calendar_file",
    "room_detail",
    "room_edit",
    "room_hours",
    "room_remove",
    "room_search",
    "series_cancel",
    "use_norm",
    "use_overview",
]
