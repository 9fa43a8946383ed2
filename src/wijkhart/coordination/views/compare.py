"""Two to four wijken side by side."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijkhart.areas.queries import districts_of
from wijkhart.coordination.forms import CompareForm
from wijkhart.coordination.models import CoverageResult
from wijkhart.coordination.perms import may_recompute
from wijkhart.coordination.queries import coverage_in_force, gap_name, inputs_moved_on
from wijkhart.coordination.queries.comparison import Comparison, Side, Together, comparison_of
from wijkhart.coordination.views.gap_columns import why_of
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.coordination.words import quarter_label
from wijkhart.core.export import FORMATS, export_response
from wijkhart.core.http import Request

FACTS = ("need", "unserved", "low", "high")


@login_not_required
@require_safe
def gap_compare(request: Request, code: str) -> HttpResponse:
    """The wijken that the address names, side by side; without them, what to choose."""
    area = municipality_or_404(code)
    run = coverage_in_force(request.actor, code)
    known = {one.code: one for one in districts_of(code).defer("border", "outline").order_by("name")}
    form = CompareForm(request.GET if "wijk" in request.GET else None, districts=known)
    chosen = [known[wijk] for wijk in form.cleaned_data["wijk"]] if form.is_valid() else []
    compared = comparison_of(run, chosen) if run and chosen else None
    wanted = request.GET.get("uitvoer", "")
    if compared and wanted in FORMATS:
        return _export(wanted, code, compared)
    values: dict[str, Any] = {
        "area": area,
        "run": run,
        "form": form,
        "compared": compared,
        "worst": _worst(compared) if compared else [],
        "moved_on": inputs_moved_on(run),
        "may_recompute": may_recompute(request.actor, code),
    }
    return render(request, "coordination/gap_compare.html", values)


def _worst(compared: Comparison) -> list[tuple[Side, list[tuple[CoverageResult, str, str, str]]]]:
    """The largest white spots of each wijk with their reasons and how certain they are, in words."""
    return [
        (side, [(row, gap_name(row.theme, row.target_group), why_of(row), _quarter(row)) for row in side.worst])
        for side in compared.sides
    ]


def _quarter(row: CoverageResult) -> str:
    return quarter_label(row.worst_quarter)


def _export(kind: str, code: str, compared: Comparison) -> HttpResponse:
    """A row per theme, and one for all themes together; four columns per wijk."""
    words = (_("in need"), _("without a place"), _("low"), _("high"))
    names = [side.area.name for side in compared.sides]
    headings = [_("Theme"), *(f"{name}: {word}" for name in names for word in words)]
    return export_response(kind, f"wijken-vergeleken-{code}", headings, _rows(compared))


def _rows(compared: Comparison) -> Iterator[list[Any]]:
    yield [_("all themes"), *_cells([side.whole for side in compared.sides])]
    for line in compared.lines:
        yield [line.theme.label, *_cells([cell for cell, _length in line.cells])]


def _cells(sums: list[Together]) -> list[Any]:
    return [None if (value := getattr(one, name)) is None else round(value) for one in sums for name in FACTS]
