"""Budgets: one of them with what is missing, making one, its name, and taking it away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.agenda.views.place import read_again, tried
from wijkhart.areas.queries import area_by_code, districts_of
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing
from wijkhart.deployment.actions.budgets import change_budget, remove_budget, start_budget
from wijkhart.deployment.budget_forms import BudgetForm, BudgetNameForm, SureForm
from wijkhart.deployment.models import BudgetDistrict, Division
from wijkhart.deployment.perms import may_edit_divisions, may_read_divisions
from wijkhart.deployment.queries.budgets import budget_rows, gaps_of, is_fixed, noted, parts_of
from wijkhart.deployment.queries.naming import names_for
from wijkhart.deployment.views.place import budget_or_404, must_edit

COLUMNS: list[Column[BudgetDistrict]] = [
    Column("wijk", gettext_lazy("Wijk"), noted("name"), ("name",)),
    Column("inwoners", gettext_lazy("Inhabitants"), noted("inhabitants"), ("inhabitants",)),
    Column("vanaf", gettext_lazy("Takes part from"), lambda one: one.first_year, ("first_year",)),
    Column("minimaal", gettext_lazy("At least, hours a year"), lambda one: one.floor, ("floor",)),
    Column("vorig", gettext_lazy("Hours last year"), noted("before"), ("before",)),
]
ALL_ROWS = 4_000
"""A budget shows every wijk on one page."""


@login_not_required
@require_safe
def budget_detail(request: Request, pk: UUID) -> HttpResponse:
    """What there is to divide, and what is missing or odd with what to do."""
    budget = budget_or_404(request, pk)
    code = budget.municipality_code
    name = f"begroting-{budget.title}"
    listing = Listing(request, budget_rows(budget), columns=COLUMNS, sort="wijk", per_page=ALL_ROWS, name=name)
    if answer := listing.export():
        return answer
    names, parts = names_for(budget), parts_of(budget)
    may_read, fixed = may_read_divisions(request.actor, code), is_fixed(budget)
    may_edit = may_edit_divisions(request.actor, code)
    urls = {one.code: one.get_absolute_url() for one in districts_of(code)}
    values: dict[str, Any] = {
        "area": area_by_code(code),
        "budget": budget,
        "gaps": gaps_of(budget, parts, names) if may_read else [],
        "years": parts.years,
        "kinds": [(names.kind(row.kind), row) for row in parts.kinds],
        "commitments": [(row, names.area(row.district_code), names.kind(row.kind)) for row in parts.commitments],
        "listing": listing,
        "columns": COLUMNS,
        "rows": [(row, urls.get(row.district_code, "")) for row in listing],
        "divisions": Division.objects.visible_to(request.actor).filter(budget=budget).order_by("fairness", "made_at"),
        "may_edit": may_edit,
        "may_change": may_edit and not fixed,
        "fixed": fixed,
    }
    return render(request, "deployment/budget_detail.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def budget_start(request: Request, code: str) -> HttpResponse:
    """A new budget."""
    area = municipality_or_404(code)
    must_edit(request, code)
    form = BudgetForm(request.POST or None, initial={"first_year": timezone.localdate().year + 1})
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: start_budget(by=request.actor, municipality=code, facts=form.facts()))
        if made is not None:
            messages.success(request, _("The budget stands. Below you see what is still missing."))
            return redirect(made)
    return render(request, "deployment/budget_start.html", {"area": area, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def budget_edit(request: Request, pk: UUID) -> HttpResponse:
    """Another name or note; always possible, for it changes no number."""
    budget = budget_or_404(request, pk)
    must_edit(request, budget.municipality_code)
    form = BudgetNameForm(request.POST or None, budget)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved = tried(
            form,
            lambda: change_budget(
                by=request.actor,
                budget=budget,
                title=given["title"],
                note=given["note"],
                version=given["version"] or 0,
            ),
        )
        if saved is not None:
            messages.success(request, _("The budget is saved."))
            return redirect(saved)
        budget.refresh_from_db()
        read_again(form, request, budget.version)
    values = {"area": area_by_code(budget.municipality_code), "budget": budget, "form": form}
    return render(request, "deployment/budget_edit.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def budget_remove(request: Request, pk: UUID) -> HttpResponse:
    """Ask whether it may go, then take it away."""
    budget = budget_or_404(request, pk)
    code = budget.municipality_code
    must_edit(request, code)
    form = SureForm(request.POST or None, budget)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        removed = tried(form, lambda: remove_budget(by=request.actor, budget=budget, version=version))
        if removed is not None:
            messages.success(request, _("The budget “%(name)s” has been removed.") % {"name": budget.title})
            return redirect("division_list", code)
        budget.refresh_from_db()
        read_again(form, request, budget.version)
    values = {"area": area_by_code(code), "budget": budget, "form": form, "count": budget.divisions.count()}
    return render(request, "deployment/budget_remove.html", values)
