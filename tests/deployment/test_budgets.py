"""Making, naming and removing a budget, and what pages say is missing."""

from typing import Any

import pytest
from tests import make
from tests.cast import Cast, cast
from tests.deployment.budgeting import EAST, WEST, adopted, budget, town

from wijkhart.audit.models import Entry
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.deployment.actions.budget_parts import Promise, add_commitment
from wijkhart.deployment.actions.budgets import BudgetFacts, change_budget, remove_budget, start_budget
from wijkhart.deployment.models import Budget
from wijkhart.deployment.queries.budgets import before_of, budget_rows, gaps_of, parts_of
from wijkhart.deployment.queries.naming import names_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    town()
    return cast()


def gaps(of: Budget) -> list[tuple[str, str]]:
    return [(gap.kind, gap.page) for gap in gaps_of(of, parts_of(of), names_for(of))]


def test_a_budget_starts_with_wijken_where_people_live(people: Cast) -> None:
    made = budget(people)
    assert list(made.districts.values_list("district_code", "floor")) == [(WEST, 100), (EAST, 100)]
    assert list(made.years.values_list("year", "hours", "places")) == [(2027, 1000, None), (2028, 1000, None)]
    assert made.kinds.count() == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"first_year": 27}, "first_year"),
        ({"years": 7}, "years"),
        ({"hours": None}, "hours"),
        ({"hours": -1}, "hours"),
        ({"euros": float("nan")}, "euros"),
        ({"floor": -1}, "floor"),
        ({"note": "x" * 2001}, "note"),
    ],
)
def test_each_wrong_fact_is_named(people: Cast, wrong: dict[str, Any], field: str) -> None:
    facts = BudgetFacts(**{"title": "A", "first_year": 2027, "hours": 1.0, **wrong})
    with pytest.raises(BadInput) as refused:
        start_budget(by=people.bob.actor, municipality=make.AMERSFOORT, facts=facts)
    assert [one.field for one in refused.value.problems] == [field]
    assert not Budget.objects.exists()


def test_a_name_is_there_once(people: Cast) -> None:
    budget(people)
    with pytest.raises(Refused) as refused:
        budget(people)
    assert refused.value.field == "title"


def test_name_and_note_may_always_change_and_are_written_down(people: Cast) -> None:
    made = budget(people)
    adopted(made)
    saved = change_budget(by=people.bob.actor, budget=made, title=" Anders  zo ", note="Raad", version=1)
    assert (saved.title, saved.note, saved.version) == ("Anders zo", "Raad", 2)
    assert Entry.objects.filter(verb="budget.changed").count() == 1


def test_two_people_at_once(people: Cast) -> None:
    made = budget(people)
    change_budget(by=people.bob.actor, budget=made, title="Een", note="", version=1)
    with pytest.raises(Refused, match="ondertussen"):
        change_budget(by=people.farid.actor, budget=made, title="Twee", note="", version=1)
    assert Budget.objects.get().title == "Een"


def test_only_who_keeps_budgets_here(people: Cast) -> None:
    made = budget(people)
    for person in (people.charlie, people.dina, people.greet, people.alice):
        with pytest.raises(NotAllowed):
            change_budget(by=person.actor, budget=made, title="X", note="", version=1)
        with pytest.raises(NotAllowed):
            remove_budget(by=person.actor, budget=made, version=1)


def test_a_budget_is_hidden_until_a_division_of_it_is_adopted(people: Cast) -> None:
    made = budget(people)
    assert not Budget.objects.visible_to(ANONYMOUS).exists()
    assert not Budget.objects.visible_to(people.charlie.actor).exists()
    assert Budget.objects.visible_to(people.alice.actor).exists()
    adopted(made)
    assert Budget.objects.visible_to(ANONYMOUS).count() == 1


def test_a_budget_goes_unless_a_division_was_ever_adopted(people: Cast) -> None:
    made = budget(people)
    division = adopted(made)
    division.state = "withdrawn"
    division.save()
    with pytest.raises(Refused, match="ooit vastgesteld"):
        remove_budget(by=people.bob.actor, budget=made, version=1)
    division.delete()
    assert remove_budget(by=people.bob.actor, budget=made, version=1) == "Welzijn"
    assert not Budget.objects.exists()
    assert Entry.objects.filter(verb="budget.removed").count() == 1


def test_a_new_budget_says_what_is_missing(people: Cast) -> None:
    assert gaps(budget(people)) == [("error", "budget_kinds"), ("info", "budget_last_year")]


def test_lower_limits_that_pass_the_hours_are_named_with_the_numbers(people: Cast) -> None:
    made = budget(people)
    made.kinds.update(endless=True)
    made.districts.update(floor=500, last_year={})
    assert gaps(made) == []
    made.districts.filter(district_code=WEST).update(floor=501)
    [gap] = gaps_of(made, parts_of(made), names_for(made))
    assert (gap.kind, gap.page) == ("error", "budget_districts")
    assert "2027" in gap.message
    assert "1,001" in gap.message or "1.001" in gap.message
    made.districts.filter(district_code=WEST).update(first_year=2028)
    assert "2028" in gaps_of(made, parts_of(made), names_for(made))[0].message


def test_promises_beyond_what_can_be_given_and_a_wijk_left_out(people: Cast) -> None:
    made = budget(people)
    made.kinds.update(capacity=100)
    made.districts.update(last_year={})
    promise = Promise(WEST, "youth_work", 2027, 100, "Aan de school")
    add_commitment(by=people.bob.actor, budget=made, promise=promise, version=1)
    assert gaps(made) == []
    made.commitments.update(hours=101)
    made.districts.filter(district_code=EAST).delete()
    assert gaps(made) == [("error", "budget_kinds"), ("warning", "budget_districts")]
    made.commitments.update(hours=1001)
    assert ("error", "budget_years") in gaps(made)


def test_rows_know_name_people_and_last_year(people: Cast) -> None:
    made = budget(people)
    made.districts.filter(district_code=WEST).update(last_year={"youth_work": 20, "community_work": 5.5})
    rows = {row.district_code: row for row in budget_rows(made)}
    assert [(rows[code].name, rows[code].inhabitants, rows[code].before) for code in (EAST, WEST)] == [
        ("Oost", 6000, None),
        ("West", 4000, 25.5),
    ]


def test_the_division_before_gives_its_last_year(people: Cast) -> None:
    adopted(budget(people, "Vorige", 2025))
    later = budget(people)
    before = before_of(later)
    assert before is not None
    assert (before.year, before.hours) == (2026, {WEST: {"youth_work": 300}, EAST: {}})
    later.kinds.filter(kind="youth_work").delete()
    again = before_of(later)
    assert again is not None
    assert again.hours == {WEST: {}, EAST: {}}
    assert before_of(Budget.objects.get(title="Vorige")) is None
