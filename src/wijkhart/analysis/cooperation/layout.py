"""Where each player of a network is drawn: near those it works with, and no label over another.

Forces as Fruchterman & Reingold, Graph drawing by force-directed placement (1991), with a fixed number of rounds and a
fixed start, so that the same network always gives the same picture. Positions say nothing but who is tied to whom.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .network import parts_of

Numbers = NDArray[np.float64]
ROUNDS: Final = 300
"""Rounds of forces; then the warmth is gone."""
PULL: Final = 0.02
"""Of the middle on everybody."""
TIE: Final = 165.0
"""Drawing units that a tie is long, on average, before labels are pushed apart."""
BETWEEN: Final = 24.0
"""Drawing units between groups that share nothing."""
APART: Final = 400
"""Rounds at most in which boxes that lie over each other are pushed apart."""
MARGIN: Final = 6.0
"""Drawing units kept free around each box."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The middle of each player in drawing units, from the top left, and the size of the sheet."""

    at: Mapping[str, tuple[float, float]]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Group:
    """Players that reach each other, with their middles from the top left of their own piece of the sheet."""

    names: tuple[str, ...]
    points: Numbers
    width: float
    height: float


def laid_out(
    players: Sequence[str],
    pairs: Sequence[tuple[str, str]],
    boxes: Mapping[str, tuple[float, float]],
    width: float = 720.0,
) -> Layout:
    """Place players on a sheet of at least this width; `boxes` are the width and height that each one takes.

    The order of players and pairs does not matter. Work is O(rounds x players²). An empty network gives an empty sheet.

    >>> made = laid_out(["b", "a"], [("a", "b")], {"a": (80, 40), "b": (80, 40)})
    >>> made == laid_out(["a", "b"], [("b", "a")], {"a": (80, 40), "b": (80, 40)})
    True
    >>> laid_out([], [], {}).at
    {}
    """
    near = {name: {name} for name in sorted(set(players))}
    for first, second in pairs:
        near[first].add(second)
        near[second].add(first)
    groups = [_group(sorted(part), near, boxes) for part in parts_of(near, near)]
    return _on_a_sheet(groups, width)


def overlapping(layout: Layout, boxes: Mapping[str, tuple[float, float]]) -> list[tuple[str, str]]:
    """The pairs of players whose boxes lie over each other; for tests and for whoever draws.

    >>> overlapping(Layout({"a": (0.0, 0.0), "b": (5.0, 5.0)}, 10, 10), {"a": (10, 10), "b": (10, 10)})
    [('a', 'b')]
    """
    names = sorted(layout.at)
    found = []
    for row, first in enumerate(names):
        for second in names[row + 1 :]:
            (x1, y1), (x2, y2) = layout.at[first], layout.at[second]
            (w1, h1), (w2, h2) = boxes[first], boxes[second]
            if abs(x1 - x2) < (w1 + w2) / 2 - 0.01 and abs(y1 - y2) < (h1 + h2) / 2 - 0.01:
                found.append((first, second))
    return found


def _circle(count: int) -> Numbers:
    """A start that depends on the order of names only."""
    turn = 2 * np.pi * np.arange(count) / count
    return np.column_stack([np.cos(turn), np.sin(turn)]) * (0.5 if count > 1 else 0.0)


def _pulled(points: Numbers, ties: Numbers) -> Numbers:
    """Ties pull, everybody pushes, the middle pulls a little; each round with less warmth."""
    count = len(points)
    ideal = 1.0 / np.sqrt(count)
    for warmth in np.linspace(0.1, 0.002, ROUNDS):
        gaps = points[:, None, :] - points[None, :, :]
        far = np.maximum(np.hypot(gaps[..., 0], gaps[..., 1]), 1e-3)
        push = ideal**2 / far**2
        pull = ties * far / ideal
        moves = (gaps * (push - pull)[..., None]).sum(axis=1) - PULL * points / ideal
        length = np.maximum(np.hypot(moves[:, 0], moves[:, 1]), 1e-9)
        points = points + moves / length[:, None] * np.minimum(length, warmth)[:, None]
    return points


def _group(names: Sequence[str], near: Mapping[str, set[str]], boxes: Mapping[str, tuple[float, float]]) -> _Group:
    """Players that reach each other, laid out by themselves from the top left."""
    ties = np.array([[one != other and other in near[one] for other in names] for one in names], dtype=float)
    sizes = np.array([boxes[name] for name in names], dtype=float)
    points = _lying(_pulled(_circle(len(names)), ties))
    ends = np.argwhere(np.triu(ties))
    if len(ends):
        lengths = np.hypot(*(points[ends[:, 0]] - points[ends[:, 1]]).T)
        points = points * TIE / max(float(lengths.mean()), 1e-6)
    points = _pushed_apart(points, sizes)
    low = (points - sizes / 2).min(axis=0) - MARGIN
    high = (points + sizes / 2).max(axis=0) + MARGIN
    return _Group(tuple(names), points - low, float(high[0] - low[0]), float(high[1] - low[1]))


def _lying(points: Numbers) -> Numbers:
    """Turned so that the longest side lies flat, as pages are wide; the first player on the left, and high."""
    middle = points - points.mean(axis=0)
    turned: Numbers = middle @ np.linalg.eigh(middle.T @ middle)[1][:, ::-1]
    return turned * np.where(turned[0] > 0, -1.0, 1.0)


def _pushed_apart(points: Numbers, sizes: Numbers) -> Numbers:
    """Boxes that lie over each other give way, along the side where the least is needed."""
    points = points.copy()
    need = (sizes[:, None, :] + sizes[None, :, :]) / 2 + MARGIN
    order = np.sign(np.arange(len(points))[:, None] - np.arange(len(points))[None, :])
    for _round in range(APART):
        gaps = points[:, None, :] - points[None, :, :]
        over = need - np.abs(gaps)
        hit = (over > 0).all(axis=2) & ~np.eye(len(points), dtype=bool)
        if not hit.any():
            break
        side = over[..., 1] <= over[..., 0]
        for axis, chosen in ((0, ~side), (1, side)):
            sign = np.where(gaps[..., axis] == 0, order, np.sign(gaps[..., axis]))
            points[:, axis] += (np.where(hit & chosen, over[..., axis], 0.0) * sign).sum(axis=1) / 2
    return points


def _on_a_sheet(groups: Sequence[_Group], width: float) -> Layout:
    """Groups beside each other in rows, the largest first, each row in the middle of the sheet."""
    wide = max([width, *(group.width for group in groups)])
    rows: list[list[_Group]] = []
    for group in groups:
        taken = sum(one.width + BETWEEN for one in rows[-1]) if rows else wide
        if rows and taken + group.width <= wide:
            rows[-1].append(group)
        else:
            rows.append([group])
    at: dict[str, tuple[float, float]] = {}
    top = 0.0
    for row in rows:
        left = (wide - sum(one.width for one in row) - BETWEEN * (len(row) - 1)) / 2
        tall = max(one.height for one in row)
        for group in row:
            down = top + (tall - group.height) / 2
            for name, (x, y) in zip(group.names, group.points, strict=True):
                at[name] = (round(left + float(x), 1), round(down + float(y), 1))
            left += group.width + BETWEEN
        top += tall + BETWEEN
    return Layout(at, round(wide, 1), round(max(top - BETWEEN, 0.0), 1))
