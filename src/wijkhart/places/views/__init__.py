"""Pages of places, rooms and bookings."""

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
from .invoices import invoice_list
from .keeping import place_edit, place_register, place_room_add, room_edit, room_remove
from .links import booking_link, booking_link_calendar, booking_link_cancel, booking_link_erase, booking_link_move
from .rooms import place_calendar, place_hours, room_calendar, room_calendar_file, room_detail, room_hours, room_search
from .rule_making import use_rules_discard, use_rules_edit, use_rules_publish, use_rules_start
from .showing import place_list
from .use_rules import use_rules_exceptions, use_rules_show, use_rules_version

__all__ = [
    "booking_accept",
    "booking_cancel",
    "booking_detail",
    "booking_link",
    "booking_link_calendar",
    "booking_link_cancel",
    "booking_link_erase",
    "booking_link_move",
    "booking_list",
    "booking_move",
    "booking_refuse",
    "invoice_list",
    "place_calendar",
    "place_edit",
    "place_hours",
    "place_list",
    "place_register",
    "place_room_add",
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
    "use_rules_discard",
    "use_rules_edit",
    "use_rules_exceptions",
    "use_rules_publish",
    "use_rules_show",
    "use_rules_start",
    "use_rules_version",
]
