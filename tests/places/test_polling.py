"""The list of polling places: real rows in, wrong rows refused by row and field."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import shapely
from tests import make

from wijkhart.areas.models import ImportReport
from wijkhart.audit.models import Entry
from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import BadInput, NotAllowed
from wijkhart.places.actions import import_polling_places
from wijkhart.places.models import Place
from wijkhart.places.polling_file import COLUMNS

pytestmark = pytest.mark.django_db
BY = System("test")
ROW: dict[str, Any] = {
    "id": 33099,
    "municipality": "GM0307",
    "name": "Bergkerk 1",
    "type": "regulier",
    "uses": "bijeenkomstfunctie,kantoorfunctie",
    "street": "Dr. Abraham Kuyperlaan",
    "number": 2,
    "letter": "a",
    "postcode": "3818JC",
    "town": "Amersfoort",
    "extra": None,
    "x": 154000.5,
    "y": 462000,
    "latitude": 52.146,
    "longitude": 5.37,
    "step_free": "ja",
}
Writes = Callable[..., Path]


@pytest.fixture
def xlsx(tmp_path: Path) -> Writes:
    def write(*rows: dict[str, Any], without: str = "") -> Path:
        book = openpyxl.Workbook()
        keys = [key for key in COLUMNS if key != without]
        sheet = book.worksheets[0]
        sheet.append([COLUMNS[key] for key in keys])
        for row in rows:
            sheet.append([{**ROW, **row}[key] for key in keys])
        book.save(tmp_path / "stembureaus.xlsx")
        return tmp_path / "stembureaus.xlsx"

    return write


def test_a_row_becomes_a_known_place_that_is_not_agreed(xlsx: Writes) -> None:
    square = shapely.box(153000, 461000, 155000, 463000)
    make.area("WK030718", border=shapely.to_wkb(square))
    report = import_polling_places(by=BY, path=xlsx({}))
    place = Place.objects.get()
    assert (place.name, place.registered_name) == ("Bergkerk", "Bergkerk 1")
    assert (place.kind, place.district_code, place.step_free) == ("faith", "WK030718", "yes")
    assert place.address == "Dr. Abraham Kuyperlaan 2A, 3818 JC Amersfoort"
    assert place.functions == ["bijeenkomstfunctie", "kantoorfunctie"]
    assert place.agreed is False
    assert report.counts == {"rows": 1, "new": 1, "changed": 0, "unchanged": 0}
    assert Entry.objects.get().verb == "places.imported"


def test_a_second_time_changes_nothing_and_a_changed_row_changes_one(xlsx: Writes) -> None:
    import_polling_places(by=BY, path=xlsx({}, {"id": 2}))
    before = list(Place.objects.order_by("pk").values())
    assert import_polling_places(by=BY, path=xlsx({}, {"id": 2})).counts["unchanged"] == 2
    assert list(Place.objects.order_by("pk").values()) == before
    assert import_polling_places(by=BY, path=xlsx({}, {"id": 2, "step_free": "nee"})).counts["changed"] == 1
    assert Place.objects.get(source_id="2").step_free == "no"


def test_a_place_taken_over_by_its_owner_is_left_alone(xlsx: Writes) -> None:
    import_polling_places(by=BY, path=xlsx({}))
    Place.objects.update(agreed=True, name="Onze Bergkerk")
    report = import_polling_places(by=BY, path=xlsx({"street": "Elders"}))
    assert Place.objects.get().name == "Onze Bergkerk"
    assert report.counts["kept_agreed"] == 1


def test_what_cannot_be_placed_is_named(xlsx: Writes) -> None:
    nowhere = {"id": 2, "x": None, "y": None, "latitude": None, "longitude": None, "name": "Trambus", "type": "mobiel"}
    bonaire = {"id": 3, "municipality": "GM9001", "x": None, "y": None, "latitude": 12.15, "longitude": -68.27}
    report = import_polling_places(by=BY, path=xlsx({"postcode": "3818JD"}, nowhere, bonaire))
    kinds = {(remark["kind"], remark["row"]) for remark in report.remarks}
    assert {("no_coordinates", 3), ("mobile", 3), ("outside_grid", 4), ("no_district", 2)} <= kinds
    assert Place.objects.count() == 3
    assert Place.objects.get(source_id="2").mobile


def test_two_rows_at_one_address_are_both_kept_and_named(xlsx: Writes) -> None:
    report = import_polling_places(by=BY, path=xlsx({}, {"id": 2, "name": "Bergkerk 2"}))
    assert report.counts["same_address"] == 2
    assert Place.objects.count() == 2


def test_one_municipality_only(xlsx: Writes) -> None:
    path = xlsx({}, {"id": 2, "municipality": "GM0150"})
    assert import_polling_places(by=BY, path=path, municipality="GM0150").counts["rows"] == 1
    with pytest.raises(BadInput, match="GM0999"):
        import_polling_places(by=BY, path=path, municipality="GM0999")


def test_the_derived_kind_of_the_csv_is_used_and_not_lost_again(xlsx: Writes, tmp_path: Path) -> None:
    rows = [{**ROW, "name": "De Ploeg", "derived": "horeca"}]
    path = tmp_path / "list.csv"
    with path.open("w", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow([*COLUMNS.values(), "soort_afgeleid"])
        writer.writerows([[row[key] for key in [*COLUMNS, "derived"]] for row in rows])
    import_polling_places(by=BY, path=path)
    assert Place.objects.get().kind == "hospitality"
    assert import_polling_places(by=BY, path=xlsx({"name": "De Ploeg"})).counts["unchanged"] == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"x": 462000, "y": 154000}, "X"),
        ({"x": 5.37, "y": 52.1}, "X"),
        ({"x": 900000}, "X"),
        ({"x": None}, "X"),
        ({"y": "noord"}, "Y"),
        ({"latitude": 5.37, "longitude": 52.146}, "Latitude"),
        ({"latitude": 48.85, "longitude": 2.35}, "Latitude"),
        ({"longitude": None}, "Latitude"),
        ({"name": ""}, "Naam stembureau"),
        ({"municipality": "Amersfoort"}, "CBS gemeentecode"),
        ({"id": 1}, "id"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_row_and_field(xlsx: Writes, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        import_polling_places(by=BY, path=xlsx({"id": 1}, {"id": 2, **wrong}))
    problem = refused.value.problems[0]
    assert (problem.where, problem.row, problem.field) == ("stembureaus.xlsx", 3, field)
    assert problem.message
    assert problem.advice
    assert not Place.objects.exists()
    assert not ImportReport.objects.exists()


def test_a_missing_column_is_named(xlsx: Writes) -> None:
    with pytest.raises(BadInput) as refused:
        import_polling_places(by=BY, path=xlsx({}, without="postcode"))
    assert refused.value.problems[0].field == "Postcode"


@pytest.mark.parametrize("name", ["kapot.xlsx", "kapot.csv", "er-is-niets.xlsx", "kapot.txt"])
def test_a_broken_or_absent_file_is_refused(tmp_path: Path, name: str) -> None:
    if not name.startswith("er-is"):
        (tmp_path / name).write_bytes(b"PK\x03\x04\xff\xfe not a workbook")
    with pytest.raises(BadInput, match=name):
        import_polling_places(by=BY, path=tmp_path / name)


def test_only_who_may_import(xlsx: Writes) -> None:
    with pytest.raises(NotAllowed):
        import_polling_places(by=ANONYMOUS, path=xlsx({}))
