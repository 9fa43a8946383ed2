"""Bad input: each a clear message that says what is in the way and what would mend it."""

from typing import Any

import pytest
from tests.places.building import BY, some_tuesday
from tests.siting.town import CODE, EAST, WEST, choices, computed, cost, ground, spot, study, weekly

from wijkhart.core.errors import BadInput, Refused
from wijkhart.places.models import Place
from wijkhart.siting.actions.computing import compute_study
from wijkhart.siting.actions.studies import add_study, fix_places, send_travel
from wijkhart.siting.fault_words import said_problems
from wijkhart.siting.models import SitingStudy, StudyState
from wijkhart.siting.queries.naming import names_of

pytestmark = pytest.mark.django_db


def said(done: SitingStudy) -> str:
    """The one thing that is in the way, in words."""
    assert done.state == StudyState.FAULTY
    assert not done.plans.exists()
    [(words, mends)] = said_problems(done, names_of(done))
    assert mends
    return words


def refused(**facts: Any) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as caught:
        add_study(by=BY, municipality=CODE, choices=choices(**facts))
    return [(one.field, one.message) for one in caught.value.problems]


def test_a_budget_of_nothing() -> None:
    ground()
    assert refused(buildings=0) == [("buildings", "Met geld voor nul gebouwen kan niets blijven.")]
    assert refused(euros=0) == [("euros", "Zonder geld kan niets blijven.")]
    assert refused(buildings=2, euros=5.0) == [("euros", "Kies een aantal gebouwen of een bedrag, niet allebei.")]


def test_choices_that_cannot_be() -> None:
    ground()
    assert refused(mean=False) == [("mean", "Kies minstens één doel.")]
    assert [field for field, _said in refused(reach=3, limit=2, factor=0.5)] == ["reach", "limit", "factor"]
    assert [field for field, _said in refused(last_day=choices().first_day.replace(year=2020))] == ["last_day"]
    assert refused(exempt=["WK999999"]) == [("", "Een wijk of doelgroep bestaat niet meer.")]


def test_a_wijk_without_any_place() -> None:
    ground()
    Place.objects.filter(district_code=EAST).delete()
    assert said(computed()) == "Elke wijk houdt een kloppend hart, maar hier kan geen plek dat zijn: Oost."


def test_a_wijk_whose_places_cannot_be_the_heart() -> None:
    places = ground()
    for name in ("Hal", "Kerk"):
        cost(places[name], heart=False)
    assert "kan geen plek dat zijn: Oost" in said(computed())


def test_fixed_choices_beyond_the_budget() -> None:
    places = ground()
    made = study(buildings=2)
    fixed = {str(places[name].pk): "keep" for name in ("Club", "School", "Hal")}
    made = fix_places(by=BY, study=made, fixed=fixed, version=made.version)
    words = said(compute_study(by=BY, study=made))
    assert words == "3 plekken moeten blijven, en er is budget voor 2: Club, Hal, School."


def test_a_place_without_cost_under_a_budget_of_money() -> None:
    places = ground()
    for name in ("Club", "School", "Hal"):
        cost(places[name])
    done = computed(euros=2500)
    assert said(done).endswith("Van 1 plek zijn ze niet bekend: Kerk.")


def test_a_place_without_cost_under_a_budget_of_buildings_leaves_the_euros_unknown() -> None:
    places = ground()
    cost(places["Club"])
    done = computed()
    assert done.state == StudyState.COMPUTED
    assert {plan.freed for plan in done.plans.all()} == {None}
    assert len(done.names["costless"]) == 3


def test_a_municipality_without_inhabitants() -> None:
    ground(west=0, east=0)
    assert said(computed()).startswith("Hier woont niemand")


def test_a_wijk_without_inhabitants_asks_for_nothing() -> None:
    ground(east=0)
    assert min(plan.number for plan in computed().plans.all()) == 1


def test_no_place_at_all() -> None:
    ground()
    Place.objects.all().delete()
    assert said(computed()).startswith("Geen plek doet mee")


def test_wishes_that_cannot_all_hold_are_named() -> None:
    ground()
    words = said(computed(buildings=1))
    assert words == ("Deze wensen kunnen niet allemaal: een budget van 1 gebouw; een kloppend hart in West, Oost.")


def test_a_sum_of_money_that_is_too_small_says_how_much_is_needed() -> None:
    """Without money for both hearts: the cheapest in West is 300 and in Oost 500."""
    places = ground()
    for name, place in places.items():
        cost(place, {"Club": 300, "Hal": 500}.get(name, 900))
    done = computed(euros=700)
    assert said(done).startswith("Deze wensen kunnen niet allemaal: een budget van €\N{NO-BREAK SPACE}700 per jaar;")
    mends = said_problems(done, names_of(done))[0][1]
    assert "Voor alle andere wensen is minstens €\N{NO-BREAK SPACE}800 per jaar nodig." in mends


def test_a_distance_that_no_plan_keeps() -> None:
    ground()
    assert "niemand verder dan 60 meter" in said(computed(limit=60))


def test_activities_that_fit_nowhere() -> None:
    ground()
    held = weekly((0.5, 0.5, WEST), "Breihuis")
    made = study(first_day=some_tuesday())
    made = fix_places(by=BY, study=made, fixed={str(held.pk): "close"}, version=made.version)
    words = said(compute_study(by=BY, study=made))
    assert "alle activiteiten houden een ruimte" in words
    assert "Breihuis sluit" in words


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (b"West;Club", "geen drie kolommen"),
        (b"Mars;Club;5", "is geen wijk"),
        (b"West;Nergens;5", "is geen plek"),
        (b"West;Club;snel", "is geen aantal minuten"),
        (b"West;Club;-1", "is geen aantal minuten"),
        (b"West;Dubbel;5", "zijn er twee"),
        (b"West;Club;5\nWK030701;club;6", "ook in een eerdere regel"),
        (b"", "Er staan geen rijen"),
        (b"\xff\xfe", "niet te lezen als CSV"),
    ],
)
def test_each_bad_row_of_walking_times_is_named_and_nothing_written(row: bytes, said: str) -> None:
    ground()
    for _number in range(2):
        spot("Dubbel", 0.5, 0.5)
    made = study()
    with pytest.raises(BadInput) as caught:
        send_travel(by=BY, study=made, content=row, file="t.csv", source="Gis", version=made.version)
    assert said in str(caught.value)
    made.refresh_from_db()
    assert made.travel == {}


def test_walking_times_need_a_source() -> None:
    ground()
    made = study()
    with pytest.raises(Refused, match="Zeg waar deze tijden"):
        send_travel(by=BY, study=made, content=b"West;Club;5", file="t.csv", source=" ", version=made.version)


def test_a_cost_that_cannot_be() -> None:
    places = ground()
    with pytest.raises(BadInput, match="De kosten liggen tussen"):
        cost(places["Club"], -1)
    with pytest.raises(BadInput, match="Zo kan een plek"):
        cost(places["Club"], 1, "burn")
