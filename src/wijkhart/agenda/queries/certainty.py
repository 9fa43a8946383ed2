"""How sure an order is when people would weigh otherwise: for the agenda of a wijk and for a weighing of the city."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from wijkhart.agenda.queries.voices import Order
from wijkhart.analysis.acceptability import DRAWS, Acceptable, acceptability
from wijkhart.analysis.prioritising import Heard, Ranked, Swap, ranked, swap_between

SEED: Final = 2001
TOP: Final = 5
LARGE: Final = 60
"""From so many issues on fewer weights are drawn; the margin on the page says what that costs."""
FEWER: Final = 2000
CLOSE: Final = 10
"""So many pairs that change places are told."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Two neighbours in the order, and the smallest change of one weight after which they change places."""

    first: str
    second: str
    swap: Swap


@dataclass(frozen=True, slots=True)
class Certainty:
    """An order with the probability of each place under the weights that somebody calls reasonable."""

    ranked: tuple[Ranked, ...]
    acceptable: dict[str, Acceptable]
    turns: tuple[Turn, ...]
    draws: int
    seed: int
    around: int | None
    """Points that each weight may lie from today's; None: all weights."""
    unheard: tuple[str, ...]
    """Of which nobody speaks: without a place."""

    @property
    def margin(self) -> float:
        return next((one.margin for one in self.acceptable.values()), 0.0)


def heard_in(order: Order) -> list[Heard]:
    """The three voices of a wijk on each issue."""
    return [Heard(str(row.issue.pk), (row.figures, row.professionals.mean, row.residents)) for row in order.rows]


def certainty_of(
    heard: Sequence[Heard], weights: Sequence[int], *, around: int | None = None, seed: int = SEED
) -> Certainty:
    """The same for everyone who asks: the seed is fixed."""
    draws = FEWER if len(heard) > LARGE else DRAWS
    order = ranked(heard, weights)
    placed = [one for one in order if one.place is not None]
    found = acceptability(heard, seed=seed, top=TOP, draws=draws, ends=ends_around(weights, around))
    return Certainty(
        ranked=tuple(placed),
        acceptable={one.key: one for one in found},
        turns=tuple(_turns(placed, weights, around)),
        draws=draws,
        seed=seed,
        around=around,
        unheard=tuple(one.key for one in order if one.place is None),
    )


def ends_around(weights: Sequence[int], around: int | None) -> list[tuple[float, float]] | None:
    """The lowest and highest weight of each voice, so many points around today's and within 0 and 1.

    >>> ends_around((30, 5, 65), 10)
    [(0.2, 0.4), (0.0, 0.15), (0.55, 0.75)]
    """
    if around is None:
        return None
    return [(max(weight - around, 0) / 100, min(weight + around, 100) / 100) for weight in weights]


def _turns(placed: Sequence[Ranked], weights: Sequence[int], around: int | None) -> list[Turn]:
    """Neighbours that change places, those that need least first; only within the ends."""
    found = []
    for first, second in pairwise(placed):
        if first.score == second.score:
            continue
        swap = swap_between(first.normal, second.normal, weights)
        if swap is not None and (around is None or abs(swap.needed - swap.now) * 100 <= around):
            found.append(Turn(first.key, second.key, swap))
    return sorted(found, key=lambda turn: abs(turn.swap.needed - turn.swap.now))[:CLOSE]
