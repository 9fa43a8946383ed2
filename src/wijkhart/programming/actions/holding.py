"""Holding a programme or a line while it is changed, so that nobody's change is overwritten."""

from django.utils.translation import gettext as _

from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.programming.models import WeekLine, WeekProgramme
from wijkhart.programming.perms import may_edit_line, may_keep_programme


def hold_week(by: Actor, programme: WeekProgramme, version: int | None = None) -> WeekProgramme:
    """The programme as it is now, locked, for who keeps it."""
    found = WeekProgramme.objects.select_for_update(of=("self",)).select_related("place")
    locked = found.get(pk=programme.pk)
    if not may_keep_programme(by, locked):
        raise NotAllowed(_("You may not keep this week programme."))
    _same(version, locked.version)
    return locked


def hold_line(by: Actor, line: WeekLine, version: int | None = None) -> WeekLine:
    """The line as it is now, locked, for its maker and for who keeps the programme."""
    found = WeekLine.objects.select_for_update(of=("self",))
    locked = found.select_related("programme__place", "organisation", "place", "room", "booking").get(pk=line.pk)
    if not may_edit_line(by, locked):
        raise NotAllowed(_("You may not change this line."))
    _same(version, locked.version)
    return locked


def _same(read: int | None, now: int) -> None:
    if read is not None and read != now:
        raise Refused(_("Somebody else changed this meanwhile. Look at what it says now, and save again."))
