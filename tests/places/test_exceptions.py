"""Booking although a rule stands in the way: only who decides on the room, with a reason that everyone can read."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests import make
from tests.cast import Cast, cast
from tests.places.building import centre, room, some_tuesday, wish
from tests.places.ruling import published
from tests.places.test_concept import rule

from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import BadInput, NotAllowed
from wijkhart.places.actions import join_waiting, request_booking, request_series
from wijkhart.places.models import Booking, BookingState, Room, RuleException, WaitingEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    cache.clear()
    make.area("GM0307", name="Amersfoort")
    return cast()


def told(**changed: Any) -> dict[str, Any]:
    facts = {"day": f"{some_tuesday()}", "starts": "14:00", "ends": "16:00", "people": "12", "title": "Bedrijfsborrel"}
    return {**facts, "user_kind": "commercial", **changed}


@pytest.fixture
def space(people: Cast) -> Room:
    """A company may book two weeks ahead, which `some_tuesday` is not, and not at all by the concept."""
    published()
    made = room(centre(owner=people.centre), booking_mode="request")
    rule(made.place, effect="never", user_kinds=("commercial",))
    return made


def test_a_manager_is_asked_why_only_when_a_rule_stands_in_the_way(people: Cast, space: Room) -> None:
    browser, path = people.joris.client(), f"/plekken/ruimtes/{space.pk}/boeken/"
    assert 'name="anyway"' not in browser.get(path).content.decode()
    shut = browser.post(path, told(starts="06:00", ends="07:00")).content.decode()
    assert 'name="anyway"' not in shut
    early = browser.post(path, told()).content.decode()
    assert 'name="anyway"' in early
    assert 'value="Bedrijfsborrel"' in early
    assert not Booking.objects.exists()
    wrong = browser.post(path, told(anyway="Feest <b>", ends="13:00")).content.decode()
    assert "Feest &lt;b&gt;" in wrong
    why = "De zaal staat anders leeg; de opbrengst is voor de buurt."
    assert browser.post(path, told(anyway=why)).status_code == 302
    made = Booking.objects.get()
    assert (made.state, made.rule_name) == (BookingState.ACCEPTED, "Bedrijven")
    early_one, against = RuleException.objects.order_by("-kind")
    assert [early_one.kind, against.kind] == ["early", "concept"]
    assert (early_one.rule_name, early_one.rules, against.rules) == ("Bedrijven", made.rules, None)
    assert "Elke dag" in against.rule_name
    page = Client().get("/gemeenten/GM0307/gebruiksregels/uitzonderingen/").content.decode()
    assert page.count(why) == 2
    assert "Bedrijfsborrel" not in page


def test_a_reason_does_not_open_what_is_no_rule_and_is_not_published_without_need(people: Cast, space: Room) -> None:
    by = people.joris.actor
    for wrong in ({"people": 21}, {"title": ""}, {"starts": "08:00", "ends": "10:00"}, {"anyway": "x" * 1001}):
        starts, ends = wrong.pop("starts", "14:00"), wrong.pop("ends", "16:00")
        asked = wish(str(starts), str(ends), **{"user_kind": "commercial", "anyway": "Toch.", **wrong})
        with pytest.raises(BadInput):
            request_booking(by=by, room=space, facts=asked, sender="t")
    request_booking(by=by, room=space, facts=wish(anyway="Voor de zekerheid."), sender="t")
    assert not RuleException.objects.exists()


@pytest.mark.parametrize("name", ["charlie", "dina", "kees", "lena", "bob"])
def test_nobody_else_sets_a_rule_aside(people: Cast, space: Room, name: str) -> None:
    person = getattr(people, name)
    path = f"/plekken/ruimtes/{space.pk}/boeken/"
    page = person.client().post(path, told(anyway="Ik wil het graag."))
    assert page.status_code == 200
    assert 'name="anyway"' not in page.content.decode()
    asked = wish(user_kind="commercial", anyway="Ik wil het graag.")
    for actor in (person.actor, ANONYMOUS):
        with pytest.raises(NotAllowed):
            request_booking(by=actor, room=space, facts=asked, sender="t")
    assert not Booking.objects.exists()
    assert not RuleException.objects.exists()


def test_a_series_notes_each_date_and_the_waiting_list_none(people: Cast, space: Room) -> None:
    asked = wish(user_kind="commercial", anyway="Een cursus voor de hele buurt.")
    last = some_tuesday() + timedelta(weeks=1)
    request_series(by=people.joris.actor, room=space, facts=asked, weeks=1, last_day=last, sender="t")
    assert RuleException.objects.filter(kind="concept").count() == Booking.objects.count() > 0
    with pytest.raises(BadInput):
        join_waiting(by=people.joris.actor, room=space, facts=asked, sender="t")
    assert not WaitingEntry.objects.filter(series=None).exists()
