"""Comparing computations: what came out, and whether the wijken were the same."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from wijkhart.areas.models import Area
from wijkhart.coordination.models import CoverageResult, CoverageRun
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


def border_changes(run: CoverageRun, before: CoverageRun | None) -> list[str]:
    """How the wijken differ between two computations, in sentences; empty when they are the same."""
    if before is None:
        return []
    now, then = _borders(run), _borders(before)
    if not now or not then:
        return [_("It is not known whether both were computed with the same wijken.")]
    found = (
        (_("New since then: %(names)s."), now.keys() - then.keys()),
        (_("No longer there: %(names)s."), then.keys() - now.keys()),
        (_("With another border: %(names)s."), {code for code in now.keys() & then.keys() if now[code] != then[code]}),
    )
    names = _names({code for _text, codes in found for code in codes})
    return [text % {"names": ", ".join(names[code] for code in sorted(codes))} for text, codes in found if codes]


def _borders(run: CoverageRun) -> dict[str, str]:
    return {area["code"]: area["border"] for area in run.parameters.get("areas", [])}


def _names(codes: set[str]) -> dict[str, str]:
    """The name of each wijk as it is or was called last; its code when nobody knows."""
    known = Area.objects.filter(code__in=codes).order_by("valid_from") if codes else Area.objects.none()
    return {code: code for code in codes} | dict(known.values_list("code", "name"))
