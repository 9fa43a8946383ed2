"""The city board of white spots."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wijkhart.areas.models import Missing
from wijkhart.coordination.forms import GapFilter
from wijkhart.coordination.models import CoverageResult
from wijkhart.coordination.perms import may_read_history, may_read_scenarios, may_recompute
from wijkhart.coordination.queries import coverage_in_force
from wijkhart.coordination.queries.board import board_of, whole_reasons
from wijkhart.coordination.queries.history import norms_moved_on
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.coordination.words import REASON_LABELS
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing


def _whole(number: float | None) -> int | str:
    return "" if number is None else round(number)


def _why(result: CoverageResult) -> str:
    """The reasons in words with their people, or why it is not known."""
    if result.need is None:
        return str(Missing(result.missing).label) if result.missing in Missing.values else ""
    return ", ".join(f"{REASON_LABELS[reason]}: {people}" for reason, people in whole_reasons(result).items())


def _percent(row: CoverageResult, decimals: int = 0) -> float | None:
    """The part of the people in need that has no place, in percent; the query gives it."""
    share: float | None = getattr(row, "share", None)
    return None if share is None else round(100 * share, decimals)


COLUMNS: list[Column[CoverageResult]] = [
    Column("wijk", _("Wijk"), lambda row: row.area.name, ("area__name",)),
    Column("thema", _("Theme"), lambda row: row.theme.label, ("theme__order",)),
    Column("groep", _("For whom"), lambda row: row.target_group.label, ("target_group__order",)),
    Column("vraag", _("In need"), lambda row: _whole(row.need), ("need",)),
    Column("zonder", _("Without a place"), lambda row: _whole(row.unserved), ("unserved",)),
    Column("aandeel", _("Share (%)"), lambda row: _percent(row, 1), ("share",)),
    Column(
        "bereik",
        _("Places nearby"),
        lambda row: "" if row.accessibility is None else round(row.accessibility, 2),
        ("accessibility",),
    ),
    Column("waarom", _("Why"), _why),
]
EXPORT_COLUMNS: list[Column[CoverageResult]] = [
    Column("code", _("Code"), lambda row: row.area.code, ("area__code",)),
    *COLUMNS,
]


@login_not_required
@require_safe
def gap_list(request: Request, code: str) -> HttpResponse:
    """Every wijk, theme and target group with people who have no place, and why."""
    area = municipality_or_404(code)
    run = coverage_in_force(request.actor, code)
    filters = GapFilter({"toon": "", **request.GET.dict()}, run=run)
    listing = Listing(
        request,
        board_of(run),
        columns=EXPORT_COLUMNS,
        filters=filters,
        sort="-zonder",
        name=f"witte-vlekken-{code}",
    )
    values: dict[str, Any] = {
        "area": area,
        "run": run,
        "listing": listing,
        "columns": COLUMNS,
        "rows": [(row, _why(row), _percent(row)) for row in listing],
        "may_recompute": may_recompute(request.actor, code),
        "may_ask": may_read_scenarios(request.actor, code),
        "may_read_history": may_read_history(request.actor, code),
        "moved_on": norms_moved_on(run, code),
    }
    return listing.export() or render(request, "coordination/gap_list.html", values)
