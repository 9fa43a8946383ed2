"""The parts of a budget: what may change, what is refused, and last year's hours from a file."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.cast import Cast, cast
from tests.deployment.budgeting import EAST, WEST, adopted, budget, town

from wijkhart.audit.models import Entry
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.deployment.actions.budget_parts import (
    DistrictPart,
    KindPart,
    Promise,
    YearPart,
    add_commitment,
    remove_commitment,
    set_districts,
    set_kinds,
    set_last_year,
    set_years,
)
from wijkhart.deployment.last_year_file import read_last_year
from wijkhart.deployment.models import Budget
from wijkhart.deployment.names import Names

NAMES = Names(areas={WEST: "West", EAST: "Oost"}, kinds={"youth_work": "Jongerenwerk", "community_work": "Opbouwwerk"})
PROMISE = Promise(WEST, "youth_work", 2027, 100, "Aan de school")
Change = Callable[[Any, Budget, int], Any]
CHANGES: list[Change] = [
    lambda by, of, version: set_years(
        by=by, budget=of, years={2027: YearPart(hours=5), 2028: YearPart(euros=6)}, version=version
    ),
    lambda by, of, version: set_kinds(
        by=by, budget=of, kinds={"youth_work": KindPart(70, capacity=50)}, version=version
    ),
    lambda by, of, version: set_districts(by=by, budget=of, districts={WEST: DistrictPart(2027, 5)}, version=version),
    lambda by, of, version: set_last_year(by=by, budget=of, hours={WEST: {"youth_work": 5}}, version=version),
    lambda by, of, version: add_commitment(by=by, budget=of, promise=PROMISE, version=version),
]


@pytest.fixture
def people(db: None) -> Cast:
    town()
    return cast()


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_written_down_and_counts_a_version(people: Cast, change: Change) -> None:
    made = budget(people)
    change(people.bob.actor, made, 1)
    made.refresh_from_db()
    assert made.version == 2
    assert Entry.objects.filter(verb__in=["budget.changed", "commitment.added"]).count() == 1


@pytest.mark.parametrize("change", CHANGES)
def test_two_people_at_once_and_strangers_are_refused(people: Cast, change: Change) -> None:
    made = budget(people)
    for person in (people.charlie, people.alice, people.dina):
        with pytest.raises(NotAllowed):
            change(person.actor, made, 1)
    change(people.bob.actor, made, 1)
    with pytest.raises(Refused, match="ondertussen"):
        change(people.farid.actor, made, 1)


@pytest.mark.parametrize("change", CHANGES)
def test_amounts_stand_while_a_division_is_adopted(people: Cast, change: Change) -> None:
    made = budget(people)
    division = adopted(made)
    with pytest.raises(Refused, match="Trek eerst"):
        change(people.bob.actor, made, 1)
    division.state = "withdrawn"
    division.save()
    change(people.bob.actor, made, 1)


def test_amounts_kinds_and_wijken_become_what_was_given(people: Cast) -> None:
    made = budget(people)
    for number, change in enumerate(CHANGES, start=1):
        change(people.bob.actor, made, number)
    assert list(made.years.values_list("hours", "euros", "places")) == [(5, None, None), (None, 6, None)]
    assert list(made.kinds.values_list("kind", "euros", "capacity")) == [("youth_work", 70, 50)]
    [row] = made.districts.all()
    assert (row.district_code, row.floor, row.last_year) == (WEST, 5, {"youth_work": 5})
    commitment = made.commitments.get()
    remove_commitment(by=people.bob.actor, commitment=commitment, version=6)
    assert not made.commitments.exists()


def fields(act: Callable[[], Any]) -> set[str]:
    with pytest.raises(BadInput) as refused:
        act()
    return {one.field for one in refused.value.problems}


@pytest.mark.parametrize(
    ("part", "field"),
    [
        (KindPart(-1), "euros_youth_work"),
        (KindPart(1, places=-1), "places_youth_work"),
        (KindPart(1, capacity=-1), "capacity_youth_work"),
        (KindPart(1, capacity=1, endless=True), "capacity_youth_work"),
        (KindPart(1, provider=uuid4()), "provider_youth_work"),
    ],
)
def test_a_wrong_kind_names_its_field(people: Cast, part: KindPart, field: str) -> None:
    made = budget(people)
    assert fields(lambda: set_kinds(by=people.bob.actor, budget=made, kinds={"youth_work": part}, version=1)) == {field}
    assert made.kinds.count() == 2


def test_a_provider_of_elsewhere_and_unknown_kinds_are_refused(people: Cast) -> None:
    made, by = budget(people), people.bob.actor
    far = {"youth_work": KindPart(1, provider=people.other_town.pk)}
    assert fields(lambda: set_kinds(by=by, budget=made, kinds=far, version=1)) == {"provider_youth_work"}
    assert fields(lambda: set_kinds(by=by, budget=made, kinds={"kite": KindPart(1)}, version=1)) == {"inside_kite"}
    assert fields(lambda: set_kinds(by=by, budget=made, kinds={}, version=1)) == {""}


def test_years_and_wijken_that_cannot_be(people: Cast) -> None:
    made, by = budget(people), people.bob.actor
    years = {2027: YearPart(), 2028: YearPart(hours=-1)}
    assert fields(lambda: set_years(by=by, budget=made, years=years, version=1)) == {"hours_2027", "hours_2028"}
    assert fields(lambda: set_years(by=by, budget=made, years={2027: YearPart(1)}, version=1)) == {""}
    wrong = {WEST: DistrictPart(2031, -1), "WK015001": DistrictPart(2027)}
    found = fields(lambda: set_districts(by=by, budget=made, districts=wrong, version=1))
    assert found == {f"start_{WEST}", f"floor_{WEST}", ""}
    assert fields(lambda: set_districts(by=by, budget=made, districts={}, version=1)) == {""}


def test_what_was_promised_keeps_its_kind_and_wijk(people: Cast) -> None:
    made, by = budget(people), people.bob.actor
    add_commitment(by=by, budget=made, promise=PROMISE, version=1)
    only = {"community_work": KindPart(1)}
    assert fields(lambda: set_kinds(by=by, budget=made, kinds=only, version=2)) == {"inside_youth_work"}
    later = {WEST: DistrictPart(2028)}
    assert fields(lambda: set_districts(by=by, budget=made, districts=later, version=2)) == {f"start_{WEST}"}
    with pytest.raises(Refused, match="al een afspraak"):
        add_commitment(by=by, budget=made, promise=PROMISE, version=2)


@pytest.mark.parametrize(
    ("promise", "field"),
    [
        (Promise("WK015001", "youth_work", 2027, 1, "x"), "district"),
        (Promise(WEST, "kite", 2027, 1, "x"), "kind"),
        (Promise(WEST, "youth_work", 2031, 1, "x"), "year"),
        (Promise(EAST, "youth_work", 2027, 1, "x"), "year"),
        (Promise(WEST, "youth_work", 2027, 0, "x"), "hours"),
        (Promise(WEST, "youth_work", 2027, float("nan"), "x"), "hours"),
        (Promise(WEST, "youth_work", 2027, 1, " "), "says"),
        (Promise(WEST, "youth_work", 2027, 1, "x" * 201), "says"),
    ],
)
def test_a_wrong_promise_names_its_field(people: Cast, promise: Promise, field: str) -> None:
    made = budget(people)
    made.districts.filter(district_code=EAST).update(first_year=2028)
    assert fields(lambda: add_commitment(by=people.bob.actor, budget=made, promise=promise, version=1)) == {field}


def test_last_year_of_what_is_not_in_the_budget(people: Cast) -> None:
    made, by = budget(people), people.bob.actor
    for hours in ({make.DEVENTER: {"youth_work": 1.0}}, {WEST: {"kite": 1.0}}, {WEST: {"youth_work": -1.0}}):
        with pytest.raises(BadInput):
            set_last_year(by=by, budget=made, hours=hours, version=1)
    assert not made.districts.exclude(last_year=None).exists()


def test_a_file_by_hand() -> None:
    text = "wijk;soort;uren\r\nWest;jongerenwerk;1.200,5\r\nwk030702;youth_work;0\r\n\r\nWEST;Opbouwwerk;12\r\n"
    assert read_last_year(text.encode("utf-8-sig"), "a.csv", NAMES) == {
        WEST: {"youth_work": 1200.5, "community_work": 12},
        EAST: {"youth_work": 0},
    }


def test_every_bad_row_is_named() -> None:
    text = "wijk;soort;uren\nNoord;Jongerenwerk;5\nWest;vliegeren;-2\nWest;Jongerenwerk\nOost;Jongerenwerk;1\n"
    text += "Oost;youth_work;2\n"
    with pytest.raises(BadInput) as refused:
        read_last_year(text.encode(), "a.csv", NAMES)
    assert [one.row for one in refused.value.problems] == [2, 3, 3, 4, 6]
    assert all(one.advice for one in refused.value.problems)


@pytest.mark.parametrize("content", [b"", b"wijk;soort;uren\n", b"\xff\xfe\x00", b"x" * 1_000_001])
def test_a_file_that_is_no_such_file(content: bytes) -> None:
    with pytest.raises(BadInput):
        read_last_year(content, "a.csv", NAMES)


@given(st.dictionaries(st.sampled_from([WEST, EAST]), st.floats(0, 1e9).map(lambda x: round(x, 2)), min_size=1))
def test_what_is_written_is_read(hours: dict[str, float]) -> None:
    text = "\n".join(f"{NAMES.area(code)};Jongerenwerk;{value:.2f}" for code, value in hours.items())
    assert read_last_year(text.encode(), "a.csv", NAMES) == {code: {"youth_work": one} for code, one in hours.items()}
