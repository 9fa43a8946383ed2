"""Bookings: what is refused and why, who may do what, and who sees what."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from tests import make
from tests.cast import Cast, cast
from tests.places.building import BY, at, centre, hall, room, some_tuesday, when, wish

from wijkhart.audit.models import Entry
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.places.actions import (
    HoursFacts,
    Terms,
    accept_booking,
    block_room,
    cancel_booking,
    cancel_series,
    edit_room,
    erase_booker,
    forget_bookers,
    move_booking,
    refuse_booking,
    remove_room,
    request_booking,
    request_series,
    set_place_hours,
    set_room_hours,
    tell_booker,
)
from wijkhart.places.actions.occupying import RoomTaken
from wijkhart.places.actors import LinkHolder
from wijkhart.places.facts import RoomFacts
from wijkhart.places.models import Booking, BookingState, Occupancy, Room
from wijkhart.places.queries.links import booking_of_link, link_token
from wijkhart.times.actions import OpenOn, OpenSlot, set_local_holiday

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    cache.clear()
    return cast()


def last_sunday(month: int) -> date:
    """The next last Sunday of a month: when the clock changes."""
    year = timezone.localdate().year
    for one in (year, year + 1):
        day = date(one, month, 31)
        day -= timedelta(days=(day.weekday() + 1) % 7)
        if day > timezone.localdate():
            return day
    raise AssertionError


def problems(space: Room, **facts: Any) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as refused:
        request_booking(by=BY, room=space, facts=wish(**facts), sender="t")
    assert not Booking.objects.exists()
    return [(one.field, one.message) for one in refused.value.problems]


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"starts": "16:00", "ends": "14:00"}, "ends", "einde"),
        ({"starts": "14:00", "ends": "14:00"}, "ends", "einde"),
        ({"starts": "21:00", "ends": "01:00"}, "ends", "middernacht"),
        ({"starts": "14:05", "ends": "16:00"}, "starts", "kwartier"),
        ({"starts": "08:00", "ends": "10:00"}, "starts", "9.00-22.00"),
        ({"starts": "21:00", "ends": "22:15"}, "starts", "9.00-22.00"),
        ({"day": date(2020, 1, 7)}, "day", "voorbij"),
        ({"day": timezone.localdate() + timedelta(days=380)}, "day", "jaar"),
        ({"people": 21}, "people", "20"),
        ({"people": 0}, "people", "Niemand"),
        ({"title": " "}, "title", "waarvoor"),
        ({"title": "<b>feest</b>"}, "title", "HTML"),
        ({"name": ""}, "name", "wie"),
        ({"email": "ria"}, "email", "mailadres"),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(facts: dict[str, Any], field: str, words: str) -> None:
    found = problems(room(centre()), **facts)
    assert [one for one, _said in found] == [field]
    assert words in found[0][1]


def test_hours_that_do_not_exist_or_come_twice() -> None:
    place = centre(opens=0, closes=time(23, 45))
    space = room(place)
    assert problems(space, starts="02:30", ends="04:00", day=last_sunday(3))[0][0] == "starts"
    assert "twee keer" in problems(space, starts="01:00", ends="02:15", day=last_sunday(10))[0][1]
    made = request_booking(by=BY, room=space, facts=wish("01:00", "03:00", day=last_sunday(10)), sender="t")
    assert made.ends_at - made.starts_at == timedelta(hours=3)


def test_a_holiday_a_closed_day_and_a_room_that_is_offered_less() -> None:
    place = centre()
    space = room(place)
    free = some_tuesday() + timedelta(days=1)
    week = tuple(OpenSlot(day, time(9), time(22)) for day in range(7))
    closed = (OpenOn(some_tuesday(), reason="de vloer"),)
    set_place_hours(by=BY, place=place, facts=HoursFacts(slots=week, exceptions=closed))
    set_local_holiday(by=BY, municipality="GM0307", first_day=free, last_day=free, name="Keistadfeest")
    space = Room.objects.get(pk=space.pk)
    assert "de vloer" in problems(space)[0][1]
    assert "Keistadfeest" in problems(space, day=free)[0][1]
    only = HoursFacts(slots=(OpenSlot(3, time(18), time(23)),))
    set_room_hours(by=BY, room=space, facts=only)
    space = Room.objects.get(pk=space.pk)
    thursday = some_tuesday() + timedelta(days=2)
    assert "18.00-22.00" in problems(space, day=thursday)[0][1]
    assert "gesloten" in problems(space, day=thursday + timedelta(days=1))[0][1]
    assert request_booking(by=BY, room=space, facts=wish("18:00", "22:00", day=thursday), sender="t")


def test_a_room_without_hours_or_that_is_not_offered() -> None:
    assert "niet bekend" in problems(room(make.place()))[0][1]
    assert problems(room(centre(), booking_mode="none"))[0][0] == "day"


def test_a_request_holds_the_room_until_it_is_refused_and_stays_readable(people: Cast) -> None:
    space = room(centre(owner=people.centre), booking_mode="request", entry_note="Sleutel bij Joris")
    asked = request_booking(by=ANONYMOUS, room=space, facts=wish(), sender="een")
    assert asked.state == BookingState.REQUESTED
    with pytest.raises(RoomTaken):
        request_booking(by=ANONYMOUS, room=space, facts=wish(email="kees@example.org"), sender="twee")
    with pytest.raises(NotAllowed):
        accept_booking(by=people.dina.actor, booking=asked, version=1, terms=Terms())
    with pytest.raises(Refused, match="Zeg"):
        refuse_booking(by=people.joris.actor, booking=asked, version=1, reason=" ")
    said = refuse_booking(by=people.joris.actor, booking=asked, version=1, reason="Het koor oefent dan.")
    assert said.reason == "Het koor oefent dan."
    assert not Occupancy.objects.exists()
    with pytest.raises(Refused, match="geweigerd"):
        accept_booking(by=people.joris.actor, booking=said, version=2, terms=Terms())
    again = request_booking(by=ANONYMOUS, room=space, facts=wish(email="kees@example.org"), sender="twee")
    done = accept_booking(by=people.alice.actor, booking=again, version=1, terms=Terms("gratis", "Bel aan"))
    assert (done.state, done.price_note, done.entry_note) == ("accepted", "gratis", "Bel aan")
    assert {"booking.requested", "booking.refused", "booking.accepted"} <= {one.verb for one in Entry.objects.all()}


def test_the_second_of_two_who_decide_is_told(people: Cast) -> None:
    space = room(centre(owner=people.centre), booking_mode="request")
    asked = request_booking(by=ANONYMOUS, room=space, facts=wish(), sender="een")
    accept_booking(by=people.joris.actor, booking=asked, version=1, terms=Terms())
    with pytest.raises(Refused, match="intussen"):
        refuse_booking(by=people.alice.actor, booking=asked, version=1, reason="nee")


def test_moving_checks_all_again_and_asks_the_manager_anew(people: Cast) -> None:
    whole, one, _two, _three = hall(centre(owner=people.centre), booking_mode="request")
    asked = request_booking(by=ANONYMOUS, room=one, facts=wish(), sender="een")
    yes = accept_booking(by=people.joris.actor, booking=asked, version=1, terms=Terms())
    request_booking(by=people.joris.actor, room=whole, facts=wish("17:00", "19:00"), sender="t")
    link = LinkHolder(yes.pk)
    for hours, error in ((("16:00", "18:00"), RoomTaken), (("08:00", "10:00"), BadInput)):
        with pytest.raises(error):
            move_booking(by=link, booking=yes, version=2, when=when(*hours), people=12)
    with pytest.raises(NotAllowed):
        move_booking(by=LinkHolder(whole.pk), booking=yes, version=2, when=when("10:00", "11:00"), people=12)
    moved = move_booking(by=link, booking=yes, version=2, when=when("15:00", "17:00"), people=14)
    assert (moved.state, moved.people, moved.starts_at) == ("requested", 14, at("15:00"))
    assert Occupancy.objects.get(booking=moved).starts_at == at("15:00")


def test_who_booked_cancels_without_a_reason_a_manager_gives_one(people: Cast) -> None:
    space = room(centre(owner=people.centre))
    one = request_booking(by=ANONYMOUS, room=space, facts=wish(), sender="een")
    with pytest.raises(NotAllowed):
        cancel_booking(by=people.ines.actor, booking=one, version=1)
    with pytest.raises(Refused, match="Zeg"):
        cancel_booking(by=people.joris.actor, booking=one, version=1)
    assert cancel_booking(by=LinkHolder(one.pk), booking=one, version=1).state == "cancelled"
    other = request_booking(by=people.ines.actor, room=space, facts=wish(organisation=people.foundation), sender="t")
    assert (other.name, other.email) == ("", "")
    assert cancel_booking(by=people.dina.actor, booking=other, version=1).state == "cancelled"


def test_only_who_acts_for_an_organisation_books_for_it(people: Cast) -> None:
    space = room(centre())
    for stranger in (people.joris.actor, people.lena.actor, ANONYMOUS):
        with pytest.raises(NotAllowed):
            request_booking(by=stranger, room=space, facts=wish(organisation=people.foundation), sender="t")
    with pytest.raises(NotAllowed):
        request_booking(by=people.lena.actor, room=space, facts=wish(organisation=people.centre), sender="t")


def test_too_many_from_one_sender_or_waiting_are_refused(people: Cast) -> None:
    space = room(centre(), booking_mode="request")
    for hour in range(9, 14):
        request_booking(by=ANONYMOUS, room=space, facts=wish(f"{hour:02}:00", f"{hour:02}:30"), sender="een")
    with pytest.raises(Refused, match="wachten"):
        request_booking(by=ANONYMOUS, room=space, facts=wish("19:00", "20:00", email="RIA@example.org"), sender="x")
    for hour in range(9, 14):
        facts = wish(f"{hour:02}:30", f"{hour + 1:02}:00", email=f"p{hour}@example.org")
        request_booking(by=ANONYMOUS, room=space, facts=facts, sender="een")
    facts = wish("20:00", "21:00", email="nog@example.org")
    with pytest.raises(Refused, match="te veel"):
        request_booking(by=ANONYMOUS, room=space, facts=facts, sender="een")


def test_a_closed_room_cannot_be_booked_and_a_booked_one_not_closed(people: Cast) -> None:
    space = room(centre(owner=people.centre))
    request_booking(by=ANONYMOUS, room=space, facts=wish(), sender="een")
    about = {"by": people.joris.actor, "room": space, "title": "De vloer"}
    with pytest.raises(RoomTaken):
        block_room(**about, starts_at=at("12:00"), ends_at=at("14:15"))
    shut = block_room(**about, starts_at=at("16:00"), ends_at=at("12:00", some_tuesday() + timedelta(days=2)))
    with pytest.raises(RoomTaken):
        request_booking(by=ANONYMOUS, room=space, facts=wish(day=some_tuesday() + timedelta(days=1)), sender="een")
    with pytest.raises(NotAllowed):
        block_room(by=people.dina.actor, room=space, title="", starts_at=at("9:00".zfill(5)), ends_at=at("10:00"))
    assert cancel_booking(by=people.joris.actor, booking=shut, version=1).state == "cancelled"


def test_who_sees_a_booking_in_full(people: Cast) -> None:
    space = room(centre(owner=people.centre))
    private = request_booking(by=people.lena.actor, room=space, facts=wish(), sender="t")
    theirs = request_booking(
        by=people.ines.actor, room=space, facts=wish("17:00", "18:00", organisation=people.foundation), sender="t"
    )
    loose = request_booking(by=ANONYMOUS, room=space, facts=wish("19:00", "20:00"), sender="t")
    seen = {
        name: {one.pk for one in Booking.objects.visible_to(getattr(people, name).actor)}
        for name in ("alice", "bob", "charlie", "dina", "hans", "joris", "kees", "lena", "greet", "eva")
    }
    every = {private.pk, theirs.pk, loose.pk}
    assert seen["joris"] == seen["alice"] == every
    assert seen["dina"] == seen["hans"] == {theirs.pk}
    assert seen["lena"] == {private.pk}
    assert not any(seen[name] for name in ("bob", "charlie", "kees", "greet", "eva"))
    assert not Booking.objects.visible_to(ANONYMOUS).exists()


def test_the_link_works_until_the_name_is_erased() -> None:
    space = room(centre())
    made = request_booking(by=ANONYMOUS, room=space, facts=wish(), sender="een")
    token = link_token(made)
    assert booking_of_link(token) == made
    assert booking_of_link(token[:-1] + "x") is None
    assert booking_of_link(made.pk.hex) is None
    assert tell_booker(by=BY, booking=made, site="https://wijkhart.example/")
    assert token in mail.outbox[0].body
    assert mail.outbox[0].to == ["ria@example.org"]
    Booking.objects.update(starts_at=at("14:00") - timedelta(days=90), ends_at=at("16:00") - timedelta(days=90))
    assert forget_bookers(by=BY) == 1
    made.refresh_from_db()
    assert (made.name, made.email, made.title) == ("", "", "Breiclub")
    assert booking_of_link(token) is None
    assert forget_bookers(by=BY) == 0
    with pytest.raises(NotAllowed):
        forget_bookers(by=ANONYMOUS)


def test_erasing_at_once_is_for_who_holds_the_link(people: Cast) -> None:
    made = request_booking(by=ANONYMOUS, room=room(centre()), facts=wish(), sender="een")
    with pytest.raises(NotAllowed):
        erase_booker(by=people.dina.actor, booking=made)
    assert erase_booker(by=LinkHolder(made.pk), booking=made).email == ""


def test_a_series_keeps_each_date_that_could_not_be_made_with_its_reason(people: Cast) -> None:
    space = room(centre(), booking_mode="request")
    first = some_tuesday()
    block_room(
        by=BY,
        room=space,
        starts_at=at("9:00".zfill(5), first + timedelta(weeks=2)),
        ends_at=at("15:00", first + timedelta(weeks=2)),
        title="x",
    )
    facts = wish(organisation=people.foundation)
    last = first + timedelta(weeks=4)
    about = {"room": space, "facts": facts, "weeks": 1, "last_day": last, "sender": "t"}
    series = request_series(by=people.ines.actor, **about)
    assert series.bookings.count() == 4
    gap = series.gaps.get()
    assert gap.on == first + timedelta(weeks=2)
    assert "Zaal is bezet" in gap.reason
    with pytest.raises(Refused, match="Geen van"):
        request_series(by=people.ines.actor, **about)
    with pytest.raises(NotAllowed):
        request_series(by=ANONYMOUS, **{**about, "facts": wish()})
    with pytest.raises(NotAllowed):
        cancel_series(by=people.joris.actor, series=series)
    assert cancel_series(by=people.dina.actor, series=series) == 4
    assert Occupancy.objects.count() == 1


@pytest.mark.parametrize(("weeks", "days"), [(3, 30), (1, 0), (1, 400)])
def test_a_series_that_makes_no_sense(people: Cast, weeks: int, days: int) -> None:
    facts = wish(organisation=people.foundation)
    last = some_tuesday() + timedelta(days=days)
    with pytest.raises(Refused):
        request_series(by=people.ines.actor, room=room(centre()), facts=facts, weeks=weeks, last_day=last, sender="t")


def test_a_booked_room_keeps_its_parts_and_stays() -> None:
    place = centre()
    whole, one, _two, _three = hall(place)
    request_booking(by=BY, room=one, facts=wish(), sender="t")
    facts = {"seats": 60, "booking_mode": "instant"}
    with pytest.raises(Refused) as refused:
        edit_room(by=BY, room=whole, version=place.version, facts=RoomFacts(name="Grote zaal", parts=(), **facts))
    assert refused.value.field == "parts"
    for space in (one, whole):
        with pytest.raises(Refused):
            remove_room(by=BY, room=space)
    with pytest.raises(BadInput):
        edit_room(by=BY, room=one, version=place.version, facts=RoomFacts(name="Zaal 1", shared=True))
    with pytest.raises(Refused):
        edit_room(by=BY, room=one, version=place.version, facts=RoomFacts(name="Zaal 1", parts=(whole,)))
