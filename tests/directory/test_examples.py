"""Example supply: the same everywhere, uneven on purpose, and never more than once."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.directory.actions import load_example_supply
from wijkhart.directory.examples.placing import Spot, Town, appetite, copies_of, place_copies
from wijkhart.directory.examples.templates import EXAMPLES, read_templates, slots_of
from wijkhart.directory.models import Service
from wijkhart.places.models import Place
from wijkhart.themes.actions import load_themes

BY = System("test")
KINDS = ["community", "faith", "school", "sport", "senior", "care", "culture", "town_hall", "hospitality", "meeting"]


def town(code: str = "GM0307", wijken: int = 30, people: int = 5400) -> Town:
    districts = {f"WK{code[2:]}{number:02}": people for number in range(wijken)}
    spots = [Spot(f"{name}-{kind}", kind, name) for name in districts for kind in KINDS[:3]]
    return Town(code, districts, spots)


def test_the_templates_hold_the_players_and_the_variety_that_was_asked() -> None:
    organisations, services = read_templates(EXAMPLES)
    assert len(organisations) >= 30
    assert len(services) >= 50
    assert {template.formal for template in organisations.values()} == {True, False}
    assert {template.subsidised for template in organisations.values()} == {True, False, None}
    assert {template.line for template in services} == {0, 1, 2}
    assert any(template.at_home for template in services)
    assert any(template.life_cycle == "paused" for template in services)
    assert any(not template.school_holidays for template in services)
    assert any(slot.starts_at.hour >= 18 for one in services for times in one.when for slot in slots_of(times))


def test_amersfoort_gets_about_140_and_a_village_at_least_twelve() -> None:
    services = read_templates(EXAMPLES)[1]
    assert 130 <= sum(copies_of(services, 161_825).values()) <= 150
    assert sum(copies_of(services, 900).values()) >= 12


@given(st.integers(0, 2_000_000), st.integers(0, 2_000_000))
def test_more_people_never_get_fewer_services(some: int, others: int) -> None:
    services = read_templates(EXAMPLES)[1]
    fewer, more = (sum(copies_of(services, people).values()) for people in sorted((some, others)))
    assert fewer <= more


def test_the_same_town_always_gets_the_same_and_another_something_else() -> None:
    services = read_templates(EXAMPLES)[1]

    def chosen(code: str) -> list[str]:
        return [copy.spot.id[8:] if copy.spot else copy.district[6:] for copy in place_copies(town(code), services)]

    assert chosen("GM0307") == chosen("GM0307")
    assert chosen("GM0307") != chosen("GM0150")


def test_a_copy_goes_to_a_kind_that_its_template_asks_when_there_is_one() -> None:
    services = read_templates(EXAMPLES)[1]
    for copy in place_copies(town(), services):
        if copy.spot and set(copy.template.places) & set(KINDS[:3]):
            assert copy.spot.kind in copy.template.places


def test_wijken_differ_on_purpose() -> None:
    services = read_templates(EXAMPLES)[1]
    here = town()
    counts = Counter(copy.district for copy in place_copies(here, services))
    little = [counts[code] for code in here.districts if appetite(here.code, code) < 0.1]
    much = [counts[code] for code in here.districts if appetite(here.code, code) > 1.9]
    assert sum(little) / len(little) < 2
    assert sum(much) / len(much) > 5


def test_a_slot_that_cannot_be_read_is_refused_with_file_and_number(tmp_path: Path) -> None:
    for path in EXAMPLES.glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text().replace('["WE 13:30-16:30"]', '["XX 13:30-16:30"]'))
    with pytest.raises(BadInput) as refused:
        read_templates(tmp_path)
    assert refused.value.problems[0].where.startswith("services-")
    assert "XX" in refused.value.problems[0].message


def test_every_other_week_and_the_first_of_the_month() -> None:
    assert slots_of(["1SA 10:00-12:00"])[0].recurrence == "FREQ=MONTHLY;BYDAY=1SA"
    assert slots_of(["TU/2 14:00-16:00"])[0].recurrence == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"


@pytest.fixture
def municipality() -> str:
    load_themes(by=BY)
    make.area("GM0307", name="Amersfoort", population=20_000)
    for number in range(4):
        code = f"WK03070{number}"
        make.area(code, name=f"Wijk {number}", population=5_000)
        for kind in ("community", "faith", "school", "sport"):
            make.place(f"{kind} {number}", kind=kind, district_code=code, x=1.0 + number, y=2.0)
    return "GM0307"


@pytest.mark.django_db
def test_loading_marks_everything_as_example_and_twice_changes_nothing(municipality: str) -> None:
    made = load_example_supply(by=BY, municipality=municipality)
    assert len(made) >= 15
    assert not Service.objects.exclude(example=True).exists()
    assert not Organisation.objects.exclude(example=True).exists()
    assert all(service.schedule for service in made)
    before = list(Service.objects.order_by("pk").values())
    assert load_example_supply(by=BY, municipality=municipality) == []
    assert list(Service.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_a_run_that_broke_off_is_finished_by_the_next(municipality: str) -> None:
    made = load_example_supply(by=BY, municipality=municipality)
    chosen = {service.source_id: service.place_id for service in made}
    Service.objects.filter(pk__in=[service.pk for service in made[::2]]).delete()
    again = load_example_supply(by=BY, municipality=municipality)
    assert len(again) == len(made[::2])
    assert all(chosen[service.source_id] == service.place_id for service in again)


@pytest.mark.django_db
def test_without_wijken_or_places_it_says_what_to_do_first(municipality: str) -> None:
    Place.objects.all().delete()
    with pytest.raises(Refused, match="GM0307"):
        load_example_supply(by=BY, municipality=municipality)
    with pytest.raises(Refused, match="GM0150"):
        load_example_supply(by=BY, municipality="GM0150")
    with pytest.raises(NotAllowed):
        load_example_supply(by=ANONYMOUS, municipality=municipality)


def test_home_visits_have_no_spot() -> None:
    services = [replace(template, copies=20.0) for template in read_templates(EXAMPLES)[1] if template.at_home]
    assert all(copy.spot is None for copy in place_copies(town(), services))
