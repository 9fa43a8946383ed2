"""The steps of a handover: done or not with words, added, changed and removed. Each counts as a change of it."""

from datetime import date
from typing import Final

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.coordination.actions.handover_holding import GOING, hold_handover
from wijkhart.coordination.models import Handover, HandoverState, HandoverStep
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused

AFTER: Final = relativedelta(years=1)
"""Looking back happens at most so long after residents go on by themselves."""
OPEN_TO_MARKS: Final = GOING | {HandoverState.DONE}
"""Looking back is done after it was handed over."""


def add_handover_step(*, by: Actor, handover: Handover, title: str, due: date, version: int) -> HandoverStep:
    """One more step."""
    with transaction.atomic():
        locked = hold_handover(by, handover, version)
        _refuse_bad(locked, title, due)
        made = HandoverStep.objects.create(handover=locked, title=title.strip(), due=due)
        _keep(by, locked, "step_added")
    return made


def change_handover_step(*, by: Actor, step: HandoverStep, title: str, due: date, version: int) -> HandoverStep:
    """Other words or another day for a step."""
    with transaction.atomic():
        locked, held = _hold(by, step, version)
        _refuse_bad(locked, title, due, before=held.due)
        held.title, held.due = title.strip(), due
        held.save()
        _keep(by, locked, "step_changed")
    return held


def remove_handover_step(*, by: Actor, step: HandoverStep, version: int) -> Handover:
    """A step that is not needed here. One that was done stays: it tells what happened."""
    with transaction.atomic():
        locked, held = _hold(by, step, version)
        if held.done_on:
            raise Refused(_("This step is done and stays to be read. Say first that it is not done."))
        held.delete()
        _keep(by, locked, "step_dropped")
    return locked


def mark_handover_step(*, by: Actor, step: HandoverStep, done: bool, says: str, version: int) -> HandoverStep:
    """Say that a step is done, with what came of it, or that it is still to do."""
    with transaction.atomic():
        locked, held = _hold(by, step, version, OPEN_TO_MARKS)
        held.done_on = (held.done_on or timezone.localdate()) if done else None
        held.says = says.strip()
        held.save()
        _keep(by, locked, "step_done" if done else "step_reopened")
    return held


def _hold(
    by: Actor, step: HandoverStep, version: int, states: frozenset[HandoverState] = GOING
) -> tuple[Handover, HandoverStep]:
    locked = hold_handover(by, step.handover, version, states)
    return locked, HandoverStep.objects.select_for_update().get(pk=step.pk)


def _keep(by: Actor, locked: Handover, deed: str) -> None:
    locked.save(update_fields=["version"])
    record(by, f"handover.{deed}", locked, municipality=locked.municipality_code)


def _refuse_bad(handover: Handover, title: str, due: date, before: date | None = None) -> None:
    if not title.strip():
        raise Refused(_("Say what is done in this step."), field="title")
    first, last = timezone.localdate(), handover.due + AFTER
    if due != before and not first <= due <= last:
        message = _("This day does not fit. Choose one from %(start)s to %(end)s.")
        raise Refused(message % {"start": f"{first:%d-%m-%Y}", "end": f"{last:%d-%m-%Y}"}, field="due")
