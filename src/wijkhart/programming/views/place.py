"""What the pages of a programme begin with: the area, the programme or the line, for who may see it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.forms import show_refusal
from wijkhart.areas.models import Area, Level
from wijkhart.areas.queries import area_by_code
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.http import Request
from wijkhart.programming.models import WeekLine, WeekProgramme
from wijkhart.programming.perms import may_edit_line, may_keep_programme
from wijkhart.programming.queries.reading import in_full

T = TypeVar("T")


def area_or_404(code: str, level: Level) -> Area:
    """The municipality or wijk with this code, or a page that says that there is none."""
    try:
        area = area_by_code(code.upper())
    except Area.DoesNotExist:
        area = None
    if area is None or area.level != level:
        raise Http404(_("There is no such area with the code %(code)s.") % {"code": code})
    return area


def programme_or_404(request: Request, pk: UUID) -> WeekProgramme:
    """A programme that this actor may see."""
    return get_object_or_404(WeekProgramme.objects.visible_to(request.actor).select_related("place"), pk=pk)


def kept_or_404(request: Request, pk: UUID) -> WeekProgramme:
    """A programme that this actor keeps."""
    programme = programme_or_404(request, pk)
    if not may_keep_programme(request.actor, programme):
        raise NotAllowed(_("You may not keep this week programme."))
    return programme


def line_or_404(request: Request, pk: UUID) -> WeekLine:
    """A line that this actor may change."""
    line = get_object_or_404(in_full(WeekLine.objects.visible_to(request.actor)), pk=pk)
    if not may_edit_line(request.actor, line):
        raise NotAllowed(_("You may not change this line."))
    return line


def monday_of(request: Request) -> date:
    """The Monday of the week in the address, else of this week; a day that makes no sense is today."""
    today = timezone.localdate()
    try:
        asked = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        asked = today
    asked = asked if abs(asked - today) < timedelta(days=800) else today
    return asked - timedelta(days=asked.weekday())


def tried(form: Form, act: Callable[[], T]) -> T | None:
    """What the action gives; None when it is refused, with the reason in the form and nothing typed lost."""
    try:
        return act()
    except NotAllowed:
        raise
    except Refused as refused:
        show_refusal(form, refused)
    return None
