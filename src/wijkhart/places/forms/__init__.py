"""Forms about places, rooms and bookings."""

from .booking import AcceptForm, BlockForm, BookingFilter, BookingForm, MoveForm, OpenBookingForm, ReasonForm
from .hours import HoursForm
from .place import PlaceFilter, PlaceForm
from .room import RoomForm
from .search import RoomSearchForm

__all__ = [
    "AcceptForm",
    "BlockForm",
    "BookingFilter",
    "BookingForm",
    "HoursForm",
    "MoveForm",
    "OpenBookingForm",
    "PlaceFilter",
    "PlaceForm",
    "ReasonForm",
    "RoomForm",
    "RoomSearchForm",
]
