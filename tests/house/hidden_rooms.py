"""Rows of Deventer about rooms, bookings and programmes that nobody of Amersfoort may see."""

from datetime import date, time, timedelta
from uuid import uuid4

from django.db.models import Model
from django.utils import timezone

from tests import make
from tests.cast import Cast
from tests.house.marked import MARK, THERE, THERE_DISTRICT
from wijkhart.places.models import (
    Booking,
    BookingSeries,
    ConceptRule,
    OutsideCalendar,
    Photo,
    Room,
    RuleException,
    SharedItem,
    UseRules,
    WaitingEntry,
)
from wijkhart.programming.models import WeekLine, WeekProgramme


def place(people: Cast) -> Model:
    return make.place(MARK, THERE, published=False, concept=MARK, owner=people.other_town)


def room(people: Cast) -> Model:
    return Room.objects.create(place=make.place(MARK, THERE, published=False), name=MARK)


def shared_item(people: Cast) -> Model:
    return SharedItem.objects.create(place=make.place(MARK, THERE, published=False), name=MARK)


def photo(people: Cast) -> Model:
    place = make.place(MARK, THERE, published=False)
    return Photo.objects.create(place=place, alt=MARK, content=MARK.encode(), width=1, height=1)


def outside_calendar(people: Cast) -> Model:
    room = Room.objects.create(place=make.place("x", THERE, owner=people.other_town), name="Zaal")
    return OutsideCalendar.objects.create(room=room, name=MARK, actor_id="system:test")


def booking(people: Cast) -> Model:
    """One of a series that has the same key, so that the addresses of both can be tried."""
    starts, key = timezone.now() + timedelta(days=2), uuid4()
    room = Room.objects.create(place=make.place("x", THERE, owner=people.other_town), name="Zaal", entry_note=MARK)
    days = {"first_day": starts.date(), "last_day": starts.date()}
    return Booking.objects.create(
        pk=key,
        room=room,
        series=BookingSeries.objects.create(pk=key, room=room, entry_note=MARK, **days),
        municipality_code=THERE,
        name=MARK,
        email=f"{MARK}@example.org",
        title=MARK,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        entry_note=MARK,
        actor_id="system:test",
    )


def waiting(people: Cast) -> Model:
    starts = timezone.now() + timedelta(days=2)
    return WaitingEntry.objects.create(
        room=Room.objects.create(place=make.place("y", THERE, owner=people.other_town), name="Zaal"),
        municipality_code=THERE,
        name=MARK,
        email=f"{MARK}@example.org",
        title=MARK,
        note=MARK,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        actor_id="system:test",
    )


def rules(people: Cast) -> Model:
    facts = {"number": 1, "valid_from": date(2027, 1, 1), "actor_id": "system:test", "why": MARK}
    rules = UseRules.objects.create(municipality_code=THERE, **facts)
    rules.lines.create(position=1, name=MARK, rank=1, percent=0)
    return rules


def exception(people: Cast) -> Model:
    place = make.place(MARK, THERE, published=False)
    return RuleException.objects.create(municipality_code=THERE, place=place, kind="price", why=MARK, actor_id="t")


def week(people: Cast) -> WeekProgramme:
    """Of one wijk there is one programme a week: the line stands in the same."""
    facts = {"municipality_code": THERE, "title": MARK, "intro": MARK, "actor_id": "system:test"}
    monday = date(2027, 1, 4)
    return WeekProgramme.objects.get_or_create(district_code=THERE_DISTRICT, monday=monday, defaults=facts)[0]


def week_line(people: Cast) -> Model:
    starts, ends = time(10), time(12)
    facts = {"part_of_day": "morning", "title": MARK, "about": MARK, "group_name": MARK, "actor_id": "system:test"}
    return WeekLine.objects.create(programme=week(people), day=date(2027, 1, 4), starts=starts, ends=ends, **facts)


def concept_rule(people: Cast) -> Model:
    """A rule of a place that is not published."""
    place = make.place(MARK, THERE, published=False)
    return ConceptRule.objects.create(place=place, effect="never", traits=["alcohol"], why=MARK)
