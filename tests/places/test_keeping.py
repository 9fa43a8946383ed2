"""Registering and changing places and rooms: rights, checks, and two people at once."""

from typing import Any

import pytest
import shapely
from tests import make
from tests.cast import Cast, cast

from wijkhart.audit.models import Entry
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.places.actions import add_room, edit_place, edit_room, register_place, remove_room
from wijkhart.places.facts import PlaceFacts, RoomFacts
from wijkhart.places.models import Place, Room

pytestmark = pytest.mark.django_db
HERE = PlaceFacts(name="Het Middelpunt", street="Pleinweg", house_number="1", postcode="3815AB", x=155000, y=463000)


@pytest.fixture
def people() -> Cast:
    return cast()


def test_a_place_gets_its_wijk_and_degrees_from_its_point(people: Cast) -> None:
    make.area("WK030710", border=shapely.to_wkb(shapely.box(154000, 462000, 156000, 464000)))
    place = register_place(by=people.alice.actor, municipality="GM0307", facts=HERE)
    assert place.district_code == "WK030710"
    assert place.latitude == pytest.approx(52.155, abs=0.001)
    assert place.longitude == pytest.approx(5.387, abs=0.001)
    assert Entry.objects.get().verb == "place.registered"


def test_who_may_add_and_change(people: Cast) -> None:
    own = PlaceFacts(name="Ons buurthuis", owner=people.centre)
    place = register_place(by=people.joris.actor, municipality="GM0307", facts=own)
    for stranger in (people.charlie.actor, people.lena.actor, people.dina.actor, ANONYMOUS):
        with pytest.raises(NotAllowed):
            edit_place(by=stranger, place=place, version=1, facts=own)
        with pytest.raises(NotAllowed):
            add_room(by=stranger, place=place, facts=RoomFacts(name="Zaal"))
    with pytest.raises(NotAllowed):
        register_place(by=people.joris.actor, municipality="GM0307", facts=HERE)
    with pytest.raises(NotAllowed):
        edit_place(by=people.joris.actor, place=place, version=1, facts=PlaceFacts(name="Weg", owner=people.foundation))


def test_the_second_of_two_is_told_and_overwrites_nothing(people: Cast) -> None:
    place = register_place(by=people.alice.actor, municipality="GM0307", facts=HERE)
    edit_place(by=people.alice.actor, place=place, version=1, facts=PlaceFacts(name="Eerst"))
    with pytest.raises(Refused, match="intussen"):
        edit_place(by=people.alice.actor, place=place, version=1, facts=PlaceFacts(name="Daarna"))
    assert Place.objects.get().name == "Eerst"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"kind": "castle"}, "kind"),
        ({"postcode": "12"}, "postcode"),
        ({"x": 463000.0, "y": 155000.0}, "x"),
        ({"x": 155000.0}, "x"),
        ({"x": 5.4, "y": 52.1}, "x"),
        ({"floor_area": 0}, "floor_area"),
        ({"agreed": True}, "owner"),
    ],
)
def test_a_wrong_fact_is_named(people: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        register_place(by=people.alice.actor, municipality="GM0307", facts=PlaceFacts(**{"name": "Plek", **wrong}))
    assert [problem.field for problem in refused.value.problems] == [field]
    assert not Place.objects.exists()


def test_an_owner_works_in_the_municipality(people: Cast) -> None:
    facts = PlaceFacts(name="Plek", owner=people.other_town)
    with pytest.raises(BadInput) as refused:
        register_place(by=people.alice.actor, municipality="GM0307", facts=facts)
    assert refused.value.problems[0].field == "owner"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"floor_area": 20, "floor_area_in_use": 21}, "floor_area_in_use"),
        ({"seats": -1}, "seats"),
        ({"name": "Zaal 1"}, "name"),
        ({"step_free": "maybe"}, "step_free"),
    ],
)
def test_a_wrong_room_is_refused(people: Cast, wrong: dict[str, Any], field: str) -> None:
    place = register_place(by=people.alice.actor, municipality="GM0307", facts=HERE)
    add_room(by=people.alice.actor, place=place, facts=RoomFacts(name="Zaal 1"))
    with pytest.raises(BadInput) as refused:
        add_room(by=people.alice.actor, place=place, facts=RoomFacts(**{"name": "Zaal 2", **wrong}))
    assert [problem.field for problem in refused.value.problems] == [field]


def test_rooms_come_change_and_go_with_a_new_version_of_the_place(people: Cast) -> None:
    place = register_place(by=people.alice.actor, municipality="GM0307", facts=HERE)
    room = add_room(by=people.alice.actor, place=place, facts=RoomFacts(name="Zaal", floor_area=40, seats=30))
    with pytest.raises(Refused, match="intussen"):
        edit_room(by=people.alice.actor, room=room, version=1, facts=RoomFacts(name="Oud"))
    edit_room(by=people.alice.actor, room=room, version=2, facts=RoomFacts(name="Grote zaal", functions=("koken",)))
    assert Room.objects.get().functions == ["koken"]
    remove_room(by=people.alice.actor, room=room)
    assert not Room.objects.exists()
    assert Place.objects.get().version == 4
