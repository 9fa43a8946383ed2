"""The city board: every wijk, theme and target group of the computation in force, and the wijken themselves."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Case, Count, F, FloatField, Model, QuerySet, Sum, Value, When

from wijkhart.analysis.ages import whole_parts
from wijkhart.analysis.coverage import REASONS
from wijkhart.areas.models import Area
from wijkhart.coordination.models import CoverageResult, CoverageRun

M = TypeVar("M", bound=Model)
DRAWINGS = ("area__border", "area__outline")
"""What a table of results never shows, and is large."""


@dataclass(frozen=True, slots=True)
class DistrictSum:
    """One wijk, summed over the themes and groups asked for; None is not known."""

    area: Area
    need: float | None
    unserved: float | None
    unknown: int
    """How many of its needs are not known, and so not in the sums."""

    @property
    def share(self) -> float | None:
        """The part of those in need that has no place, in percent; None when nobody is known to be in need."""
        return None if not self.need or self.unserved is None else 100 * self.unserved / self.need


def board_of(run: CoverageRun | None) -> QuerySet[CoverageResult]:
    """The results of a computation with their `share` without a place; none when nothing was computed yet."""
    rows = CoverageResult.objects.filter(run=run) if run else CoverageResult.objects.none()
    share = Case(
        When(need__gt=0, then=F("unserved") / F("need")), default=Value(None), output_field=FloatField(null=True)
    )
    return rows.select_related("area", "theme", "target_group").defer(*DRAWINGS).annotate(share=share)


def narrowed(rows: QuerySet[M], theme: str, group: str) -> QuerySet[M]:
    """Only the results of a theme and a target group; an empty one asks nothing."""
    asked = {"theme_id": theme, "target_group_id": group}
    return rows.filter(**{name: key for name, key in asked.items() if key})


def district_sums(run: CoverageRun, theme: str = "", group: str = "") -> list[DistrictSum]:
    """Every wijk of a computation, most people without a place first; those of which nothing is known last."""
    rows = narrowed(CoverageResult.objects.filter(run=run), theme, group).order_by()
    sums = rows.values("area_id").annotate(
        people=Sum("need"), without=Sum("unserved"), unknown=Count("pk") - Count("need")
    )
    by_area: dict[Any, dict[str, Any]] = {row["area_id"]: dict(row) for row in sums}
    areas = Area.objects.filter(pk__in=by_area).defer("border")
    found = [_sum_of(area, by_area[area.pk]) for area in areas]
    return sorted(found, key=lambda one: (one.unserved is None, -(one.unserved or 0.0), one.area.name))


def _sum_of(area: Area, row: dict[str, Any]) -> DistrictSum:
    if area.population == 0:
        return DistrictSum(area, None, None, 0)
    return DistrictSum(area, row["people"], row["without"], row["unknown"])


def whole_reasons(result: CoverageResult) -> dict[str, int]:
    """People without a place by reason in whole numbers that sum to the whole, most people first."""
    parts = whole_parts([result.reasons.get(reason, 0.0) for reason in REASONS])
    found = {reason: people for reason, people in zip(REASONS, parts, strict=True) if people}
    return dict(sorted(found.items(), key=lambda item: -item[1]))
