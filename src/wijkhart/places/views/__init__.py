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
from .keeping import place_edit, place_register, place_room_add, room_edit, room_remove
from .links import booking_link, booking_link_calendar, booking_link_cancel, booking_link_erase, booking_link_move
from .rooms import place_calendar, place_hours, room_calendar, room_calendar_file, room_detail, room_hours, room_search
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
    "calendar_drop",
    "item_remove",
    "photo",
    "photo_edit",
    "photo_first",
    "photo_remove",
    "place_calendar",
    "place_edit",
    "place_hours",
    "place_items",
    "place_list",
    "place_photos",
    "place_register",
    "place_room_add",
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
    "series_cancel",
]
