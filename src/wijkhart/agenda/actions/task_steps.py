"""The steps of a task group: what is done when, and what came of it. Its lead keeps them."""

from datetime import date
from typing import Final

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.agenda.actions.holding import Stale
from wijkhart.agenda.actions.programme import hold_group
from wijkhart.agenda.models import Agenda, StepState, TaskGroup, TaskStep
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused

AFTER: Final = relativedelta(years=2)
"""A step may fall so long after the period of its agenda: what is begun then is finished later."""


def add_step(*, by: Actor, group: TaskGroup, title: str, due: date) -> TaskStep:
    """One more step of a task group that is still at work."""
    with transaction.atomic():
        locked = hold_group(by, group)
        if locked.ended_on:
            raise Refused(_("This task group has ended. Let it go on first."))
        _refuse_bad(locked.agenda, title, due)
        made = TaskStep.objects.create(group=locked, title=title.strip(), due=due)
        record(by, "task_group.step_added", locked, municipality=locked.agenda.municipality_code)
    return made


def change_step(*, by: Actor, step: TaskStep, title: str, due: date) -> TaskStep:
    """Other words or another day for a step that is still to do; the log says that it moved."""
    with transaction.atomic():
        group, locked = _hold(by, step)
        if locked.state != StepState.OPEN:
            raise Refused(_("This step is settled. Open it again first."))
        if title != locked.title or due != locked.due:
            _refuse_bad(group.agenda, title, due)
        locked.title, locked.due = title.strip(), due
        locked.save()
        record(by, "task_group.step_changed", group, municipality=group.agenda.municipality_code)
    return locked


def settle_step(
    *, by: Actor, step: TaskStep, state: str, says: str, settled_on: date | None = None, was: str = StepState.OPEN
) -> TaskStep:
    """Say that a step is done, with what came of it, or that it will not be done, with why; or open it again.

    `was` is how it stood when it was read: another state means that somebody else settled it meanwhile.
    """
    if state not in StepState.values:
        raise Refused(_("Choose one of the list."), field="state")
    if state == StepState.DROPPED and not says.strip():
        raise Refused(_("Say why it is not done. Others will read it."), field="says")
    day = settled_on or timezone.localdate()
    if day > timezone.localdate():
        raise Refused(_("This day is still to come. Write a step down once it is done."), field="settled_on")
    with transaction.atomic():
        group, locked = _hold(by, step)
        if locked.state != was:
            raise Stale(_("Somebody else settled this step meanwhile. Look at what it says now."))
        locked.state, locked.says = state, says.strip()
        locked.settled_on = None if state == StepState.OPEN else day
        locked.save()
        record(by, f"task_group.step_{VERBS[StepState(state)]}", group, municipality=group.agenda.municipality_code)
    return locked


VERBS: Final = {StepState.OPEN: "reopened", StepState.DONE: "done", StepState.DROPPED: "dropped"}


def _hold(by: Actor, step: TaskStep) -> tuple[TaskGroup, TaskStep]:
    group = hold_group(by, step.group)
    return group, TaskStep.objects.select_for_update().get(pk=step.pk)


def _refuse_bad(agenda: Agenda, title: str, due: date) -> None:
    if not title.strip():
        raise Refused(_("Say what is done in this step."), field="title")
    last = agenda.ends_on + AFTER
    if not agenda.starts_on <= due <= last:
        message = _("This day does not fit the period of the agenda. Choose one from %(start)s to %(end)s.")
        raise Refused(message % {"start": f"{agenda.starts_on:%d-%m-%Y}", "end": f"{last:%d-%m-%Y}"}, field="due")
