"""The team of a wijk: its page, beginning and changing it, and its calendars."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.agenda.actions.team import edit_team, publish_team, start_team
from wijkhart.agenda.forms.fields import Difference, differences, today
from wijkhart.agenda.forms.team import TeamForm
from wijkhart.agenda.models import DecisionState, TeamMeeting, WijkTeam
from wijkhart.agenda.queries.team import (
    DecisionRow,
    calendar_meetings,
    decision_rows,
    decisions_seen,
    meetings_of,
    missing_players,
    seats_of,
    team_of,
)
from wijkhart.agenda.team_calendar import calendar_of_meetings, subscribed_team, subscription_token
from wijkhart.agenda.views.areas import district_or_404
from wijkhart.agenda.views.place import ask_right
from wijkhart.agenda.views.team_place import Seen, about, asked, kept, meeting_or_404, team_to_edit, told_again
from wijkhart.areas.models import Area
from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.http import Request

CALENDAR = System("team-calendar")
"""Reads for whoever holds the secret of a calendar: times, places and points; never minutes or names."""
SETTLED_SHOWN = 5


@login_not_required
@require_safe
def team_detail(request: Request, code: str) -> HttpResponse:
    """Who sits in the team of a wijk, in which role; when it meets; what it decided. Or what a team is."""
    area = district_or_404(code)
    team, actor = team_of(request.actor, area.code), request.actor
    values = {**about(area, team), "may_edit": actor.may("team.edit", area.municipality_code)}
    if team is not None:
        values |= _table_of(request, team)
    return render(request, "agenda/team_detail.html", values)


def _table_of(request: Request, team: WijkTeam) -> dict[str, Any]:
    """Everything of a team that this reader may see."""
    actor = request.actor
    now, before = seats_of(actor, team)
    coming, held = meetings_of(actor, team)
    rows = decision_rows(decisions_seen(actor).filter(team=team))
    settled = sorted((row for row in rows if row.decision.state != DecisionState.OPEN), key=_settled, reverse=True)
    works = actor.may("team.read", team.municipality_code)
    return {
        "seats": now,
        "before": before,
        "missing": missing_players(team, now) if works else None,
        "coming": coming,
        "held": held,
        "to_do": [row for row in rows if row.decision.state == DecisionState.OPEN],
        "settled": settled[:SETTLED_SHOWN],
        "settled_more": len(settled) > SETTLED_SHOWN,
        "subscription": _subscription(request, team) if works else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def team_start(request: Request, code: str) -> HttpResponse:
    """Begin the team of a wijk."""
    area = district_or_404(code)
    ask_right(request, "team.edit", area.municipality_code)
    existing = team_of(request.actor, area.code)
    if existing is not None:
        messages.warning(request, _("This wijk has a team already. Change that one."))
        return redirect(existing)
    form, seen = asked(request, TeamForm(request.POST or None, initial={"starts_on": today()})), Seen()
    if request.method == "POST":

        def act(sure: bool) -> WijkTeam:
            said = form.cleaned_data
            return start_team(
                by=request.actor, district=area, starts_on=said["starts_on"], purpose=said["purpose"], sure=sure
            )

        made = kept(form, act, seen)
        if made is not None:
            messages.success(request, _("The team has begun. Give the players a seat, then make it public."))
            return redirect(made)
    return render(request, "agenda/team_start.html", {**about(area, None), "form": form, "seen": seen})


@require_http_methods(["GET", "HEAD", "POST"])
def team_edit(request: Request, code: str) -> HttpResponse:
    """Say otherwise what the team is for or when its wijk started."""
    area, team = team_to_edit(request, code)
    start = {**TeamForm.told(team), "version": team.version}
    form, seen = asked(request, TeamForm(request.POST or None, initial=start)), Seen()
    changed: list[Difference] = []
    if request.method == "POST":

        def act(sure: bool) -> WijkTeam:
            said = form.cleaned_data
            told = {"starts_on": said["starts_on"], "purpose": said["purpose"], "version": said["version"] or 0}
            return edit_team(by=request.actor, team=team, sure=sure, **told)

        saved = kept(form, act, seen)
        if saved is not None:
            messages.success(request, _("The team has been changed."))
            return redirect(saved)
        now = team_of(request.actor, area.code) or team
        if str(now.version) != request.POST.get("version", ""):
            changed = differences(form, TeamForm.told(now))
        told_again(form, request, version=now.version)
    values = {**about(area, team), "form": form, "seen": seen, "differences": changed}
    return render(request, "agenda/team_edit.html", values)


@require_POST
def team_publish(request: Request, code: str) -> HttpResponse:
    """Show the team to everybody, or take that back."""
    _area, team = team_to_edit(request, code)
    published, version = request.POST.get("published") == "1", request.POST.get("version", "")
    try:
        number = int(version) if version.isdecimal() else 0
        publish_team(by=request.actor, team=team, published=published, version=number)
    except NotAllowed:
        raise
    except Refused as refused:
        messages.warning(request, refused.message)
    else:
        said = _("Everybody can see this team now.") if published else _("Only professionals see this team now.")
        messages.success(request, said)
    return redirect(team)


@login_not_required
@require_safe
def team_calendar(request: Request, code: str) -> HttpResponse:
    """The meetings that residents may come to, for one's own calendar; the same for everybody."""
    area = district_or_404(code)
    team = team_of(ANONYMOUS, area.code)
    if team is None:
        raise Http404(_("This wijk has no team yet."))
    return _calendar(request, area, calendar_meetings(team, ANONYMOUS))


@login_not_required
@require_safe
def team_subscription(request: Request, token: str) -> HttpResponse:
    """All meetings of a team, for who was given the secret address: when, where and about what."""
    team = get_object_or_404(WijkTeam.objects.visible_to(CALENDAR), pk=subscribed_team(token))
    return _calendar(request, district_or_404(team.district_code), calendar_meetings(team, CALENDAR))


@login_not_required
@require_safe
def meeting_calendar(request: Request, pk: UUID) -> HttpResponse:
    """One meeting, for one's own calendar."""
    area, meeting = meeting_or_404(request, pk)
    return _calendar(request, area, [meeting])


def _calendar(request: Request, area: Area, meetings: Iterable[TeamMeeting]) -> HttpResponse:
    def url(meeting: TeamMeeting) -> str:
        return request.build_absolute_uri(meeting.get_absolute_url())

    return HttpResponse(
        calendar_of_meetings(area.name, meetings, url=url, made_at=timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="wijkteam.ics"'},
    )


def _subscription(request: Request, team: WijkTeam) -> str:
    return request.build_absolute_uri(reverse("team_subscription", args=[subscription_token(team)]))


def _settled(row: DecisionRow) -> tuple[date, str]:
    return row.decision.settled_on or row.decision.decided_on, str(row.decision.pk)
