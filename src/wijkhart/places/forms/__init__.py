"""Forms about places, rooms and bookings."""

from .attendance import AttendanceForm, AttendancesForm
from .booking import AcceptForm, BookingFilter, BookingForm, MoveForm, OpenBookingForm, ReasonForm
from .closing import BlockForm
from .concept import ConceptRuleForm, VisionForm
from .hours import HoursForm
from .norms import NormForm
from .place import PlaceFilter, PlaceForm
from .room import RoomForm
from .search import RoomSearchForm
from .series import SeriesChangeForm, SeriesDateForm, SeriesNoteForm
from .things import CalendarForm, ItemForm, PhotoForm, PhotoWordsForm
from .use import UseFilter
from .waiting import OfferForm, WaitingFilter, WaitingForm

__all__ = [
    "AcceptForm",
    "AttendanceForm",
    "AttendancesForm",
    "BlockForm",
    "BookingFilter",
    "BookingForm",
    "CalendarForm",
    "ConceptRuleForm",
    "HoursForm",
    "ItemForm",
    "MoveForm",
    "NormForm",
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
    "UseFilter",
    "VisionForm",
    "WaitingFilter",
    "WaitingForm",
]
