"""One wijk in a division with its reasons, and how much a division rests on its assumptions."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijkhart.areas.queries import area_by_code
from wijkhart.core.export import FORMATS, export_response
from wijkhart.core.http import Request
from wijkhart.deployment.claim_words import claim_words, headline
from wijkhart.deployment.models import Division
from wijkhart.deployment.queries.certainty import limit_rows, swing_rows, tipping_rows, weight_rows
from wijkhart.deployment.queries.divisions import grants_of, shares_by_kind
from wijkhart.deployment.queries.naming import names_of
from wijkhart.deployment.views.place import division_or_404


@login_not_required
@require_safe
def division_district(request: Request, pk: UUID, code: str) -> HttpResponse:
    """What a wijk gets, of what and when, and why, in sentences."""
    division = division_or_404(request, pk)
    row = get_object_or_404(division.districts, district_code=code)
    names, years = names_of(division), _years(division)
    shares = shares_by_kind(division, code, names)
    kind = request.GET.get("uitvoer", "")
    if kind in FORMATS:
        lines: list[list[Any]] = [[name, *(one for _year, one in hours), total] for name, hours, total in shares]
        headings = [_("Kind of effort"), *(str(year) for year in years), _("Together")]
        return export_response(kind, f"verdeling-{row.name}", headings, lines)
    told = [(claim["kind"], claim_words(claim, names)) for claim in row.claims]
    values = {
        "area": area_by_code(division.budget.municipality_code),
        "wijk": area_by_code(code),
        "division": division,
        "row": row,
        "headline": headline(row.name, row.hours, row.last_year, len(years)),
        "claims": [words for _kind, words in told if words],
        "shares": shares,
        "years": years,
        "grants": [(grant, names.kind(grant.kind)) for grant in grants_of(division, code)],
        "others": division.districts.order_by("name").values_list("district_code", "name"),
    }
    return render(request, "deployment/division_district.html", values)


@login_not_required
@require_safe
def division_certainty(request: Request, pk: UUID) -> HttpResponse:
    """What would change the division: other weights, reach that is half or twice what is assumed, more of a limit."""
    division = get_object_or_404(
        Division.objects.visible_to(request.actor).select_related("budget").exclude(result={}), pk=pk
    )
    names = names_of(division)
    swings = swing_rows(division, names)
    kind = request.GET.get("uitvoer", "")
    if kind in FORMATS:
        headings = [_("Theme"), _("Kind of effort"), _("Reach"), _("Source"), _("Hours that move"), _("Where")]
        lines = [[one.theme, one.kind, one.factor, one.source, one.moved, one.where] for one in swings]
        return export_response(kind, f"zekerheid-{division.name}", headings, lines)
    values = {
        "area": area_by_code(division.budget.municipality_code),
        "division": division,
        "swings": [one for one in swings if one.part >= 1],
        "minor": [one for one in swings if one.part < 1],
        "tippings": tipping_rows(division, names),
        "weights": weight_rows(division, names),
        "limits": limit_rows(division, names),
        "fair": division.fairness > 0,
        "assumed": division.sources.get("assumed", 0),
        "curves": division.sources.get("curves", 0),
    }
    return render(request, "deployment/division_certainty.html", values)


def _years(division: Division) -> list[int]:
    return [division.budget.first_year + period for period in range(len(division.inputs["hours"]))]
