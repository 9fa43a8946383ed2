"""How heavy each theme counts in each wijk: from the agenda of the city, and what a scenario puts weight on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wijkhart.agenda.queries.weighing import ThemeWeights, weights_of_themes


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the newest weighing, and how a division counts with them."""

    found: ThemeWeights

    @property
    def sources(self) -> dict[str, Any]:
        weighing = self.found.of
        return {
            "weights": self.found.source,
            "weighing": str(weighing.pk) if weighing else "",
            "weights_example": bool(weighing and weighing.example),
        }

    def table(
        self, codes: Sequence[str], themes: Sequence[str], agenda: float, emphasis: Mapping[str, float]
    ) -> np.ndarray:
        """`(1 + agenda x weight on the agenda) x emphasis` per wijk and theme (W, T).

        What stands on no agenda counts 1, the heaviest issue of all 1 + `agenda`.
        """
        weights = self.found.weights
        return np.array(
            [
                [(1 + agenda * weights.get((code, theme), 0.0)) * float(emphasis.get(theme, 1.0)) for theme in themes]
                for code in codes
            ],
            dtype=float,
        ).reshape(len(codes), len(themes))


def weights_of(municipality: str) -> Weights:
    """The weights of a municipality; without a weighing every theme counts alike."""
    return Weights(weights_of_themes(municipality))
