"""Pages of places, rooms and bookings."""

from .booking import room_block, room_book
from .bookings import booking_accept, booking_cancel, booking_detail, booking_list, booking_move, booking_refuse
from .keeping import place_edit, place_register, place_room_add, room_edit, room_remove
from .links import booking_link, booking_link_calendar, booking_link_cancel, booking_link_erase, booking_link_move
from .rooms import place_calendar, place_hours, room_calendar, room_calendar_file, room_detail, room_hours, room_search
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
    "booking_accept",
    "booking_cancel",
    "booking_decline",
    "booking_detail",
    "booking_link",
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
    "room_waiting",
    "series_accept",
    "series_add_date",
    "series_calendar",
    "series_cancel",
    "series_change",
    "series_detail",
    "series_note",
    "series_refuse",
    "waiting_leave",
    "waiting_link",
    "waiting_link_leave",
    "waiting_list",
    "waiting_offer",
]
