"""Reading the calendar that somebody keeps elsewhere, as a file in iCalendar (RFC 5545). Writes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Final

from dateutil.rrule import rrule, rruleset, rrulestr
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from wijkhart.core.errors import Refused
from wijkhart.times.clock import AMSTERDAM

MOST_BYTES: Final = 3_000_000
MOST_EVENTS: Final = 3_000
LONGEST: Final = timedelta(days=62)
"""Of one event; a longer one is most likely a mistake."""


@dataclass(frozen=True, slots=True, order=True)
class OutsideEvent:
    """One time at which the room is taken elsewhere."""

    starts_at: datetime
    ends_at: datetime
    uid: str
    """Of the event; with the start it names one date of a series."""


@dataclass(frozen=True, slots=True)
class OutsideFile:
    """What stands in the file within the asked time, and what could not be read."""

    events: tuple[OutsideEvent, ...]
    remarks: tuple[str, ...]


def read_outside(content: bytes, first: datetime, last: datetime) -> OutsideFile:
    """The events of a file that touch [first, last), each date of a series apart; free and cancelled ones not.

    Errors: `Refused` when the file as a whole cannot be used.
    """
    if len(content) > MOST_BYTES:
        raise Refused(_("This file is too large. Send a calendar of at most 3 MB."), field="file")
    try:
        calendar = Calendar.from_ical(content)
        parts = [part for part in calendar.walk("VEVENT") if isinstance(part, Event)]
    except (ValueError, KeyError, IndexError, UnicodeDecodeError):
        message = _("This is not a calendar file. Choose “export” in your own calendar, and send the .ics file.")
        raise Refused(message, field="file") from None
    found: list[OutsideEvent] = []
    remarks: list[str] = []
    for event in parts:
        try:
            found += _dates(event, _moved(parts, str(event.get("uid", ""))), first, last)
        except (ValueError, TypeError, KeyError, OverflowError, AttributeError) as wrong:
            name = str(event.get("summary", "")) or str(event.get("uid", "?"))
            facts = {"name": name[:80], "why": str(wrong)[:120]}
            remarks.append(_("“%(name)s” could not be read: %(why)s") % facts)
        if len(found) > MOST_EVENTS:
            raise Refused(
                _("This file has more than 3,000 dates in a year. Send the calendar of one room."), field="file"
            )
    return OutsideFile(tuple(sorted(set(found))), tuple(remarks))


def _moved(parts: Sequence[Event], uid: str) -> frozenset[datetime]:
    """The dates of a series that have an event of their own."""
    own = [part for part in parts if str(part.get("uid", "")) == uid and "recurrence-id" in part]
    return frozenset(_instant(_part(part, "recurrence-id").dt) for part in own)


def _part(event: Event, name: str) -> Any:
    """A property of an event. Errors: KeyError when it has none."""
    return event[name]


def _dates(event: Event, moved: frozenset[datetime], first: datetime, last: datetime) -> Iterator[OutsideEvent]:
    if str(event.get("status", "")).upper() == "CANCELLED" or str(event.get("transp", "")).upper() == "TRANSPARENT":
        return
    starts = _part(event, "dtstart").dt
    length = _length(event, starts)
    if length <= timedelta(0):
        raise ValueError(_("it ends before it starts"))
    if length > LONGEST:
        raise ValueError(_("it lasts longer than two months"))
    uid = str(event.get("uid", ""))[:200]
    single = "recurrence-id" in event
    for start in [starts] if single else _starts(event, starts, first - LONGEST, last):
        begins = _instant(start)
        ends = _instant(start + length)
        if begins < last and first < ends and (single or begins not in moved):
            yield OutsideEvent(begins, ends, f"{uid}/{begins:%Y%m%d%H%M}")


def _length(event: Event, starts: date | datetime) -> timedelta:
    if "dtend" in event:
        ends = _part(event, "dtend").dt
        if isinstance(starts, datetime) != isinstance(ends, datetime):
            raise ValueError(_("its start and end are not of one kind"))
        return _naive(ends) - _naive(starts)
    if "duration" in event:
        return timedelta(seconds=_part(event, "duration").dt.total_seconds())
    return timedelta(0) if isinstance(starts, datetime) else timedelta(days=1)


def _starts(event: Event, starts: date | datetime, first: datetime, last: datetime) -> Iterator[date | datetime]:
    """Every start of a series on the wall clock of its own zone, so that summer time does not move it."""
    zone = starts.tzinfo if isinstance(starts, datetime) else None
    plain = _naive(starts)
    series = rruleset()
    series.rdate(plain)
    for rule in _listed(event.get("rrule")):
        made = rrulestr(_on_the_clock(rule.to_ical().decode(), zone), dtstart=plain)
        if isinstance(made, rrule):
            series.rrule(made)
    for name, add in (("rdate", series.rdate), ("exdate", series.exdate)):
        for listed in _listed(event.get(name)):
            for one in listed.dts:
                add(_naive(_as_zone(one.dt, zone)))
    margin = timedelta(days=1)
    for moment in series.between(_naive(first) - margin, _naive(last) + margin, inc=True):
        yield moment.replace(tzinfo=zone) if isinstance(starts, datetime) else moment.date()


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _on_the_clock(rule: str, zone: tzinfo | None) -> str:
    """UNTIL on the wall clock of the series: dateutil compares it with starts that have no zone.

    Errors: ValueError where the rule gives more than a few dates a day.
    """
    parts = [part.partition("=") for part in rule.split(";")]
    if any(name == "FREQ" and value in ("SECONDLY", "MINUTELY") for name, _is, value in parts):
        raise ValueError(_("it repeats within the hour"))
    return ";".join(f"{name}={_until(value, zone) if name == 'UNTIL' else value}" for name, _is, value in parts)


def _until(value: str, zone: tzinfo | None) -> str:
    if not value.endswith("Z"):
        return value
    moment = datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return f"{moment.astimezone(zone or AMSTERDAM):%Y%m%dT%H%M%S}"


def _as_zone(moment: date | datetime, zone: Any) -> date | datetime:
    if isinstance(moment, datetime) and moment.tzinfo is not None and zone is not None:
        return moment.astimezone(zone)
    return moment


def _naive(moment: date | datetime) -> datetime:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, time.min)


def _instant(moment: date | datetime) -> datetime:
    """A moment in time; without a zone, on the clock of the Netherlands."""
    if isinstance(moment, datetime):
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=AMSTERDAM)
    return datetime.combine(moment, time.min, tzinfo=AMSTERDAM)
