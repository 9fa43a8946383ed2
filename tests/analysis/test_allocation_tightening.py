"""Rounded rows and the heart of a table: nothing that is whole is cut off, and the best stays the best."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from wijkhart.analysis.allocation.solver import Effort, Table, relaxed
from wijkhart.analysis.allocation.tightening import proven_best, tightened

COLUMNS, ROWS, MOST = 4, 3, 3
AMOUNT = st.integers(-4, 9).map(float)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Three whole columns of 0 to 3 and one that need not be."""
    worth = np.array([draw(st.integers(0, 9)) for _ in range(COLUMNS)], dtype=float)
    rows = np.array([[draw(AMOUNT) for _ in range(COLUMNS)] for _ in range(ROWS)])
    most = np.array([draw(st.integers(0, 25)) for _ in range(ROWS)], dtype=float)
    whole = np.array([True, True, True, False])
    return Table(worth, csr_array(rows), most, np.zeros(COLUMNS), np.full(COLUMNS, float(MOST)), whole)


def whole_points(asked: Table) -> list[np.ndarray]:
    """Every whole choice, with some values of the column that need not be whole."""
    found = []
    for first in product(range(MOST + 1), repeat=3):
        for last in np.linspace(0, MOST, 13):
            point = np.array([*first, last], dtype=float)
            if (asked.table @ point <= asked.most + 1e-9).all():
                found.append(point)
    return found


@settings(max_examples=150, deadline=None)
@given(tables())
def test_nothing_whole_is_cut_off(asked: Table) -> None:
    close = tightened(asked)
    loose = relaxed(asked)
    assert (close is None) == (loose is None)
    if close is None or loose is None:
        return
    table, top, _price = close
    assert top <= loose.worth + 1e-6
    for point in whole_points(asked):
        assert (table.table @ point <= table.most + 1e-6).all()
        assert asked.worth @ point <= top + 1e-6


@settings(max_examples=80, deadline=None)
@given(tables())
def test_the_heart_holds_the_best(asked: Table) -> None:
    """Beside a brute force, which may miss a little of the column that need not be whole."""
    found = proven_best(asked, Effort(10.0, close=0.0))
    points = whole_points(asked)
    if found.columns is None:
        assert not points
        return
    assert (asked.table @ found.columns <= asked.most + 1e-6).all()
    assert found.worth >= max((asked.worth @ point for point in points), default=-np.inf) - 1e-6
    assert found.bound <= found.worth + 1e-6 * max(found.worth, 1.0)


def test_a_row_by_hand() -> None:
    """5 a + 5 b <= 9 holds for whole a and b only when a + b <= 1; the best of 2 a + b is 2, not 3.6."""
    asked = Table(np.array([2.0, 1.0]), csr_array([[5.0, 5.0]]), np.array([9.0]), np.zeros(2), np.full(2, 3.0),
                  np.array([True, True]))  # fmt: skip
    loose, close = relaxed(asked), tightened(asked)
    assert loose is not None
    assert close is not None
    np.testing.assert_allclose([loose.worth, close[1]], [3.6, 2.0], atol=1e-6)
