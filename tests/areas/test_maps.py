"""The drawing board: where things land, and in which class."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from wijkhart.areas.maps import CLASSES, WIDTH, Board, band_of, bands_of, choropleth, close_up
from wijkhart.areas.models import Area

SQUARE = [[[0, 0], [1000, 0], [1000, 1000], [0, 1000], [0, 0]]]
NEXT_DOOR = [[[1000, 0], [2000, 0], [2000, 1000], [1000, 1000], [1000, 0]]]
FAR_AWAY = [[[90_000, 0], [91_000, 0], [91_000, 1000], [90_000, 1000], [90_000, 0]]]


def test_north_is_up_and_the_board_holds_its_corners() -> None:
    board = Board.around(SQUARE, margin=0)
    assert board.at(0, 1000) == (0, 0)
    assert board.at(1000, 0) == (WIDTH, WIDTH)
    assert board.holds(500, 500)
    assert not board.holds(1001, 500)


def test_a_board_around_nothing_can_still_be_drawn() -> None:
    assert Board.around([]).view_box.startswith(f"0 0 {WIDTH} ")


@given(st.lists(st.floats(0, 100, allow_nan=False), min_size=1, max_size=60))
def test_every_value_has_a_class_and_a_higher_value_never_a_lower_one(values: list[float]) -> None:
    bounds = bands_of(values)
    assert len(bounds) <= CLASSES
    assert bounds == sorted(set(bounds))
    bands = [band_of(value, bounds) for value in sorted(values)]
    assert None not in bands
    assert bands == sorted(band for band in bands if band is not None)


def test_an_unknown_value_has_no_class() -> None:
    assert band_of(None, [1, 2]) is None


@pytest.fixture
def wijken(db: None) -> list[Area]:
    make.area(make.AMERSFOORT, name="Amersfoort")
    return [
        make.area("WK030701", name="A", outline=SQUARE, valid_from=date(2024, 1, 1)),
        make.area("WK030702", name="B", outline=NEXT_DOOR),
        make.area("WK030703", name="C", outline=FAR_AWAY),
    ]


def test_a_choropleth_counts_its_classes_and_names_what_is_unknown(wijken: list[Area]) -> None:
    picture = choropleth(wijken, {"WK030701": 10.0, "WK030702": 20.0, "WK030703": None}, {"WK030701": "10"})
    assert [shape.band for shape in picture.shapes] == [0, 1, None]
    assert [(band.low, band.high, band.count) for band in picture.bands] == [(10, 10, 1), (10, 20, 1)]
    assert picture.unknown == 1


def test_a_close_up_draws_neighbours_but_not_the_far_ones_and_marks_inside(wijken: list[Area]) -> None:
    marks = [(1, 500.0, 500.0, "Plek", "school"), (2, 90_500.0, 500.0, "Ver", "school")]
    picture = close_up(wijken[0], wijken, marks)
    assert [shape.name for shape in picture.shapes] == ["A", "B"]
    assert [shape.here for shape in picture.shapes] == [True, False]
    assert [mark.number for mark in picture.marks] == [1]
    assert picture.scale.metres == 200


def test_other_places_are_dots_and_a_neighbour_that_shows_enough_is_named(wijken: list[Area]) -> None:
    big = [[[0, 0], [3000, 0], [3000, 3000], [0, 3000], [0, 0]]]
    inner = [[[1200, 1200], [1800, 1200], [1800, 1800], [1200, 1800], [1200, 1200]]]
    wijken[0].outline, wijken[1].outline = big, inner
    picture = close_up(wijken[0], wijken[:2], [], [(1500.0, 1500.0), (90_000.0, 0.0)])
    assert len(picture.dots) == 1
    assert [label.text for label in picture.labels] == ["B"]
