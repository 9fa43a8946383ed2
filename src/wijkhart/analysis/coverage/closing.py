"""What would close a white spot: the smallest change of need, places, hours or reach, found by solving again.

A spot is closed when everybody who can use something has a place, and fewer than half a person can use nothing. Each
answer is a whole number of steps: with it the spot is closed, with one step less it is not.
"""

from collections.abc import Container, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from .network import Network, network_of
from .plan import Plan
from .problem import Bools, Problem
from .variants import Variant, lacking_in
from .ways import NEED_STEP, Spot, Way, Ways, further, less_need, more_hours, more_places, own_offer, spots_of

LOOKS: Final = (less_need, more_places, more_hours, own_offer)
"""Where ways to close a spot are looked for; how far people go is looked at apart."""


@dataclass(frozen=True, slots=True)
class Closing:
    """The smallest changes that close the spot of `area` and `row`; None where that kind of change cannot.

    `need`: the part of the people in need that may be left (0-1). `supply`, `part`, `extra`: so many places a week
    more at this service (an index), in a part of day in which it is open. `open_supply`, `open_part`, `open_places`:
    this service open in another part of day too, with so many places a week. `reach`: metres people would have to go.
    `own`: places a week of something new in the area, for these people only; this can close every spot.
    """

    area: int
    row: int
    need: float | None = None
    supply: int | None = None
    part: str | None = None
    extra: float | None = None
    open_supply: int | None = None
    open_part: str | None = None
    open_places: float | None = None
    reach: float | None = None
    own: float | None = None


def closings(
    problem: Problem,
    plan: Plan,
    *,
    network: Network | None = None,
    chosen: Container[tuple[int, int]] | None = None,
) -> list[Closing]:
    """What would close each area and row with half a person or more unserved; only those chosen, when given.

    >>> from wijkhart.analysis.coverage import NeedRow, Supply, solve
    >>> row = NeedRow("meeting", "seniors", weekly_places=1, reach=800, parts=frozenset({"morning", "evening"}))
    >>> club = Supply("club", (5, 0, 0), frozenset({"meeting"}), frozenset({"everyone"}), x=0, y=0)
    >>> problem = Problem(x=[0], y=[0], area=[0], areas=("WK1",), rows=(row,), people=[[8]], supply=(club,))
    >>> [found] = closings(problem, solve(problem))
    >>> found.need, found.extra, found.open_part, found.open_places, found.reach, found.own
    (0.62, 3.0, 'evening', 3.0, None, 3.0)
    """
    network = network or network_of(problem)
    themes = [Ways.of(problem, plan, network, theme) for theme in network.themes]
    spots = {one: spots_of(plan, one.theme, chosen) for one in themes}
    ways = [way for one in themes for look in LOOKS for way in look(one, spots[one])]
    best = _smallest(ways)
    found = [_told(spot, best, metres) for one in themes for spot, metres in _reaches(one, spots[one]).items()]
    return sorted(found, key=lambda one: (one.area, one.row))


def _reaches(ways: Ways, spots: Sequence[Spot]) -> dict[Spot, float | None]:
    """Every spot with the reach that closes it, None where none does."""
    return dict.fromkeys(spots) | further(ways, spots)


def _told(spot: Spot, best: Mapping[tuple[str, Spot], tuple[Way, int]], metres: float | None) -> Closing:
    """What was found for one spot."""
    closing = Closing(spot.area, spot.row, reach=metres)
    if (less := best.get(("need", spot))) is not None:
        closing = replace(closing, need=round(1 - less[1] * NEED_STEP, 2))
    if (more := best.get(("places", spot))) is not None:
        closing = replace(closing, supply=more[0].supply, part=more[0].part, extra=float(more[1]))
    if (opened := best.get(("hours", spot))) is not None:
        way, steps = opened
        closing = replace(closing, open_supply=way.supply, open_part=way.part, open_places=float(steps))
    if (own := best.get(("own", spot))) is not None:
        closing = replace(closing, own=float(own[1]))
    return closing


def _smallest(ways: Sequence[Way]) -> dict[tuple[str, Spot], tuple[Way, int]]:
    """Per kind and spot the way with the fewest steps that closes it; all are solved side by side.

    More steps never open a spot again, so the answer is bracketed, from guesses that are mostly right, and then
    halved. Ways with one key are the same variant for different spots: what is learned of one is learned of all.
    """
    low, high = [0] * len(ways), [way.most + 1 for way in ways]
    asked = {(way.key, steps): way for way in ways for steps in way.first}
    while asked:
        variants = [way.variant(steps) for (_key, steps), way in asked.items()]
        answers: dict[Hashable, list[tuple[int, Variant, Bools]]] = {}
        for (key, steps), variant, lack in zip(asked, variants, lacking_in(variants), strict=True):
            answers.setdefault(key, []).append((steps, variant, lack))
        for number, way in enumerate(ways):
            for steps, variant, lack in answers.get(way.key, ()):
                if way.closes(variant, lack):
                    high[number] = min(high[number], steps)
                else:
                    low[number] = max(low[number], steps)
        asked = {
            (way.key, way.next(low[number], high[number])): way
            for number, way in enumerate(ways)
            if high[number] - low[number] > 1
        }
    return {(way.kind, way.spot): (way, steps) for way, steps in zip(ways, high, strict=True) if steps <= way.most}
