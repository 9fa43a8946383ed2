"""Forms about places, rooms and bookings."""

from .attendance import AttendanceForm, AttendancesForm
from .booking import AcceptForm, BlockForm, BookingFilter, BookingForm, MoveForm, OpenBookingForm, ReasonForm
from .concept import ConceptRuleForm, VisionForm
from .hours import HoursForm
from .norms import NormForm
from .place import PlaceFilter, PlaceForm
from .room import RoomForm
from .search import RoomSearchForm
from .use import UseFilter

__all__ = [
    "AcceptForm",
    "AttendanceForm",
    "AttendancesForm",
    "BlockForm",
    "BookingFilter",
    "BookingForm",
    "ConceptRuleForm",
    "HoursForm",
    "MoveForm",
    "NormForm",
    "OpenBookingForm",
    "PlaceFilter",
    "PlaceForm",
    "ReasonForm",
    "RoomForm",
    "RoomSearchForm",
    "UseFilter",
    "VisionForm",
]
