"""Points: which wijk holds one, which ones stand for its people, and where words lead."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.areas.files import AMERSFOORT_WIJKEN
from wijkhart.areas import rd
from wijkhart.areas.actions import import_boundaries
from wijkhart.areas.geocoder import Exactness, Located, NotFound, locate
from wijkhart.areas.models import Area, Level, Postcode
from wijkhart.areas.queries import area_by_code, demand_points, districts_at, districts_of, nearest_demand_point
from wijkhart.areas.queries.space import AT_LEAST, areas_at, hexagonal_points
from wijkhart.core.actors import System

AMERSFOORT_TOWER = (155_000.0, 463_000.0)
"""Our Lady's Tower is the origin of the RD grid."""


def test_the_grid_has_its_origin_at_our_ladys_tower() -> None:
    x, y = rd.to_rd([5.38720621], [52.15517440])
    assert (x[0], y[0]) == pytest.approx(AMERSFOORT_TOWER, abs=1)
    longitude, latitude = rd.to_degrees(x, y)
    assert (longitude[0], latitude[0]) == pytest.approx((5.38720621, 52.15517440), abs=1e-7)
    assert not rd.on_grid(*rd.to_rd(-68.27, 12.15)), "Bonaire is not on the grid"


@pytest.mark.django_db
def test_every_populated_wijk_of_amersfoort_has_points_inside_that_carry_its_people() -> None:
    import_boundaries(by=System("test"), path=AMERSFOORT_WIJKEN)
    for area in districts_of(make.AMERSFOORT):
        points = demand_points(area)
        if not area.population:
            assert len(points.x) == 0
            continue
        border = shapely.from_wkb(bytes(area.border or b""))
        assert shapely.contains_xy(border, points.x, points.y).all()
        assert len(points.x) >= max(AT_LEAST, 0.8 * 20 * border.area / 1e6)
        assert points.people.sum() == pytest.approx(area.population)
        here = [code == area.code for code in districts_at(list(zip(points.x, points.y, strict=True)))]
        strays = len(here) - sum(here)
        assert strays <= max(1, 0.03 * len(here)), "borders of the file overlap by metres, no more"


@pytest.mark.django_db
def test_a_venue_inside_a_wijk_is_never_out_of_reach_of_all_its_people() -> None:
    """Wherever in a wijk a venue stands, some of its people live within 800 metres."""
    import_boundaries(by=System("test"), path=AMERSFOORT_WIJKEN)
    chance = np.random.default_rng(1)
    for area in districts_of(make.AMERSFOORT).filter(population__gt=0):
        border = shapely.from_wkb(bytes(area.border or b""))
        west, south, east, north = border.bounds
        x, y = chance.uniform(west, east, 200), chance.uniform(south, north, 200)
        inside = shapely.contains_xy(border, x, y)
        points = demand_points(area)
        for across, up in zip(x[inside], y[inside], strict=True):
            assert nearest_demand_point(points, across, up)[1] < 800


@given(st.floats(30, 3_000), st.floats(30, 3_000), st.floats(0, 250_000), st.floats(300_000, 600_000))
def test_a_border_of_any_size_has_at_least_seven_points_inside(
    width: float, height: float, west: float, south: float
) -> None:
    border = shapely.box(west, south, west + width, south + height)
    x, y = hexagonal_points(border)
    assert len(x) >= AT_LEAST
    assert shapely.contains_xy(border, x, y).all()
    again = hexagonal_points(border)
    assert (again[0] == x).all()


@pytest.mark.django_db
def test_points_fall_in_their_wijk_and_nowhere_else() -> None:
    import_boundaries(by=System("test"), path=AMERSFOORT_WIJKEN)
    liendert = area_by_code(make.LIENDERT)
    assert liendert.x is not None
    assert liendert.y is not None
    assert districts_at([(liendert.x, liendert.y), (0, 0), (None, None)]) == [make.LIENDERT, "", ""]
    assert districts_at([AMERSFOORT_TOWER]) == ["WK030701"]
    assert districts_at([]) == []


@pytest.mark.django_db
def test_a_point_in_a_gap_belongs_to_the_nearest_wijk_and_on_a_border_to_the_lower_code() -> None:
    make.area("WK030702", border=shapely.to_wkb(shapely.box(1_000, 0, 2_000, 1_000)))
    make.area("WK030701", border=shapely.to_wkb(shapely.box(0, 0, 1_000, 1_000)))
    make.area("WK030703", border=shapely.to_wkb(shapely.box(2_300, 0, 3_000, 1_000)))
    points = [(1_000, 500), (2_100, 500), (2_200, 500), (3_240, 500), (3_260, 500)]
    assert districts_at(points) == ["WK030701", "WK030702", "WK030703", "WK030703", ""]
    assert areas_at(points, Level.DISTRICT) == ["WK030701", "", "", "", ""]


@pytest.fixture
def places() -> None:
    Area.objects.all().delete()
    make.area("GM0307", name="Amersfoort", x=155_000, y=463_000)
    make.area("WK030710", name="Liendert", x=157_000, y=464_000)
    make.area("GM0150", name="Deventer", x=207_000, y=474_000)
    make.area("WK015000", name="Wijk 00 Liendert", x=208_000, y=474_000)
    Postcode.objects.create(
        digits="3814",
        place="Amersfoort",
        municipality_code="GM0307",
        latitude=52.16,
        longitude=5.4,
        x=155_900,
        y=463_700,
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    ("text", "municipality", "exactness", "x"),
    [
        ("3814", "", Exactness.POSTCODE, 155_900),
        (" 3814 ab ", "GM0307", Exactness.POSTCODE, 155_900),
        ("liendert", "GM0307", Exactness.DISTRICT, 157_000),
        ("Liendert", "GM0150", Exactness.DISTRICT, 208_000),
        ("AMERSFOORT", "", Exactness.MUNICIPALITY, 155_000),
        ("155000, 463000", "", Exactness.POINT, 155_000),
        ("52.1551744, 5.38720621", "", Exactness.POINT, 155_000),
    ],
)
def test_words_lead_to_a_point_that_says_how_exact_it_is(
    text: str, municipality: str, exactness: Exactness, x: float
) -> None:
    found = locate(text, municipality)
    assert isinstance(found, Located)
    assert found.exactness == exactness
    assert found.x == pytest.approx(x, abs=1)


@pytest.mark.django_db
@pytest.mark.usefixtures("places")
def test_what_is_not_known_gives_suggestions() -> None:
    near = locate("Lindert", "GM0307")
    assert isinstance(near, NotFound)
    assert near.suggestions == ("Liendert",)
    assert "Liendert" in near.message
    assert locate("3815") == NotFound("3815", ("3814",))
    for text in ("", "xyzzy", "12.15, -68.27", "9999999"):
        assert isinstance(locate(text), NotFound)
