"""Sums over areas, each kept as a figure of its own with its own source, beside the publisher's."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from wijkhart.areas.actions.catalogue import source_key
from wijkhart.areas.actions.figures import NewFigure
from wijkhart.areas.catalogue import MeasureEntry, measures
from wijkhart.areas.models import Level
from wijkhart.areas.readers.boundaries import Boundary, BoundaryFile

COUNTRY_SOURCE = "som-van-gemeenten"
WEIGHTS = {"all": "population", "households": "households"}
NOT_SUMMED = {"density"}
WHOLE_COUNTRY = 300


def district_sums(wanted: Iterable[Boundary], source: str, year: int) -> list[NewFigure]:
    """The inhabitants of all wijken of a municipality together: it differs a little from the municipality's own row."""
    sums: dict[str, float] = defaultdict(float)
    for one in wanted:
        if one.level == Level.DISTRICT and one.population is not None:
            sums[one.municipality] += one.population
    return [
        NewFigure(code, date(year, 1, 1), "population_districts", source, year, total) for code, total in sums.items()
    ]


def country_figures(told: BoundaryFile) -> list[NewFigure]:
    """Figures of the country, summed or weighed over its municipalities; none unless the file has them all."""
    municipalities = [one for one in told.boundaries if one.level == Level.MUNICIPALITY]
    if len(municipalities) <= WHOLE_COUNTRY:
        return []
    source, start = source_key(COUNTRY_SOURCE, told.year), date(told.year, 1, 1)
    found = []
    for entry in measures():
        value = _country_value(entry, municipalities)
        if value is not None:
            found.append(NewFigure("NL", start, entry.key, source, told.year, value))
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
