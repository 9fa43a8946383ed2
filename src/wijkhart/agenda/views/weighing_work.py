"""Working on a weighing: weights, priorities of the council, taking over, freezing, publishing and going back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wijkhart.agenda.actions import (
    add_priority,
    edit_priority,
    freeze_weighing,
    gather_issues,
    publish_weighing,
    remove_priority,
    return_weighing,
    set_city_weights,
)
from wijkhart.agenda.forms.fields import Difference, differences
from wijkhart.agenda.forms.weighing import CityWeightsForm, NoteForm, PriorityForm, ReasonForm
from wijkhart.agenda.models import CityWeighing, CouncilPriority
from wijkhart.agenda.queries.city_order import priorities_of, rows_of, since
from wijkhart.agenda.queries.city_words import pass_words, since_words, title_in
from wijkhart.agenda.views.place import ask_right, read_again, tried
from wijkhart.agenda.views.weighings import editable_weighing, names_in, weighing_about, weighing_or_404
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
def weighing_weights(request: Request, pk: UUID) -> HttpResponse:
    """How heavily each voice counts; the page shows what would change the order."""
    weighing = editable_weighing(request, pk)
    initial = {**CityWeightsForm.told(weighing), "version": weighing.version}
    form = CityWeightsForm(request.POST or None, initial=initial)
    changed: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        weights = (given["weight_districts"], given["weight_people"], given["weight_council"])
        saved = _saved(form, lambda **said: set_city_weights(by=request.actor, weights=weights, **said), weighing)
        if saved is not None:
            messages.success(request, _("The weights are set. Everybody can read them with your reason."))
            return redirect(saved)
        changed = _again(form, request, weighing, CityWeightsForm.told)
    names = names_in(weighing)
    told = [(title_in(row.issue, names), pass_words(row, names)) for row in rows_of(weighing)[1:6]]
    values = {**weighing_about(weighing), "form": form, "differences": changed, "changes": told}
    return render(request, "agenda/weighing_weights.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def weighing_priorities(request: Request, pk: UUID) -> HttpResponse:
    """What the council finds important: the list, and one theme more."""
    weighing = editable_weighing(request, pk)
    form = PriorityForm(request.POST or None, request.actor, weighing.version)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
        saved = tried(form, lambda: add_priority(by=request.actor, weighing=weighing, **given))
        if saved is not None:
            messages.success(request, _("The priority counts now."))
            return redirect("weighing_priorities", weighing.pk)
        _again(form, request, weighing)
    values = {**weighing_about(weighing), "form": form, "priorities": priorities_of(weighing)}
    return render(request, "agenda/weighing_priorities.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def priority_edit(request: Request, pk: UUID, part: int) -> HttpResponse:
    """Other points for a theme, or another reason."""
    weighing = editable_weighing(request, pk)
    priority = get_object_or_404(weighing.priorities.select_related("theme", "weighing"), pk=part)
    form = PriorityForm(request.POST or None, request.actor, weighing.version, priority)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
        saved = tried(form, lambda: edit_priority(by=request.actor, priority=priority, **given))
        if saved is not None:
            messages.success(request, _("It is saved."))
            return redirect("weighing_priorities", weighing.pk)
        _again(form, request, weighing)
    values = {**weighing_about(weighing), "form": form, "priority": priority}
    return render(request, "agenda/priority_edit.html", values)


@require_POST
def priority_remove(request: Request, pk: UUID, part: int) -> HttpResponse:
    """Take a theme off the list of the council."""
    weighing = editable_weighing(request, pk)
    priority: CouncilPriority = get_object_or_404(weighing.priorities.select_related("weighing"), pk=part)
    _pressed(
        request,
        lambda: remove_priority(by=request.actor, priority=priority, version=_pressed_version(request)),
        _("The theme is off the list."),
    )
    return redirect("weighing_priorities", weighing.pk)


@require_POST
def weighing_gather(request: Request, pk: UUID) -> HttpResponse:
    """Take over what the wijken say now."""
    weighing = editable_weighing(request, pk)
    _pressed(
        request,
        lambda: gather_issues(by=request.actor, weighing=weighing, version=_pressed_version(request)),
        _("What the wijken say now is taken over. What you joined or parted by hand stayed."),
    )
    return redirect(weighing)


@require_http_methods(["GET", "HEAD", "POST"])
def weighing_freeze(request: Request, pk: UUID) -> HttpResponse:
    """Fix the order."""
    weighing = editable_weighing(request, pk)
    values = {"since": since_words(since(weighing), names_in(weighing))}
    return _step(request, weighing, NoteForm, freeze_weighing, _("The order is frozen."), "weighing_freeze", values)


@require_http_methods(["GET", "HEAD", "POST"])
def weighing_publish(request: Request, pk: UUID) -> HttpResponse:
    """Let everybody read it."""
    weighing = weighing_or_404(request, pk)
    ask_right(request, "agenda.adopt", weighing.municipality_code)
    said = _("Everybody can read this weighing now.")
    return _step(request, weighing, NoteForm, publish_weighing, said, "weighing_publish", {})


@require_http_methods(["GET", "HEAD", "POST"])
def weighing_back(request: Request, pk: UUID) -> HttpResponse:
    """One step back, for a reason."""
    weighing = editable_weighing(request, pk)
    said = _("The weighing is a step back. Your reason stands with the steps.")
    return _step(request, weighing, ReasonForm, return_weighing, said, "weighing_back", {})


def _step(
    request: Request,
    weighing: CityWeighing,
    asked: type[NoteForm | ReasonForm],
    act: Callable[..., CityWeighing],
    done: str,
    page: str,
    values: dict[str, Any],
) -> HttpResponse:
    """A page of one step: what is said with it, and the button."""
    form = asked(request.POST or None, initial={"version": weighing.version})
    if request.method == "POST" and form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        saved = _saved(form, lambda **rest: act(by=request.actor, **said, **rest), weighing)
        if saved is not None:
            messages.success(request, done)
            return redirect(saved)
        _again(form, request, weighing)
    return render(request, f"agenda/{page}.html", {**weighing_about(weighing), **values, "form": form})


def _saved(form: Any, act: Callable[..., CityWeighing], weighing: CityWeighing) -> CityWeighing | None:
    note = {"note": form.cleaned_data["note"]} if isinstance(form, CityWeightsForm) else {}
    return tried(form, lambda: act(weighing=weighing, version=form.cleaned_data["version"] or 0, **note))


def _again(
    form: Any, request: Request, weighing: CityWeighing, told: Callable[[CityWeighing], dict[str, Any]] | None = None
) -> list[Difference]:
    """After a refusal: the version that stands there now, and where it differs from what was typed."""
    read = form.cleaned_data.get("version") or 0
    weighing.refresh_from_db()
    read_again(form, request, weighing.version)
    return differences(form, told(weighing)) if told and read != weighing.version else []


def _pressed(request: Request, act: Callable[[], object], done: str) -> None:
    """A button without a form: done, or why not."""
    try:
        act()
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)


def _pressed_version(request: Request) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 9 else 0
