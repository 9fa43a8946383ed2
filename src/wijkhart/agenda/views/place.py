"""What every page of the agenda begins with: the area, the agenda or the issue, for who may see it."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.forms import BaseForm
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from wijkhart.agenda.models import Agenda, Issue
from wijkhart.agenda.queries.reading import issues_in_full
from wijkhart.areas.models import Area, Level
from wijkhart.areas.queries import area_by_code
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request

T = TypeVar("T")


def area_or_404(code: str, level: Level) -> Area:
    """The municipality or wijk with this code, or a page that says that there is none."""
    try:
        area = area_by_code(code)
    except Area.DoesNotExist:
        area = None
    if area is None or area.level != level:
        raise Http404(_("There is no such area with the code %(code)s.") % {"code": code})
    return area


def agenda_or_404(request: Request, pk: UUID) -> Agenda:
    """An agenda that this actor may see."""
    return get_object_or_404(Agenda.objects.visible_to(request.actor), pk=pk)


def issue_or_404(request: Request, pk: UUID) -> Issue:
    """An issue, with all that its page shows, that this actor may see."""
    return get_object_or_404(issues_in_full(request.actor), pk=pk)


def ask_right(request: Request, right: str, municipality: str) -> None:
    """Refuse the page to who does not hold the right there."""
    if not request.actor.may(right, municipality):
        raise NotAllowed(_("Your role does not give you this page."))


def tried(form: BaseForm, act: Callable[[], T]) -> T | None:
    """What the action gives; None when it is refused, with the reason in the form and nothing typed lost."""
    try:
        return act()
    except NotAllowed:
        raise
    except Refused as refused:
        add_refusal(form, refused)
    return None


def read_again(form: BaseForm, request: Request, version: int) -> None:
    """After a refusal the form says which version stands there now, so that a second press is a choice."""
    data = request.POST.copy()
    data["version"] = str(version)
    form.data = data


def sender_of(request: Request) -> str:
    """From which internet connection a request comes: behind a trusted proxy, the one that the proxy saw."""
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        return str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
