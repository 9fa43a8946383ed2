"""Where the people of a municipality live, and how many of each target group."""

from collections.abc import Sequence
from dataclasses import dataclass

from wijkhart.analysis.ages import rescaled, share_of_ages
from wijkhart.areas.models import Area
from wijkhart.areas.queries import demand_points, districts_of
from wijkhart.coordination.queries.demand import AGES, cells_for, value_of
from wijkhart.themes.models import TargetGroup

EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class People:
    """Demand points: RD metres, the index of the wijk, and people of each group at each point."""

    wijken: tuple[Area, ...]
    groups: tuple[str, ...]
    x: list[float]
    y: list[float]
    wijk: list[int]
    people: list[list[float]]
    guessed: tuple[str, ...]
    """Wijken of which the ages are not known: they are given those of the municipality."""


def people_of(municipality: str) -> People:
    """Everybody of a municipality, spread over the wijken as `areas` spreads demand."""
    wijken = tuple(districts_of(municipality).order_by("code"))
    groups = groups_by_age()
    shares, guessed = _shares(wijken, groups)
    found = People(wijken, (EVERYONE, *(one.key for one in groups)), [], [], [], [], guessed)
    for index, wijk in enumerate(wijken):
        points = demand_points(wijk)
        for x, y, people in zip(points.x.tolist(), points.y.tolist(), points.people.tolist(), strict=True):
            found.x.append(round(x, 1))
            found.y.append(round(y, 1))
            found.wijk.append(index)
            found.people.append([round(people, 5), *(round(people * share, 5) for share in shares[index])])
    return found


def groups_by_age() -> list[TargetGroup]:
    """The target groups that can be counted by age."""
    rows = TargetGroup.objects.in_use().filter(everyone=False)
    return [one for one in rows if one.age_from is not None or one.age_to is not None]


def _shares(wijken: Sequence[Area], groups: Sequence[TargetGroup]) -> tuple[list[list[float]], tuple[str, ...]]:
    """The part of the people that each group is, per wijk; unknown ages are those of the wijken together."""
    cells = cells_for(wijken, ())
    known: dict[str, Sequence[float]] = {}
    for wijk in wijken:
        values = [value for key in AGES if (value := value_of(cells, wijk, key)) is not None]
        try:
            known[wijk.code] = rescaled(values)
        except ValueError:
            continue
    if not known:
        return [[0.0] * len(groups) for _one in wijken], tuple(one.code for one in wijken if groups and one.population)
    people = {one.code: one.population or 0 for one in wijken}
    total = sum(people[code] for code in known) or 1
    usual = [sum(shares[band] * people[code] for code, shares in known.items()) / total for band in range(len(AGES))]
    tables = [known.get(one.code, usual) for one in wijken]
    guessed = tuple(one.code for one in wijken if one.population and one.code not in known)
    return [[share_of_ages(table, one.age_from, one.age_to) for one in groups] for table in tables], guessed
