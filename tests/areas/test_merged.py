"""A municipality that was merged after the figures were made: nothing joins, everything is named."""

from pathlib import Path

import pytest

from tests.areas.test_space import AMERSFOORT_WIJKEN
from wijkhart.areas.actions import import_boundaries, import_district_table, load_measures
from wijkhart.areas.models import Missing
from wijkhart.areas.queries import districts_of, figure_table
from wijkhart.core.actors import System
from wijkhart.core.errors import BadInput

NATIONAL = Path(__file__).resolve().parents[2] / "demo" / "national"
BY = System("test")
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["GM1991", "GM1982"])
def test_maashorst_and_land_van_cuijk_come_in_without_figures_and_each_wijk_is_named(code: str) -> None:
    load_measures(by=BY)
    import_boundaries(by=BY, path=NATIONAL / "wijken_2024.geojson", municipality=code)
    report = import_district_table(by=BY, path=NATIONAL / "wijken_nl.csv", municipality=code)
    wijken = list(districts_of(code))
    table = figure_table(wijken, ["lonely_65plus"])
    assert {cell.value for cell in table.values()} == {None}
    assert {cell.missing for cell in table.values()} <= {Missing.UNKNOWN, Missing.NOT_JOINED, Missing.NO_INHABITANTS}
    named = {remark["code"] for remark in report.remarks if remark["kind"] == "no_figure"}
    assert {wijk.code for wijk in wijken} == named
    assert len(named) == {"GM1991": 6, "GM1982": 33}[code]


def test_a_municipality_that_is_not_on_the_map_is_refused() -> None:
    load_measures(by=BY)
    import_boundaries(by=BY, path=AMERSFOORT_WIJKEN)
    with pytest.raises(BadInput, match="GM9999"):
        import_district_table(by=BY, path=NATIONAL / "wijken_nl.csv", municipality="GM9999")
