"""Places, their rooms, who uses a room when, and by which rules."""

from .activity import Activity, Trait, UserKind
from .booking import Booking, BookingKind, BookingQuerySet, BookingState, Occupancy
from .concept import ConceptRule, Effect, UseBase, UseNorm, UseUnit
from .place import Place, PlaceKind, PlaceQuerySet, StepFree
from .room import Access, BookingMode, Equipment, Layout, Room, RoomQuerySet
from .rules import ExceptionKind, RefusalGround, RoomRate, RuleException, UseRule, UseRules
from .series import BookingSeries, SeriesGap
from .things import ItemUse, OutsideCalendar, Photo, SharedItem
from .waiting import WaitingEntry, WaitingState

__all__ = [
    "Access",
    "Activity",
    "Booking",
    "BookingKind",
    "BookingMode",
    "BookingQuerySet",
    "BookingSeries",
    "BookingState",
    "ConceptRule",
    "Effect",
    "Equipment",
    "ExceptionKind",
    "ItemUse",
    "Layout",
    "Occupancy",
    "OutsideCalendar",
    "Photo",
    "Place",
    "PlaceKind",
    "PlaceQuerySet",
    "RefusalGround",
    "Room",
    "RoomQuerySet",
    "RoomRate",
    "RuleException",
    "SeriesGap",
    "SharedItem",
    "StepFree",
    "Trait",
    "UseBase",
    "UseNorm",
    "UseRule",
    "UseRules",
    "UseUnit",
    "UserKind",
    "WaitingEntry",
    "WaitingState",
]
