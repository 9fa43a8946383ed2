"""Season allocation: who gets which room when, how good that is, and why not otherwise.

`Problem` -> `solve` -> `Plan`, proved by `check`, measured against `baseline`. The model, with symbols, sources and a
case worked by hand, stands in `docs/algorithms/timetable.md`.
"""

from .changes import Comparison, around, by_hand, compare
from .checking import Breach, check
from .greedy import baseline
from .pins import ClashingPinsError
from .plan import Plan
from .problem import (
    DAY,
    DAYS,
    HOWS,
    KINDS,
    PARTS,
    BadProblemError,
    Barred,
    Closure,
    Companion,
    Goals,
    Problem,
    Request,
    Room,
    Session,
    Window,
)
from .reasons import CHANGES, Change, Reason, apply_change, displaced, in_full, misfits, reasons
from .solving import solve

__all__ = [
    "CHANGES",
    "DAY",
    "DAYS",
    "HOWS",
    "KINDS",
    "PARTS",
    "BadProblemError",
    "Barred",
    "Breach",
    "Change",
    "ClashingPinsError",
    "Closure",
    "Companion",
    "Comparison",
    "Goals",
    "Plan",
    "Problem",
    "Reason",
    "Request",
    "Room",
    "Session",
    "Window",
    "apply_change",
    "around",
    "baseline",
    "by_hand",
    "check",
    "compare",
    "displaced",
    "in_full",
    "misfits",
    "reasons",
    "solve",
]
