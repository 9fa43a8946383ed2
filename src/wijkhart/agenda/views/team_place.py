"""What every page of a wijk team begins with, and how a form of it is kept or refused."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from wijkhart.agenda.actions.signals import NamesAPerson
from wijkhart.agenda.forms.queue import SureForm
from wijkhart.agenda.models import TeamDecision, TeamMeeting, WijkTeam
from wijkhart.agenda.naming_words import seen_in_words
from wijkhart.agenda.queries.team import decisions_seen, meeting_seen, team_of
from wijkhart.agenda.views.areas import district_or_404
from wijkhart.agenda.views.place import ask_right
from wijkhart.areas.models import Area
from wijkhart.areas.queries import area_by_code
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request

T = TypeVar("T")
F = TypeVar("F", bound=SureForm)
Seen = list[tuple[str, str]]
"""What seems to name a person: the words, and what they look like."""


def about(area: Area, team: WijkTeam | None) -> dict[str, Any]:
    """What every page of a team shows on top."""
    return {"area": area, "town": area_by_code(area.municipality_code), "team": team}


def team_to_edit(request: Request, code: str) -> tuple[Area, WijkTeam]:
    """The wijk and its team, for who keeps teams there."""
    area = district_or_404(code)
    ask_right(request, "team.edit", area.municipality_code)
    team = team_of(request.actor, area.code)
    if team is None:
        raise Http404(_("This wijk has no team yet."))
    return area, team


def meeting_or_404(request: Request, pk: UUID) -> tuple[Area, TeamMeeting]:
    """A meeting that this reader may see, with its wijk."""
    meeting = meeting_seen(request.actor, pk)
    if meeting is None:
        raise Http404(_("There is no such meeting, or it is not open to residents."))
    return district_or_404(meeting.team.district_code), meeting


def meeting_to_edit(request: Request, pk: UUID) -> tuple[Area, TeamMeeting]:
    """The same, for who keeps teams there."""
    area, meeting = meeting_or_404(request, pk)
    ask_right(request, "team.edit", area.municipality_code)
    return area, meeting


def decision_or_404(request: Request, pk: UUID) -> tuple[Area, TeamDecision]:
    """A decision that this reader may see, with its wijk."""
    decision = get_object_or_404(decisions_seen(request.actor), pk=pk)
    return district_or_404(decision.team.district_code), decision


def decision_to_edit(request: Request, pk: UUID) -> tuple[Area, TeamDecision]:
    """The same, for who keeps teams there."""
    area, decision = decision_or_404(request, pk)
    ask_right(request, "team.edit", area.municipality_code)
    return area, decision


def asked(request: Request, form: F) -> F:
    """The form with the box "it is no person" only when that was asked before."""
    form.ask_whether_sure(ask="sure" in request.POST)
    return form


def kept(form: SureForm, act: Callable[[bool], T], seen: Seen) -> T | None:
    """What the action gives, told whether the writer is sure; None when it is refused, with the reason in the form.

    What seems to name a person goes into `seen`, and the form asks whether it is one.
    """
    if not form.is_valid():
        return None
    try:
        return act(bool(form.cleaned_data.get("sure")))
    except NotAllowed:
        raise
    except NamesAPerson as refused:
        seen.extend(seen_in_words(refused.seen))
        form.fields["sure"] = type(form).base_fields["sure"]
        add_refusal(form, refused)
    except Refused as refused:
        add_refusal(form, refused)
    return None


def told_again(form: SureForm, request: Request, **now: Any) -> None:
    """After a refusal the form says which version stands there now, so that a second press is a choice."""
    data = request.POST.copy()
    for name, value in now.items():
        data[name] = str(value)
    form.data = data
