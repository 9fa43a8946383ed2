"""What a group got in a season as an iCalendar file."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from wijkhart.seasons.models import SeasonPlan, SeasonRequest, SeasonSession
from wijkhart.seasons.queries.dates import dates_in
from wijkhart.times.clock import AMSTERDAM


def season_ical(plan: SeasonPlan, request: SeasonRequest, sessions: Iterable[SeasonSession], url: str) -> bytes:
    """An event for each date that goes on; tentative until the plan is booked."""
    calendar = Calendar()
    for key, value in (("prodid", "-//Wijkhart//NL"), ("version", "2.0"), ("x-wr-calname", request.title)):
        calendar.add(key, value)
    for session in sessions:
        for on in dates_in(plan, session)[0]:
            calendar.add_component(_event(plan, session, on, url))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(plan: SeasonPlan, session: SeasonSession, on: date, url: str) -> Event:
    event, request = Event(), session.request
    facts = {
        "uid": f"{request.pk}-{on:%Y%m%d}@wijkhart",
        "dtstamp": timezone.now().astimezone(UTC),
        "dtstart": datetime.combine(on, session.starts, AMSTERDAM),
        "dtend": datetime.combine(on, session.ends, AMSTERDAM),
        "sequence": plan.version,
        "status": "CONFIRMED" if plan.round.state == "final" else "TENTATIVE",
        "summary": _("%(what)s (example)") % {"what": request.title} if request.example else request.title,
        "location": f"{session.room.name}, {session.room.place.name}",
        "url": url,
    }
    for key, fact in facts.items():
        event.add(key, fact)
    return event
