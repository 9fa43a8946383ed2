"""Comparing computations, and seeing whether the norms moved on since one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from wijkhart.coordination.models import CoverageResult, CoverageRun
from wijkhart.coordination.queries.norms import norms_in_force, recipe_of
from wijkhart.themes.models import TargetGroup, Theme


@dataclass(frozen=True, slots=True)
class Change:
    """One theme and target group over the whole municipality, now and in the computation before; None is absent."""

    theme: Theme
    target_group: TargetGroup
    need: float | None
    unserved: float | None
    before: float | None
    unknown: int
    """Wijken of which the need is not known."""

    @property
    def difference(self) -> float | None:
        """More (above 0) or fewer people without a place than before."""
        return None if self.unserved is None or self.before is None else self.unserved - self.before


def run_before(run: CoverageRun) -> CoverageRun | None:
    """The computation of this municipality before this one."""
    older = CoverageRun.objects.filter(municipality_code=run.municipality_code, computed_at__lt=run.computed_at)
    return older.order_by("-computed_at").first()


def changes_since(run: CoverageRun, before: CoverageRun | None) -> list[Change]:
    """Each theme and target group of either computation, most people without a place first."""
    now, then = _sums(run), _sums(before) if before else {}
    themes = Theme.objects.in_bulk({theme for theme, _group in {*now, *then}})
    groups = TargetGroup.objects.in_bulk({group for _theme, group in {*now, *then}})
    nothing: dict[str, Any] = {"people": None, "without": None, "unknown": 0}
    found = [
        Change(
            themes[theme],
            groups[group],
            now.get((theme, group), nothing)["people"],
            now.get((theme, group), nothing)["without"],
            then.get((theme, group), nothing)["without"],
            now.get((theme, group), nothing)["unknown"],
        )
        for theme, group in {*now, *then}
    ]
    return sorted(found, key=lambda one: (-(one.unserved or 0), one.theme.order, one.target_group.order))


def _sums(run: CoverageRun) -> dict[tuple[str, str], dict[str, Any]]:
    rows = CoverageResult.objects.filter(run=run).values("theme_id", "target_group_id")
    totals = rows.annotate(people=Sum("need"), without=Sum("unserved"), unknown=Count("pk") - Count("need"))
    return {(row["theme_id"], row["target_group_id"]): dict(row) for row in totals.order_by()}


def norms_moved_on(run: CoverageRun | None, municipality: str) -> bool:
    """Whether the norms in force differ from those that the computation used."""
    if run is None:
        return False
    now = [recipe_of(norm) for norm in norms_in_force(municipality) if norm.active]
    return _keyed(now) != _keyed(run.parameters.get("norms", []))


def _keyed(norms: Iterable[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(norm["theme"], norm["target_group"]): norm for norm in norms}
