"""One task group and its steps: read by everybody, kept by its lead and who works on the programme."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.agenda.actions import (
    add_step,
    change_step,
    change_task_group,
    end_task_group,
    reopen_task_group,
    settle_step,
)
from wijkhart.agenda.forms.fields import Difference, differences
from wijkhart.agenda.forms.programme import EndGroupForm, SettleStepForm, StepForm, TaskGroupForm
from wijkhart.agenda.models import TaskGroup, TaskStep
from wijkhart.agenda.perms import may_edit_programme, may_keep_task_group
from wijkhart.agenda.queries.programme import group_at_work
from wijkhart.agenda.views.place import ask_right, read_again, tried
from wijkhart.agenda.views.programme import programme_about
from wijkhart.core.errors import NotAllowed
from wijkhart.core.http import Request


@login_not_required
@require_safe
def task_group_detail(request: Request, pk: UUID) -> HttpResponse:
    """What a task group works out, who leads it, and its steps."""
    group = _group(request, pk)
    values = {
        **programme_about(group.agenda),
        "group": group,
        "work": group_at_work(group),
        "questions": list(group.questions.all()),
        "may_keep": may_keep_task_group(request.actor, group),
        "may_edit": may_edit_programme(request.actor, group.agenda.municipality_code),
    }
    return render(request, "agenda/task_group_detail.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def task_group_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change a task group; what somebody else saved meanwhile is shown, not overwritten."""
    group = _group(request, pk)
    ask_right(request, "programme.edit", group.agenda.municipality_code)
    form = TaskGroupForm(request.POST or None, request.actor, group.agenda, group)
    changed: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        saved = tried(
            form, lambda: change_task_group(by=request.actor, group=group, facts=form.facts(), version=version)
        )
        if saved is not None:
            messages.success(request, _("The task group has been changed."))
            return redirect(saved)
        now = _group(request, pk)
        read_again(form, request, now.version)
        changed = differences(form, TaskGroupForm.told(now)) if now.version != version else []
    return _page(request, "agenda/task_group_edit.html", group, form=form, differences=changed)


@require_http_methods(["GET", "HEAD", "POST"])
def task_group_end(request: Request, pk: UUID) -> HttpResponse:
    """End a task group with what came of it, or let one that ended go on."""
    group = _kept(request, pk)
    form = EndGroupForm(request.POST or None, initial={"version": group.version, "outcome": group.outcome})
    if group.ended_on:
        del form.fields["outcome"]
    if request.method == "POST" and form.is_valid():
        given, version = form.cleaned_data, form.cleaned_data["version"] or 0
        saved = tried(
            form,
            lambda: (
                reopen_task_group(by=request.actor, group=group, version=version)
                if group.ended_on
                else end_task_group(by=request.actor, group=group, outcome=given["outcome"], version=version)
            ),
        )
        if saved is not None:
            messages.success(request, _("It is saved."))
            return redirect(saved)
        read_again(form, request, _group(request, pk).version)
    return render(
        request, "agenda/task_group_end.html", {**programme_about(group.agenda), "group": group, "form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def task_group_step(request: Request, pk: UUID) -> HttpResponse:
    """Add a step."""
    group = _kept(request, pk)
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: add_step(by=request.actor, group=group, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("The step stands there. Add the next one, or go back."))
            return redirect(group)
    return render(
        request, "agenda/task_group_step.html", {**programme_about(group.agenda), "group": group, "form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def task_step_edit(request: Request, pk: UUID, part: int) -> HttpResponse:
    """Other words or another day for a step."""
    group, step = _step(request, pk, part)
    form = StepForm(request.POST or None, step)
    if request.method == "POST" and form.is_valid():
        saved = tried(form, lambda: change_step(by=request.actor, step=step, **form.cleaned_data))
        if saved is not None:
            messages.success(request, _("The step has been changed."))
            return redirect(group)
    return _page(request, "agenda/task_step_edit.html", group, step=step, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def task_step_settle(request: Request, pk: UUID, part: int) -> HttpResponse:
    """Say how a step ended."""
    group, step = _step(request, pk, part)
    form = SettleStepForm(request.POST or None, step)
    if request.method == "POST" and form.is_valid():
        saved = tried(form, lambda: settle_step(by=request.actor, step=step, **form.cleaned_data))
        if saved is not None:
            messages.success(request, _("It is saved. Residents can read it."))
            return redirect(group)
        step.refresh_from_db()
        form.data = {**request.POST.dict(), "was": step.state}
    return _page(request, "agenda/task_step_settle.html", group, step=step, form=form)


def _page(request: Request, template: str, group: TaskGroup, **values: Any) -> HttpResponse:
    return render(request, template, {**programme_about(group.agenda), "group": group, **values})


def _group(request: Request, pk: UUID) -> TaskGroup:
    rows = TaskGroup.objects.visible_to(request.actor).select_related("agenda", "issue", "lead")
    return get_object_or_404(rows.prefetch_related("steps"), pk=pk)


def _kept(request: Request, pk: UUID) -> TaskGroup:
    group = _group(request, pk)
    if not may_keep_task_group(request.actor, group):
        raise NotAllowed(_("Only its lead and who works on the programme may keep this task group."))
    return group


def _step(request: Request, pk: UUID, part: int) -> tuple[TaskGroup, TaskStep]:
    group = _kept(request, pk)
    return group, get_object_or_404(group.steps.select_related("group__agenda"), pk=part)
