"""Wijk teams for the demonstration: one that works for a year, one that has just begun."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.actions.team import publish_team, start_team
from wijkhart.agenda.actions.team_decisions import DecisionFacts, record_decision, settle_decision
from wijkhart.agenda.actions.team_meetings import MeetingFacts, plan_meeting, write_minutes
from wijkhart.agenda.actions.team_seats import SeatFacts, add_seat, end_seat, mark_of_seat
from wijkhart.agenda.models import DecisionState, Issue, TeamMeeting, WijkTeam
from wijkhart.agenda.team_examples import (
    COMING,
    DECISIONS,
    HELD,
    MINUTES,
    PURPOSE,
    SEATS,
    WHERE,
    YOUNGER_PURPOSE,
    YOUNGER_SEATS,
    MadeDecision,
    MadeSeat,
)
from wijkhart.areas.models import Area
from wijkhart.areas.queries import districts_of
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused

FIRST: Final = "Liendert"


def load_example_team(*, by: Actor, municipality: str) -> list[WijkTeam]:
    """Made-up teams of two wijken, each marked as example; what stands there already is left alone."""
    if not by.may("team.edit", municipality):
        raise NotAllowed(_("You may not load examples here."))
    if WijkTeam.objects.filter(municipality_code=municipality).exists():
        return []
    wijken = sorted(districts_of(municipality).order_by("-population", "code"), key=lambda one: one.name != FIRST)
    if len(wijken) < 2:
        raise Refused(_("There are too few wijken for the examples."))
    with transaction.atomic():
        return [_working(by, wijken[0]), _beginning(by, wijken[1])]


def _working(by: Actor, district: Area) -> WijkTeam:
    """Seats, a meeting of last month with its minutes and decisions, and one to come for residents too."""
    team = _team(by, district, _day(-300), PURPOSE, SEATS)
    held = _meeting(by, team, _weekday(-28), HELD)
    write_minutes(by=by, meeting=held, minutes=MINUTES, version=held.version, sure=True)
    _meeting(by, team, _weekday(14), COMING)
    for made in DECISIONS:
        _decision(by, team, held, made)
    team.refresh_from_db()
    return publish_team(by=by, team=team, published=True, version=team.version)


def _beginning(by: Actor, district: Area) -> WijkTeam:
    """A few seats; not public yet, its first meeting is inside."""
    team = _team(by, district, _day(-20), YOUNGER_PURPOSE, YOUNGER_SEATS)
    facts = MeetingFacts(_weekday(9), time(15), time(16, 30), WHERE, "Kennismaken\nDe kaart van de wijk")
    plan_meeting(by=by, team=team, facts=facts, sure=True)
    return team


def _team(by: Actor, district: Area, starts_on: date, purpose: str, seats: Sequence[MadeSeat]) -> WijkTeam:
    team = start_team(by=by, district=district, starts_on=starts_on, purpose=purpose, sure=True, example=True)
    for made in seats:
        found = None if made.group else _player(team, made.player)
        words = "" if found else made.player
        facts = SeatFacts(found, words, made.role, made.authority, made.person)
        seat = add_seat(by=by, team=team, facts=facts, since=starts_on, sure=True)
        if made.until is not None:
            end_seat(by=by, seat=seat, until=_day(-made.until), mark=mark_of_seat(seat))
    return team


def _meeting(by: Actor, team: WijkTeam, day: date, about: str) -> TeamMeeting:
    facts = MeetingFacts(day, time(19, 30), time(21), WHERE, about, open_to_all=True)
    return plan_meeting(by=by, team=team, facts=facts, sure=True)


def _decision(by: Actor, team: WijkTeam, held: TeamMeeting, made: MadeDecision) -> None:
    owner = None if made.group else _player(team, made.owner)
    issues = Issue.objects.filter(agenda__district_code=team.district_code, title__startswith=made.issue)
    facts = DecisionFacts(
        text=made.text,
        due=_day(made.due),
        decided_on=timezone.localdate(held.starts_at),
        owner=owner,
        owner_name="" if owner else made.owner,
        meeting=held,
        issue=issues.order_by("pk").first() if made.issue else None,
        public=made.public,
    )
    kept = record_decision(by=by, team=team, facts=facts, sure=True)
    if made.state != DecisionState.OPEN:
        settle_decision(by=by, decision=kept, state=made.state, outcome=made.outcome, version=kept.version, sure=True)


def _player(team: WijkTeam, name: str) -> Organisation | None:
    """The example organisation whose name begins so: that of this wijk, or one that is of no wijk in particular."""
    rows = Organisation.objects.working_in(team.municipality_code).filter(example=True, published=True)
    found = list(rows.filter(name__startswith=name).order_by("name", "pk"))
    wijken = dict(districts_of(team.municipality_code).values_list("code", "name"))
    own = wijken.pop(team.district_code)
    here = [one for one in found if own in one.name]
    nobodys = [one for one in found if not any(wijk in one.name for wijk in wijken.values())]
    return next(iter([*here, *nobodys]), None)


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def _weekday(days: int) -> date:
    """About so many days from now, on a Tuesday."""
    day = _day(days)
    return day - timedelta(days=(day.weekday() - 1) % 7)
