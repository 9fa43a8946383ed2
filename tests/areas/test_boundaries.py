"""Maps come in whole: repaired, named, and the same the second time."""

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from tests import make
from tests.areas.files import AMERSFOORT_WIJKEN, NATIONAL, amersfoort_map, square
from wijkhart.areas.actions import import_boundaries
from wijkhart.areas.models import Area, Figure, ImportReport, Level, Missing
from wijkhart.areas.queries import area_by_code, districts_of, figure_table, municipality_sum
from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import BadInput, NotAllowed

pytestmark = pytest.mark.django_db
BY = System("test")


def remarks(report: ImportReport, kind: str) -> list[dict[str, Any]]:
    return [remark for remark in report.remarks if remark["kind"] == kind]


def test_amersfoort_comes_in_from_the_national_files() -> None:
    import_boundaries(by=BY, path=NATIONAL / "gemeenten_2024.geojson", municipality=make.AMERSFOORT)
    report = import_boundaries(by=BY, path=NATIONAL / "wijken_2024.geojson", municipality=make.AMERSFOORT)
    assert districts_of(make.AMERSFOORT).count() == 33
    assert municipality_sum(make.AMERSFOORT) == 161_825
    town = area_by_code(make.AMERSFOORT)
    cells = figure_table([town], ["population", "population_districts", "single_person_share"])
    assert [cell.value for cell in cells.values()] == [161_852, 161_825, 38]
    assert all(cell.source and cell.period == 2024 for cell in cells.values())
    assert report.counts["areas_new"] == 33
    assert area_by_code(make.LIENDERT).parent == town
    assert not Area.objects.exclude(municipality_code__in=["", make.AMERSFOORT]).exists()


def test_the_whole_country_comes_in_repaired_and_named() -> None:
    import_boundaries(by=BY, path=NATIONAL / "gemeenten_2024.geojson")
    report = import_boundaries(by=BY, path=NATIONAL / "wijken_2024.geojson")
    wijken = Area.objects.current().districts()
    assert wijken.count() == 3474
    assert Area.objects.current().municipalities().count() == 342
    assert len(remarks(report, "repaired")) == 17
    assert len(remarks(report, "water")) == 81
    assert [remark["code"] for remark in remarks(report, "skipped")] == ["WK099899"]
    assert len(remarks(report, "suppressed")) == 68
    assert wijken.filter(population__gt=0).count() == 3367
    assert sum(area.population or 0 for area in wijken.only("population")) == 17_942_715
    assert shapely.is_valid(shapely.from_wkb([bytes(area.border or b"") for area in wijken])).all()
    assert figure_table([area_by_code("NL")], ["population"])["NL", "population"].value == 17_942_942


def test_a_second_time_changes_nothing() -> None:
    import_boundaries(by=BY, path=AMERSFOORT_WIJKEN)
    before = list(Area.objects.values_list("pk", "code", "x")), list(Figure.objects.values_list("pk", "value"))
    report = import_boundaries(by=BY, path=AMERSFOORT_WIJKEN)
    assert before == (
        list(Area.objects.values_list("pk", "code", "x")),
        list(Figure.objects.values_list("pk", "value")),
    )
    assert not {"areas_new", "areas_changed", "figures_new", "figures_changed"} & set(report.counts)


def test_a_wijk_without_people_has_that_reason_and_is_never_zero_percent() -> None:
    import_boundaries(by=BY, path=AMERSFOORT_WIJKEN)
    cells = figure_table([area_by_code("WK030732")], ["population", "age_65plus"])
    assert cells["WK030732", "population"].value == 0
    assert cells["WK030732", "age_65plus"].missing == Missing.NO_INHABITANTS


def test_a_newer_map_ends_the_older_one(tmp_path: Path) -> None:
    import_boundaries(by=BY, path=amersfoort_map(tmp_path, 2023, {"WK030701": square(0), "WK030723": square(1)}))
    import_boundaries(by=BY, path=amersfoort_map(tmp_path, 2024, {"WK030701": square(0), "WK030734": square(1)}))
    current = Area.objects.current().filter(level=Level.DISTRICT)
    assert [(area.code, area.valid_from.year) for area in current] == [("WK030701", 2024), ("WK030734", 2024)]
    assert str(Area.objects.get(code="WK030723").valid_to) == "2023-12-31"


def test_an_older_map_after_a_newer_one_is_kept_as_history(tmp_path: Path) -> None:
    import_boundaries(by=BY, path=amersfoort_map(tmp_path, 2024, {"WK030701": square(0)}))
    import_boundaries(by=BY, path=amersfoort_map(tmp_path, 2023, {"WK030701": square(0)}))
    assert area_by_code("WK030701").valid_from.year == 2024


def test_a_visitor_may_not() -> None:
    with pytest.raises(NotAllowed):
        import_boundaries(by=ANONYMOUS, path=AMERSFOORT_WIJKEN)


def test_an_unknown_municipality_is_named() -> None:
    with pytest.raises(BadInput, match="GM9999"):
        import_boundaries(by=BY, path=AMERSFOORT_WIJKEN, municipality="GM9999")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"aantal_inwoners": -5}, "aantal_inwoners"),
        ({"65plus": 101}, "65plus"),
        ({"wijkcode": "WIJK 7"}, "wijkcode"),
        ({"mannen": "veel"}, "mannen"),
        ({"wijkcode": None, "gemeentecode": None}, "wijkcode"),
    ],
)
def test_a_wrong_cell_is_told_with_its_row_and_field(tmp_path: Path, facts: dict[str, Any], field: str) -> None:
    path = amersfoort_map(tmp_path, 2024, {"WK030701": square(0), "WK030702": square(1)})
    told = json.loads(path.read_text())
    told["features"][1]["properties"] |= facts
    path.write_text(json.dumps(told))
    with pytest.raises(BadInput) as refusal:
        import_boundaries(by=BY, path=path)
    problem = refusal.value.problems[0]
    assert (problem.where, problem.row, problem.field) == (path.name, 2, field)
    assert problem.message
    assert problem.advice
    assert not Area.objects.exists()


def test_coordinates_of_another_system_are_refused(tmp_path: Path) -> None:
    metres = shapely.box(155_000, 463_000, 156_000, 464_000)
    with pytest.raises(BadInput, match="geometry"):
        import_boundaries(by=BY, path=amersfoort_map(tmp_path, 2024, {"WK030701": metres}))
    swapped = shapely.box(52.1, 5.3, 52.2, 5.4)
    with pytest.raises(BadInput, match="geometry"):
        import_boundaries(by=BY, path=amersfoort_map(tmp_path, 2024, {"WK030701": swapped}))
    path = amersfoort_map(tmp_path, 2024, {"WK030701": square(0)})
    told = json.loads(path.read_text()) | {"crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::31370"}}}
    path.write_text(json.dumps(told))
    with pytest.raises(BadInput, match="31370"):
        import_boundaries(by=BY, path=path)


def test_a_map_in_metres_that_says_so_is_taken(tmp_path: Path) -> None:
    path = amersfoort_map(tmp_path, 2024, {"WK030701": shapely.box(155_000, 463_000, 156_000, 464_000)})
    told = json.loads(path.read_text()) | {"crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}}
    path.write_text(json.dumps(told))
    import_boundaries(by=BY, path=path)
    area = area_by_code("WK030701")
    assert (area.x, area.y) == (155_500, 463_500)
    assert area.longitude == pytest.approx(5.394, abs=0.01)


def test_a_broken_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "wijken_2024.geojson"
    path.write_text('{"type": "FeatureCollection",\n"features": [')
    with pytest.raises(BadInput) as refusal:
        import_boundaries(by=BY, path=path)
    assert refusal.value.problems[0].row == 2


def test_a_figure_of_another_year_needs_its_year(tmp_path: Path) -> None:
    path = amersfoort_map(tmp_path, 2024, {"WK030701": square(0)})
    told = json.loads(path.read_text())
    del told["metadata"]
    nameless = tmp_path / "wijken.geojson"
    nameless.write_text(json.dumps(told))
    with pytest.raises(BadInput, match="--year"):
        import_boundaries(by=BY, path=nameless)
    import_boundaries(by=BY, path=nameless, year=2022)
    assert area_by_code("WK030701").valid_from.year == 2022
