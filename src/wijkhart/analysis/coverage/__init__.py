"""Need against supply in one municipality: who can have a place, who cannot, and why.

`Problem` -> `solve` -> `Plan`, proved by `check`, measured against `baseline`; `accessibility` is the second measure
(E2SFCA) and `evidence` tells which services lie within reach; `apply` and `compare` answer "what if". The model, with
symbols, sources and a case worked by hand, stands in `docs/algorithms/coverage.md`.
"""

from .access import accessibility
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
from .evidence import Evidence, evidence
from .greedy import baseline
from .network import Network, network_of
from .plan import REASONS, Plan
from .problem import EVERYONE, PARTS, WHOLE, NeedRow, Problem, Supply
from .solving import solve

__all__ = [
    "EVERYONE",
    "PARTS",
    "REASONS",
    "WHOLE",
    "AddSupply",
    "Breach",
    "Change",
    "CloseSupply",
    "Comparison",
    "Evidence",
    "MoveSupply",
    "NeedRow",
    "Network",
    "Plan",
    "Problem",
    "ScaleNeed",
    "SetPlaces",
    "SetReach",
    "Supply",
    "accessibility",
    "apply",
    "baseline",
    "check",
    "compare",
    "evidence",
    "network_of",
    "of_themes",
    "solve",
]
