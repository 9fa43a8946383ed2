"""Need against supply in one municipality: who can have a place, who cannot, and why.

`Problem` -> `solve` -> `Plan`, proved by `check`, measured against `baseline`; `accessibility` is the second measure
(E2SFCA) and `evidence` tells which services lie within reach. The model, with symbols, sources and a case worked by
hand, stands in `docs/algorithms/coverage.md`.
"""

from .access import accessibility
from .checking import Breach, check
from .evidence import Evidence, evidence
from .greedy import baseline
from .network import Network, network_of
from .parts import theme_of
from .plan import REASONS, Plan
from .problem import EVERYONE, PARTS, WHOLE, NeedRow, Problem, Supply
from .solving import solve

__all__ = [
    "EVERYONE",
    "PARTS",
    "REASONS",
    "WHOLE",
    "Breach",
    "Evidence",
    "NeedRow",
    "Network",
    "Plan",
    "Problem",
    "Supply",
    "accessibility",
    "baseline",
    "check",
    "evidence",
    "network_of",
    "solve",
    "theme_of",
]
