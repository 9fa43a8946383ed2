"""A published week as an iCalendar file."""

from collections.abc import Iterable
from datetime import UTC

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from wijkhart.programming.models import WeekLine
from wijkhart.times.clock import AMSTERDAM


def week_ical(name: str, lines: Iterable[WeekLine], url: str, *, example: bool) -> bytes:
    """An event for each line, whose name stays the same; a change raises its number. Never who booked."""
    calendar = Calendar()
    for key, value in (("prodid", "-//Wijkhart//NL"), ("version", "2.0"), ("x-wr-calname", name)):
        calendar.add(key, value)
    for line in lines:
        calendar.add_component(_event(line, url, example=example))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(line: WeekLine, url: str, *, example: bool) -> Event:
    event = Event()
    begins, ends = line.instants
    facts = {
        "uid": f"{line.pk}@wijkhart",
        "dtstamp": timezone.now().astimezone(UTC),
        "dtstart": begins.astimezone(AMSTERDAM),
        "dtend": ends.astimezone(AMSTERDAM),
        "sequence": line.version,
        "summary": _("%(what)s (example)") % {"what": line.title} if example else line.title,
        "description": "\n".join(part for part in (line.maker, line.about) if part),
        "location": line.where,
        "url": url,
    }
    for key, fact in facts.items():
        event.add(key, fact)
    return event
