"""The pages of the waiting list: what was typed goes along, a link answers an offer, the list says who is next."""

from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from tests import make
from tests.cast import Cast, cast
from tests.places.building import BY, centre, room, some_tuesday, wish

from wijkhart.core.actors import ANONYMOUS
from wijkhart.places.actions import cancel_booking, join_waiting, offer_freed, request_booking
from wijkhart.places.models import Booking, WaitingEntry
from wijkhart.places.queries.links import link_token, waiting_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    cache.clear()
    make.area("GM0307", name="Amersfoort")
    return cast()


def told(**changed: Any) -> dict[str, Any]:
    facts = {"day": f"{some_tuesday()}", "starts": "14:00", "ends": "16:00", "people": "12", "title": "Kookclub"}
    about = {"user_kind": "residents", "name": "Kees", "email": "kees@example.org", "note": "Graag met koffie"}
    return {**facts, **about, **changed}


def test_a_resident_waits_is_offered_the_room_and_takes_it_without_an_account(people: Cast) -> None:
    space = room(centre(owner=people.centre, email="beheer@example.org"))
    taken = request_booking(by=BY, room=space, facts=wish(), sender="t")
    browser, path = Client(), f"/plekken/ruimtes/{space.pk}/"
    opened = browser.get(f"{path}boeken/").context["form"]["opened"].value()
    with mock.patch("wijkhart.core.open_forms.LEAST_SECONDS", 0):
        refused = browser.post(f"{path}boeken/", told(opened=opened)).content.decode()
        assert f'formaction="{path}wachtlijst/"' in refused
        assert "Graag met koffie" in refused
        assert browser.post(f"{path}wachtlijst/", told(opened=opened, website="x")).status_code == 200
        assert not WaitingEntry.objects.exists()
        done = browser.post(f"{path}wachtlijst/", told(opened=opened), follow=True)
        again = browser.post(f"{path}wachtlijst/", told(opened=opened)).content.decode()
    assert "U staat op de wachtlijst" in done.content.decode()
    assert "U wacht al" in again
    assert "Graag met koffie" in again
    link = done.redirect_chain[-1][0]
    assert link in mail.outbox[-1].body
    assert "Breiclub" not in mail.outbox[-1].body

    manager = people.joris.client()
    cancelled = manager.post(f"/boekingen/{taken.pk}/annuleren/", {"reason": "ziek", "version": "1"}, follow=True)
    assert "1 persoon wacht op een tijd die nu vrij is" in cancelled.content.decode()
    listed = manager.get("/boekingen/wachtlijst/?vrij=on").content.decode()
    assert "Kookclub" in listed
    entry = WaitingEntry.objects.get()
    offer_page = f"/boekingen/wachtlijst/{entry.pk}/aanbieden/"
    assert "2 dagen" in manager.get(offer_page).content.decode()
    assert manager.post(offer_page, {"hours": "24", "version": "1"}).status_code == 302
    assert "al aangeboden" not in manager.get("/boekingen/wachtlijst/").content.decode()
    letter = mail.outbox[-1]
    offer = Booking.objects.get(state="offered")
    assert letter.to == ["kees@example.org"]
    assert link_token(offer) in letter.body

    assert "Zeg ja of nee" in browser.get(link).content.decode()
    mine = f"/mijn-boeking/{link_token(offer)}/"
    assert "Ja, ik neem de ruimte" in browser.get(mine).content.decode()
    assert browser.get(f"{mine}aannemen/").status_code == 405
    yes = browser.post(f"{mine}aannemen/", follow=True).content.decode()
    assert "De ruimte is voor u" in yes
    assert mail.outbox[-1].to == ["beheer@example.org"]
    assert WaitingEntry.objects.get().state == "taken"


def test_a_resident_says_no_and_waits_on_then_stops(people: Cast) -> None:
    space = room(centre(owner=people.centre))
    taken = request_booking(by=BY, room=space, facts=wish(), sender="t")
    entry = join_waiting(by=ANONYMOUS, room=space, facts=wish(email="kees@example.org"), sender="x")
    cancel_booking(by=BY, booking=taken, version=1, reason="x")
    offer = offer_freed(by=BY, entry=entry, version=1)
    browser = Client()
    assert browser.post(f"/mijn-boeking/{link_token(offer)}/afslaan/").status_code == 302
    entry.refresh_from_db()
    assert entry.state == "waiting"
    again = browser.post(f"/mijn-boeking/{link_token(offer)}/aannemen/", follow=True).content.decode()
    assert "kan niet meer" in again
    link = f"/mijn-wachtlijst/{waiting_token(entry)}/"
    assert browser.post(f"{link}stoppen/").status_code == 302
    assert browser.get(link).status_code == 404
    assert WaitingEntry.objects.get().email == ""


def test_with_an_account_one_waits_answers_and_leaves_on_the_pages(people: Cast) -> None:
    space = room(centre(owner=people.centre))
    taken = request_booking(by=BY, room=space, facts=wish(), sender="t")
    browser = people.ines.client()
    facts = {**told(), "organisation": str(people.foundation.pk)}
    assert (
        "vrij"
        in browser.post(
            f"/plekken/ruimtes/{space.pk}/wachtlijst/", {**facts, "starts": "16:00", "ends": "17:00"}
        ).content.decode()
    )
    assert browser.post(f"/plekken/ruimtes/{space.pk}/wachtlijst/", facts).status_code == 302
    entry = WaitingEntry.objects.get()
    assert entry.organisation == people.foundation
    assert "Kookclub" in browser.get("/boekingen/wachtlijst/").content.decode()
    assert browser.get(f"/boekingen/wachtlijst/{entry.pk}/aanbieden/").status_code == 403
    cancel_booking(by=BY, booking=taken, version=1, reason="x")
    manager = people.joris.client()
    manager.post(f"/boekingen/wachtlijst/{entry.pk}/aanbieden/", {"hours": "48", "version": "1"})
    assert mail.outbox[-1].to == [people.ines.user.email]
    offer = Booking.objects.get(state="offered")
    assert "Aanbod intrekken" in manager.get(f"/boekingen/{offer.pk}/").content.decode()
    assert "Ja, ik neem de ruimte" in browser.get(f"/boekingen/{offer.pk}/").content.decode()
    assert browser.post(f"/boekingen/{offer.pk}/afslaan/").status_code == 302
    assert people.lena.client().post(f"/boekingen/wachtlijst/{entry.pk}/stoppen/").status_code == 404
    assert browser.post(f"/boekingen/wachtlijst/{entry.pk}/stoppen/").status_code == 302
    assert WaitingEntry.objects.get().state == "withdrawn"
    assert "Kookclub" in browser.get("/boekingen/wachtlijst/?stand=alles&uitvoer=csv").content.decode("utf-8-sig")
    assert "Niemand wacht hier" in browser.get("/boekingen/wachtlijst/").content.decode()


def test_the_manager_of_a_place_is_named_and_wrong_contact_is_said(people: Cast) -> None:
    place = centre(owner=people.centre)
    space = room(place)
    browser = people.alice.client()
    facts = {"name": place.name, "kind": "community", "step_free": "yes", "owner": str(people.centre.pk)}
    sent = {**facts, "manager": str(people.foundation.pk), "phone": "033 123 45 67", "email": "x@example.org"}
    page = f"/plekken/{place.pk}/wijzigen/"
    wrong = browser.post(page, {**sent, "phone": "bel maar", "published": "on", "version": str(place.version)})
    assert "telefoonnummer" in wrong.content.decode()
    assert browser.post(page, {**sent, "published": "on", "version": str(place.version)}).status_code == 302
    for path in (f"/plekken/{place.pk}/", space.get_absolute_url()):
        shown = Client().get(path).content.decode()
        assert "Stichting Welzijn" in shown
        assert "033 123 45 67" in shown
    made = request_booking(by=BY, room=space, facts=wish(), sender="t")
    assert people.dina.client().get(f"/boekingen/{made.pk}/").status_code == 200
