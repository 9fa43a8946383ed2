"""Two to four divisions of one budget side by side."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijkhart.areas.maps import Picture
from wijkhart.areas.queries import area_by_code
from wijkhart.core.export import FORMATS, export_response
from wijkhart.core.http import Request
from wijkhart.deployment.models import Budget, Division
from wijkhart.deployment.queries.comparing import FEWEST, MOST, Line, lines_of, sides_of
from wijkhart.deployment.queries.divisions import choices_of, hours_map, per_thousand
from wijkhart.deployment.queries.naming import names_for
from wijkhart.deployment.views.place import budget_or_404


@login_not_required
@require_safe
def division_compare(request: Request, pk: UUID) -> HttpResponse:
    """Totals, wijk by wijk and on the map; what differs from the first."""
    budget = budget_or_404(request, pk)
    chosen = _chosen(request, budget)
    area = area_by_code(budget.municipality_code)
    values: dict[str, Any] = {
        "area": area,
        "budget": budget,
        "count": len(chosen),
        "offered": _computed(request, budget).order_by("fairness", "made_at"),
        "chosen": {one.pk for one in chosen},
    }
    if not FEWEST <= len(chosen) <= MOST:
        return render(request, "deployment/division_compare.html", {**values, "sides": []})
    lines = lines_of(chosen)
    kind = request.GET.get("uitvoer", "")
    if kind in FORMATS:
        return export_response(kind, f"vergelijking-{budget.title}", _headings(chosen), [_row(one) for one in lines])
    names = names_for(budget)
    sides = [
        (side, choices_of(side.division, names), _map(chosen, lines, number))
        for number, side in enumerate(sides_of(chosen, lines))
    ]
    unequal = len({one.sources.get("run", "") + one.sources.get("weighing", "") for one in chosen}) > 1
    baselines = chosen[0].result["baselines"]
    values |= {"sides": sides, "lines": lines, "first": chosen[0], "unequal": unequal, "baselines": baselines}
    return render(request, "deployment/division_compare.html", values)


def _chosen(request: Request, budget: Budget) -> list[Division]:
    """The divisions asked for that have a result, each once, in the order asked; without any, the first four."""
    rows = _computed(request, budget).select_related("budget").prefetch_related("districts")
    wanted = list(dict.fromkeys(key for text in request.GET.getlist("v")[:50] if (key := _key(text)) is not None))
    if not wanted:
        return list(rows.order_by("fairness", "made_at")[:MOST])
    found = rows.in_bulk(wanted)
    return [found[key] for key in wanted if key in found]


def _computed(request: Request, budget: Budget) -> QuerySet[Division]:
    """The divisions of a budget that can be compared."""
    return Division.objects.visible_to(request.actor).filter(budget=budget).exclude(result={})


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _map(chosen: list[Division], lines: list[Line], number: int) -> Picture:
    """The first as it is; the others as what they give more or less than the first."""
    years = max(len(chosen[number].inputs["hours"]), 1)
    values: dict[str, float | None] = {}
    for line in lines:
        cell = line.cells[number]
        hours = cell.hours if number == 0 else cell.more
        values[line.code] = None if hours is None else per_thousand(hours, years, line.inhabitants)
    base = chosen[number].get_absolute_url()
    urls = {line.code: f"{base}wijken/{line.code}/" for line in lines}
    return hours_map(chosen[0].budget.municipality_code, values, urls, signed=number > 0)


def _headings(chosen: list[Division]) -> list[str]:
    start = [_("Wijk"), _("Inhabitants")]
    return start + [f"{one.name}: {what}" for one in chosen for what in (_("Hours"), _("People reached"))]


def _row(line: Line) -> list[Any]:
    return [line.name, line.inhabitants, *(value for cell in line.cells for value in (cell.hours, cell.people))]
