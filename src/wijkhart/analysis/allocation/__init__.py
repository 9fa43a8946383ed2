"""Dividing people's hours, euros and places over the areas of a municipality: the best division, and why.

`Problem` -> `solve` -> `Plan`, proved by `check`, beside `baseline` (by inhabitants), `repeated` (last year) and
`greedy`. On a plan rest `because` (why so much, and what is in the way of more), `duals`, `one_more`, `marginal` and
`extra` (what more is worth), `tipping` (which weight would change it), `sensitivity` (curves halved and doubled) and
`compare`. Bad input raises `InputError`; limits that clash raise `ClashError`, with what would mend them
(`repaired`). The model stands in `docs/algorithms/allocation.md`.
"""

from .baseline import baseline, greedy, repeated
from .checking import Breach, check
from .clashes import clashes_of, repaired
from .comparing import Difference, Swing, compare, scaled, sensitivity
from .faults import Clash, ClashError, Fault, InputError, Limit, OutOfTimeError, Repair
from .plan import Plan
from .problem import RESOURCES, Commitment, Curve, Kind, Problem
from .reasons import Because, Stop, because
from .solving import solve
from .tipping import Tipping, reweighed, tipping
from .worth import Worth, duals, extra, marginal, one_more

__all__ = [
    "RESOURCES",
    "Because",
    "Breach",
    "Clash",
    "ClashError",
    "Commitment",
    "Curve",
    "Difference",
    "Fault",
    "InputError",
    "Kind",
    "Limit",
    "OutOfTimeError",
    "Plan",
    "Problem",
    "Repair",
    "Stop",
    "Swing",
    "Tipping",
    "Worth",
    "baseline",
    "because",
    "check",
    "clashes_of",
    "compare",
    "duals",
    "extra",
    "greedy",
    "marginal",
    "one_more",
    "repaired",
    "repeated",
    "reweighed",
    "scaled",
    "sensitivity",
    "solve",
    "tipping",
]
