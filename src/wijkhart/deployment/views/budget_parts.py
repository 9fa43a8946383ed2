"""The parts of a budget: years, kinds, wijken, promises and last year's hours, each on a page of its own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkhart.agenda.views.place import read_again, tried
from wijkhart.areas.queries import area_by_code
from wijkhart.core.errors import Refused
from wijkhart.core.http import Request
from wijkhart.deployment.actions.budget_parts import (
    add_commitment,
    remove_commitment,
    set_districts,
    set_kinds,
    set_last_year,
    set_years,
)
from wijkhart.deployment.budget_forms import SureForm
from wijkhart.deployment.budget_part_forms import CommitmentForm, DistrictsForm, KindsForm, LastYearForm, YearsForm
from wijkhart.deployment.last_year_file import MOST_BYTES, read_last_year
from wijkhart.deployment.models import Budget
from wijkhart.deployment.names import Names
from wijkhart.deployment.queries.budgets import before_of, is_fixed
from wijkhart.deployment.queries.naming import names_for
from wijkhart.deployment.views.place import budget_or_404, must_edit


@require_http_methods(["GET", "HEAD", "POST"])
def budget_years(request: Request, pk: UUID) -> HttpResponse:
    """Hours, euros and room places of every year."""
    budget = _mine(request, pk)
    form = YearsForm(request.POST or None, budget)
    return _answer(
        request,
        budget,
        form,
        "budget_years",
        lambda version: set_years(by=request.actor, budget=budget, years=form.parts(), version=version),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def budget_kinds(request: Request, pk: UUID) -> HttpResponse:
    """Who can give how much of each kind of effort, and what it costs."""
    budget = _mine(request, pk)
    form = KindsForm(request.POST or None, budget, names_for(budget))
    return _answer(
        request,
        budget,
        form,
        "budget_kinds",
        lambda version: set_kinds(by=request.actor, budget=budget, kinds=form.parts(), version=version),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def budget_districts(request: Request, pk: UUID) -> HttpResponse:
    """From when each wijk takes part, and its lower limit."""
    budget = _mine(request, pk)
    form = DistrictsForm(request.POST or None, budget, names_for(budget))
    return _answer(
        request,
        budget,
        form,
        "budget_districts",
        lambda version: set_districts(by=request.actor, budget=budget, districts=form.parts(), version=version),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_add(request: Request, pk: UUID) -> HttpResponse:
    """Hours that were promised already."""
    budget = _mine(request, pk)
    form = CommitmentForm(request.POST or None, budget, names_for(budget))
    return _answer(
        request,
        budget,
        form,
        "commitment_add",
        lambda version: add_commitment(by=request.actor, budget=budget, promise=form.promise(), version=version),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_remove(request: Request, pk: UUID, number: int) -> HttpResponse:
    """Ask whether a promise may go, then take it away."""
    budget = _mine(request, pk)
    row, names = get_object_or_404(budget.commitments.select_related("budget"), pk=number), names_for(budget)
    form = SureForm(request.POST or None, budget)
    return _answer(
        request,
        budget,
        form,
        "commitment_remove",
        lambda version: remove_commitment(by=request.actor, commitment=row, version=version),
        {"commitment": row, "wijk_name": names.area(row.district_code), "kind_name": names.kind(row.kind)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def budget_last_year(request: Request, pk: UUID) -> HttpResponse:
    """What every wijk had in the year before: from a file, or from the division before."""
    budget = _mine(request, pk)
    names, before = _inside(budget), before_of(budget)
    take_over = request.method == "POST" and "neem_over" in request.POST
    posted = request.method == "POST"
    form: SureForm | LastYearForm = (
        SureForm(request.POST, budget)
        if take_over
        else LastYearForm(request.POST if posted else None, request.FILES if posted else None, budget)
    )

    def save(version: int) -> Budget:
        if not take_over:
            file = form.cleaned_data["file"]
            hours = read_last_year(file.read(MOST_BYTES + 1), file.name, names)
        elif before is not None:
            hours = before.hours
        else:
            raise Refused(_("There is no adopted division of an earlier budget. Send a file."))
        return set_last_year(by=request.actor, budget=budget, hours=hours, version=version)

    values = {
        "before": before,
        "wijk_names": sorted(names.areas.values()),
        "kind_names": sorted(names.kinds.values()),
        "upload": LastYearForm(None, None, budget) if take_over else form,
        "year": budget.first_year - 1,
    }
    return _answer(request, budget, form, "budget_last_year", save, values)


def _mine(request: Request, pk: UUID) -> Budget:
    budget = budget_or_404(request, pk)
    must_edit(request, budget.municipality_code)
    return budget


def _answer(
    request: Request,
    budget: Budget,
    form: BaseForm,
    page: str,
    save: Callable[[int], Any],
    values: dict[str, Any] | None = None,
) -> HttpResponse:
    """Save and go to the budget; else the page, with what was typed and why it was refused."""
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        if tried(form, lambda: save(version)) is not None:
            messages.success(
                request, _("The budget is saved. Divisions keep their numbers until you compute them again.")
            )
            return redirect(budget)
        budget.refresh_from_db()
        read_again(form, request, budget.version)
    about = {
        "area": area_by_code(budget.municipality_code),
        "budget": budget,
        "form": form,
        "fixed": is_fixed(budget),
    }
    return render(request, f"deployment/{page}.html", {**about, **(values or {})})


def _inside(budget: Budget) -> Names:
    """The names of what is in the budget only."""
    names = names_for(budget)
    codes = budget.districts.values_list("district_code", flat=True)
    kinds = budget.kinds.values_list("kind", flat=True)
    return Names(
        areas={code: names.area(code) for code in codes},
        kinds={key: names.kind(key) for key in kinds},
        first_year=budget.first_year,
    )
