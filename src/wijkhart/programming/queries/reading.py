"""What the pages of a programme show: lines by day and part of day, and what does not fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.core.actors import Actor
from wijkhart.core.formats import clock, day
from wijkhart.places.models import BookingState
from wijkhart.programming.clashes import Taken, clashing
from wijkhart.programming.models import WeekLine, WeekLineQuerySet, WeekProgramme
from wijkhart.times.models import PartOfDay


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one day."""

    key: str
    label: str
    lines: tuple[WeekLine, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week, in its three parts."""

    on: date
    parts: tuple[Part, ...]

    @property
    def count(self) -> int:
        return sum(len(part.lines) for part in self.parts)

    @property
    def today(self) -> bool:
        return self.on == timezone.localdate()


def in_full(rows: WeekLineQuerySet) -> WeekLineQuerySet:
    """Lines with all that a page shows of them."""
    found = rows.select_related("programme__place", "organisation", "place", "room", "booking", "service")
    return found.prefetch_related("themes", "target_groups", "room__parts")


def by_day(days: Sequence[date], lines: Iterable[WeekLine]) -> list[Day]:
    """Monday to Sunday, each with morning, afternoon and evening."""
    there = sorted(lines, key=lambda line: (line.day, line.starts, line.ends, line.title))
    return [
        Day(
            on,
            tuple(
                Part(key, str(label), tuple(one for one in there if one.day == on and one.part_of_day == key))
                for key, label in PartOfDay.choices
            ),
        )
        for on in days
    ]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two lines that want one room at the same time, in words."""

    first: WeekLine
    second: WeekLine
    words: str


def clashes_of(lines: Iterable[WeekLine]) -> list[Clash]:
    """Every pair of lines in play that cannot both have the room."""
    known: dict[UUID, WeekLine] = {line.pk: line for line in lines if line.room is not None}
    taken = [_taken(line) for line in known.values()]
    pairs = [(known[UUID(str(a.key))], known[UUID(str(b.key))]) for a, b in clashing(taken)]
    return [Clash(a, b, _clash_words(a, b)) for a, b in pairs if not _one_booking(a, b)]


def _one_booking(a: WeekLine, b: WeekLine) -> bool:
    return a.booking_id is not None and a.booking_id == b.booking_id


def _taken(line: WeekLine) -> Taken:
    room = line.room
    spaces = frozenset(space.pk for space in room.spaces) if room else frozenset()
    return Taken(line.pk, spaces, line.day, line.starts, line.ends, bool(room and room.shared))


def _clash_words(a: WeekLine, b: WeekLine) -> str:
    facts = {
        "first": a.title,
        "first_maker": a.maker,
        "second": b.title,
        "second_maker": b.maker,
        "room": b.room.name if b.room else "",
        "day": day(a.day),
        "from": clock(b.starts),
    }
    words = _(
        "“%(first)s” (%(first_maker)s) and “%(second)s” (%(second_maker)s) both want %(room)s on %(day)s from %(from)s."
    )
    return words % facts


@dataclass(frozen=True, slots=True)
class Remark:
    """What is the matter with one line."""

    line: WeekLine
    words: str


def remarks_of(lines: Iterable[WeekLine]) -> list[Remark]:
    """Lines whose booking no longer holds, or has other hours; and lines in a room that is not booked."""
    return [Remark(line, words) for line in lines if (words := _remark(line))]


def _remark(line: WeekLine) -> str:
    if line.booking is not None:
        begins, ends = line.instants
        if line.booking.state != BookingState.ACCEPTED:
            return _("Its booking no longer holds, so the public does not see this line.")
        if not (line.booking.starts_at <= begins and ends <= line.booking.ends_at):
            return _("Its booking has other hours now. Change the hours of the line.")
    elif line.room is not None and line.service_id is None and line.room.booking_mode != "none":
        return _("It names a room that is not booked for it yet.")
    return ""


def programme_of(actor: Actor, monday: date, *, place: UUID | None = None, district: str = "") -> WeekProgramme | None:
    """The published programme of a place or a wijk in one week, when there is one."""
    rows = WeekProgramme.objects.visible_to(actor).published().select_related("place")
    return rows.filter(place=place, district_code=district, monday=monday).first()
