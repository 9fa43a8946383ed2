"""Booking although a rule stands in the way: only who decides on the room, with a reason that everyone can read."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests import make
from tests.cast import Cast, cast
from tests.places.building import centre, room, some_tuesday, when, wish
from tests.places.ruling import LINES, published
from tests.places.test_concept import rule

from wijkhart.accounts.actors import ActingUser
from wijkhart.audit.actions import name_actor
from wijkhart.core.actors import ANONYMOUS, Actor
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.places.actions import (
    SeriesChange,
    change_series,
    edit_concept_rule,
    join_waiting,
    move_booking,
    raise_concept_rule,
    remove_concept_rule,
    request_booking,
    request_series,
)
from wijkhart.places.actors import LinkHolder
from wijkhart.places.concept_facts import ConceptFacts
from wijkhart.places.models import Booking, BookingState, Room, RuleException, WaitingEntry
from wijkhart.places.queries.links import link_token

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


WHY = "De zaal staat anders leeg."
TUESDAY, WEDNESDAY, THURSDAY = some_tuesday(), some_tuesday() + timedelta(days=1), some_tuesday() + timedelta(days=2)


def moved(by: Actor, booking: Booking, day: object = TUESDAY, starts: str = "14:00", ends: str = "16:00") -> Booking:
    """The booking at other hours."""
    held = Booking.objects.get(pk=booking.pk)
    at = when(starts, ends, day)  # type: ignore[arg-type]
    return move_booking(by=by, booking=held, version=held.version, when=at, people=12)


@pytest.fixture
def agreed(people: Cast) -> Booking:
    """A company on a Tuesday, which is not for companies; nor is a Wednesday. Thursdays are free."""
    space = room(centre(owner=people.centre))
    for day, why in ((1, "Dinsdag is van de buurt."), (2, "Woensdag is van de jeugd.")):
        rule(space.place, effect="never", user_kinds=("commercial",), weekdays=(day,), why=why)
    facts = wish(user_kind="commercial", anyway=WHY)
    return request_booking(by=people.joris.actor, room=space, facts=facts, sender="t")


def test_every_rule_that_stands_in_the_way_is_named_before_and_after(people: Cast, space: Room) -> None:
    rule(space.place, effect="never", user_kinds=(), traits=("alcohol",), why="Geen drank.")
    rule(space.place, effect="only", user_kinds=("residents",), weekdays=(2,), why="Alleen op woensdag.")
    rule(space.place, effect="only", user_kinds=("residents",), part_of_day="afternoon", why="Middag van bewoners.")
    browser, path = people.joris.client(), f"/plekken/ruimtes/{space.pk}/boeken/"
    asked = browser.post(path, told(traits=["alcohol"])).content.decode()
    assert "4 regels staan in de weg" in asked
    for why in ("Dit is een buurthuis.", "Geen drank.", "Middag van bewoners.", "hoogstens 14 dagen"):
        assert why in asked[asked.index("4 regels") :]
    assert "Alleen op woensdag." not in asked
    browser.post(path, told(traits=["alcohol"], anyway=WHY))
    made = Booking.objects.get()
    rows = RuleException.objects.filter(booking=made)
    assert [row.kind for row in rows.order_by("made_at", "pk")] == ["early", "concept", "concept", "concept"]
    assert len(set(rows.values_list("rule_key", flat=True))) == 4
    assert {row.rule_name for row in rows} == {
        "Bedrijven",
        "Elke dag, de hele dag: niet voor bedrijf, of met winst.",
        "Elke dag, de hele dag: niet voor er wordt alcohol geschonken.",
        "Elke dag, middag: alleen voor bewoners onder elkaar.",
    }


def test_the_booking_says_which_rule_was_set_aside_by_whom_and_why(people: Cast, agreed: Booking) -> None:
    joris: ActingUser = people.joris.actor
    name_actor(by=joris, actor_id=joris.actor_id, name="Joris Jansen")
    page, link = f"/boekingen/{agreed.pk}/", f"/mijn-boeking/{link_token(agreed)}/"
    rule_words = "Dinsdag, de hele dag: niet voor"
    own = people.joris.client().get(page).content.decode()
    assert (rule_words in own, WHY in own, "Besloten door u op" in own) == (True, True, True)
    other = people.alice.client().get(page).content.decode()
    assert (WHY in other, "Besloten door Joris Jansen op" in other) == (True, True)
    by_link = Client().get(link).content.decode()
    assert (rule_words in by_link, WHY in by_link, "Joris Jansen" in by_link) == (True, True, False)
    assert "Besloten door iemand die over deze ruimte beslist op" in by_link
    for who in (people.lena, people.charlie, people.bob):
        assert who.client().get(page).status_code == 404
    place = agreed.room.place
    place.published = False
    place.save()
    assert WHY not in Client().get(link).content.decode()
    assert WHY in people.joris.client().get(page).content.decode()


def test_the_public_list_does_not_lead_to_the_booking(people: Cast, agreed: Booking) -> None:
    path = "/gemeenten/GM0307/gebruiksregels/uitzonderingen/"
    for address in (path, f"{path}?format=csv", f"{path}?format=json"):
        said = Client().get(address).content.decode()
        assert (WHY in said, str(agreed.pk) in said, "Ria" in said) == (True, False, False), address


def test_a_move_by_who_decides_keeps_the_exception_to_the_same_rule_and_no_other(people: Cast, agreed: Booking) -> None:
    by = people.joris.actor
    moved(by, agreed, TUESDAY + timedelta(weeks=1), "19:00", "21:00")
    with pytest.raises(BadInput, match="Woensdag is van de jeugd"):
        moved(by, agreed, WEDNESDAY)
    moved(by, agreed, THURSDAY)
    for other in (LinkHolder(agreed.pk), people.lena.actor):
        with pytest.raises((BadInput, NotAllowed)):
            moved(other, agreed)
    moved(LinkHolder(agreed.pk), agreed, THURSDAY, "10:00", "11:00")
    with pytest.raises(BadInput, match="Dinsdag is van de buurt"):
        moved(LinkHolder(agreed.pk), agreed, TUESDAY)
    moved(people.alice.actor, agreed, TUESDAY)
    assert RuleException.objects.get().booking == agreed


def test_a_rule_that_says_something_else_by_now_is_another_rule(people: Cast, agreed: Booking) -> None:
    by, place = people.joris.actor, agreed.room.place
    tuesday, wednesday = place.concept_rules.order_by("position")
    raise_concept_rule(by=by, rule=wednesday)
    facts = {"effect": "never", "user_kinds": ("commercial",), "weekdays": (1,)}
    edit_concept_rule(by=by, rule=tuesday, facts=ConceptFacts(**facts, why="Omdat het zo is."))
    moved(by, agreed, starts="10:00", ends="11:00")
    remove_concept_rule(by=by, rule=tuesday)
    again = rule(place, **facts)
    moved(by, agreed, starts="11:00", ends="12:00")
    wider = {**facts, "user_kinds": ("commercial", "subsidised")}
    edit_concept_rule(by=by, rule=again, facts=ConceptFacts(**wider, why="Ook niet."))
    with pytest.raises(BadInput, match="Ook niet"):
        moved(by, agreed, starts="10:00", ends="11:00")


def test_an_exception_of_another_booking_or_of_its_price_opens_nothing(people: Cast, agreed: Booking) -> None:
    by, space = people.joris.actor, agreed.room
    other = request_booking(by=by, room=space, facts=wish(day=THURSDAY, user_kind="commercial"), sender="t")
    RuleException.objects.create(
        municipality_code="GM0307", place=space.place, booking=other, kind="price", why="x", actor_id="t"
    )
    with pytest.raises(BadInput, match="Dinsdag is van de buurt"):
        moved(by, other, TUESDAY, "19:00", "21:00")


def test_booked_too_early_stays_agreed_under_a_version_that_says_the_same(people: Cast) -> None:
    """Companies book 14 days ahead; `some_tuesday` is at least 21 days away."""
    published()
    space, by = room(centre(owner=people.centre)), people.joris.actor
    made = request_booking(by=by, room=space, facts=wish(user_kind="commercial", anyway=WHY), sender="t")
    assert RuleException.objects.get().kind == "early"
    moved(by, made, WEDNESDAY)
    published(why="Anderen betalen meer.", lines=(*LINES[:3], replace(LINES[3], percent=90)))
    moved(by, made, THURSDAY)
    assert Booking.objects.get().rules.number == 2  # type: ignore[union-attr]
    published(why="Strenger.", lines=(*LINES[:2], replace(LINES[2], days_ahead=7), LINES[3]))
    with pytest.raises(BadInput, match="7 dagen"):
        moved(by, made, WEDNESDAY)
    assert RuleException.objects.count() == 1


def test_a_series_that_moves_keeps_the_exception_of_each_date(people: Cast, agreed: Booking) -> None:
    by, last = people.joris.actor, TUESDAY + timedelta(weeks=1)
    facts = wish("18:00", "19:00", user_kind="commercial", anyway=WHY)
    series = request_series(by=by, room=agreed.room, facts=facts, weeks=1, last_day=last, sender="t")
    assert change_series(by=by, series=series, change=SeriesChange(starts=time(20), ends=time(21))) == (2, [])
    rule(
        agreed.room.place, effect="never", user_kinds=("commercial",), part_of_day="evening", why="Avond van de buurt."
    )
    with pytest.raises(Refused):
        request_booking(by=by, room=agreed.room, facts=wish("18:00", "19:00", user_kind="commercial"), sender="t")
    done, kept = change_series(by=by, series=series, change=SeriesChange(starts=time(18), ends=time(19)))
    assert (done, len(kept)) == (0, 2)
    assert "Avond van de buurt" in kept[0].reason
