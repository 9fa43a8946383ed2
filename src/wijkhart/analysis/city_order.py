"""From the agendas of wijken to one order of the city: which issues are one, what the wijken say together, and what
came of the issues of an earlier period. The order itself is that of `prioritising`; a case by hand stands in
`docs/algorithms/prioritising.md`.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from .prioritising import Heard, ranked, with_weight

DISTRICTS_TO: Final = 10.0
"""The voice of the wijken runs to ten, as the voices of a wijk do."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One issue of one wijk with the place that the wijk agreed on; `kind` is what makes issues the same."""

    key: str
    district: str
    place: int
    of: int
    kind: Hashable = None


@dataclass(frozen=True, slots=True)
class Named:
    """One city issue, to be found again in another period."""

    key: str
    title: str
    kind: Hashable
    place: int | None = None


def part_of_place(place: int, of: int) -> float:
    """What a place says, 0 to 1: the first of seven 1, the last 1/7.

    >>> part_of_place(1, 7), part_of_place(4, 4), part_of_place(1, 1)
    (1.0, 0.25, 1.0)
    """
    if not 1 <= place <= of:
        raise ValueError("A place lies between the first and the last.")
    return (of - place + 1) / of


def district_voice(parts: Iterable[Placed]) -> float | None:
    """The mean over the wijken in which an issue stands, 0 to 10; a wijk counts once, with its best place.

    >>> district_voice([Placed("a", "x", 1, 4), Placed("b", "x", 4, 4), Placed("c", "y", 3, 4)])
    7.5
    """
    best: dict[str, float] = {}
    for part in parts:
        best[part.district] = max(best.get(part.district, 0.0), part_of_place(part.place, part.of))
    return DISTRICTS_TO * fmean(best.values()) if best else None


def gathered(issues: Sequence[Placed], many: int) -> list[list[str]]:
    """The keys of issues that are one for the city: of one kind in at least `many` wijken; the others each alone.

    >>> gathered([Placed("a", "x", 1, 2, "k"), Placed("b", "y", 1, 1, "k"), Placed("c", "x", 2, 2, "m")], 2)
    [['a', 'b'], ['c']]
    """
    by_kind: dict[Hashable, list[Placed]] = defaultdict(list)
    for one in issues:
        by_kind[one.kind].append(one)
    found: list[list[str]] = []
    for alike in by_kind.values():
        keys = [one.key for one in alike]
        found += [keys] if len({one.district for one in alike}) >= many else [[key] for key in keys]
    return found


def without_voice(issues: Sequence[Heard], weights: Sequence[float]) -> dict[str, tuple[int | None, ...]]:
    """The place of each issue had one voice been silent, for each voice; the others keep their proportion.

    A voice without weight changes nothing: its place is the one that the issue has.
    """
    total = sum(weights)
    now = [weight / total for weight in weights]
    columns = [
        {one.key: one.place for one in ranked(issues, now if not now[voice] else with_weight(now, voice, 0.0))}
        for voice in range(len(now))
    ]
    return {issue.key: tuple(column[issue.key] for column in columns) for issue in issues}


def places_among(places: Mapping[str, int | None]) -> dict[str, int | None]:
    """The place of each among these only; equal ones share one, those without a place have none.

    >>> places_among({"a": 7, "b": 2, "c": 7, "d": None})
    {'a': 2, 'b': 1, 'c': 2, 'd': None}
    """
    known = [place for place in places.values() if place is not None]
    return {key: None if place is None else 1 + sum(other < place for other in known) for key, place in places.items()}


def found_again(now: Sequence[Named], before: Sequence[Named]) -> dict[str, str]:
    """Key of now -> key of before: of one kind with the same title first, then of one kind in the order of places.

    >>> found_again([Named("n", "Eten", "k", 2), Named("m", "Meer", "k", 1)], [Named("o", "eten", "k", 1)])
    {'n': 'o'}
    """
    left, pairs = list(before), dict[str, str]()
    for titled in (True, False):
        for one in sorted(now, key=_by_place):
            if one.key in pairs:
                continue
            same = (other for other in sorted(left, key=_by_place) if _alike(one, other, titled=titled))
            if (other := next(same, None)) is not None:
                pairs[one.key] = other.key
                left.remove(other)
    return pairs


def _alike(one: Named, other: Named, *, titled: bool) -> bool:
    return one.kind == other.kind and (not titled or one.title.casefold() == other.title.casefold())


def _by_place(one: Named) -> tuple[bool, int]:
    return (one.place is None, one.place or 0)
