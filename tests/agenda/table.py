"""A wijk team with seats, meetings and decisions, for the tests of this part."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone
from tests import make
from tests.agenda.scene import BY, TODAY

from wijkhart.agenda.actions.team import publish_team, start_team
from wijkhart.agenda.actions.team_decisions import DecisionFacts, record_decision
from wijkhart.agenda.actions.team_meetings import MeetingFacts, plan_meeting
from wijkhart.agenda.actions.team_seats import SeatFacts, add_seat
from wijkhart.agenda.models import TeamDecision, TeamMeeting, TeamSeat, WijkTeam
from wijkhart.areas.models import Area

A_YEAR_AGO = TODAY - timedelta(days=365)


def team(*, published: bool = False, code: str = make.LIENDERT, **facts: Any) -> WijkTeam:
    """The team of a wijk; with one seat when it is public."""
    made = start_team(by=BY, district=Area.objects.get(code=code), **{"starts_on": A_YEAR_AGO, **facts})
    if published:
        seat(made, group="Buren van het plein")
        made = publish_team(by=BY, team=made, published=True, version=made.version)
    return made


def seat(of: WijkTeam, since: date = A_YEAR_AGO, **facts: Any) -> TeamSeat:
    return add_seat(by=BY, team=of, facts=SeatFacts(**facts), since=since)


def when(days: int = 7, starts: str = "19:30", ends: str = "21:00", **facts: Any) -> MeetingFacts:
    day = facts.pop("day", timezone.localdate() + timedelta(days=days))
    told = {"where": "Buurthuis", "about": "Het plein\nDe agenda", **facts}
    return MeetingFacts(day, time.fromisoformat(starts), time.fromisoformat(ends), **told)


def meeting(of: WijkTeam, days: int = 7, **facts: Any) -> TeamMeeting:
    return plan_meeting(by=BY, team=of, facts=when(days, **facts))


def decided(text: str = "De kantine gaat open", **facts: Any) -> DecisionFacts:
    return DecisionFacts(text, **{"due": TODAY, "decided_on": A_YEAR_AGO, "owner_name": "Ouders", **facts})


def decision(of: WijkTeam, text: str = "De kantine gaat open", **facts: Any) -> TeamDecision:
    return record_decision(by=BY, team=of, facts=decided(text, **facts))
