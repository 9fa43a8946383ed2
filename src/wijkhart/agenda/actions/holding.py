"""Locking what is written, and noticing that somebody else wrote meanwhile."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.agenda.models import Agenda, AgendaState, Issue
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused

OPEN = frozenset({AgendaState.COLLECTING, AgendaState.PRESENTED, AgendaState.PRIORITISING})
"""States in which the list of issues can still change freely."""


class Stale(Refused):
    """Refused because somebody else changed the same thing since it was read; nothing was overwritten."""


def hold_agenda(by: Actor, agenda: Agenda, right: str, version: int | None = None) -> Agenda:
    """The agenda, locked until the transaction ends, for who holds the right there and read it last."""
    locked = Agenda.objects.select_for_update().get(pk=agenda.pk)
    demand(by, right, locked.municipality_code)
    if version is not None and locked.version != version:
        raise Stale(_("Somebody else changed this agenda meanwhile. Look at what it says now, and save again."))
    return locked


def hold_issue(by: Actor, issue: Issue, right: str, version: int | None = None) -> Issue:
    """The issue with its agenda, both locked, for who holds the right there and read it last."""
    agenda = hold_agenda(by, issue.agenda, right)
    locked = Issue.objects.select_for_update().get(pk=issue.pk)
    locked.agenda = agenda
    if version is not None and locked.version != version:
        raise Stale(_("Somebody else changed this issue meanwhile. Look at what it says now, and save again."))
    return locked


def demand(by: Actor, right: str, municipality: str) -> None:
    """Refuse who does not hold the right there."""
    if not by.may(right, municipality):
        raise NotAllowed(_("You may not do this on the agenda of this municipality."))


def refuse_future(day: date) -> None:
    """A step is written down when it was done."""
    if day > timezone.localdate():
        raise Refused(_("This day is still to come. Write a step down once it is done."), field="done_on")
