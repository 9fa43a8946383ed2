"""A plan, plans side by side, and what they mean for one wijk."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wijkhart.core.export import FORMATS, export_response
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, ComputedListing
from wijkhart.siting.actions.publishing import FEWEST, MOST
from wijkhart.siting.models import SitingStudy
from wijkhart.siting.queries.comparing import lines_of, sides_of
from wijkhart.siting.queries.naming import names_of, plan_title
from wijkhart.siting.queries.showing import (
    Change,
    activity_rows,
    group_changes,
    place_rows,
    plan_map,
    totals,
    way_counts,
    wijk_changes,
)
from wijkhart.siting.queries.studies import choice_of, curve_of, plans_of
from wijkhart.siting.queries.ways import ways_in
from wijkhart.siting.queries.wijk import meanings_for
from wijkhart.siting.views.place import about, plan_or_404, study_or_404

CHANGES: list[Column[Change]] = [
    Column("wijk", gettext_lazy("Wijk"), lambda one: one.name, ("name",)),
    Column("inwoners", gettext_lazy("Inhabitants"), lambda one: round(one.people), ("people",)),
    Column("meter", gettext_lazy("Metres on average"), lambda one: one.metres, ("metres",)),
    Column("meer", gettext_lazy("More than today"), lambda one: one.more, ("more",)),
    Column("meest", gettext_lazy("Most that anybody loses"), lambda one: one.worst, ("worst",)),
    Column("buiten", gettext_lazy("People more beyond reach"), lambda one: one.beyond_more, ("beyond_more",)),
]
ALL_WIJKEN = 4_000


@login_not_required
@require_safe
def siting_plan(request: Request, pk: UUID, number: int) -> HttpResponse:
    """One plan: map and tables of who loses what, which places stay, and where each activity goes."""
    study = study_or_404(request, pk)
    plan, names = plan_or_404(study, number), names_of(study)
    listing = ComputedListing(
        request,
        wijk_changes(plan, names),
        columns=CHANGES,
        sort="-meer",
        per_page=ALL_WIJKEN,
        name=f"plekkenkeuze-{study.name}-{plan.places}",
    )
    numbers = [one.number for one in curve_of(study)]
    activities = activity_rows(study, plan, names)
    values: dict[str, Any] = {
        **about(request, study),
        "plan": plan,
        "title": plan_title(plan),
        "listing": listing,
        "columns": CHANGES,
        "groups": group_changes(plan, names),
        "worst_off": next((one for one in listing.rows if one.key == plan.worst_off), None),
        "places": place_rows(study, plan, names),
        "ways": way_counts(study, plan),
        "activities": activities,
        "moves": sum(one.moves for one in activities),
        "map": plan_map(study, plan, study.get_absolute_url()),
        "total": totals(study, plan),
        "fewer": max((one for one in numbers if one < plan.number), default=None),
        "further": min((one for one in numbers if one > plan.number), default=None) if plan.number else None,
    }
    return listing.export() or render(request, "siting/siting_plan.html", values)


@login_not_required
@require_safe
def siting_compare(request: Request, pk: UUID) -> HttpResponse:
    """Two to four plans side by side, on map and in tables."""
    study = study_or_404(request, pk)
    chosen, names = plans_of(study, _asked(request, study)), names_of(study)
    values = {
        **about(request, study),
        "offered": [(one, plan_title(one)) for one in choice_of(study)],
        "slots": ([plan_title(one) for one in chosen] + [""] * MOST)[:MOST],
    }
    if not FEWEST <= len(chosen) <= MOST:
        return render(request, "siting/siting_compare.html", {**values, "sides": []})
    lines = lines_of(chosen, names)
    kind = request.GET.get("uitvoer", "")
    if kind in FORMATS:
        headings = [str(_("Wijk")), str(_("Inhabitants")), *(plan_title(one) for one in chosen)]
        rows = [[one.name, round(one.people), *(cell.metres for cell in one.cells)] for one in lines]
        return export_response(kind, f"plekkenkeuze-{study.name}", headings, rows)
    sides = sides_of(study, chosen, names)
    query = "&".join(f"v={one.number}" for one in chosen)
    return render(request, "siting/siting_compare.html", {**values, "sides": sides, "lines": lines, "query": query})


def _asked(request: Request, study: SitingStudy) -> list[int]:
    """The numbers asked for, each once; without any those advised, or that of the budget between both ends."""
    asked = [int(one) for one in request.GET.getlist("v")[:20] if one.isdecimal() and len(one) < 5]
    if asked or study.advised:
        return list(dict.fromkeys(asked or study.advised))
    plans = choice_of(study)
    numbers = [one.number for one in plans if one.number]
    middle = [one.number for one in plans if one.number in (0, study.buildings)] or numbers[len(numbers) // 2 :][:1]
    return list(dict.fromkeys([*numbers[-1:], *middle, *numbers[:1]]))


@login_not_required
@require_safe
def siting_district(request: Request, pk: UUID, code: str) -> HttpResponse:
    """What the plans mean for the people of one wijk."""
    study = study_or_404(request, pk)
    if not study.has_result or code not in study.names.get("wijken", {}):
        raise Http404(_("This study says nothing about this wijk."))
    names = names_of(study)
    plans = (plans_of(study, _asked(request, study)) or plans_of(study, study.advised))[:MOST]
    values = about(request, study) | {
        "code": code,
        "wijk": names.wijk(code),
        "meanings": meanings_for(study, plans, code, names),
    }
    if values["may_read"] and plans:
        values |= {"ways": ways_in(study, plans[0], code, names), "first": plan_title(plans[0])}
    return render(request, "siting/siting_district.html", values)
