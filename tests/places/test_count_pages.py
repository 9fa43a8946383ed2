"""The pages that count: invoice lines, how many came, and how much rooms are used."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db.models import F
from django.test import Client
from django.utils import timezone
from tests import make
from tests.cast import Cast, cast
from tests.places.building import BY, centre, room, wish
from tests.places.ruling import published

from wijkhart.places.actions import Terms, accept_booking, request_booking
from wijkhart.places.models import Booking, Occupancy, Place, Room
from wijkhart.places.queries.invoices import totals_of
from wijkhart.places.queries.links import link_token
from wijkhart.places.queries.shares import FREE
from wijkhart.places.queries.use import Period, read_use

pytestmark = pytest.mark.django_db
INVOICES = "/boekingen/factuurregels/"
USE = "/gemeenten/GM0307/plekken/gebruik/"
ATTENDANCE = "/boekingen/opkomst/"


@pytest.fixture
def people() -> Cast:
    cache.clear()
    make.area("GM0307", name="Amersfoort")
    make.area("GM0150", name="Deventer")
    return cast()


def booked(space: Room, starts: str = "14:00", ends: str = "16:00", **told: Any) -> Booking:
    return request_booking(by=BY, room=space, facts=wish(starts, ends, **told), sender="t")


def past(booking: Booking) -> Booking:
    """Put a booking back to a week that is over, on the same day of the week."""
    weeks = timedelta(weeks=(booking.starts_at.date() - timezone.localdate()).days // 7 + 2)
    Booking.objects.filter(pk=booking.pk).update(starts_at=booking.starts_at - weeks, ends_at=booking.ends_at - weeks)
    Occupancy.objects.filter(booking=booking).update(starts_at=F("starts_at") - weeks, ends_at=F("ends_at") - weeks)
    booking.refresh_from_db()
    return booking


def test_a_manager_reads_and_exports_the_invoice_lines_of_own_rooms_only(people: Cast) -> None:
    published()
    own = room(centre(owner=people.centre), floor_area=70)
    other = room(centre("Elders", owner=people.foundation), "Kelder", floor_area=70)
    booked(own)
    near = timezone.localdate() + timedelta(days=3)
    booked(own, "18:00", "19:30", user_kind="commercial", day=near)
    booked(other, "09:00", "10:00")
    page = people.joris.client().get(INVOICES).content.decode()
    assert "20,00" in page  # 20 euros x 50% x 2 hours
    assert "30,00" in page  # 20 euros x 100% x 1.5 hours
    assert "50,00" in page
    assert "Kelder" not in page
    assert "Kelder" in people.alice.client().get(INVOICES).content.decode()
    exported = people.joris.client().get(INVOICES, {"uitvoer": "csv"}).content.decode("utf-8-sig")
    assert len(exported.strip().splitlines()) == 3
    soon = f"{timezone.localdate() + timedelta(days=4)}"
    narrowed = people.joris.client().get(INVOICES, {"tot": soon, "uitvoer": "csv"}).content.decode("utf-8-sig")
    assert len(narrowed.strip().splitlines()) == 2
    wrong = people.joris.client().get(INVOICES, {"van": "morgen", "plek": "x"})
    assert wrong.status_code == 200
    assert 'value="morgen"' in wrong.content.decode()
    assert "Kelder" not in people.charlie.client().get(INVOICES).content.decode()


def test_totals_are_of_what_is_asked_not_of_what_the_rule_says(people: Cast) -> None:
    """20 euros by rule, of which the manager asks 5, and one by rule: 25 in all."""
    published()
    space = room(centre(owner=people.centre), floor_area=70, booking_mode="request")
    lower, other = (
        request_booking(
            by=people.ines.actor, room=space, facts=wish(*hours, organisation=people.foundation), sender="t"
        )
        for hours in (("14:00", "16:00"), ("18:00", "20:00"))
    )
    terms = Terms(cents=500, why="Eerste keer, om te proberen.")
    accept_booking(by=people.joris.actor, booking=lower, version=lower.version, terms=terms)
    accept_booking(by=people.joris.actor, booking=other, version=other.version, terms=Terms())
    (total,) = totals_of(Booking.objects.filter(room=space))
    assert (total.bookings, total.cents, total.unpriced) == (2, 2500, 0)


@pytest.mark.parametrize("name", ["bob", "kees", "lena", "greet", "hans"])
def test_invoice_lines_are_not_for_others(people: Cast, name: str) -> None:
    assert getattr(people, name).client().get(INVOICES).status_code == 403
    assert Client().get(INVOICES).status_code == 302


def test_how_many_came_is_told_by_link_by_the_manager_and_of_many_at_once(people: Cast) -> None:
    space = room(centre(owner=people.centre))
    first, second, third = (past(booked(space, f"{hour}:00", f"{hour + 1}:00")) for hour in (10, 12, 14))
    to_come = booked(space)
    link = f"/mijn-boeking/{link_token(first)}/opkomst/"
    assert 'value="-1"' in Client().post(link, {"came": "-1"}).content.decode()
    assert Client().post(link, {"came": "7"}).status_code == 302
    manager = people.joris.client()
    path = f"/boekingen/{second.pk}/opkomst/"
    assert 'value="1000001"' in manager.post(path, {"came": "1000001"}).content.decode()
    assert manager.post(path, {"came": "0"}).status_code == 302
    assert manager.post(f"/boekingen/{to_come.pk}/opkomst/", {"came": "4"}).status_code == 200
    listed = manager.get(ATTENDANCE).content.decode()
    assert f"came_{third.pk.hex}" in listed
    assert f"came_{first.pk.hex}" not in listed
    assert f"came_{to_come.pk.hex}" not in listed
    wrong = manager.post(ATTENDANCE, {f"came_{third.pk.hex}": "-3"})
    assert 'value="-3"' in wrong.content.decode()
    assert manager.post(ATTENDANCE, {f"came_{third.pk.hex}": "9", "came_zz": "1"}).status_code == 302
    assert [one.attended for one in Booking.objects.order_by("starts_at")] == [7, 0, 9, None]


@pytest.mark.parametrize("name", ["charlie", "dina", "kees", "lena"])
def test_attendance_of_others_is_not_told(people: Cast, name: str) -> None:
    made = past(booked(room(centre(owner=people.centre))))
    browser = getattr(people, name).client()
    assert browser.post(f"/boekingen/{made.pk}/opkomst/", {"came": "4"}).status_code in {403, 404}
    browser.post(ATTENDANCE, {f"came_{made.pk.hex}": "4"})
    assert made.pk.hex not in browser.get(ATTENDANCE).content.decode()
    assert Booking.objects.get().attended is None


def test_the_use_of_rooms_is_read_by_professionals_and_by_the_manager_of_the_place(people: Cast) -> None:
    space = room(centre(owner=people.centre), floor_area=70)
    past(booked(space, user_kind="subsidised"))
    own = f"/plekken/{space.place_id}/gebruik/"
    for name in ("alice", "bob", "farid"):
        page = getattr(people, name).client().get(USE)
        assert page.status_code == 200
        assert space.place.name in page.content.decode()
    assert people.joris.client().get(own).status_code == 200
    for name in ("charlie", "lena"):
        assert getattr(people, name).client().get(USE).status_code == 403
        assert getattr(people, name).client().get(own).status_code == 403
    assert Client().get(USE).status_code == 302
    browser = people.bob.client()
    for asked in ({"eenheid": "area", "basis": "parts"}, {"periode": "straks"}, {"periode": "x", "eenheid": "y"}):
        assert browser.get(USE, asked).status_code == 200
    links = [one[1] for _table, found in browser.get(USE).context["tables"] for one in found]
    assert links
    for link in links:
        assert browser.get(f"{USE}{link}").headers["Content-Disposition"]


def test_a_manager_says_when_there_is_staff_and_use_is_counted_against_it(people: Cast) -> None:
    space = room(centre(owner=people.centre))
    past(booked(space, "14:00", "16:00"))
    path = f"/plekken/{space.place_id}/uren-met-personeel/"
    browser = people.joris.client()
    assert path in browser.get(f"/plekken/{space.place_id}/uren/").content.decode()
    bad = browser.post(path, {"day_1": "twee tot vier"})
    assert 'value="twee tot vier"' in bad.content.decode()
    assert Place.objects.get().staffed_hours is None
    assert browser.post(path, {"day_1": "14-18"}).status_code == 302
    assert 'value="14.00-18.00"' in browser.get(path).content.decode()
    today = timezone.localdate()
    read = read_use(Place.objects.all(), Period(today - timedelta(days=27), today), "staffed")
    assert sum(cell.minutes.get(FREE, 0) for cell in read.cells) == 4 * 240 - 120
    assert Place.objects.get().opening_hours is not None
    assert browser.post(path, {"niet-bekend": "1"}).status_code == 302
    assert Place.objects.get().staffed_hours is None
    for name in ("charlie", "bob", "dina", "kees", "lena"):
        assert getattr(people, name).client().post(path, {"day_1": "14-18"}).status_code == 403
