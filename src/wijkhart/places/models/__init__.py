"""Places, their rooms, and who uses a room when."""

from .booking import Booking, BookingKind, BookingQuerySet, BookingState, Occupancy
from .place import Place, PlaceKind, PlaceQuerySet, StepFree
from .room import Access, BookingMode, Equipment, Layout, Room, RoomQuerySet
from .series import BookingSeries, SeriesGap

__all__ = [
    "Access",
    "Booking",
    "BookingKind",
    "BookingMode",
    "BookingQuerySet",
    "BookingSeries",
    "BookingState",
    "Equipment",
    "Layout",
    "Occupancy",
    "Place",
    "PlaceKind",
    "PlaceQuerySet",
    "Room",
    "RoomQuerySet",
    "SeriesGap",
    "StepFree",
]
