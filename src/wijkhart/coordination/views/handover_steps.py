"""The steps of a handover: add, change, remove one, and say that it is done."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkhart.agenda.forms.fields import differences
from wijkhart.agenda.views.place import read_again, tried
from wijkhart.coordination.actions import (
    add_handover_step,
    change_handover_step,
    mark_handover_step,
    remove_handover_step,
)
from wijkhart.coordination.handover_forms import MarkForm, RemoveStepForm, StepForm
from wijkhart.coordination.models import Handover, HandoverStep
from wijkhart.coordination.views.handovers import given_of, kept_or_404, step_page
from wijkhart.core.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
def handover_add_step(request: Request, pk: UUID) -> HttpResponse:
    """Add a step."""
    handover = kept_or_404(request, pk)
    form = StepForm(request.POST or None, handover.version)
    if _saved(request, handover, form, lambda given: add_handover_step(by=request.actor, handover=handover, **given)):
        messages.success(request, _("The step stands there."))
        return redirect(handover)
    return step_page(request, handover, form, _("Add a step"))


@require_http_methods(["GET", "HEAD", "POST"])
def handover_edit_step(request: Request, pk: UUID, part: int) -> HttpResponse:
    """Other words or another day for a step."""
    handover, step = _step(request, pk, part)
    form = StepForm(request.POST or None, handover.version, step)
    read = handover.version
    if _saved(request, handover, form, lambda given: change_handover_step(by=request.actor, step=step, **given)):
        messages.success(request, _("The step has been changed."))
        return redirect(handover)
    return step_page(
        request, handover, form, _("Change this step"), differences=_theirs(request, form, step, read, StepForm)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def handover_mark(request: Request, pk: UUID, part: int) -> HttpResponse:
    """Say that a step is done, with what came of it, or that it is still to do."""
    handover, step = _step(request, pk, part)
    form = MarkForm(request.POST or None, handover.version, step)
    read = handover.version
    if _saved(request, handover, form, lambda given: mark_handover_step(by=request.actor, step=step, **given)):
        messages.success(request, _("It is saved."))
        return redirect(handover)
    theirs = _theirs(request, form, step, read, MarkForm)
    return step_page(request, handover, form, _("How does this step stand?"), lead=step.title, differences=theirs)


@require_http_methods(["GET", "HEAD", "POST"])
def handover_remove(request: Request, pk: UUID, part: int) -> HttpResponse:
    """Take a step away that is not needed here."""
    handover, step = _step(request, pk, part)
    form = RemoveStepForm(request.POST or None, handover.version)
    if _saved(request, handover, form, lambda given: remove_handover_step(by=request.actor, step=step, **given)):
        messages.success(request, _("The step is gone."))
        return redirect(handover)
    return step_page(request, handover, form, _("Take this step away?"), lead=step.title)


def _step(request: Request, pk: UUID, part: int) -> tuple[Any, HandoverStep]:
    handover = kept_or_404(request, pk)
    return handover, get_object_or_404(handover.steps.select_related("handover"), pk=part)


def _saved(request: Request, handover: Handover, form: Any, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether it was sent and done; after a refusal the form says which version stands there now."""
    if request.method != "POST" or not form.is_valid():
        return False
    given = given_of(form)
    if tried(form, lambda: act(given)) is not None:
        return True
    handover.refresh_from_db()
    read_again(form, request, handover.version)
    return False


def _theirs(request: Request, form: Any, step: HandoverStep, read: int, kind: Any) -> list[Any]:
    """Where what stands there now is not what was typed, after somebody else was first."""
    if request.method != "POST" or request.POST.get("version") == str(read):
        return []
    return differences(form, kind.told(step))
