"""Taking an agenda through its steps, back again, and setting the weights."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkhart.agenda.actions import Told, adopt_agenda, fix_advice, set_weights, step_back, take_step
from wijkhart.agenda.actions.agendas import ORDER, next_state
from wijkhart.agenda.forms.agendas import AdoptForm, BackForm, StepForm, WeightsForm
from wijkhart.agenda.forms.fields import Difference, differences
from wijkhart.agenda.models import Agenda, AgendaState
from wijkhart.agenda.queries.reading import agenda_title, area_of
from wijkhart.agenda.queries.voices import order_of
from wijkhart.agenda.queries.words import change_words, score_words, voice_words
from wijkhart.agenda.views.place import agenda_or_404, ask_right, read_again, tried
from wijkhart.core.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_step(request: Request, pk: UUID) -> HttpResponse:
    """The next step of an agenda: the day, who was asked, what came of it."""
    agenda = agenda_or_404(request, pk)
    ask_right(request, "agenda.edit", agenda.municipality_code)
    following = next_state(agenda)
    if following == AgendaState.ADOPTED:
        return redirect("agenda_adopt", agenda.pk)
    form = StepForm(request.POST or None, initial={"version": agenda.version})
    if request.method == "POST" and form.is_valid():
        act = fix_advice if following == AgendaState.ADVICE else take_step
        told = _told(form.cleaned_data)
        saved = tried(form, lambda: act(by=request.actor, agenda=agenda, told=told, version=_version(form)))
        if saved is not None:
            messages.success(request, _("The step is written down."))
            return redirect(saved)
        _read_again(form, request, agenda)
    fixing = following == AgendaState.ADVICE
    order = order_of(agenda) if fixing else None
    values = {
        **_about(agenda),
        "form": form,
        "next": following,
        "fixing": fixing,
        "rows": [(row, voice_words(row), score_words(row)) for row in order.rows] if order else [],
        "changes": change_words(order) if order else [],
    }
    return render(request, "agenda/agenda_step.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_back(request: Request, pk: UUID) -> HttpResponse:
    """One step back, for a reason."""
    agenda = agenda_or_404(request, pk)
    ask_right(request, "agenda.edit", agenda.municipality_code)
    form = BackForm(request.POST or None, initial={"version": agenda.version})
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        saved = tried(form, lambda: step_back(by=request.actor, agenda=agenda, reason=reason, version=_version(form)))
        if saved is not None:
            messages.success(request, _("The agenda is a step back. Your reason stands with the steps."))
            return redirect(saved)
        _read_again(form, request, agenda)
    place = ORDER.index(AgendaState(agenda.state))
    values = {**_about(agenda), "form": form, "earlier": ORDER[place - 1] if place else None}
    return render(request, "agenda/agenda_back.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_weights(request: Request, pk: UUID) -> HttpResponse:
    """How heavily each voice counts; the page shows what that does to the order."""
    agenda = agenda_or_404(request, pk)
    ask_right(request, "agenda.edit", agenda.municipality_code)
    form = WeightsForm(request.POST or None, initial={**WeightsForm.told(agenda), "version": agenda.version})
    changed: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        weights = (given["weight_figures"], given["weight_professionals"], given["weight_residents"])
        saved = tried(
            form,
            lambda: set_weights(
                by=request.actor, agenda=agenda, weights=weights, note=given["note"], version=_version(form)
            ),
        )
        if saved is not None:
            messages.success(request, _("The weights are set. Everybody can read them with your reason."))
            return redirect(saved)
        changed = _read_again(form, request, agenda)
    values = {**_about(agenda), "form": form, "differences": changed, "changes": change_words(order_of(agenda))}
    return render(request, "agenda/agenda_weights.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_adopt(request: Request, pk: UUID) -> HttpResponse:
    """The municipality weighs the advice and adopts the agenda."""
    agenda = agenda_or_404(request, pk)
    ask_right(request, "agenda.adopt", agenda.municipality_code)
    form = AdoptForm(request.POST or None, order_of(agenda), agenda.version)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        positions = {issue.pk: given[f"position_{issue.pk}"] for issue in form.rows}
        reasons = {issue.pk: given[f"reason_{issue.pk}"] for issue in form.rows}
        saved = tried(
            form,
            lambda: adopt_agenda(
                by=request.actor,
                agenda=agenda,
                positions=positions,
                reasons=reasons,
                told=_told(given),
                version=_version(form),
            ),
        )
        if saved is not None:
            messages.success(request, _("The agenda is adopted. Residents can read it now, with your reasons."))
            return redirect(saved)
        _read_again(form, request, agenda)
    return render(request, "agenda/agenda_adopt.html", {**_about(agenda), "form": form})


def _about(agenda: Agenda) -> dict[str, Any]:
    area = area_of(agenda)
    return {"agenda": agenda, "area": area, "title": agenda_title(agenda, area.name)}


def _told(given: dict[str, Any]) -> Told:
    return Told(given["done_on"], given["asked"], given["note"])


def _version(form: Any) -> int:
    return form.cleaned_data["version"] or 0


def _read_again(form: Any, request: Request, agenda: Agenda) -> list[Difference]:
    """After a refusal: the version that stands there now, and where it differs from what was typed."""
    read = _version(form) if hasattr(form, "cleaned_data") and "version" in form.cleaned_data else 0
    agenda.refresh_from_db()
    read_again(form, request, agenda.version)
    if read == agenda.version or not isinstance(form, WeightsForm):
        return []
    return differences(form, WeightsForm.told(agenda))
