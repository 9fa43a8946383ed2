"""The health monitor: estimates of an older division, joined by code or by an entered link, never guessed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import make
from tests.areas.files import AMERSFOORT_WIJKEN, NATIONAL, amersfoort_map, monitor, square
from wijkhart.areas.actions import import_boundaries, import_health_monitor, link_areas, load_measures
from wijkhart.areas.actions.catalogue import keep_source
from wijkhart.areas.actions.figures import NewFigure, all_at_once
from wijkhart.areas.models import Area, Figure, ImportReport, Missing, Source, StagedFigure
from wijkhart.areas.queries import EQUAL_CODE, LINK, area_by_code, districts_of, figure_table
from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.core.progress import Cancelled, silent

pytestmark = pytest.mark.django_db
BY = System("test")
RIVM = NATIONAL / "RIVM_gezondheid2020_18+.xlsx"


def test_the_file_of_rivm_gives_amersfoort_as_published() -> None:
    import_boundaries(by=BY, path=NATIONAL / "gemeenten_2024.geojson", municipality=make.AMERSFOORT)
    import_boundaries(by=BY, path=AMERSFOORT_WIJKEN)
    report = import_health_monitor(by=BY, path=RIVM, municipality=make.AMERSFOORT)
    keys = ["lonely", "severely_lonely", "emotionally_lonely", "socially_lonely", "carers", "volunteers"]
    town = figure_table([area_by_code(make.AMERSFOORT)], keys)
    assert [cell.value for cell in town.values()] == [46.3, 10.5, 28.3, 28.3, 13.5, 25.7]
    wijken = figure_table(districts_of(make.AMERSFOORT), ["lonely"])
    liendert = wijken[make.LIENDERT, "lonely"]
    assert (liendert.value, liendert.period, liendert.estimate) == (55.3, 2020, True)
    assert liendert.joined_via == EQUAL_CODE
    assert liendert.source is not None
    assert "2020" in liendert.source.title
    missing = {code: cell.missing for (code, _key), cell in wijken.items() if cell.value is None}
    assert missing == {
        "WK030732": Missing.NO_INHABITANTS,
        "WK030733": Missing.NO_INHABITANTS,
        "WK030734": Missing.NOT_JOINED,
    }
    assert figure_table([area_by_code("NL")], ["lonely"])["NL", "lonely"].value == 47.0
    unjoined = [remark["code"] for remark in report.remarks if remark["kind"] == "not_joined"]
    assert unjoined == ["WK030723"]
    without = {remark["code"] for remark in report.remarks if remark["kind"] == "no_figure"}
    assert without == {"WK030732", "WK030733", "WK030734"}
    assert Area.objects.filter(level="neighbourhood", valid_to="2020-12-31").exists()


def test_withheld_and_not_asked_are_kept_apart(tmp_path: Path) -> None:
    import_boundaries(by=BY, path=amersfoort_map(tmp_path, 2024, {"WK030701": square(0), "WK030702": square(1)}))
    rows: dict[str, dict[str, Any]] = {"WK030701": {"Eenzaam": "       ."}, "WK030702": {"Eenzaam": None}}
    import_health_monitor(by=BY, path=monitor(tmp_path, rows))
    cells = figure_table(districts_of(make.AMERSFOORT), ["lonely", "carers"])
    assert cells["WK030701", "lonely"].missing == Missing.SUPPRESSED
    assert cells["WK030702", "lonely"].missing == Missing.NOT_ASKED
    assert cells["WK030701", "lonely"].reason
    assert cells["WK030701", "carers"].value == 40.0


def test_the_latest_year_goes_first(tmp_path: Path) -> None:
    import_boundaries(by=BY, path=amersfoort_map(tmp_path, 2024, {"WK030701": square(0)}))
    import_health_monitor(by=BY, path=monitor(tmp_path, {"WK030701": {"Eenzaam": " 51.0"}}, 2020))
    import_health_monitor(by=BY, path=monitor(tmp_path, {"WK030701": {"Eenzaam": " 44.0"}}, 2016))
    cell = figure_table(districts_of(make.AMERSFOORT), ["lonely"])["WK030701", "lonely"]
    assert (cell.value, cell.period) == (51.0, 2020)


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    path = monitor(tmp_path, {"WK030701": {}, "GM0307": {}})
    first = import_health_monitor(by=BY, path=path)
    before = list(Figure.objects.values_list("pk", "value"))
    again = import_health_monitor(by=BY, path=path)
    assert first.counts["figures_new"] == len(before) > 0
    assert (again.counts["figures_new"], again.counts["figures_changed"]) == (0, 0)
    assert list(Figure.objects.values_list("pk", "value")) == before


def test_an_entered_link_weighs_the_older_figures(tmp_path: Path) -> None:
    import_boundaries(by=BY, path=amersfoort_map(tmp_path, 2024, {"WK030734": square(0)}))
    rows: dict[str, dict[str, Any]] = {"WK030723": {"Eenzaam": " 60.0"}, "WK030701": {"Eenzaam": " 20.0"}}
    path = monitor(tmp_path, rows)
    import_health_monitor(by=BY, path=path)
    key = ("WK030734", "lonely")
    assert figure_table(districts_of(make.AMERSFOORT), ["lonely"])[key].missing == Missing.NOT_JOINED
    new = area_by_code("WK030734")
    older = {area.code: area for area in Area.objects.filter(valid_from__year=2020)}
    link_areas(by=BY, predecessor=older["WK030723"], successor=new, share=0.75, origin="Gemeenteblad 2023")
    assert figure_table([new], ["lonely"])[key].value is None, "three quarters are not enough"
    link_areas(by=BY, predecessor=older["WK030701"], successor=new, share=0.25, origin="Gemeenteblad 2023")
    cell = figure_table([new], ["lonely"])[key]
    assert cell.value == pytest.approx(0.75 * 60 + 0.25 * 20)
    assert (cell.joined_via, cell.estimate, cell.period) == (LINK, True, 2020)
    assert "linked" in {remark["kind"] for remark in import_health_monitor(by=BY, path=path).remarks}
    with pytest.raises(Refused):
        link_areas(by=BY, predecessor=older["WK030701"], successor=new, share=0.5, origin="Gemeenteblad 2023")
    with pytest.raises(NotAllowed):
        link_areas(by=ANONYMOUS, predecessor=older["WK030701"], successor=new, share=0.1, origin="x")


@pytest.mark.parametrize(
    ("rows", "drop", "field"),
    [
        ({"WK030701": {}, "WK030702": {"Eenzaam": "   101.0"}}, "", "Eenzaam"),
        ({"WK030701": {}, "WK030702": {"Mantelzorger": "    -3.0"}}, "", "Mantelzorger"),
        ({"WK030701": {}, "WK030702": {"Eenzaam": "veel"}}, "", "Eenzaam"),
        ({"WK030701": {}, "Liendert": {}}, "", "WijkenEnBuurten"),
        ({"WK030701": {}}, "Mantelzorger", "Mantelzorger"),
    ],
)
def test_a_wrong_cell_is_told_and_nothing_is_written(
    tmp_path: Path, rows: dict[str, dict[str, Any]], drop: str, field: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        import_health_monitor(by=BY, path=monitor(tmp_path, rows, drop=drop))
    problem = refusal.value.problems[0]
    assert (problem.row, problem.field) == (1 if drop else 3, field)
    assert problem.advice
    assert not Figure.objects.exists()
    assert not Area.objects.exists()


def test_a_wrong_sheet_and_a_broken_file_are_told(tmp_path: Path) -> None:
    path = tmp_path / "leeg.xlsx"
    path.write_bytes(b"PK no book")
    with pytest.raises(BadInput, match="xlsx"):
        import_health_monitor(by=BY, path=path)
    with pytest.raises(BadInput, match="WijkenEnBuurten"):
        import_health_monitor(by=BY, path=NATIONAL / "TweedeKamer-verkiezingen_2023.xlsx")


def test_bounds_of_margins_are_left_out(tmp_path: Path) -> None:
    report = import_health_monitor(
        by=BY, path=monitor(tmp_path, {"WK030701": {}, "WK030702": {"Marges": "MW00ONG", "Eenzaam": " 99.0"}})
    )
    assert not Figure.objects.filter(value=99).exists()
    assert "skipped" in report.counts


def test_an_import_that_stops_halfway_shows_nothing_and_can_run_again(tmp_path: Path) -> None:
    path = monitor(tmp_path, {f"WK03{number:04}": {} for number in range(600)})

    def stop(done: int, total: int | None, doing: str) -> None:
        if done >= 5000:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_health_monitor(by=BY, path=path, progress=stop)
    for table in (Area, Figure, Source, StagedFigure, ImportReport):
        assert not table.objects.exists(), table
    report = import_health_monitor(by=BY, path=path)
    assert report.counts["figures_new"] == Figure.objects.count() == 600 * 12


def test_a_figure_of_an_area_that_is_not_there_takes_the_whole_import_back() -> None:
    load_measures(by=BY)
    make.area("NL")
    since = date(2024, 1, 1)
    figures = [NewFigure(code, since, "lonely", "gezondheidsmonitor-2020", 2020, 47.0) for code in ("NL", "WK030701")]
    with (
        pytest.raises(LookupError, match="2 figures stood ready, 1"),
        all_at_once(by=BY, figures=figures, progress=silent),
    ):
        keep_source(by=BY, key="gezondheidsmonitor", year=2020)
    assert not Figure.objects.exists()
    assert not Source.objects.exists()
    assert not StagedFigure.objects.exists()
