"""The pages of rooms and bookings: nothing typed is lost, links work without an account, buttons change."""

from datetime import time, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from tests import make
from tests.cast import Cast, cast
from tests.places.building import BY, centre, hall, room, some_tuesday, wish

from wijkhart.places.actions import request_booking
from wijkhart.places.models import Booking, Place, Room
from wijkhart.places.queries.links import link_token
from wijkhart.places.week_text import days_in, slots_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    cache.clear()
    make.area("GM0307", name="Amersfoort")
    return cast()


def told(**changed: Any) -> dict[str, Any]:
    facts = {"day": f"{some_tuesday()}", "starts": "14:00", "ends": "16:00", "people": "12", "title": "Breiclub"}
    return {**facts, "user_kind": "residents", "name": "Ria", "email": "ria@example.org", **changed}


def test_a_resident_books_moves_and_cancels_without_an_account(people: Cast) -> None:
    space = room(centre(owner=people.centre), entry_note="Sleutel bij Joris")
    browser, path = Client(), f"/plekken/ruimtes/{space.pk}/boeken/"
    form = browser.get(path, {"dag": f"{some_tuesday()}", "mensen": "12"})
    opened = form.context["form"]["opened"].value()
    with mock.patch("wijkhart.core.open_forms.LEAST_SECONDS", 0):
        wrong = browser.post(path, told(opened=opened, ends="13:00"))
        assert "Het einde" in wrong.content.decode()
        assert "Breiclub" in wrong.content.decode()
        robot = browser.post(path, told(opened=opened, website="x"))
        assert not Booking.objects.exists()
        assert robot.status_code == 200
        done = browser.post(path, told(opened=opened), follow=True)
    assert "De ruimte is voor u" in done.content.decode()
    assert "Sleutel bij Joris" in done.content.decode()
    link = done.redirect_chain[-1][0]
    assert link in mail.outbox[0].body
    moved = browser.post(f"{link}verplaatsen/", {**told(starts="15:00", ends="17:00"), "version": "1"}, follow=True)
    assert "15.00 uur tot 17.00 uur" in moved.content.decode()
    assert b"BEGIN:VEVENT" in browser.get(f"{link}agenda.ics").content
    assert "Annuleer eerst" in browser.post(f"{link}wissen/", follow=True).content.decode()
    assert Booking.objects.get().email
    gone = browser.post(f"{link}annuleren/", {"version": "2"}, follow=True)
    assert "geannuleerd" in gone.content.decode()
    assert browser.post(f"{link}wissen/").status_code == 302
    assert browser.get(link).status_code == 404
    assert Booking.objects.get().name == ""


def test_a_manager_answers_and_the_resident_is_told(people: Cast) -> None:
    space = room(centre(owner=people.centre), booking_mode="request")
    asked = request_booking(by=BY, room=space, facts=wish(), sender="t")
    Booking.objects.update(state="requested")
    browser = people.joris.client()
    assert "1 aanvraag wacht" in browser.get("/boekingen/").content.decode()
    detail = f"/boekingen/{asked.pk}/"
    assert "Zeg ja" in browser.get(detail).content.decode()
    refused = browser.post(f"{detail}weigeren/", {"reason": "", "version": "1"})
    assert "Zeg waarom" in refused.content.decode()
    stale = browser.post(f"{detail}goedkeuren/", {"price_note": "€ 5", "version": "9"})
    assert "intussen" in stale.content.decode()
    assert "€ 5" in stale.content.decode()
    assert browser.post(f"{detail}goedkeuren/", {"price_note": "€ 5", "version": "1"}).status_code == 302
    assert Booking.objects.get().state == "accepted"
    assert "is geboekt" in mail.outbox[-1].subject
    assert link_token(asked) in mail.outbox[-1].body
    assert people.dina.client().get(detail).status_code == 404
    assert people.dina.client().post(f"{detail}annuleren/", {"version": "2"}).status_code == 404
    assert "Breiclub" in browser.get("/boekingen/?uitvoer=csv").content.decode("utf-8-sig")


def test_who_booked_for_an_organisation_cannot_say_yes_to_it(people: Cast) -> None:
    space = room(centre(owner=people.centre), booking_mode="request")
    browser = people.ines.client()
    facts = {key: value for key, value in told().items() if key not in ("name", "email")}
    path = f"/plekken/ruimtes/{space.pk}/boeken/"
    assert browser.post(path, {**facts, "organisation": str(people.centre.pk)}).status_code == 200
    assert browser.post(path, {**facts, "weeks": "1"}).status_code == 200
    last = some_tuesday() + timedelta(weeks=2)
    sent = {**facts, "organisation": str(people.foundation.pk), "weeks": "1", "last_day": f"{last}"}
    page = browser.post(path, sent, follow=True)
    assert "Alle datums van deze reeks" in page.content.decode()
    assert Booking.objects.count() == 3
    first = Booking.objects.order_by("starts_at")[0]
    assert browser.get(f"/boekingen/{first.pk}/goedkeuren/").status_code == 403
    assert browser.post(f"/boekingen/reeks/{first.series_id}/annuleren/", {"reason": ""}).status_code == 302
    assert not Booking.objects.live().exists()


def test_an_owner_furnishes_a_hall_says_its_hours_and_closes_it(people: Cast) -> None:
    place = make.place("Ons huis", owner=people.centre)
    browser = people.joris.client()
    facts = {"seats": "20", "step_free": "yes", "booking_mode": "instant", "layout_rows": "20"}
    for number in (1, 2):
        sent = {**facts, "name": f"Zaal {number}", "equipment": ["kitchen"]}
        assert browser.post(f"/plekken/{place.pk}/ruimtes/nieuw/", sent).status_code == 302
    parts = list(Room.objects.values_list("pk", flat=True))
    whole = {**facts, "name": "Zaal", "seats": "40", "parts": [str(key) for key in parts], "setup_minutes": "20"}
    wrong = browser.post(f"/plekken/{place.pk}/ruimtes/nieuw/", whole)
    assert "kwartier" in wrong.content.decode()
    assert browser.post(f"/plekken/{place.pk}/ruimtes/nieuw/", {**whole, "setup_minutes": "30"}).status_code == 302
    made = Room.objects.get(name="Zaal")
    assert made.parts.count() == 2
    assert (made.layouts, made.setup_minutes) == ({"rows": 20}, 30)
    hours = f"/plekken/{place.pk}/uren/"
    bad = browser.post(hours, {"day_0": "negen uur", "days": "31-2-2027 dicht"})
    assert "negen uur" in bad.content.decode()
    assert bad.content.decode().count("begrijpen we niet") >= 2
    assert browser.post(hours, {"day_0": "9-12, 13.00-17.30", "days": "24-12-2030 dicht Kerst"}).status_code == 302
    place = Place.objects.get()
    assert place.opening_hours is not None
    assert [one.opens_at for one in place.opening_hours.slots.all()] == [time(9), time(13)]
    shown = browser.get(hours).content.decode()
    assert "9.00-12.00, 13.00-17.30" in shown
    assert "24-12-2030 dicht Kerst" in shown
    assert browser.post(f"/plekken/ruimtes/{made.pk}/uren/", {"day_0": "10-12"}).status_code == 302
    assert "10.00-12.00" in browser.get(made.get_absolute_url()).content.decode()
    assert browser.post(f"/plekken/ruimtes/{made.pk}/uren/", {"zoals-de-plek": "1"}).status_code == 302
    day = f"{some_tuesday()}"
    shut = {"day": day, "starts": "12:00", "last_day": day, "ends": "10:00", "title": "Vloer"}
    assert "Het einde" in browser.post(f"/plekken/ruimtes/{made.pk}/sluiten/", shut).content.decode()
    assert browser.post(f"/plekken/ruimtes/{made.pk}/sluiten/", {**shut, "ends": "14:00"}).status_code == 302
    assert Booking.objects.get().kind == "block"


@pytest.mark.parametrize("name", ["charlie", "lena", "dina", "kees", "bob"])
def test_nobody_else_gets_the_tools_of_a_manager(people: Cast, name: str) -> None:
    whole, *_parts = hall(centre(owner=people.centre))
    browser = getattr(people, name).client()
    for path in (
        f"/plekken/ruimtes/{whole.pk}/sluiten/",
        f"/plekken/ruimtes/{whole.pk}/uren/",
        f"/plekken/{whole.place_id}/uren/",
    ):
        assert browser.get(path).status_code == 403
        assert browser.post(path, {"day_0": "9-12"}).status_code == 403


def test_hours_as_they_are_typed() -> None:
    assert slots_in("9.00-12.00 en 13:00 - 17:30") == [(time(9), time(12)), (time(13), time(17, 30))]
    for text in ("9", "25-26", "12-9", "van 9 tot 12"):
        with pytest.raises(ValueError, match=text.split("-", maxsplit=1)[0]):
            slots_in(text)
    assert days_in("\n24-12-2026 gesloten\n")[0].opens_at is None
    for text in ("24-13-2026 dicht", "kerst dicht"):
        with pytest.raises(ValueError, match="begrijpen"):
            days_in(text)
