"""The question of a study from what is known: people, places with their ways, rooms, fixed choices, walking times."""

from datetime import timedelta
from itertools import combinations

import numpy as np
import pytest
from tests import make
from tests.places.building import BY, some_tuesday
from tests.siting.town import CODE, EAST, LEFT, WEST, choices, computed, cost, ground, spot, study, weekly, with_ages

from wijkhart.analysis.siting import Buildings, Money, check, solve
from wijkhart.places.models import Place
from wijkhart.siting.actions.computing import compute_study
from wijkhart.siting.actions.studies import change_study, fix_places, send_travel
from wijkhart.siting.models import SitingStudy
from wijkhart.siting.queries.problem import METRES_A_MINUTE, question_of
from wijkhart.siting.recipe import digest_of, problem_of

pytestmark = pytest.mark.django_db


def test_people_stand_spread_over_their_wijk_and_every_place_takes_part() -> None:
    ground()
    spot("Zwerver", 0.1, 0.1, mobile=True)
    make.place("Nergens", district_code=WEST)
    spot("Concept", 0.1, 0.1, published=False)
    problem = problem_of(question_of(study()).recipe)
    assert problem.inhabitants[:, 0].tolist() == pytest.approx([700, 400, 0])
    assert len(problem.x) >= 14
    assert ((problem.x > LEFT) & (problem.x < LEFT + 2000)).all()
    assert [place.kind for place in problem.places] == ["keep"] * 4
    assert all(place.cost is None and place.hours is None and place.now for place in problem.places)
    assert problem.asking == (0, 1)
    assert problem.budget == Buildings(4)


def test_a_group_counts_as_heavy_as_was_chosen() -> None:
    ground()
    with_ages()
    problem = problem_of(question_of(study(emphasis={"seniors": 3})).recipe)
    assert problem.groups == ("everyone", "seniors")
    assert problem.weights.tolist() == [1, 2]
    assert problem.inhabitants[0].tolist() == pytest.approx([700, 175], abs=0.01)


def test_unknown_ages_are_those_of_the_municipality_and_named() -> None:
    ground()
    with_ages((WEST,))
    question = question_of(study())
    assert problem_of(question.recipe).inhabitants[1].tolist() == pytest.approx([400, 100], abs=0.01)
    assert question.names["guessed"] == [EAST]


def test_each_way_of_a_place_is_one_building_and_a_guest_takes_none() -> None:
    places = ground()
    cost(places["Club"], 900)
    cost(places["Club"], 500, "share", hours_percent=50, heart=False)
    cost(places["Kerk"], 100, "host")
    ways = {one.key.partition(":")[2] + one.building: one for one in problem_of(question_of(study()).recipe).places}
    keep, share = ways[f"keep{places['Club'].pk}"], ways[f"share{places['Club'].pk}"]
    guest = ways[f"host{places['Kerk'].pk}"]
    assert (keep.cost, keep.counts, keep.now, keep.hearts) == (900, 1, True, None)
    assert (share.cost, share.now, share.hearts) == (500, False, frozenset())
    assert (guest.counts, guest.now) == (0, False)


def test_a_way_that_serves_nobody_better_is_left_out_when_buildings_are_counted() -> None:
    places = ground()
    cost(places["Club"], 900)
    cost(places["Club"], 500, "share", hours_percent=50)
    cost(places["Hal"], 900, heart=False)
    cost(places["Hal"], 950, "bundle")
    made = study()
    kept = compute_study(by=BY, study=made).plans.get(number=4).kept
    assert (kept[str(places["Club"].pk)], kept[str(places["Hal"].pk)]) == ("keep", "bundle")
    made.refresh_from_db()
    fixed = fix_places(by=BY, study=made, fixed={str(places["Club"].pk): "share"}, version=made.version)
    assert compute_study(by=BY, study=fixed).plans.get(number=4).kept[str(places["Club"].pk)] == "share"


def test_fixed_choices_hold_and_what_takes_no_part_is_not_there() -> None:
    places = ground()
    fixed = {str(places["Kerk"].pk): "keep", str(places["Hal"].pk): "close", str(places["School"].pk): "out"}
    made = study()
    made = fix_places(by=BY, study=made, fixed=fixed, version=made.version)
    done = compute_study(by=BY, study=made)
    assert set(done.names["places"]) == {str(places[name].pk) for name in ("Club", "Kerk", "Hal")}
    for plan in done.plans.all():
        assert str(places["Kerk"].pk) in plan.kept
        assert str(places["Hal"].pk) not in plan.kept


def test_walking_times_are_the_mean_of_the_wijk_and_the_line_tells_who_lives_nearer() -> None:
    places = ground()
    before = problem_of(question_of(study(name="Lijn")).recipe)
    made = study()
    made = send_travel(by=BY, study=made, content=b"wijk;plek;minuten\nWest;Club;20\n", file="t.csv", source="Gis",
                       version=made.version)  # fmt: skip
    problem = problem_of(question_of(made).recipe)
    club = [one.building for one in problem.places].index(str(places["Club"].pk))
    west = problem.wijk == 0
    assert problem.metres[west, club].mean() == pytest.approx(20 * METRES_A_MINUTE)
    order = np.argsort(before.metres[west, club])
    assert (np.argsort(problem.metres[west, club]) == order).all()
    assert problem.metres[~west] == pytest.approx(before.metres[~west])


def test_the_recipe_gives_the_same_plan_again() -> None:
    ground()
    done = SitingStudy.objects.get(pk=computed().pk)
    assert done.digest == digest_of(done.inputs)
    problem = problem_of(done.inputs | {"buildings": 2})
    plan = solve(problem)
    assert list(check(problem, plan)) == []
    assert {problem.places[one].building for one in np.flatnonzero(plan.is_open)} == set(done.plans.get(number=2).kept)


def test_no_choice_of_as_many_places_does_better() -> None:
    """Beside every subset of the places with a heart in both wijken."""
    ground()
    done = computed()
    problem = problem_of(done.inputs)
    people = problem.people[:, 0]
    for plan in done.plans.all():
        best = min(
            float(people @ problem.metres[:, list(some)].min(axis=1)) / people.sum()
            for some in combinations(range(4), plan.number)
            if {problem.places[one].wijk for one in some} == {0, 1}
        )
        assert plan.mean == pytest.approx(best, abs=0.01)
        assert plan.proven
    assert [plan.number for plan in done.plans.all()] == [2, 3, 4]


def test_who_loses_how_much_is_the_difference_with_today() -> None:
    places = ground()
    done = computed()
    problem, plan = problem_of(done.inputs), done.plans.get(number=2)
    opened = [number for number, one in enumerate(problem.places) if one.building in plan.kept]
    more = problem.metres[:, opened].min(axis=1) - problem.metres.min(axis=1)
    for wijk, code in enumerate((WEST, EAST)):
        there = problem.wijk == wijk
        people, mean, worst, before, after, metres = plan.losses[code]["everyone"]
        assert (people, mean) == pytest.approx((problem.people[there, 0].sum(), more[there].mean()), abs=0.06)
        assert worst == pytest.approx(more[there].max(), abs=0.06)
        assert metres == pytest.approx(problem.metres[there][:, opened].min(axis=1).mean(), abs=0.06)
        assert after >= before
    means = {code: plan.losses[code]["everyone"][1] for code in (WEST, EAST)}
    assert plan.worst_off == max(means, key=lambda code: means[code])
    assert done.plans.get(number=4).worst_off == ""
    assert sum(plan.served.values()) == pytest.approx(1100, abs=1)
    assert len(places) == 4


def test_activities_keep_their_room_hours_and_move_when_their_place_closes() -> None:
    ground()
    knitting = weekly((0.5, 0.5, WEST), "Breihuis")
    other = weekly((1.5, 0.5, EAST), "Zanghuis", "19:00", "21:00")
    season = {"first_day": some_tuesday(), "last_day": some_tuesday() + timedelta(days=20)}
    made = study(**season)
    problem = problem_of(question_of(made).recipe)
    held = {one.building: one.hours for one in problem.activities}
    assert held == {str(knitting.pk): (0, 2, 0), str(other.pk): (0, 0, 2)}
    hours = {one.building: one.hours for one in problem.places}
    assert hours[str(knitting.pk)] == pytest.approx((21, 42, 28))
    made = fix_places(by=BY, study=made, fixed={str(knitting.pk): "close"}, version=made.version)
    done = compute_study(by=BY, study=made)
    for plan in done.plans.all():
        assert set(plan.hosts.values()) == {str(other.pk)}
    called = list(done.names["activities"].values())
    assert {"room": "Zaal", "weekday": 1, "time": "14.00", "group": ""} in called
    assert "Breiclub" not in str(done.names) + str(done.inputs)


def test_with_money_as_budget_the_plan_stays_within_it_and_takes_the_cheaper_way() -> None:
    places = ground()
    for place in Place.objects.all():
        cost(place, 1000)
    cost(places["Club"], 400, "share")
    done = computed(euros=1500)
    money = done.plans.get(number=0)
    assert money.cost is not None
    assert money.cost <= 1500
    assert money.kept[str(places["Club"].pk)] == "share"
    assert problem_of(done.inputs).budget == Money(1500)
    assert done.plans.get(number=4).freed == 0
    assert money.freed == 4000 - money.cost


def test_an_exempt_wijk_needs_no_heart_and_other_choices_forget_the_plans() -> None:
    ground()
    done = computed()
    assert min(plan.number for plan in done.plans.all()) == 2
    other = change_study(by=BY, study=done, choices=choices(exempt=[EAST]), version=done.version)
    assert not other.plans.exists()
    assert min(plan.number for plan in compute_study(by=BY, study=other).plans.all()) == 1
    assert SitingStudy.objects.filter(municipality_code=CODE).count() == 1
