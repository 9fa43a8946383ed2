"""Divisions: the list, one of them, making, changing, computing and removing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.agenda.views.place import read_again, tried
from wijkhart.areas.queries import area_by_code
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.http import Request
from wijkhart.core.jobs.actions import enqueue_job
from wijkhart.core.jobs.models import Job
from wijkhart.core.lists import Column, Listing
from wijkhart.deployment.actions.divisions import add_division, change_division, remove_division
from wijkhart.deployment.division_forms import DivisionFilter, DivisionForm, start_choices
from wijkhart.deployment.models import Budget, Division, DivisionDistrict, DivisionState
from wijkhart.deployment.perms import may_adopt_divisions, may_edit_divisions, may_read_divisions
from wijkhart.deployment.queries.divisions import (
    COMPUTE,
    beside,
    choices_of,
    divisions_of,
    grants_of,
    hours_map,
    in_force,
    kinds_given,
    open_job,
    reading,
    rows_of,
    used_of,
)
from wijkhart.deployment.queries.naming import names_for, names_of
from wijkhart.deployment.queries.problems import told_problems
from wijkhart.deployment.queries.reserve import left_of
from wijkhart.deployment.views.place import budget_or_404, division_or_404, must_edit

COLUMNS: list[Column[Division]] = [
    Column("naam", gettext_lazy("Name"), lambda one: one.name, ("name",)),
    Column("begroting", gettext_lazy("Budget"), lambda one: one.budget.title, ("budget__title",)),
    Column("staat", gettext_lazy("How it stands"), lambda one: one.get_state_display(), ("state",)),
    Column("mensen", gettext_lazy("People reached"), lambda one: one.result.get("people"), ("people",)),
    Column(
        "minste", gettext_lazy("Smallest share served"), lambda one: one.result.get("smallest_share"), ("smallest",)
    ),
    Column("berekend", gettext_lazy("Computed"), lambda one: one.computed_at, ("computed_at",)),
]
ROWS: list[Column[DivisionDistrict]] = [
    Column("wijk", gettext_lazy("Wijk"), lambda one: one.name, ("name",)),
    Column("jaar", gettext_lazy("Hours a year"), reading("per_year"), ("per_year",)),
    Column("vorig", gettext_lazy("Last year"), reading("last_year"), ("last_year",)),
    Column("verschil", gettext_lazy("Difference"), reading("change"), ("change",)),
    Column("inwoners", gettext_lazy("By inhabitants"), reading("even"), ("even",)),
    Column("duizend", gettext_lazy("For every thousand inhabitants"), reading("per_thousand"), ("per_thousand",)),
    Column("mensen", gettext_lazy("People reached"), reading("people"), ("people",)),
    Column("extra", gettext_lazy("People with 100 hours extra"), reading("extra"), ("extra",)),
]
ALL_ROWS = 4_000
"""A division shows every wijk on one page."""


@login_not_required
@require_safe
def division_list(request: Request, code: str) -> HttpResponse:
    """What is divided in a municipality: the division in force, and for professionals every scenario."""
    area, rows = municipality_or_404(code), divisions_of(request.actor, code)
    listing = Listing(
        request,
        rows,
        columns=COLUMNS,
        filters=DivisionFilter(request.GET or None, rows=rows),
        sort="-berekend",
        name=f"verdelingen-{code}",
    )
    values = {
        "area": area,
        "listing": listing,
        "columns": COLUMNS,
        "any": rows.exists(),
        "division": in_force(code),
        "budgets": Budget.objects.visible_to(request.actor).filter(municipality_code=code),
        "may_read": may_read_divisions(request.actor, code),
        "may_edit": may_edit_divisions(request.actor, code),
    }
    return listing.export() or render(request, "deployment/division_list.html", values)


@login_not_required
@require_safe
def division_detail(request: Request, pk: UUID) -> HttpResponse:
    """One division: who gets what, beside what, how sure, and what it rests on."""
    division = division_or_404(request, pk)
    code = division.budget.municipality_code
    values: dict[str, Any] = {
        "area": area_by_code(code),
        "division": division,
        "budget": division.budget,
        "names": names_of(division),
        "job": open_job(division) if may_read_divisions(request.actor, code) else None,
        "may_edit": may_edit_divisions(request.actor, code),
        "may_adopt": may_adopt_divisions(request.actor, code),
        "open": division.adopted_on is None,
    }
    values["choices"] = choices_of(division, values["names"])
    values["problems"] = told_problems(division, values["names"])
    if not division.has_result:
        return render(request, "deployment/division_detail.html", values)
    listing = Listing(
        request, rows_of(division), columns=ROWS, sort="-jaar", per_page=ALL_ROWS, name=f"verdeling-{division.name}"
    )
    return listing.export() or render(
        request, "deployment/division_detail.html", {**values, **_result(division, values["names"], listing)}
    )


def _result(division: Division, names: Any, listing: Listing[DivisionDistrict]) -> dict[str, Any]:
    rows = list(listing)
    code = division.budget.municipality_code
    values = {row.district_code: getattr(row, "per_thousand", None) for row in rows}
    urls = {row.district_code: f"{division.get_absolute_url()}wijken/{row.district_code}/" for row in rows}
    return {
        "listing": listing,
        "columns": ROWS,
        "rows": rows,
        "map": hours_map(code, values, urls),
        "used": used_of(division),
        "beside": beside(division),
        "kinds": kinds_given(division, names),
        "years": [division.budget.first_year + period for period in range(len(division.inputs["hours"]))],
        "unknown": _pairs(division, "unknown", names),
        "partly": _pairs(division, "partly", names),
        "grants": [(grant, names.area(grant.district_code), names.kind(grant.kind)) for grant in grants_of(division)],
        "left": left_of(division) if division.state == DivisionState.ADOPTED else [],
    }


def _pairs(division: Division, key: str, names: Any) -> list[tuple[str, list[str]]]:
    """Wijk -> themes that are not (wholly) known there."""
    found: dict[str, list[str]] = {}
    for area, theme in division.sources.get(key, []):
        found.setdefault(names.area(area), []).append(names.theme(theme))
    return sorted(found.items())


@require_http_methods(["GET", "HEAD", "POST"])
def division_add(request: Request, pk: UUID) -> HttpResponse:
    """A new scenario of a budget."""
    budget = budget_or_404(request, pk)
    must_edit(request, budget.municipality_code)
    form = DivisionForm(request.POST or None, names_for(budget))
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: add_division(by=request.actor, budget=budget, choices=form.choices()))
        if made is not None:
            return redirect(_start(request, made))
    values = {"area": area_by_code(budget.municipality_code), "budget": budget, "form": form}
    return render(request, "deployment/division_add.html", values)


@require_POST
def division_three(request: Request, pk: UUID) -> HttpResponse:
    """Three scenarios at once to start with, handed to a worker."""
    budget = budget_or_404(request, pk)
    must_edit(request, budget.municipality_code)
    taken = set(budget.divisions.values_list("name", flat=True))
    made = [
        add_division(by=request.actor, budget=budget, choices=choices)
        for choices in start_choices()
        if choices.name not in taken
    ]
    for division in made:
        _start(request, division)
    if made:
        messages.success(request, _("Three ways to divide are being computed. Look again in a minute."))
    else:
        messages.info(request, _("These three stand there already."))
    return redirect("division_list", budget.municipality_code)


@require_http_methods(["GET", "HEAD", "POST"])
def division_edit(request: Request, pk: UUID) -> HttpResponse:
    """Other choices for a scenario."""
    division = division_or_404(request, pk)
    code = division.budget.municipality_code
    must_edit(request, code)
    form = DivisionForm(request.POST or None, names_of(division), division)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        saved = tried(
            form,
            lambda: change_division(by=request.actor, division=division, choices=form.choices(), version=version),
        )
        if saved is not None:
            if saved.state == DivisionState.WAITING:
                return redirect(_start(request, saved))
            messages.success(request, _("The division is saved."))
            return redirect(saved)
        division.refresh_from_db()
        read_again(form, request, division.version)
    values = {"area": area_by_code(code), "division": division, "form": form}
    return render(request, "deployment/division_edit.html", values)


@require_POST
def division_compute(request: Request, pk: UUID) -> HttpResponse:
    """Compute it again with what is known now."""
    division = division_or_404(request, pk)
    must_edit(request, division.budget.municipality_code)
    return redirect(_start(request, division))


@require_http_methods(["GET", "HEAD", "POST"])
def division_remove(request: Request, pk: UUID) -> HttpResponse:
    """Ask whether it may go, then take it away."""
    division = division_or_404(request, pk)
    code = division.budget.municipality_code
    must_edit(request, code)
    if request.method == "POST":
        try:
            remove_division(by=request.actor, division=division, version=division.version)
        except NotAllowed:
            raise
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect(division)
        messages.success(request, _("The division “%(name)s” has been removed.") % {"name": division.name})
        return redirect("division_list", code)
    values = {"area": area_by_code(code), "division": division}
    return render(request, "deployment/division_remove.html", values)


def _start(request: Request, division: Division) -> Job:
    """Hand it to a worker; the page of the job shows how far it is."""
    return enqueue_job(
        by=request.actor,
        kind=COMPUTE,
        params={"division": str(division.pk)},
        municipality=division.budget.municipality_code,
        key=str(division.pk),
        title=_("Division “%(name)s”") % {"name": division.name},
    )
