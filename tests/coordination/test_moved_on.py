"""A result that is older than its inputs says so, and says so no more when it was computed again."""

from collections.abc import Callable
from typing import Any

import pytest
import shapely
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast, cast
from tests.coordination.town import AGES, EAST, EMPTY, WEST, district, norm, offer, town

from wijkhart.areas.models import Area
from wijkhart.audit.actions import record
from wijkhart.audit.models import Entry
from wijkhart.coordination.actions import (
    NormFacts,
    RuleFacts,
    coverage,
    load_certainty_rules,
    recompute_coverage,
    set_certainty_rule,
    set_norm,
)
from wijkhart.coordination.models import CertaintyRule, CoverageNorm, CoverageRun
from wijkhart.coordination.queries import coverage_problem, inputs_moved_on
from wijkhart.coordination.queries.history import border_changes, run_before
from wijkhart.core.actors import System

pytestmark = pytest.mark.django_db
SYSTEM = System("test")
NORM = NormFacts(0.3, "bron", 1.0, "bron", 600, "bron", ["morning"], "bron")


def computed() -> CoverageRun:
    return recompute_coverage(by=SYSTEM, municipality="GM0307")


@pytest.fixture
def run() -> CoverageRun:
    town()
    norm()
    load_certainty_rules(by=SYSTEM)
    offer("Koffie", 150_500, groups=("seniors",))
    return computed()


def kinds(run: CoverageRun) -> list[str]:
    return [one.kind for one in inputs_moved_on(run)]


def other_norm() -> None:
    set_norm(by=SYSTEM, municipality="GM0307", norm=CoverageNorm.objects.get(), facts=NORM)


def other_rule() -> None:
    rule = CertaintyRule.objects.get(kind="spread")
    set_certainty_rule(by=SYSTEM, municipality="GM0307", rule=rule, facts=RuleFacts(1.0, "bron"))


def deed(verb: str, municipality: str = "GM0307") -> Callable[[], Any]:
    return lambda: record(SYSTEM, verb, municipality=municipality)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (other_norm, "norms"),
        (other_rule, "certainty"),
        (deed("service.offered"), "supply"),
        (deed("service.ended"), "supply"),
        (deed("place.edited"), "supply"),
        (deed("places.imported"), "supply"),
        (deed("areas.health_monitor_imported"), "figures"),
        (deed("areas.key_figures_imported", ""), "figures"),
        (deed("area.linked"), "figures"),
        (deed("areas.boundaries_imported"), "borders"),
        (deed("areas.boundaries_imported", ""), "borders"),
        (deed("themes.loaded", ""), "words"),
    ],
)
def test_each_kind_of_input_that_changes_is_named(run: CoverageRun, change: Callable[[], Any], kind: str) -> None:
    assert kinds(run) == []
    change()
    assert kinds(run) == [kind]


@pytest.mark.parametrize(
    "harmless",
    [
        deed("service.confirmed"),
        deed("membership.ended"),
        deed("schedules.expanded", ""),
        deed("areas.postcodes_imported"),
        deed("service.offered", "GM0150"),
        deed("areas.boundaries_imported", "GM0150"),
    ],
)
def test_what_changes_no_input_here_is_not_named(run: CoverageRun, harmless: Callable[[], Any]) -> None:
    harmless()
    assert kinds(run) == []


def test_a_new_way_of_computing_is_named(run: CoverageRun) -> None:
    run.parameters["method"] = "0"
    assert kinds(run) == ["method"]


def test_without_a_computation_nothing_is_older() -> None:
    assert inputs_moved_on(None) == []


def test_a_run_that_does_not_say_what_it_read_counts_as_older(run: CoverageRun) -> None:
    deed("service.offered")()
    run.parameters.pop("read_up_to")
    assert kinds(run) == ["supply"]


def test_computing_again_ends_it_also_when_nothing_came_out_different(run: CoverageRun) -> None:
    deed("place.registered")()
    assert computed().pk == run.pk
    run.refresh_from_db()
    assert kinds(run) == []
    assert Entry.objects.filter(verb="coverage.confirmed").count() == 1
    computed()
    assert Entry.objects.filter(verb="coverage.confirmed").count() == 1, "nothing moved on, so nothing is written"
    offer("Nieuw", 151_500, groups=("seniors",))
    deed("service.offered")()
    again = computed()
    assert again.pk != run.pk
    assert kinds(again) == []


def test_a_deed_while_it_was_computed_counts(run: CoverageRun, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(municipality: str) -> Any:
        inputs = coverage_problem(municipality)
        deed("service.offered")()
        return inputs

    offer("Nieuw", 151_500, groups=("seniors",))
    monkeypatch.setattr(coverage, "coverage_problem", slow)
    assert kinds(computed()) == ["supply"]


def test_it_takes_three_looks_at_the_database(run: CoverageRun) -> None:
    with CaptureQueriesContext(connection) as asked:
        inputs_moved_on(run)
    assert len(asked) == 3


@pytest.fixture
def people(run: CoverageRun) -> Cast:
    return cast()


@pytest.mark.parametrize("name", ["gap_list", "norm_list", "gap_detail", "gap_compare"])
def test_the_pages_say_it_and_offer_to_compute_again_to_who_may(people: Cast, client: Client, name: str) -> None:
    more = [WEST, "meeting", "seniors"] if name == "gap_detail" else []
    address = reverse(name, args=["GM0307", *more]) + (f"?wijk={WEST}&wijk={EAST}" if name == "gap_compare" else "")
    title, button = "ouder dan de gegevens", "Bereken opnieuw om te zien"
    assert title not in client.get(address).content.decode()
    deed("service.ended")()
    public, coordinator = client.get(address).content.decode(), people.alice.client().get(address).content.decode()
    assert title in public
    assert "gestopt" in public
    assert button not in public
    assert button in coordinator
    assert reverse("coverage_recompute", args=["GM0307"]) in coordinator


def moved_border(code: str) -> None:
    border = shapely.to_wkb(shapely.box(151_000, 400_000, 152_000, 400_900))
    Area.objects.filter(code=code).update(border=border)


def test_borders_that_differ_between_two_results_are_said(run: CoverageRun) -> None:
    moved_border(EAST)
    Area.objects.filter(code=EMPTY).update(valid_to="2024-12-31")
    district("WK030705", 153_000, 500, **AGES, lonely_65plus=30.0)
    after = computed()
    assert run_before(after) == run
    assert border_changes(after, run) == [
        "Nieuw sinds toen: Wijk 05.",
        "Niet meer op de kaart: Wijk 32.",
        "Met een andere grens: Wijk 02.",
    ]
    assert border_changes(run, run) == []
    assert border_changes(run, None) == []


def test_a_result_of_which_the_borders_are_not_known_is_not_compared_silently(run: CoverageRun) -> None:
    old = CoverageRun(parameters={})
    assert len(border_changes(run, old)) == 1
    assert "niet bekend" in border_changes(run, old)[0]


def test_the_page_of_a_computation_warns_that_the_borders_differ(people: Cast) -> None:
    moved_border(EAST)
    after = computed()
    text = people.greet.client().get(reverse("coverage_run_detail", args=["GM0307", after.pk])).content.decode()
    assert "De wijken zijn niet dezelfde als toen" in text
    assert "Met een andere grens: Wijk 02." in text
