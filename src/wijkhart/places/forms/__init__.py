"""Forms about places, rooms and bookings."""

from .booking import AcceptForm, BlockForm, BookingFilter, BookingForm, MoveForm, OpenBookingForm, ReasonForm
from .hours import HoursForm
from .place import PlaceFilter, PlaceForm
from .room import RoomForm
from .search import RoomSearchForm
from .things import CalendarForm, ItemForm, PhotoForm, PhotoWordsForm
from .series import SeriesChangeForm, SeriesDateForm, SeriesNoteForm
from .waiting import OfferForm, WaitingFilter, WaitingForm

__all__ = [
    "AcceptForm",
    "BlockForm",
    "BookingFilter",
    "BookingForm",
    "CalendarForm",
    "HoursForm",
    "ItemForm",
    "MoveForm",
    "OfferForm",
    "OpenBookingForm",
    "PhotoForm",
    "PhotoWordsForm",
    "PlaceFilter",
    "PlaceForm",
    "ReasonForm",
    "RoomForm",
    "RoomSearchForm",
    "SeriesChangeForm",
    "SeriesDateForm",
    "SeriesNoteForm",
    "WaitingFilter",
    "WaitingForm",
]
