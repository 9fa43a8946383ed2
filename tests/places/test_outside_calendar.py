"""A calendar from elsewhere closes a room here: each date of a series, over the clock change, and when it changes."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.utils import timezone
from icalendar import Calendar
from tests.cast import cast
from tests.places.building import BY, at, centre, double_bookings, room, some_tuesday, wish

from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.places.actions import bring_in_calendar, drop_calendar, request_booking
from wijkhart.places.actions.occupying import RoomTaken
from wijkhart.places.models import Booking, OutsideCalendar, Room
from wijkhart.places.outside_file import OutsideFile, read_outside

pytestmark = pytest.mark.usefixtures("english")

HERE = ZoneInfo("Europe/Amsterdam")


def event(*lines: str, uid: str = "les@school") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"])


def file_of(*events: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *events, "END:VCALENDAR", ""]).encode()


def read(*events: str, year: int = 2027) -> OutsideFile:
    return read_outside(file_of(*events), datetime(year, 1, 1, tzinfo=HERE), datetime(year + 1, 1, 1, tzinfo=HERE))


def starts(found: OutsideFile) -> list[str]:
    return [f"{one.starts_at.astimezone(HERE):%m-%d %H:%M}" for one in found.events]


def test_a_series_keeps_its_hour_when_the_clock_changes_and_skips_its_exceptions() -> None:
    found = read(
        event(
            "DTSTART;TZID=Europe/Amsterdam:20270322T193000",
            "DTEND;TZID=Europe/Amsterdam:20270322T213000",
            "RRULE:FREQ=WEEKLY;UNTIL=20270419T173000Z",
            "EXDATE;TZID=Europe/Amsterdam:20270405T193000",
        )
    )
    assert starts(found) == ["03-22 19:30", "03-29 19:30", "04-12 19:30", "04-19 19:30"]
    assert {one.ends_at - one.starts_at for one in found.events} == {timedelta(hours=2)}


def test_one_moved_date_of_a_series_stands_where_it_went() -> None:
    found = read(
        event("DTSTART:20270301T080000", "DTEND:20270301T090000", "RRULE:FREQ=WEEKLY;COUNT=3"),
        event("RECURRENCE-ID:20270308T080000", "DTSTART:20270309T100000", "DTEND:20270309T110000"),
    )
    assert starts(found) == ["03-01 08:00", "03-09 10:00", "03-15 08:00"]


def test_whole_days_durations_and_what_takes_no_time() -> None:
    found = read(
        event("DTSTART;VALUE=DATE:20270501", "DTEND;VALUE=DATE:20270503", uid="feest"),
        event("DTSTART;VALUE=DATE:20270601", uid="dag"),
        event("DTSTART:20270602T100000Z", "DURATION:PT90M", uid="duur"),
        event("DTSTART:20270603T100000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT", uid="vrij"),
        event("DTSTART:20270604T100000Z", "DURATION:PT1H", "STATUS:CANCELLED", uid="weg"),
    )
    said = [
        (f"{one.starts_at.astimezone(HERE):%m-%d %H:%M}", f"{one.ends_at.astimezone(HERE):%m-%d %H:%M}")
        for one in found.events
    ]
    assert said == [("05-01 00:00", "05-03 00:00"), ("06-01 00:00", "06-02 00:00"), ("06-02 12:00", "06-02 13:30")]


def test_one_bad_event_is_named_and_the_others_are_read() -> None:
    found = read(
        event("SUMMARY:Kapot", "DTSTART:20270301T100000", "DTEND:20270301T090000", uid="a"),
        event("SUMMARY:Eindeloos", "DTSTART:20270301T100000", "DTEND:20280301T090000", uid="b"),
        event("SUMMARY:Goed", "DTSTART:20270301T100000", "DTEND:20270301T110000", uid="c"),
    )
    assert starts(found) == ["03-01 10:00"]
    assert [one.split(":")[0] for one in found.remarks] == [
        "“Kapot” could not be read",
        "“Eindeloos” could not be read",
    ]


@pytest.mark.parametrize("content", [b"", b"hello", b"\xff\xfe\x00", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"])
def test_what_is_no_calendar_closes_nothing(content: bytes) -> None:
    now = timezone.now()
    with suppress(Refused):
        assert not read_outside(content, now, now + timedelta(days=1)).events


def test_too_much_is_refused() -> None:
    with pytest.raises(Refused, match="3,000"):
        read(event("DTSTART:20270101T000000", "DURATION:PT5M", "RRULE:FREQ=HOURLY"))
    often = event("SUMMARY:Vaak", "DTSTART:19000101T000000", "DURATION:PT5M", "RRULE:FREQ=SECONDLY")
    assert read(often).remarks == ("“Vaak” could not be read: it repeats within the hour",)
    with pytest.raises(Refused, match="3 MB"):
        read_outside(b"x" * 3_000_001, timezone.now(), timezone.now())


def lesson(day: date, start: str = "14:00", end: str = "16:00", uid: str = "les") -> str:
    hours = [f"{name}:{day:%Y%m%d}T{clock.replace(':', '')}00" for name, clock in (("DTSTART", start), ("DTEND", end))]
    return event(*hours, uid=uid)


def brought(space: Room, *events: str) -> OutsideCalendar:
    return bring_in_calendar(by=BY, room=space, name="Rooster", content=file_of(*events))


@pytest.mark.django_db
def test_it_closes_the_room_and_what_changes_is_opened_again() -> None:
    space, day = room(centre(), setup_minutes=30), some_tuesday()
    made = brought(space, lesson(day))
    assert (made.events, made.remarks) == (1, [])
    with pytest.raises(RoomTaken):
        request_booking(by=BY, room=space, facts=wish("15:00", "17:00"), sender="t")
    request_booking(by=BY, room=space, facts=wish("16:30", "17:00"), sender="t")
    kept = Booking.objects.get(outside=made).pk
    brought(space, lesson(day), lesson(day, "10:00", "11:00", uid="ander"))
    assert Booking.objects.filter(outside=made).count() == 2
    assert Booking.objects.filter(pk=kept).exists(), "what did not change stays the same booking"
    brought(space, lesson(day, "18:00", "19:00"))
    request_booking(by=BY, room=space, facts=wish("14:00", "15:00"), sender="t")
    assert double_bookings() == 0
    drop_calendar(by=BY, calendar=made)
    request_booking(by=BY, room=space, facts=wish("18:30", "19:00"), sender="t")


@pytest.mark.django_db
def test_who_booked_here_keeps_it_and_the_remark_says_when() -> None:
    space, day = room(centre()), some_tuesday()
    booked = request_booking(by=BY, room=space, facts=wish("15:00", "17:00"), sender="t")
    made = brought(space, lesson(day), lesson(day, "9:00".zfill(5), "10:00", uid="vroeg"))
    assert made.events == 1
    assert len(made.remarks) == 1
    assert "Ria" not in made.remarks[0]
    assert booked.occupancies.exists()
    assert Booking.objects.filter(outside=made, starts_at=at("09:00")).exists()
    assert double_bookings() == 0


@pytest.mark.django_db
def test_who_does_not_decide_may_not() -> None:
    cache.clear()
    people, space = cast(), room(centre())
    with pytest.raises(NotAllowed):
        bring_in_calendar(by=people.ines.actor, room=space, name="Rooster", content=file_of())
    made = brought(space, lesson(some_tuesday()))
    with pytest.raises(NotAllowed):
        drop_calendar(by=people.ines.actor, calendar=made)
    with pytest.raises(Refused) as refused:
        bring_in_calendar(by=BY, room=space, name=" ", content=file_of())
    assert refused.value.field == "name"


def test_our_own_file_is_read_back() -> None:
    """What another program of this kind gives, with zones of its own."""
    calendar = Calendar.from_ical(file_of(lesson(date(2027, 3, 1))))
    calendar.add_missing_timezones()
    now = datetime(2027, 1, 1, tzinfo=HERE)
    assert len(read_outside(calendar.to_ical(), now, now + timedelta(days=365)).events) == 1
