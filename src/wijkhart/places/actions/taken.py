"""What is taken of rooms while many dates are given out, by day, so that each date asks little."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.core.formats import clock
from wijkhart.places.models import Room
from wijkhart.places.queries.free import Stretch, Use, Uses, crowd


@dataclass(frozen=True, slots=True)
class Span:
    """Time of some spaces, with setting up and clearing up, and the days on which it lies."""

    start: datetime
    end: datetime
    days: tuple[date, ...]
    spaces: Sequence[Room]


def span_of(spaces: Sequence[Room], stretch: Stretch) -> Span:
    """The span of a stretch in these spaces."""
    start, end = stretch
    return Span(start, end, tuple(_days(start, end)), spaces)


class Taken:
    """What is taken of each space, by day: what stood there, and what is booked now."""

    def __init__(self, rooms: Iterable[Room], days: Sequence[date]) -> None:
        self.by_day: defaultdict[tuple[object, date], list[Use]] = defaultdict(list)
        if days:
            for space, uses in Uses(rooms, min(days), max(days)).by_space.items():
                for use in uses:
                    for day in _days(use.starts_at, use.ends_at):
                        self.by_day[space, day].append(use)

    def in_the_way(self, room: Room, span: Span, people: int) -> str:
        """Why these people cannot have the room then; empty when they can."""
        known = ((space, use) for space in span.spaces for day in span.days for use in self._of(space, day))
        met = [(space, use) for space, use in known if use.starts_at < span.end and span.start < use.ends_at]
        alone = [pair for pair in met if not pair[1].shared]
        if room.shared and not alone:
            there = crowd([use for _space, use in met], span.start, span.end)
            return _full(room) if there + people > (room.seats or 0) else ""
        if not met:
            return ""
        space, use = (alone or met)[0]
        facts = {"room": space.name, "from": clock(use.starts_at), "until": clock(use.ends_at)}
        return _("%(room)s is taken from %(from)s until %(until)s, with the time to set up and clear up.") % facts

    def _of(self, space: Room, day: date) -> Sequence[Use]:
        return self.by_day.get((space.pk, day), ())

    def take(self, room: Room, span: Span, people: int) -> None:
        """These people have the room from now on."""
        use = Use(span.start, span.end, people, room.shared)
        for space in span.spaces:
            for day in span.days:
                self.by_day[space.pk, day].append(use)


def _full(room: Room) -> str:
    return _("Others use %(room)s too, and then too few places are left.") % {"room": room.name}


def _days(start: datetime, end: datetime) -> Iterator[date]:
    day, last = timezone.localtime(start).date(), timezone.localtime(end).date()
    while day <= last:
        yield day
        day = date.fromordinal(day.toordinal() + 1)
