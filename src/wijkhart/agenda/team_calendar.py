"""Meetings of a wijk team as an iCalendar file: when, where and about what; never the minutes, never a name."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Final

from django.core import signing
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from wijkhart.agenda.models import TeamMeeting, WijkTeam
from wijkhart.times.clock import AMSTERDAM

SALT: Final = "wijkhart.agenda.team_calendar"


def subscription_token(team: WijkTeam) -> str:
    """The secret of the link with which colleagues follow all meetings in a calendar of their own."""
    return signing.Signer(salt=SALT).sign(str(team.pk))


def subscribed_team(token: str) -> str | None:
    """The key of the team that a link belongs to; None when it is not one of ours."""
    try:
        return signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None


def calendar_of_meetings(
    name: str, meetings: Iterable[TeamMeeting], *, url: Callable[[TeamMeeting], str], made_at: datetime
) -> bytes:
    """These meetings, each an event with a name that stays the same; a change raises its number."""
    calendar = Calendar()
    calendar.add("prodid", "-//Wijkhart//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Wijk team %(name)s") % {"name": name})
    for meeting in meetings:
        calendar.add_component(_event(name, meeting, url(meeting), made_at))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(name: str, meeting: TeamMeeting, url: str, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{meeting.pk}@wijkhart")
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(AMSTERDAM))
    event.add("dtend", meeting.ends_at.astimezone(AMSTERDAM))
    event.add("sequence", meeting.version)
    event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    event.add("summary", _summary(name, meeting))
    event.add("description", meeting.about)
    event.add("location", meeting.where)
    event.add("url", url)
    return event


def _summary(name: str, meeting: TeamMeeting) -> str:
    said = _("Meeting of the wijk team of %(name)s") % {"name": name}
    if meeting.cancelled:
        said = _("Cancelled: %(what)s") % {"what": said}
    return _("%(what)s (example)") % {"what": said} if meeting.team.example else said
