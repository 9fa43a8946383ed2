"""Season allocation: who gets which room when, how good that is, and why not otherwise.

`Problem` -> `solve` -> `Plan`, proved by `check`, measured against `baseline`. The model, with symbols, sources and a
case worked by hand, stands in `docs/algorithms/timetable.md`.
"""

from .checking import Breach, check
from .greedy import baseline
from .pins import ClashingPinsError
from .plan import Plan
from .problem import (
    DAY,
    DAYS,
    KINDS,
    PARTS,
    BadProblemError,
    Closure,
    Goals,
    Problem,
    Request,
    Room,
    Session,
    Window,
)
from .solving import solve

__all__ = [
    "DAY",
    "DAYS",
    "KINDS",
    "PARTS",
    "BadProblemError",
    "Breach",
    "ClashingPinsError",
    "Closure",
    "Goals",
    "Plan",
    "Problem",
    "Request",
    "Room",
    "Session",
    "Window",
    "baseline",
    "check",
    "solve",
]
