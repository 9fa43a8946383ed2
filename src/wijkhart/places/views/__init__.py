"""Pages of places, rooms and bookings."""

from .attendance import attendance_list, booking_attendance, booking_link_attendance
from .booking import room_book
from .bookings import booking_accept, booking_cancel, booking_detail, booking_list, booking_move, booking_refuse
from .closing import room_block
from .concept import (
    place_concept,
    place_concept_edit,
    place_concept_rule_add,
    place_concept_rule_edit,
    place_concept_rule_remove,
    place_concept_rule_up,
)
from .invoices import invoice_list
from .keeping import place_edit, place_register, place_room_add, room_edit, room_remove
from .links import booking_link, booking_link_calendar, booking_link_cancel, booking_link_erase, booking_link_move
from .norms import use_norm
from .rooms import place_calendar, place_hours, room_calendar, room_calendar_file, room_detail, room_hours, room_search
from .rule_making import use_rules_discard, use_rules_edit, use_rules_publish, use_rules_start
from .series import (
    series_accept,
    series_add_date,
    series_calendar,
    series_cancel,
    series_change,
    series_detail,
    series_note,
    series_refuse,
)
from .showing import place_list
from .things import (
    calendar_drop,
    item_remove,
    photo,
    photo_edit,
    photo_first,
    photo_remove,
    place_items,
    place_photos,
    room_calendars,
)
from .use import place_use, use_overview
from .use_rules import use_rules_exceptions, use_rules_show, use_rules_version
from .waiting import (
    booking_decline,
    booking_link_decline,
    booking_link_take,
    booking_take,
    room_waiting,
    waiting_leave,
    waiting_link,
    waiting_link_leave,
    waiting_list,
    waiting_offer,
)

__all__ = [
    "attendance_list",
    "booking_accept",
    "booking_attendance",
    "booking_cancel",
    "booking_decline",
    "booking_detail",
    "booking_link",
    "booking_link_attendance",
    "booking_link_calendar",
    "booking_link_cancel",
    "booking_link_decline",
    "booking_link_erase",
    "booking_link_move",
    "booking_link_take",
    "booking_list",
    "booking_move",
    "booking_refuse",
    "booking_take",
    "calendar_drop",
    "invoice_list",
    "item_remove",
    "photo",
    "photo_edit",
    "photo_first",
    "photo_remove",
    "place_calendar",
    "place_concept",
    "place_concept_edit",
    "place_concept_rule_add",
    "place_concept_rule_edit",
    "place_concept_rule_remove",
    "place_concept_rule_up",
    "place_edit",
    "place_hours",
    "place_items",
    "place_list",
    "place_photos",
    "place_register",
    "place_room_add",
    "place_use",
    "room_block",
    "room_book",
    "room_calendar",
    "room_calendar_file",
    "room_calendars",
    "room_detail",
    "room_edit",
    "room_hours",
    "room_remove",
    "room_search",
    "room_waiting",
    "series_accept",
    "series_add_date",
    "series_calendar",
    "series_cancel",
    "series_change",
    "series_detail",
    "series_note",
    "series_refuse",
    "use_norm",
    "use_overview",
    "use_rules_discard",
    "use_rules_edit",
    "use_rules_exceptions",
    "use_rules_publish",
    "use_rules_show",
    "use_rules_start",
    "use_rules_version",
    "waiting_leave",
    "waiting_link",
    "waiting_link_leave",
    "waiting_list",
    "waiting_offer",
]
