"""Dividing a budget: computed from what is known, kept with its recipe, and what stands in the way said in words."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from tests.cast import Cast, cast
from tests.deployment.material import BY, CODE, COMMUNITY, EAST, WEST, budget, computed, division, ground

from wijkhart import __version__
from wijkhart.analysis.allocation import solve
from wijkhart.audit.models import Entry
from wijkhart.coordination.models import CoverageResult, CoverageRun
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.deployment.actions.divisions import (
    Choices,
    add_division,
    change_division,
    compute_division,
    remove_division,
)
from wijkhart.deployment.models import BudgetDistrict, Commitment, Division, DivisionState, ReachCurve
from wijkhart.deployment.queries.naming import names_of
from wijkhart.deployment.queries.problems import told_problems
from wijkhart.deployment.recipe import problem_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town_with_reach() -> None:
    ground()


def hours_of(made: Division) -> dict[str, float]:
    return {row.district_code: row.hours for row in made.districts.all()}


def told(made: Division) -> str:
    return " ".join(f"{one.message} {' '.join(one.repairs)}" for one in told_problems(made, names_of(made)))


def test_a_hundred_hours_divided_by_hand() -> None:
    """40 hours in each wijk reach half a person an hour; the last 20 reach a fifth, in the wijk that is worse off:
    20 of 50 are served in the west, 20 of 80 in the east, so they go east."""
    made = computed(budget())
    assert made.state == DivisionState.COMPUTED
    assert hours_of(made) == {WEST: pytest.approx(40, abs=0.1), EAST: pytest.approx(60, abs=0.1)}
    assert made.result["people"] == pytest.approx(44, abs=0.05)
    assert made.result["proven"]
    assert made.districts.get(district_code=EAST).share == pytest.approx(24 / 80, abs=0.001)


def test_a_division_keeps_the_whole_question() -> None:
    made = computed(budget())
    again = solve(problem_of(made.inputs), close=0.0)
    np.testing.assert_allclose(again.hours.sum((1, 2)), [hours_of(made)[WEST], hours_of(made)[EAST]], atol=0.01)
    assert (made.software, len(made.digest)) == (__version__, 64)
    assert made.cpu_seconds is not None
    assert made.sources["assumed"] == made.sources["curves"] == 1
    assert Entry.objects.filter(verb="division.computed").exists()


def test_the_same_question_has_the_same_digest_and_another_one_has_not() -> None:
    of = budget()
    one, other, same = computed(of), computed(of, "Meer reserve", reserve=10.0), computed(of, "Nog eens")
    assert one.digest == same.digest != other.digest
    assert sum(hours_of(other).values()) == pytest.approx(90, abs=0.1)


def test_a_lower_limit_and_a_promise_are_kept() -> None:
    of = budget()
    BudgetDistrict.objects.filter(budget=of, district_code=WEST).update(floor=70)
    Commitment.objects.create(budget=of, district_code=EAST, kind=COMMUNITY, year=2027, hours=10, says="test")
    made = computed(of)
    assert hours_of(made) == {WEST: pytest.approx(70, abs=0.1), EAST: pytest.approx(30, abs=0.1)}
    kinds = {claim["kind"] for claim in made.districts.get(district_code=WEST).claims}
    assert "floor" in kinds


def test_a_wijk_that_starts_later_gets_nothing_before() -> None:
    of = budget(years=2)
    BudgetDistrict.objects.filter(budget=of, district_code=EAST).update(first_year=2028)
    made = computed(of)
    assert not made.shares.filter(district_code=EAST, year=2027).exists()
    assert made.shares.filter(district_code=EAST, year=2028).exists()


def test_limits_that_clash_say_which_and_what_would_mend_it() -> None:
    of = budget()
    BudgetDistrict.objects.filter(budget=of).update(floor=60)
    made = computed(of)
    assert made.state == DivisionState.CLASH
    assert "de uren van de begroting" in told(made)
    assert "20 uur meer in de begroting van 2027" in told(made)
    assert not made.districts.exists()


def weights_zero(of: Any) -> Division:
    return computed(of, emphasis={"meeting": 0})


def no_figures(of: Any) -> Division:
    CoverageResult.objects.update(need=None)
    return computed(of)


def never_computed(of: Any) -> Division:
    CoverageRun.objects.all().delete()
    return computed(of)


def rising(of: Any) -> Division:
    ReachCurve.objects.update(steps=[[10, 0.1], [20, 0.5]])
    return computed(of)


def no_reach(of: Any) -> Division:
    ReachCurve.objects.all().delete()
    return computed(of)


def no_wijk(of: Any) -> Division:
    of.districts.all().delete()
    return computed(of)


@pytest.mark.parametrize(
    ("make_it", "says"),
    [
        (weights_zero, "Alle gewichten zijn 0"),
        (no_figures, "Laat eerst de witte vlekken berekenen"),
        (never_computed, "Laat eerst de witte vlekken berekenen"),
        (rising, "loopt steeds sneller op"),
        (no_reach, "Vul eerst het bereik in"),
        (no_wijk, "Er doet geen wijk mee"),
    ],
)
def test_what_is_missing_or_wrong_is_said(make_it: Callable[[Any], Division], says: str) -> None:
    made = make_it(budget())
    assert made.state == DivisionState.FAULTY
    assert says in told(made)


def test_a_provider_without_capacity_is_named() -> None:
    made = computed(budget(capacity=None))
    assert made.state == DivisionState.FAULTY
    assert "Opbouwwerk: niet bekend is hoeveel uur de aanbieder kan leveren" in told(made)


def test_without_last_year_the_baseline_is_missing_and_not_zero() -> None:
    made = computed(budget())
    assert made.result["baselines"]["last_year"] is None
    assert made.districts.get(district_code=WEST).last_year is None


def test_a_theme_without_a_figure_in_one_wijk_is_told_there() -> None:
    CoverageResult.objects.filter(area__code=WEST).update(need=None)
    made = computed(budget())
    claims = made.districts.get(district_code=WEST).claims
    assert {"kind": "unknown", "themes": ["meeting"]} in claims
    assert made.sources["unknown"] == [[WEST, "meeting"]]


def test_other_choices_take_the_result_away_and_another_name_does_not() -> None:
    made = computed(budget())
    same = Choices("Andere naam", reserve=0.0, agenda_weight=0.0)
    renamed = change_division(by=BY, division=made, choices=same, version=made.version)
    assert (renamed.state, renamed.districts.count()) == (DivisionState.COMPUTED, 2)
    other = Choices("Andere naam", fairness=100, reserve=0.0, agenda_weight=0.0)
    changed = change_division(by=BY, division=renamed, choices=other, version=renamed.version)
    assert (changed.state, changed.result, changed.districts.count()) == (DivisionState.WAITING, {}, 0)


def test_two_people_do_not_overwrite_each_other() -> None:
    made = division(budget())
    change_division(by=BY, division=made, choices=Choices("Eerst"), version=made.version)
    with pytest.raises(Refused, match="ondertussen"):
        change_division(by=BY, division=made, choices=Choices("Daarna"), version=made.version)


def test_what_changed_while_it_was_computed_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    made = division(budget())
    change_division(by=BY, division=Division.objects.get(pk=made.pk), choices=Choices("Anders"), version=made.version)
    with pytest.raises(Refused, match="ondertussen"):
        compute_division(by=BY, division=made)
    assert Division.objects.get(pk=made.pk).state == DivisionState.WAITING


@pytest.mark.parametrize(
    ("choices", "field"),
    [
        (Choices(""), "name"),
        (Choices("x" * 121), "name"),
        (Choices("A", fairness=101), "fairness"),
        (Choices("A", reserve=60), "reserve"),
        (Choices("A", block=-1), "block"),
        (Choices("A", agenda_weight=-1), "agenda_weight"),
        (Choices("A", emphasis={"meeting": 11}), "emphasis_meeting"),
        (Choices("A", emphasis={"nonsense": 1.5}), ""),
    ],
)
def test_choices_that_cannot_be_are_refused_at_their_field(choices: Choices, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        add_division(by=BY, budget=budget(), choices=choices)
    assert [one.field for one in refused.value.problems] == [field]


def test_a_name_stands_there_once() -> None:
    of = budget()
    division(of)
    with pytest.raises(Refused, match="naam"):
        division(of)


def test_a_scenario_goes_when_it_is_removed() -> None:
    made = computed(budget())
    remove_division(by=BY, division=made, version=made.version)
    assert not Division.objects.exists()


def test_only_who_may_divides() -> None:
    people: Cast = cast()
    of = budget()
    for somebody in (people.alice, people.charlie):
        with pytest.raises(NotAllowed):
            add_division(by=somebody.actor, budget=of, choices=Choices("A"))
    made = division(of)
    assert not Division.objects.visible_to(people.charlie.actor).exists()
    with pytest.raises(NotAllowed):
        compute_division(by=people.charlie.actor, division=made)
    assert of.municipality_code == CODE
