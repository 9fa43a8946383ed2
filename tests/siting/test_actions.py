"""Who may do what with costs and studies, and what holds once advice is public."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.cast import Cast, cast
from tests.places.building import BY
from tests.siting.town import CODE, choices, computed, cost, ground, study

from wijkhart.audit.models import Entry
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.siting.actions.computing import compute_study
from wijkhart.siting.actions.costs import CostFacts, remove_cost, set_cost
from wijkhart.siting.actions.examples import load_example_siting
from wijkhart.siting.actions.publishing import Advice, publish_study, withdraw_study
from wijkhart.siting.actions.studies import (
    add_study,
    change_study,
    clear_travel,
    fix_places,
    remove_study,
    send_travel,
)
from wijkhart.siting.models import PlaceCost, SitingStudy, StudyState

pytestmark = pytest.mark.django_db
ADVICE = Advice(3, [2], "Zo blijft het dichtbij.")


@pytest.fixture
def people() -> Cast:
    return cast()


def test_only_who_keeps_studies_there_writes(people: Cast) -> None:
    places = ground()
    made = computed()
    facts = CostFacts("keep", 1, 2026, "Bron")
    version = made.version
    attempts: list[Callable[[Any], Any]] = [
        lambda by: set_cost(by=by, place=places["Club"], facts=facts),
        lambda by: add_study(by=by, municipality=CODE, choices=choices(name="Nog een")),
        lambda by: change_study(by=by, study=made, choices=choices(), version=version),
        lambda by: fix_places(by=by, study=made, fixed={}, version=version),
        lambda by: send_travel(by=by, study=made, content=b"", file="", source="x", version=version),
        lambda by: clear_travel(by=by, study=made, version=version),
        lambda by: compute_study(by=by, study=made),
        lambda by: remove_study(by=by, study=made, version=version),
        lambda by: publish_study(by=by, study=made, advice=ADVICE, version=version),
        lambda by: withdraw_study(by=by, study=made, reason="x", version=version),
        lambda by: load_example_siting(by=by, municipality=CODE),
    ]
    for one in (people.alice, people.greet, people.dina, people.charlie, people.lena):
        for attempt in attempts:
            with pytest.raises(NotAllowed):
                attempt(one.actor)
    assert SitingStudy.objects.get() == made
    assert not PlaceCost.objects.exists()


def test_what_somebody_else_changed_is_not_overwritten(people: Cast) -> None:
    places, bob = ground(), people.bob.actor
    made = study()
    fix_places(by=bob, study=made, fixed={str(places["Club"].pk): "keep"}, version=made.version)
    for late in (
        lambda: fix_places(by=bob, study=made, fixed={}, version=made.version),
        lambda: change_study(by=bob, study=made, choices=choices(note="x"), version=made.version),
        lambda: compute_study(by=bob, study=made),
        lambda: remove_study(by=bob, study=made, version=made.version),
    ):
        with pytest.raises(Refused, match="ondertussen"):
            late()
    cost(places["Club"])
    with pytest.raises(Refused, match="ondertussen"):
        cost(places["Club"])


def test_a_cost_is_written_over_with_its_version_and_taken_away(people: Cast) -> None:
    place = ground()["Club"]
    one = set_cost(by=people.bob.actor, place=place, facts=CostFacts("keep", 10, 2026, "Bron"))
    two = set_cost(by=people.bob.actor, place=place, facts=CostFacts("keep", 20, 2026, "Bron"), version=one.version)
    assert (PlaceCost.objects.get().euros, two.version, two.actor_id) == (20, 2, people.bob.actor.actor_id)
    remove_cost(by=people.bob.actor, cost=two, version=2)
    assert not PlaceCost.objects.exists()
    verbs = Entry.objects.filter(verb__startswith="place_cost").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["place_cost.changed", "place_cost.changed", "place_cost.removed"]


def test_a_name_stands_once_and_another_name_keeps_the_plans() -> None:
    ground()
    made = computed()
    with pytest.raises(Refused, match="al een studie met deze naam"):
        study()
    renamed = change_study(by=BY, study=made, choices=choices(name="Anders"), version=made.version)
    assert renamed.plans.count() == 3
    assert renamed.state == StudyState.COMPUTED


def test_fixing_what_is_not_there_is_refused() -> None:
    places = ground()
    made = study()
    for fixed in ({"zomaar": "keep"}, {str(places["Club"].pk): "burn"}):
        with pytest.raises(Refused, match="bestaat niet meer"):
            fix_places(by=BY, study=made, fixed=fixed, version=made.version)


def test_advice_has_two_to_four_plans_and_a_reason(people: Cast) -> None:
    ground()
    made, bob = computed(), people.bob.actor
    for advice, said in (
        (Advice(3, [2], " "), "Zeg waarom u dit plan adviseert"),
        (Advice(3, [3], "Zo."), "naast één, twee of drie andere"),
        (Advice(3, [99], "Zo."), "Een van deze plannen bestaat niet"),
    ):
        with pytest.raises(Refused, match=said):
            publish_study(by=bob, study=made, advice=advice, version=made.version)
    done = publish_study(by=bob, study=made, advice=ADVICE, version=made.version)
    assert (done.state, done.advised) == (StudyState.PUBLISHED, [3, 2])


def test_what_was_published_does_not_change_and_can_be_withdrawn_with_a_reason(people: Cast) -> None:
    ground()
    waiting = study(name="Wacht")
    with pytest.raises(Refused, match="Alleen een berekende studie"):
        publish_study(by=BY, study=waiting, advice=ADVICE, version=waiting.version)
    made = computed()
    made = publish_study(by=BY, study=made, advice=ADVICE, version=made.version)
    for change in (
        lambda: change_study(by=BY, study=made, choices=choices(note="x"), version=made.version),
        lambda: fix_places(by=BY, study=made, fixed={}, version=made.version),
        lambda: clear_travel(by=BY, study=made, version=made.version),
        lambda: compute_study(by=BY, study=made),
        lambda: remove_study(by=BY, study=made, version=made.version),
    ):
        with pytest.raises(Refused, match="gepubliceerd"):
            change()
    with pytest.raises(Refused, match="Zeg waarom"):
        withdraw_study(by=BY, study=made, reason="", version=made.version)
    gone = withdraw_study(by=people.bob.actor, study=made, reason="De raad wil anders.", version=made.version)
    assert gone.plans.count() == 3
    with pytest.raises(Refused, match="Alleen een gepubliceerd advies"):
        withdraw_study(by=BY, study=gone, reason="Nog eens", version=gone.version)


def test_the_example_is_published_beside_an_open_study_and_loaded_once() -> None:
    ground()
    first, second = load_example_siting(by=BY, municipality=CODE)
    first.refresh_from_db()
    assert (first.state, second.state) == (StudyState.PUBLISHED, StudyState.WAITING)
    assert first.example
    assert PlaceCost.objects.filter(example=True).count() == 4
    assert load_example_siting(by=BY, municipality=CODE) == []
