"""Need against supply in one municipality: who can have a place, who cannot, and why.

`Problem` -> `solve` -> `Plan`, proved by `check`, measured against `baseline`; `accessibility` is the second measure
(E2SFCA) and `evidence` tells which services lie within reach. On a plan rest the answers that people act on:
`certainty` (how sure), `sensitivity` (which assumption matters), `worth` and `helps` (where a place does most) and
`closings` (what would close a spot). The model, with symbols, sources and a case worked by hand, stands in
`docs/algorithms/coverage.md`.
"""

from .access import accessibility
from .certainty import Certainty, Ingredients, Rules, certainty
from .checking import Breach, check
from .closing import Closing, closings
from .evidence import Evidence, evidence
from .greedy import baseline
from .helping import Help, Venue, helps
from .network import Network, network_of
from .parts import theme_of
from .plan import REASONS, Plan
from .problem import EVERYONE, PARTS, WHOLE, Floats, NeedRow, Problem, Supply
from .sensitivity import Swing, sensitivity
from .solving import solve
from .worth import Worth, worth

__all__ = [
    "EVERYONE",
    "PARTS",
    "REASONS",
    "WHOLE",
    "Breach",
    "Certainty",
    "Closing",
    "Evidence",
    "Floats",
    "Help",
    "Ingredients",
    "NeedRow",
    "Network",
    "Plan",
    "Problem",
    "Rules",
    "Supply",
    "Swing",
    "Venue",
    "Worth",
    "accessibility",
    "baseline",
    "certainty",
    "check",
    "closings",
    "evidence",
    "helps",
    "network_of",
    "sensitivity",
    "solve",
    "theme_of",
    "worth",
]
