"""Closing a room: what is in the way is named, and goes only when the manager says so; opening it again."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from tests import make
from tests.cast import Cast, cast
from tests.places.building import BY, at, centre, hall, room, some_tuesday, wish

from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.places.actions import close_room, request_booking
from wijkhart.places.models import Booking, BookingState, Occupancy
from wijkhart.places.queries.in_the_way import in_the_way

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    cache.clear()
    make.area("GM0307", name="Amersfoort")
    return cast()


def test_a_week_is_closed_with_what_is_in_the_way_named_and_cancelled(people: Cast) -> None:
    """Three bookings touch the week: of the room, of the hall around it, and one that only clears up in it."""
    whole, one, two, _three = hall(centre(owner=people.centre), cleanup_minutes=30)
    tuesday = some_tuesday()
    own = request_booking(by=ANONYMOUS, room=one, facts=wish(day=tuesday + DAY, title="Yoga"), sender="a")
    around = request_booking(by=BY, room=whole, facts=wish(day=tuesday + 2 * DAY, title="Koor"), sender="b")
    late = request_booking(by=BY, room=one, facts=wish("20:00", "21:45", tuesday - DAY, title="Kaarten"), sender="c")
    beside = request_booking(by=BY, room=two, facts=wish(day=tuesday + DAY, title="Ernaast"), sender="d")
    late_end = at("22:00", tuesday - DAY)
    assert in_the_way(people.joris.actor, one, late_end, at("09:00", tuesday)) == [late]

    browser, page = people.joris.client(), f"/plekken/ruimtes/{one.pk}/sluiten/"
    assert f'value="{tuesday}"' in browser.get(page, {"dag": f"{tuesday}"}).content.decode()
    sent = {"day": f"{tuesday}", "last_day": f"{tuesday + 6 * DAY}", "title": "De vloer wordt gelakt"}
    asked = browser.post(page, sent).content.decode()
    assert "Er zijn 2 boekingen in de weg" in asked
    assert "Yoga (Ria, Zaal 1)" in asked
    assert "Koor (Ria, Grote zaal)" in asked
    assert "Kaarten" not in asked
    assert "Ernaast" not in asked
    half = browser.post(page, {**sent, "cancelled": [str(own.pk)]}).content.decode()
    assert "Er is 1 boeking in de weg" in half
    assert set(Booking.objects.values_list("state", flat=True)) == {"accepted"}

    mail.outbox.clear()
    ticked = [str(own.pk), str(around.pk), str(beside.pk)]
    done = browser.post(page, {**sent, "cancelled": ticked}, follow=True)
    assert "2 boekingen zijn hiervoor geannuleerd" in done.content.decode()
    states = dict(Booking.objects.values_list("title", "state"))
    assert (states["Yoga"], states["Koor"], states["Ernaast"]) == ("cancelled", "cancelled", "accepted")
    assert sorted(one.to[0] for one in mail.outbox) == ["ria@example.org", "ria@example.org"]
    assert all("De vloer wordt gelakt" in one.body for one in mail.outbox)
    with pytest.raises(Refused, match="Zaal 1"):
        request_booking(by=ANONYMOUS, room=whole, facts=wish(day=tuesday + 6 * DAY), sender="e")

    block = Booking.objects.get(kind="block")
    assert (block.starts_at, block.ends_at) == (at("00:00", tuesday), at("00:00", tuesday + 7 * DAY))
    about = browser.get(f"/boekingen/{block.pk}/").content.decode()
    assert "einde van de dag" in about
    assert "Ruimte weer openen" in about
    opened = browser.post(f"/boekingen/{block.pk}/annuleren/", {"version": "1"}, follow=True)
    assert "De ruimte is weer open" in opened.content.decode()
    assert request_booking(by=ANONYMOUS, room=whole, facts=wish(day=tuesday + 6 * DAY), sender="e").live


def test_an_offer_in_the_way_is_named_and_must_go_first(people: Cast) -> None:
    space = room(centre(owner=people.centre))
    held = request_booking(by=BY, room=space, facts=wish(title="Verjaardag"), sender="a")
    Booking.objects.filter(pk=held.pk).update(state=BookingState.OFFERED, answer_by=at("13:00"))
    sent = {"day": f"{some_tuesday()}", "last_day": f"{some_tuesday()}", "title": "Dak", "cancelled": [str(held.pk)]}
    said = people.joris.client().post(f"/plekken/ruimtes/{space.pk}/sluiten/", sent).content.decode()
    assert "op de wachtlijst" in said
    assert "Verjaardag" in said
    assert not Booking.objects.filter(kind="block").exists()


def test_all_goes_or_nothing(people: Cast) -> None:
    """A booking that came in after the manager looked keeps the others as they were."""
    space = room(centre(owner=people.centre))
    first = request_booking(by=BY, room=space, facts=wish("10:00", "11:00"), sender="a")
    request_booking(by=BY, room=space, facts=wish("14:00", "15:00"), sender="a")
    about = {"room": space, "starts_at": at("09:00"), "ends_at": at("18:00"), "title": "Dak", "instead_of": [first]}
    with pytest.raises(Refused):
        close_room(by=people.joris.actor, **about)
    first.refresh_from_db()
    assert first.state == "accepted"
    assert Occupancy.objects.filter(booking=first).exists()
    with pytest.raises(NotAllowed):
        close_room(by=people.dina.actor, **about)
    with pytest.raises(Refused, match="einde"):
        close_room(by=people.joris.actor, **{**about, "ends_at": at("09:00")})


def test_the_organisation_hears_that_its_booking_went(people: Cast) -> None:
    space = room(centre(owner=people.centre))
    facts = wish(organisation=people.foundation, name="", email="")
    request_booking(by=people.dina.actor, room=space, facts=facts, sender="a")
    booking = Booking.objects.get()
    mail.outbox.clear()
    sent = {"day": f"{some_tuesday()}", "last_day": f"{some_tuesday()}", "title": "Dak", "cancelled": [str(booking.pk)]}
    people.joris.client().post(f"/plekken/ruimtes/{space.pk}/sluiten/", sent)
    assert [one.to for one in mail.outbox] == [["dina@example.org"]]
