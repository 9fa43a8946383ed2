"""Scenarios with their numbers, and two to four of them side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import F, FloatField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from wijkhart.coordination.models import Scenario, ScenarioQuerySet
from wijkhart.coordination.queries.what_if import SHOWN_FROM, Cell, Outcome
from wijkhart.core.actors import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """One wijk, theme and target group (empty: summed over them), with the people gained and lost in each scenario."""

    area_name: str
    theme: str
    group: str
    numbers: tuple[tuple[float, float], ...]

    @property
    def moved(self) -> float:
        """How much there is to see, over all scenarios."""
        return max(gained + lost for gained, lost in self.numbers)


def scenarios_of(actor: Actor, municipality: str) -> ScenarioQuerySet:
    """The scenarios of a municipality, each with `gained`, `lost` and `change` in people."""
    numbers = {name: Cast(KT(f"result__{name}"), FloatField()) for name in ("gained", "lost")}
    rows = Scenario.objects.visible_to(actor).filter(municipality_code=municipality)
    return rows.annotate(**numbers).annotate(change=F("gained") - F("lost"))


def outcome_kept(scenario: Scenario) -> Outcome:
    """What a scenario does, as it was computed."""
    return Outcome.from_json({name: value for name, value in scenario.result.items() if name != "example_supply"})


def per_cell(outcomes: Sequence[Outcome]) -> list[Line]:
    """Every wijk, theme and group that differs in one of the outcomes, the largest change first."""
    return _lines(outcomes, lambda cell: (cell.area, cell.area_name, cell.theme, cell.group))


def per_area(outcomes: Sequence[Outcome]) -> list[Line]:
    """The same, summed per wijk."""
    return _lines(outcomes, lambda cell: (cell.area, cell.area_name, "", ""))


def per_theme(outcomes: Sequence[Outcome]) -> list[Line]:
    """The same, summed per theme and group."""
    return _lines(outcomes, lambda cell: ("", "", cell.theme, cell.group))


def _lines(outcomes: Sequence[Outcome], key_of: Callable[[Cell], tuple[str, str, str, str]]) -> list[Line]:
    sums: dict[tuple[str, str, str, str], list[tuple[float, float]]] = {}
    for place, outcome in enumerate(outcomes):
        for cell in outcome.cells:
            numbers = sums.setdefault(key_of(cell), [(0.0, 0.0)] * len(outcomes))
            gained, lost = numbers[place]
            numbers[place] = (gained + cell.gained, lost + cell.lost)
    lines = [Line(name, theme, group, tuple(numbers)) for (_code, name, theme, group), numbers in sums.items()]
    seen = [line for line in lines if line.moved >= SHOWN_FROM]
    return sorted(seen, key=lambda line: (-line.moved, line.area_name, line.theme, line.group))
