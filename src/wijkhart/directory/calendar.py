"""The dates of a service as an iCalendar file."""

from collections.abc import Iterable
from datetime import UTC, datetime

from icalendar import Calendar, Event

from wijkhart.directory.models import Service
from wijkhart.times.models import Occurrence


def calendar_of(service: Service, occurrences: Iterable[Occurrence], *, url: str, made_at: datetime) -> bytes:
    """Every date on which it happens, each an event with a name that stays the same."""
    calendar = Calendar()
    calendar.add("prodid", "-//Wijkhart//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", service.name)
    for occurrence in occurrences:
        calendar.add_component(_event(service, occurrence, url, made_at))
    return bytes(calendar.to_ical())


def _event(service: Service, occurrence: Occurrence, url: str, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{service.pk}-{occurrence.starts_at:%Y%m%dT%H%M}@wijkhart")
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("dtstart", occurrence.starts_at.astimezone(UTC))
    event.add("dtend", occurrence.ends_at.astimezone(UTC))
    event.add("summary", f"{service.name} (voorbeeld)" if service.example else service.name)
    event.add("description", service.description)
    event.add("url", url)
    if service.place and not service.at_home:
        event.add("location", ", ".join(part for part in (service.place.name, service.place.address) if part))
    return event
