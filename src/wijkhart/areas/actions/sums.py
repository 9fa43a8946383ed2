"""Sums over areas, each kept as a figure of its own with its own source, beside the publisher's."""

from collections import defaultdict
from collections.abc import Iterable

from wijkhart.areas.actions.catalogue import keep_source
from wijkhart.areas.actions.figures import NewFigure
from wijkhart.areas.catalogue import MeasureEntry, measures
from wijkhart.areas.models import Area, Level
from wijkhart.areas.readers.boundaries import Boundary, BoundaryFile
from wijkhart.core.actors import Actor

WEIGHTS = {"all": "population", "households": "households"}
NOT_SUMMED = {"density"}
WHOLE_COUNTRY = 300


def district_sums(wanted: Iterable[Boundary], areas: dict[str, Area], source: str, year: int) -> list[NewFigure]:
    """The inhabitants of all wijken of a municipality together: it differs a little from the municipality's own row."""
    sums: dict[str, float] = defaultdict(float)
    for one in wanted:
        if one.level == Level.DISTRICT and one.population is not None:
            sums[one.municipality] += one.population
    return [
        NewFigure(areas[code].pk, "population_districts", source, year, total)
        for code, total in sums.items()
        if code in areas
    ]


def country_figures(by: Actor, told: BoundaryFile, areas: dict[str, Area]) -> list[NewFigure]:
    """Figures of the country, summed or weighed over its municipalities; none unless the file has them all."""
    municipalities = [one for one in told.boundaries if one.level == Level.MUNICIPALITY]
    if len(municipalities) <= WHOLE_COUNTRY:
        return []
    source = keep_source(by=by, key="som-van-gemeenten", year=told.year)
    found = []
    for entry in measures():
        value = _country_value(entry, municipalities)
        if value is not None:
            found.append(NewFigure(areas["NL"].pk, entry.key, source.key, told.year, value))
    return found


def _country_value(entry: MeasureEntry, municipalities: list[Boundary]) -> float | None:
    """A sum of counts, or a mean weighed by people or households; None when a municipality has no value."""
    if not entry.map or entry.key in NOT_SUMMED:
        return None
    values = [one.values.get(entry.key) for one in municipalities]
    if entry.unit in ("people", "households"):
        return None if None in values else float(sum(value or 0 for value in values))
    weights = [one.values.get(WEIGHTS[entry.population]) for one in municipalities]
    pairs = [(value, weight) for value, weight in zip(values, weights, strict=True) if value is not None and weight]
    if len(pairs) < len(municipalities):
        return None
    return round(sum(value * weight for value, weight in pairs) / sum(weight for _value, weight in pairs), 2)
