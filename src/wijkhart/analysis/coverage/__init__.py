"""Need against supply in one municipality: who can have a place, who cannot, and why.

`Problem` -> `solve` -> `Plan`, proved by `check`, measured against `baseline`; `accessibility` is the second measure
(E2SFCA), `evidence` tells which services lie within reach, and `overlaps` which do the same for the same people. The
model, with symbols, sources and a case worked by
hand, stands in `docs/algorithms/coverage.md`.
"""

from .access import accessibility
from .checking import Breach, check
from .evidence import Evidence, evidence
from .greedy import baseline
from .moves import PROPOSALS, Change, Proposal, Venue
from .network import Network, network_of
from .overlaps import FoundOverlap, OverlapService, overlaps
from .plan import REASONS, Plan
from .problem import EVERYONE, PARTS, WHOLE, NeedRow, Problem, Supply
from .solving import solve

__all__ = [
    "EVERYONE",
    "PARTS",
    "PROPOSALS",
    "REASONS",
    "WHOLE",
    "Breach",
    "Change",
    "Evidence",
    "FoundOverlap",
    "NeedRow",
    "Network",
    "OverlapService",
    "Plan",
    "Problem",
    "Proposal",
    "Supply",
    "Venue",
    "accessibility",
    "baseline",
    "check",
    "evidence",
    "network_of",
    "overlaps",
    "solve",
]
