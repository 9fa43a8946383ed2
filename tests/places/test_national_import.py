"""The national files as published, all of them, on one database: what comes in, what is named, and again no change."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker
from tests.rows import told

from wijkhart.areas import actions
from wijkhart.areas.models import Area, Figure, ImportReport, Level, Postcode
from wijkhart.core.actors import System
from wijkhart.places.actions import import_polling_places
from wijkhart.places.models import Place

pytestmark = [pytest.mark.proof, pytest.mark.django_db]
NATIONAL = Path(__file__).parents[2] / "demo" / "national"
STEPS: dict[str, tuple[Callable[..., ImportReport], str]] = {
    "municipalities": (actions.import_boundaries, "gemeenten_2024.geojson"),
    "wijken": (actions.import_boundaries, "wijken_2024.geojson"),
    "monitor": (actions.import_health_monitor, "RIVM_gezondheid2020_18+.xlsx"),
    "table": (actions.import_district_table, "wijken_nl.csv"),
    "postcodes": (actions.import_postcodes, "postcodes_NL.txt"),
    "places": (import_polling_places, "TweedeKamer-verkiezingen_2023.xlsx"),
}
MERGED = {"GM1991": ("Maashorst", 6), "GM1982": ("Land van Cuijk", 33)}
"""Municipalities merged after 2020: name, and how many wijken have no figure because of it."""
Rows = dict[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Country:
    """The whole country, brought in twice."""

    first: dict[str, ImportReport]
    rows: Rows
    again: dict[str, ImportReport]
    rows_again: Rows

    def remarks(self, step: str, kind: str) -> list[dict[str, Any]]:
        return [remark for remark in self.first[step].remarks if remark["kind"] == kind]


def import_all() -> dict[str, ImportReport]:
    return {step: action(by=System("test"), path=NATIONAL / name) for step, (action, name) in STEPS.items()}


def rows() -> Rows:
    """Every row with its key: a row that was taken out and made anew is a change."""
    return {model.__name__: told(model.objects.values_list()) for model in (Area, Figure, Postcode, Place)}


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Country]:
    """Imported once for this module, and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Country(import_all(), rows(), import_all(), rows())
        transaction.set_rollback(True)


def test_every_municipality_and_wijk_comes_in_and_buitenland_does_not(country: Country) -> None:
    today = Area.objects.current()
    assert today.municipalities().count() == 342
    assert today.districts().count() == 3474
    for step in ("municipalities", "wijken"):
        assert ["Buitenland" in remark["text"] for remark in country.remarks(step, "skipped")] == [True]
    assert not Area.objects.filter(name="Buitenland").exists()


@pytest.mark.parametrize(
    ("step", "level", "count"), [("wijken", "district", 17), ("municipalities", "municipality", 8)]
)
def test_each_invalid_border_is_repaired_and_named(country: Country, step: str, level: str, count: int) -> None:
    repaired = country.remarks(step, "repaired")
    names = dict(Area.objects.current().filter(level=level).values_list("code", "name"))
    assert len({remark["code"] for remark in repaired}) == len(repaired) == count
    assert all(names[remark["code"]] in remark["text"] for remark in repaired)


def test_the_monitor_has_every_area_of_2020_and_names_the_wijken_that_are_gone(country: Country) -> None:
    assert country.first["monitor"].counts["areas"] == 17_341
    assert country.first["monitor"].counts["figures_new"] == 208_092
    unjoined = {remark["code"] for remark in country.remarks("monitor", "not_joined")}
    gone = Area.objects.filter(level=Level.DISTRICT, valid_from__year=2020)
    assert len(unjoined) == 264
    assert unjoined == set(gone.values_list("code", flat=True)) - set(
        Area.objects.current().districts().values_list("code", flat=True)
    )


@pytest.mark.parametrize("code", MERGED)
@pytest.mark.parametrize(("step", "years"), [("monitor", {2020}), ("table", {2017, 2020})])
def test_each_wijk_of_maashorst_and_land_van_cuijk_is_named_as_without_a_figure(
    country: Country, code: str, step: str, years: set[int]
) -> None:
    town, count = MERGED[code]
    wijken = Area.objects.current().districts().within(code).values_list("code", "name")
    named = [(remark["code"], remark["text"]) for remark in country.remarks(step, "no_figure")]
    assert len(wijken) == count
    for wijk, name in wijken:
        texts = [text for told_of, text in named if told_of == wijk]
        assert all(f"{name} ({town})" in text for text in texts)
        assert {int(text.rstrip(".").rsplit(" ", 1)[-1]) for text in texts} == years


def test_every_polling_place_comes_in_and_what_cannot_be_placed_is_named(country: Country) -> None:
    assert Place.objects.count() == 9140
    named = Counter(remark["kind"] for remark in country.first["places"].remarks if remark["text"])
    assert (named["no_coordinates"], named["outside_grid"], named["mobile"]) == (31, 10, 196)
    assert Place.objects.filter(x=None, latitude=None).count() == 31
    assert Place.objects.filter(x=None).exclude(latitude=None).count() == 10
    assert Place.objects.filter(mobile=True).count() == 196
    assert Place.objects.exclude(x=None).filter(district_code="").count() == named["no_district"] == 0


def test_postcodes_come_in_without_the_stray_rows(country: Country) -> None:
    assert Postcode.objects.count() == 4083
    assert len(country.remarks("postcodes", "dropped")) == 11


def test_a_second_time_changes_nothing(country: Country) -> None:
    changes = {"new", "changed", "areas_new", "areas_changed", "areas_ended", "figures_new", "figures_changed"}
    changes |= {"postcodes_new", "postcodes_changed"}
    for step, report in country.again.items():
        assert not sum(report.counts.get(change, 0) for change in changes), step
        assert report.remarks == country.first[step].remarks, step
    assert country.rows_again == country.rows
