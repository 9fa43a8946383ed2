"""The rules of a concept: what they let in, what is said to who is refused, and who may change them."""

import pytest
from tests import make
from tests.cast import cast
from tests.places.building import BY, centre, room, some_tuesday, wish

from wijkhart.core.errors import BadInput, NotAllowed
from wijkhart.places.actions import add_concept_rule, raise_concept_rule, remove_concept_rule, request_booking
from wijkhart.places.concept_facts import ConceptFacts
from wijkhart.places.models import ConceptRule, Place
from wijkhart.places.queries.concept import obeys, rule_in_words

pytestmark = pytest.mark.django_db


def rule(place: Place, **facts: object) -> ConceptRule:
    told = {"effect": "only", "user_kinds": ("residents",), "why": "Dit is een buurthuis.", **facts}
    return add_concept_rule(by=BY, place=place, facts=ConceptFacts(**told))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "told", "fits"),
    [
        ({"user_kinds": ("residents", "subsidised")}, {}, True),
        ({"user_kinds": ("subsidised",)}, {}, False),
        ({"user_kinds": (), "traits": ("women_only", "loud")}, {"traits": ("loud",)}, False),
        ({"user_kinds": (), "traits": ("loud",)}, {"traits": ("loud", "alcohol")}, True),
        ({"effect": "never", "user_kinds": ("commercial",)}, {}, True),
        ({"effect": "never", "user_kinds": ("commercial",)}, {"user_kind": "commercial"}, False),
        ({"effect": "never", "user_kinds": (), "traits": ("alcohol",)}, {"traits": ("alcohol",)}, False),
    ],
)
def test_what_a_rule_lets_in(facts: dict[str, object], told: dict[str, object], fits: bool) -> None:
    assert obeys(rule(centre(), **facts), wish(**told)) == fits


def test_a_group_is_let_in_and_another_is_not() -> None:
    group = make.target_group("young")
    made = rule(centre(), user_kinds=(), target_groups=(group.pk,))
    assert obeys(made, wish(target_group=group))
    assert not obeys(made, wish())


def test_who_is_refused_reads_why_and_what_fits() -> None:
    space = room(centre())
    only = {"user_kinds": (), "traits": ("vulnerable_youth",), "weekdays": (1,), "part_of_day": "afternoon"}
    rule(space.place, **only, why="De middag is van de jeugd.")
    with pytest.raises(BadInput) as refused:
        request_booking(by=BY, room=space, facts=wish("11:00", "13:00"), sender="t")
    said = str(refused.value)
    assert "De middag is van de jeugd." in said
    assert "dinsdag" in said
    assert request_booking(by=BY, room=space, facts=wish("10:00", "12:00"), sender="t")
    young = wish("14:00", "16:00", traits=("vulnerable_youth",))
    assert request_booking(by=BY, room=space, facts=young, sender="t")
    assert some_tuesday().weekday() == 1


def test_a_rule_of_one_room_leaves_the_others_alone() -> None:
    space = room(centre())
    other = room(space.place, "Zaal 2")
    rule(space.place, room=other, user_kinds=("subsidised",))
    assert request_booking(by=BY, room=space, facts=wish(), sender="t")
    with pytest.raises(BadInput):
        request_booking(by=BY, room=other, facts=wish(), sender="t")


def test_order_words_bad_rules_and_rights() -> None:
    people = cast()
    place = centre(owner=people.centre)
    first, second = rule(place), rule(place, effect="never", user_kinds=("commercial",), weekdays=(1, 3))
    raise_concept_rule(by=people.joris.actor, rule=second)
    assert list(place.concept_rules.all()) == [second, first]
    assert rule_in_words(second, {}).startswith("Dinsdag en donderdag")
    for wrong in ({"user_kinds": ()}, {"why": " "}, {"weekdays": (9,)}, {"room": room(centre("Elders"))}):
        with pytest.raises(BadInput):
            rule(place, **wrong)
    with pytest.raises(NotAllowed):
        remove_concept_rule(by=people.dina.actor, rule=first)
    remove_concept_rule(by=people.alice.actor, rule=first)
    assert ConceptRule.objects.count() == 1
