"""Tables of season rounds."""

from .plan import (
    MadeBy,
    Objection,
    ObjectionState,
    SeasonPlan,
    SeasonQuestion,
    SeasonReason,
    SeasonSession,
)
from .request import Beside, Degree, RequestRank, RequestState, RequestWindow, SeasonRequest, WeekPattern
from .round import PLANNING, TOLD, RoundState, SeasonRound

__all__ = [
    "PLANNING",
    "TOLD",
    "Beside",
    "Degree",
    "MadeBy",
    "Objection",
    "ObjectionState",
    "RequestRank",
    "RequestState",
    "RequestWindow",
    "RoundState",
    "SeasonPlan",
    "SeasonQuestion",
    "SeasonReason",
    "SeasonRequest",
    "SeasonRound",
    "SeasonSession",
    "WeekPattern",
]
