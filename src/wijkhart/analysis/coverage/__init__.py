"""Need against supply in one municipality: who can have a place, who cannot, and why.

`Problem` -> `solve` -> `Plan`, proved by `check`, measured against `baseline`; `accessibility` is the second measure
(E2SFCA) and `evidence` tells which services lie within reach. On a plan rest the answers that people act on:
`certainty` (how sure), `sensitivity` (which assumption matters), `worth` and `helps` (where a place does most),
`closings` (what would close a spot), `overlaps` (which services do the same), and `apply` with `compare` (what if).
The model, with symbols, sources and a case worked by hand, stands in `docs/algorithms/`.
"""

from .access import accessibility
from .certainty import Certainty, Ingredients, Rules, certainty
from .changes import (
    AddSupply,
    Change,
    CloseSupply,
    Comparison,
    MoveSupply,
    ScaleNeed,
    SetPlaces,
    SetReach,
    apply,
    compare,
    of_themes,
)
from .checking import Breach, check
from .closing import Closing, closings
from .evidence import Evidence, evidence
from .greedy import baseline
from .helping import Help, helps
from .moves import PROPOSALS, Proposal, Shift
from .network import Network, network_of
from .overlaps import FoundOverlap, OverlapService, overlaps
from .plan import REASONS, Plan
from .problem import EVERYONE, PARTS, WHOLE, Floats, NeedRow, Problem, Supply, Venue
from .sensitivity import Swing, sensitivity
from .solving import solve
from .worth import Worth, worth

__all__ = [
    "EVERYONE",
    "PARTS",
    "PROPOSALS",
    "REASONS",
    "WHOLE",
    "AddSupply",
    "Breach",
    "Certainty",
    "Change",
    "CloseSupply",
    "Closing",
    "Comparison",
    "Evidence",
    "Floats",
    "FoundOverlap",
    "Help",
    "Ingredients",
    "MoveSupply",
    "NeedRow",
    "Network",
    "OverlapService",
    "Plan",
    "Problem",
    "Proposal",
    "Rules",
    "ScaleNeed",
    "SetPlaces",
    "SetReach",
    "Shift",
    "Supply",
    "Swing",
    "Venue",
    "Worth",
    "accessibility",
    "apply",
    "baseline",
    "certainty",
    "check",
    "closings",
    "compare",
    "evidence",
    "helps",
    "network_of",
    "of_themes",
    "overlaps",
    "sensitivity",
    "solve",
    "worth",
]
