"""From bricks to people: which places to keep, how, and what that means for whom, with proof.

`Problem` -> `solve` -> `Plan`, proved by `check`, measured against `baseline`; `frontier` gives a plan for every number
of buildings. A question that has no answer raises a `SitingError` with what is in the way as data. The model, with
symbols, sources and a case worked by hand, stands in `docs/algorithms/siting.md`.
"""

from .checking import Breach, check
from .errors import (
    Conflict,
    FixedBeyondBudget,
    KeptAndClosed,
    NoCost,
    NoInhabitants,
    NoPlace,
    NotANumber,
    NothingToSpend,
    OutOfTime,
    SitingError,
    Wish,
    WrongShape,
)
from .greedy import baseline
from .plan import Losses, Move, Plan
from .problem import DETOUR, KINDS, PARTS, Activity, Aim, Buildings, Money, Place, Problem
from .solving import frontier, solve

__all__ = [
    "DETOUR",
    "KINDS",
    "PARTS",
    "Activity",
    "Aim",
    "Breach",
    "Buildings",
    "Conflict",
    "FixedBeyondBudget",
    "KeptAndClosed",
    "Losses",
    "Money",
    "Move",
    "NoCost",
    "NoInhabitants",
    "NoPlace",
    "NotANumber",
    "NothingToSpend",
    "OutOfTime",
    "Place",
    "Plan",
    "Problem",
    "SitingError",
    "Wish",
    "WrongShape",
    "baseline",
    "check",
    "frontier",
    "solve",
]
