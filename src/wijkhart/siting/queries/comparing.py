"""Two to four plans side by side: totals, wijk by wijk, and what happens with buildings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wijkhart.areas.maps import Picture
from wijkhart.siting.models import SitingPlan, SitingStudy
from wijkhart.siting.queries.naming import Names, plan_title
from wijkhart.siting.queries.showing import Change, plan_map, totals, way_counts, wijk_changes


@dataclass(frozen=True, slots=True)
class Side:
    """One plan as a whole."""

    plan: SitingPlan
    title: str
    within: float
    worst_off: Change | None
    ways: list[tuple[str, int]]
    moves: int
    map: Picture


@dataclass(frozen=True, slots=True)
class Line:
    """One wijk in every plan that is compared."""

    code: str
    name: str
    people: float
    cells: tuple[Change, ...]
    titles: tuple[str, ...]

    @property
    def named(self) -> list[tuple[str, Change]]:
        """Each cell with the name of its plan."""
        return list(zip(self.titles, self.cells, strict=True))

    @property
    def spread(self) -> float:
        """How far the plans lie apart here, in metres."""
        metres = [cell.metres for cell in self.cells]
        return max(metres) - min(metres)


def sides_of(study: SitingStudy, plans: Sequence[SitingPlan], names: Names) -> list[Side]:
    """The totals of each, with its map."""
    now: dict[str, Any] = {one["key"]: one["building"] for one in study.inputs["activities"]}
    return [
        Side(
            plan,
            plan_title(plan),
            totals(study, plan)["within"],
            next((one for one in wijk_changes(plan, names) if one.key == plan.worst_off), None),
            way_counts(study, plan),
            sum(now[key] != place for key, place in plan.hosts.items()),
            plan_map(study, plan, study.get_absolute_url()),
        )
        for plan in plans
    ]


def lines_of(plans: Sequence[SitingPlan], names: Names) -> list[Line]:
    """Every wijk, where the plans differ most first."""
    tables = [{one.key: one for one in wijk_changes(plan, names)} for plan in plans]
    titles = tuple(plan_title(plan) for plan in plans)
    lines = [
        Line(code, one.name, one.people, tuple(table[code] for table in tables), titles)
        for code, one in tables[0].items()
        if all(code in table for table in tables)
    ]
    return sorted(lines, key=lambda line: (-line.spread, line.name))
