"""The white spots of an area, from the computation in force."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from wijkhart.analysis.ages import whole_parts
from wijkhart.analysis.coverage import REASONS
from wijkhart.areas.models import Area, Level
from wijkhart.coordination.models import CoverageResult, CoverageRun
from wijkhart.core.actors import Actor
from wijkhart.themes.models import TargetGroup, Theme

ADVICE: Final = ("low", "high", "worst_quarter", "sensitivity", "helps", "closes")
"""The fields of a result that a white spot of one wijk takes over as they are."""


@dataclass(frozen=True, slots=True)
class Gap:
    """People of one target group in need of one theme who have no place. Numbers are whole people."""

    area: Area
    theme: Theme
    target_group: TargetGroup
    need: int
    unserved: int
    share: float
    """The part of those in need that has no place, 0-1."""
    group_size: int | None
    reasons: dict[str, int]
    """By reason; sums to `unserved`."""
    accessibility: float | None
    """E2SFCA: weekly places within reach per weekly place needed; 1 is just enough."""
    evidence: dict[str, Any]
    """What lies within reach (see `coordination.queries.results`); empty for a whole municipality."""
    norm: dict[str, Any]
    """The norm it was computed with, each value with its origin."""
    estimate: bool
    """The need rests on a modelled estimate."""
    example_supply: bool
    """Some of the supply is made up for the demonstration."""
    low: float | None = None
    high: float | None = None
    """A 90 % interval of `unserved`; None for a whole municipality, and when no worlds were drawn."""
    worst_quarter: float | None = None
    """The chance that this wijk is among the quarter with the most people without a place."""
    sensitivity: dict[str, Any] = field(default_factory=dict)
    helps: list[dict[str, Any]] = field(default_factory=list)
    closes: dict[str, Any] = field(default_factory=dict)
    """As in `coordination.queries.advice`; empty for a whole municipality and for smaller spots."""

    @property
    def key(self) -> str:
        return f"{self.area.code}-{self.theme.key}-{self.target_group.key}"


@dataclass(frozen=True, slots=True)
class UnknownNeed:
    """A theme and target group of which the need in this wijk is not known, and why."""

    theme: Theme
    target_group: TargetGroup
    missing: str


def coverage_in_force(actor: Actor, municipality: str) -> CoverageRun | None:
    """The computation that pages show, or None when nothing was computed yet."""
    return CoverageRun.objects.visible_to(actor).filter(municipality_code=municipality, in_force=True).first()


def gaps_of(actor: Actor, area: Area) -> list[Gap]:
    """The white spots of a wijk (or, summed over its wijken, of a municipality), most people first.

    Empty when nothing was computed yet or nobody is without a place. Needs that are unknown are not here, but in
    `unknown_needs_of`.
    """
    run = coverage_in_force(actor, area.municipality_code)
    if run is None:
        return []
    rows = list(_results(run, area).exclude(unserved=None))
    gaps = _summed(run, area, rows) if area.level == Level.MUNICIPALITY else [_gap(run, area, [row]) for row in rows]
    return sorted((gap for gap in gaps if gap.unserved >= 1), key=lambda gap: (-gap.unserved, gap.theme.order, gap.key))


def gap_of(actor: Actor, area: Area, theme: str, target_group: str) -> Gap | None:
    """One theme and target group in one wijk, also when nobody is without a place; None when its need is not known."""
    run = coverage_in_force(actor, area.municipality_code)
    if run is None:
        return None
    rows = list(_results(run, area).filter(theme_id=theme, target_group_id=target_group).exclude(need=None))
    return _gap(run, area, rows) if rows else None


def unknown_needs_of(actor: Actor, area: Area) -> list[UnknownNeed]:
    """The needs of a wijk that cannot be counted, with the reason."""
    run = coverage_in_force(actor, area.municipality_code)
    if run is None:
        return []
    return [UnknownNeed(row.theme, row.target_group, row.missing) for row in _results(run, area).filter(need=None)]


def _results(run: CoverageRun, area: Area) -> Any:
    rows = CoverageResult.objects.filter(run=run).select_related("theme", "target_group")
    rows = rows.order_by("theme__order", "theme_id", "target_group__order", "target_group_id", "area_id")
    return rows if area.level == Level.MUNICIPALITY else rows.filter(area__code=area.code)


def _summed(run: CoverageRun, area: Area, rows: Iterable[CoverageResult]) -> list[Gap]:
    grouped: dict[tuple[str, str], list[CoverageResult]] = {}
    for row in rows:
        grouped.setdefault((row.theme_id, row.target_group_id), []).append(row)
    return [_gap(run, area, same) for same in grouped.values()]


def _gap(run: CoverageRun, area: Area, rows: list[CoverageResult]) -> Gap:
    """One gap out of the rows of one theme and target group."""
    need, unserved = sum(row.need or 0.0 for row in rows), sum(row.unserved or 0.0 for row in rows)
    sizes = [row.group_size for row in rows]
    reasons = whole_parts([sum(row.reasons.get(reason, 0.0) for row in rows) for reason in REASONS])
    reached = [row for row in rows if row.accessibility is not None and row.need]
    index = sum((row.accessibility or 0) * (row.need or 0) for row in reached)
    alone = rows[0] if area.level != Level.MUNICIPALITY else None
    return Gap(
        area=area,
        theme=rows[0].theme,
        target_group=rows[0].target_group,
        need=round(need),
        unserved=sum(reasons),
        share=unserved / need if need else 0.0,
        group_size=None if None in sizes else round(sum(size or 0.0 for size in sizes)),
        reasons={reason: people for reason, people in zip(REASONS, reasons, strict=True) if people},
        accessibility=index / sum(row.need or 0 for row in reached) if reached else None,
        evidence=alone.evidence if alone else {},
        norm=_norm_of(run, rows[0]),
        estimate=any(row.evidence.get("estimate") for row in rows),
        example_supply=run.example_supply,
        **({name: getattr(alone, name) for name in ADVICE} if alone else {}),
    )


def _norm_of(run: CoverageRun, row: CoverageResult) -> dict[str, Any]:
    about = (row.theme_id, row.target_group_id)
    norms = run.parameters.get("norms", [])
    return next((dict(norm) for norm in norms if (norm["theme"], norm["target_group"]) == about), {})
