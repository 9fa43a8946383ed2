"""A series as one thing: what changes all its dates, and the dates that could not be."""

from datetime import date, time, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from tests import make
from tests.cast import Cast, cast
from tests.places.building import BY, at, centre, double_bookings, room, some_tuesday, when, wish

from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.places.actions import (
    SeriesChange,
    Terms,
    accept_series,
    add_date,
    cancel_booking,
    cancel_series,
    change_series,
    move_booking,
    offer_freed,
    refuse_series,
    request_booking,
    request_series,
    set_series_note,
    take_offer,
)
from wijkhart.places.models import Booking, BookingSeries, Room, WaitingEntry
from wijkhart.places.queries.series import dates_of, series_of
from wijkhart.places.when import when_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    cache.clear()
    make.area("GM0307", name="Amersfoort")
    return cast()


def week(number: int) -> date:
    return some_tuesday() + timedelta(weeks=number)


def made(people: Cast, space: Room, weeks: int = 3) -> BookingSeries:
    """Some Tuesdays from two to four, for the foundation."""
    facts = wish(organisation=people.foundation)
    about = {"facts": facts, "weeks": 1, "last_day": week(weeks - 1), "sender": "t"}
    return request_series(by=people.ines.actor, room=space, **about)


def test_a_date_that_was_taken_is_waited_for_and_joins_the_series_when_its_offer_is_taken(people: Cast) -> None:
    space = room(centre(owner=people.centre))
    other = request_booking(by=BY, room=space, facts=wish(day=week(1)), sender="t")
    series = made(people, space)
    entry = WaitingEntry.objects.get()
    assert (entry.series, entry.organisation, entry.starts_at) == (series, people.foundation, at("14:00", week(1)))
    assert series.gaps.get().on == week(1)
    cancel_booking(by=BY, booking=other, version=1, reason="x")
    offer = offer_freed(by=people.joris.actor, entry=entry, version=1)
    assert series.bookings.count() == 2
    taken = take_offer(by=people.dina.actor, booking=offer, version=offer.version)
    assert taken.series == series
    assert series.bookings.count() == 3
    assert not series.gaps.exists()
    assert double_bookings() == 0


def test_one_moved_date_stays_in_the_series_and_says_so(people: Cast) -> None:
    space = room(centre(owner=people.centre))
    series = made(people, space)
    one, two, three = series.bookings.order_by("starts_at")
    moved = when("14:00", "16:00", week(1) + timedelta(days=1))
    move_booking(by=people.ines.actor, booking=two, version=1, when=moved, people=12)
    move_booking(by=people.ines.actor, booking=three, version=1, when=when("10:00", "11:00", week(2)), people=12)
    found = series_of(people.dina.actor, series.pk)
    assert found is not None
    assert [bool(row.moved) for row in dates_of(*found)] == [False, True, True]
    assert [row.booking for row in dates_of(*found)] == [one, two, three]
    assert series_of(people.lena.actor, series.pk) is None


def test_changing_all_dates_keeps_those_that_cannot_with_the_reason(people: Cast) -> None:
    place = centre(owner=people.centre)
    space, small = room(place), room(place, "Kamer", seats=8)
    series = made(people, space)
    request_booking(by=BY, room=space, facts=wish("18:00", "20:00", day=week(1)), sender="t")
    later = SeriesChange(starts=time(17), ends=time(19))
    with pytest.raises(NotAllowed):
        change_series(by=people.lena.actor, series=series, change=later)
    done, kept = change_series(by=people.ines.actor, series=series, change=later)
    assert (done, [one.on for one in kept]) == (2, [week(1)])
    assert "bezet" in kept[0].reason
    hours = [when_of(one).starts for one in series.bookings.order_by("starts_at")]
    assert hours == [time(17), time(14), time(17)]
    done, kept = change_series(by=people.joris.actor, series=series, change=SeriesChange(room=small))
    assert (done, len(kept)) == (0, 3)
    assert "8" in kept[0].reason
    done, kept = change_series(by=people.joris.actor, series=series, change=SeriesChange(room=small, people=6))
    assert (done, kept) == (3, [])
    assert {one.room for one in series.bookings.all()} == {small}
    assert BookingSeries.objects.get().room == small
    elsewhere = SeriesChange(room=room(centre("Elders")))
    with pytest.raises(Refused, match="dezelfde plek"):
        change_series(by=people.joris.actor, series=series, change=elsewhere)
    assert double_bookings() == 0


def test_the_manager_answers_the_whole_series_at_once(people: Cast) -> None:
    space = room(centre(owner=people.centre), booking_mode="request")
    series = made(people, space)
    with pytest.raises(NotAllowed):
        accept_series(by=people.ines.actor, series=series, terms=Terms())
    assert accept_series(by=people.joris.actor, series=series, terms=Terms("gratis", "Bel Joris")) == 3
    assert {(one.state, one.entry_note) for one in series.bookings.all()} == {("accepted", "Bel Joris")}
    assert BookingSeries.objects.get().entry_note == "Bel Joris"
    with pytest.raises(Refused, match="wacht"):
        refuse_series(by=people.joris.actor, series=series, reason="nee")
    Booking.objects.update(state="requested")
    with pytest.raises(Refused, match="Zeg"):
        refuse_series(by=people.joris.actor, series=series, reason="")
    assert refuse_series(by=people.joris.actor, series=series, reason="Vol") == 3
    assert not Booking.objects.live().exists()


def test_one_note_for_all_dates_is_of_the_manager(people: Cast) -> None:
    series = made(people, room(centre(owner=people.centre)))
    with pytest.raises(NotAllowed):
        set_series_note(by=people.ines.actor, series=series, note="Sleutel onder de mat")
    with pytest.raises(Refused, match="HTML"):
        set_series_note(by=people.joris.actor, series=series, note="<b>x</b>")
    set_series_note(by=people.joris.actor, series=series, note="Code 1234")
    assert {one.entry_note for one in series.bookings.all()} == {"Code 1234"}


def test_a_date_can_be_added_up_to_sixty_and_fills_its_gap(people: Cast) -> None:
    space = room(centre(owner=people.centre))
    other = request_booking(by=BY, room=space, facts=wish(day=week(1)), sender="t")
    series = made(people, space)
    with pytest.raises(Refused, match="bezet"):
        add_date(by=people.ines.actor, series=series, when=when(day=week(1)))
    cancel_booking(by=BY, booking=other, version=1, reason="x")
    extra = add_date(by=people.ines.actor, series=series, when=when(day=week(1)))
    assert (extra.organisation, extra.series, series.gaps.count()) == (people.foundation, series, 0)
    by_manager = add_date(by=people.joris.actor, series=series, when=when(day=week(5)))
    assert (by_manager.actor_id, by_manager.state) == (people.ines.actor.actor_id, "accepted")
    with pytest.raises(NotAllowed):
        add_date(by=people.lena.actor, series=series, when=when(day=week(6)))
    with pytest.raises(BadInput):
        add_date(by=people.ines.actor, series=series, when=when("08:00", "09:00", day=week(6)))
    for number in range(60 - series.bookings.count()):
        facts = {"room": space, "municipality_code": "GM0307", "title": "x", "series": series, "actor_id": "t"}
        begins = at("09:00") + timedelta(days=number)
        Booking.objects.create(**facts, state="accepted", starts_at=begins, ends_at=begins + timedelta(hours=1))
    with pytest.raises(Refused, match="60"):
        add_date(by=BY, series=series, when=when("20:00", "21:00", day=week(6)))


def test_cancelling_all_stops_the_waiting_too(people: Cast) -> None:
    space = room(centre(owner=people.centre))
    request_booking(by=BY, room=space, facts=wish(day=week(1)), sender="t")
    series = made(people, space)
    assert cancel_series(by=people.dina.actor, series=series) == 2
    assert WaitingEntry.objects.get().state == "withdrawn"


def test_a_series_of_ten_years_is_refused_and_says_what_to_do(people: Cast) -> None:
    facts = wish(organisation=people.foundation)
    about = {"weeks": 4, "last_day": some_tuesday() + timedelta(days=3650), "sender": "t"}
    with pytest.raises(Refused, match="eerdere laatste dag"):
        request_series(by=people.ines.actor, room=room(centre()), facts=facts, **about)
    assert not BookingSeries.objects.exists()


def test_an_organisation_of_another_municipality_hears_whom_to_ask(people: Cast) -> None:
    facts = wish(organisation=people.other_town)
    with pytest.raises(Refused, match="Amersfoort") as refused:
        request_booking(by=people.charlie.actor, room=room(centre()), facts=facts, sender="t")
    assert not isinstance(refused.value, NotAllowed)
    assert refused.value.field == "organisation"


def test_the_page_of_a_series_changes_all_at_once(people: Cast) -> None:
    space = room(centre(owner=people.centre, email="beheer@example.org"), booking_mode="request")
    series = made(people, space)
    page = f"/boekingen/reeks/{series.pk}/"
    worker, manager = people.ines.client(), people.joris.client()
    assert "Zeg ja" not in worker.get(page).content.decode()
    shown = manager.get(page).content.decode()
    assert "3 datums wachten op uw antwoord" in shown
    assert manager.post(f"{page}goedkeuren/", {"price_note": "", "entry_note": "Bel aan"}).status_code == 302
    assert "Bel aan" in worker.get(page).content.decode()
    request_booking(by=BY, room=space, facts=wish("18:00", "20:00", day=week(1)), sender="t")
    kept = worker.post(f"{page}wijzigen/", {"starts": "17:00", "ends": "19:00"})
    assert "2 datums zijn veranderd" in kept.content.decode()
    assert "is bezet" in kept.content.decode()
    assert mail.outbox[-1].to == ["beheer@example.org"]
    assert "andere uren" in worker.get(page).content.decode()
    wrong = worker.post(f"{page}datum-erbij/", {"day": f"{week(1)}", "starts": "19:00", "ends": "18:00"})
    assert "Het einde" in wrong.content.decode()
    added = {"day": f"{week(4)}", "starts": "09:00", "ends": "10:00"}
    assert worker.post(f"{page}datum-erbij/", added).status_code == 302
    assert worker.get(f"{page}agenda.ics").content.count(b"BEGIN:VEVENT") == 4
    assert manager.post(f"{page}toegang/", {"entry_note": "Code 1"}).status_code == 302
    for path in ("goedkeuren", "weigeren", "toegang"):
        assert worker.get(f"{page}{path}/").status_code == 403
        assert worker.post(f"{page}{path}/", {"reason": "x", "entry_note": "x"}).status_code == 403
    assert people.lena.client().get(page).status_code == 404
    assert worker.post(f"{page}annuleren/", {"reason": ""}).status_code == 302
    assert not series.bookings.live().exists()
