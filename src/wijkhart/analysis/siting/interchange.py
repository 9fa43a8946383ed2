"""A good answer fast: exchange one site for another while that helps (Whitaker 1983; Resende and Werneck 2007)."""

import numpy as np

from .model import Bools, Floats, Ints, Model


def exchanged(model: Model, is_open: Bools, usable: Bools) -> tuple[Bools, float]:
    """Where exchanging, and adding while there is room, ends; never worse than `is_open`, which must be allowed.

    >>> model = Model(np.array([[0.0, 4, 9], [4, 0, 5], [9, 5, 0]]), np.zeros((0, 3)), np.zeros(0), 1, np.arange(3),
    ...     np.zeros(3, int))
    >>> exchanged(model, np.array([True, False, False]), np.ones(3, bool))
    (array([False,  True, False]), 9.0)
    """
    is_open, table = is_open.copy(), Table(model, usable)
    while model.cost.size:
        moved = _step(model, table, is_open)
        if moved is None:
            break
        is_open = moved
    return is_open, model.value(is_open)


class Table:
    """The costs of the sites that may open, kept together because the search looks only there."""

    def __init__(self, model: Model, usable: Bools) -> None:
        self.site = np.flatnonzero(usable)
        self.cost = np.ascontiguousarray(model.cost[:, self.site])


def _step(model: Model, table: Table, is_open: Bools) -> Bools | None:
    """The best allowed exchange or addition, done; None when none helps."""
    opened = np.flatnonzero(is_open)
    near, first, second = two_nearest(model.cost, opened)
    worth = gains(table.cost, near, first, second, opened.size)
    worth[:, is_open[table.site]] = -np.inf
    least = 1e-9 * max(1.0, float(first.sum()))
    good = np.flatnonzero(worth.ravel() > least)
    for which in good[np.argsort(-worth.ravel()[good], kind="stable")]:
        row, column = divmod(int(which), table.site.size)
        moved = is_open.copy()
        moved[table.site[column]] = True
        if row < opened.size:
            moved[opened[row]] = False
        if model.allows(moved):
            return moved
    return None


def two_nearest(cost: Floats, opened: Ints) -> tuple[Ints, Floats, Floats]:
    """Per client: which of the opened sites is cheapest, what it costs and what the next costs (infinite: none).

    >>> two_nearest(np.array([[3.0, 1.0, 2.0]]), np.array([0, 1]))
    (array([1]), array([1.]), array([3.]))
    """
    own = cost[:, opened]
    near = own.argmin(axis=1)
    first = own[np.arange(len(own)), near]
    own[np.arange(len(own)), near] = np.inf
    return near, first, own.min(axis=1, initial=np.inf)


def gains(cost: Floats, near: Ints, first: Floats, second: Floats, opened: int) -> Floats:
    """What opening each column gains, when each opened site closes (rows) and when none does (the last row)."""
    order = np.argsort(near, kind="stable")
    cost, first, second = cost[order], first[order], np.minimum(second[order], max(cost.max(initial=0), first.max()))
    starts = np.searchsorted(near[order], np.arange(opened))
    filled = np.flatnonzero(np.diff(np.append(starts, near.size)) > 0)
    gain = first[:, None] - cost
    np.maximum(gain, 0, out=gain)
    total = gain.sum(axis=0)
    back = second[:, None] - np.maximum(cost, first[:, None])
    np.maximum(back, 0, out=back)
    worth = np.empty((opened + 1, cost.shape[1]))
    worth[:] = total
    if filled.size:
        lost = np.add.reduceat(second - first, starts[filled])
        worth[filled] += np.add.reduceat(back, starts[filled], axis=0) - lost[:, None]
    return worth
