"""Scenarios: the list, one of them, keeping, changing and removing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.areas.models import Area
from wijkhart.coordination.actions import keep_scenario, recompute_scenario, remove_scenario, update_scenario
from wijkhart.coordination.change_words import labels, words_of
from wijkhart.coordination.changes import asked_in, asked_of, query_of
from wijkhart.coordination.models import Scenario
from wijkhart.coordination.outcome_words import file_rows, headings, picture_of
from wijkhart.coordination.perms import may_keep_scenarios, may_read_scenarios
from wijkhart.coordination.queries import coverage_problem
from wijkhart.coordination.queries.changing import stage_of, steps_of
from wijkhart.coordination.queries.scenarios import outcome_kept, scenarios_of
from wijkhart.coordination.queries.what_if import outcome_of
from wijkhart.coordination.scenario_forms import ScenarioFilter, ScenarioForm
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.coordination.views.what_if import said
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.export import FORMATS, export_response
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing

COLUMNS: list[Column[Scenario]] = [
    Column("naam", gettext_lazy("Name"), lambda one: one.name, ("name",)),
    Column("erbij", gettext_lazy("Get a place"), lambda one: round(one.result["gained"], 1), ("gained",)),
    Column("eraf", gettext_lazy("Lose their place"), lambda one: round(one.result["lost"], 1), ("lost",)),
    Column("wijzigingen", gettext_lazy("Changes"), lambda one: len(one.changes)),
    Column("berekend", gettext_lazy("Computed"), lambda one: one.computed_at, ("computed_at",)),
    Column("notitie", gettext_lazy("Note"), lambda one: one.note),
]


@require_safe
def scenario_list(request: Request, code: str) -> HttpResponse:
    """The scenarios of a municipality, newest first."""
    area, inputs = readable(request, code), coverage_problem(code)
    listing = Listing(
        request,
        scenarios_of(request.actor, code),
        columns=COLUMNS,
        filters=ScenarioFilter({"wint": "", **request.GET.dict()}),
        sort="-berekend",
        name=f"scenarios-{code}",
    )
    values = {
        "area": area,
        "listing": listing,
        "columns": COLUMNS[:-1],
        "digest": inputs.digest,
        "example_supply": inputs.example_supply,
    }
    return listing.export() or render(request, "coordination/scenario_list.html", values)


@require_safe
def scenario_detail(request: Request, code: str, pk: UUID) -> HttpResponse:
    """What a scenario does as it was computed, its recipe, and whether its inputs moved on since."""
    area, scenario = readable(request, code), _scenario(request, code, pk)
    words, outcome = labels(), outcome_kept(scenario)
    kind = request.GET.get("uitvoer", "")
    if kind in FORMATS:
        return export_response(kind, scenario.name, headings(), file_rows(outcome.cells, words))
    values = {
        "area": area,
        "scenario": scenario,
        "changes": [words_of(one["kind"], one["facts"], words) for one in scenario.changes],
        "picture": picture_of(outcome, words),
        "moved_on": coverage_problem(code).digest != scenario.digest,
        "further": f"{reverse('what_if', args=[code])}?{query_of(asked_of(scenario.changes))}",
        "may_keep": may_keep_scenarios(request.actor, code),
    }
    return render(request, "coordination/scenario_detail.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def scenario_keep(request: Request, code: str) -> HttpResponse:
    """Keep the changes in the address under a name."""
    area, asked, words = _editable(request, code), asked_in(request.GET), labels()
    form = ScenarioForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = keep_scenario(
                by=request.actor, municipality=code, name=given["name"], note=given["note"], changes=asked
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The scenario is kept. You can compare it with others."))
            return redirect(made)
    inputs = coverage_problem(code)
    steps = steps_of(stage_of(inputs), asked)
    made_steps = [step for step in steps if not step.problem]
    values = {
        "area": area,
        "form": form,
        "steps": said(steps, words),
        "problems": any(step.problem for step in steps),
        "picture": picture_of(outcome_of(inputs, made_steps), words) if made_steps else None,
        "back": f"{reverse('what_if', args=[code])}?{query_of(asked)}",
        "example_supply": inputs.example_supply,
    }
    return render(request, "coordination/scenario_keep.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def scenario_edit(request: Request, code: str, pk: UUID) -> HttpResponse:
    """Another name or note."""
    area, scenario = _editable(request, code), _scenario(request, code, pk)
    told = {"name": scenario.name, "note": scenario.note, "version": scenario.version}
    form = ScenarioForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        version = given["version"] or 0
        try:
            update_scenario(
                by=request.actor, scenario=scenario, version=version, name=given["name"], note=given["note"]
            )
        except Refused as refused:
            add_refusal(form, refused)
            form.data = {**request.POST.dict(), "version": str(scenario.version)}
        else:
            messages.success(request, _("The scenario has been changed."))
            return redirect(scenario)
    values = {"area": area, "scenario": scenario, "form": form}
    return render(request, "coordination/scenario_edit.html", values)


@require_POST
def scenario_recompute(request: Request, code: str, pk: UUID) -> HttpResponse:
    """The same changes on the need and supply of now."""
    _editable(request, code)
    scenario = _scenario(request, code, pk)
    try:
        recompute_scenario(by=request.actor, scenario=scenario, version=scenario.version)
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The scenario has been computed again, with the need and supply of now."))
    return redirect(scenario)


@require_http_methods(["GET", "HEAD", "POST"])
def scenario_remove(request: Request, code: str, pk: UUID) -> HttpResponse:
    """Ask whether it may go, then take it away."""
    area, scenario = _editable(request, code), _scenario(request, code, pk)
    if request.method == "POST":
        remove_scenario(by=request.actor, scenario=scenario)
        messages.success(request, _("The scenario “%(name)s” has been removed.") % {"name": scenario.name})
        return redirect("scenario_list", code)
    return render(request, "coordination/scenario_remove.html", {"area": area, "scenario": scenario})


def readable(request: Request, code: str) -> Area:
    """The municipality, for who may see scenarios there."""
    area = municipality_or_404(code)
    if not may_read_scenarios(request.actor, code):
        raise NotAllowed(_("Your role does not give you this page."))
    return area


def _editable(request: Request, code: str) -> Area:
    area = municipality_or_404(code)
    if not may_keep_scenarios(request.actor, code):
        raise NotAllowed(_("You may not keep or change scenarios in this municipality."))
    return area


def _scenario(request: Request, code: str, pk: UUID) -> Scenario:
    return get_object_or_404(scenarios_of(request.actor, code), pk=pk)
