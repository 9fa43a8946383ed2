"""Where each player of a network is drawn: near those it works with, and no label over another.

Forces as Fruchterman & Reingold, Graph drawing by force-directed placement (1991), with a fixed number of rounds and a
fixed start, so that the same network always gives the same picture. Positions say nothing but who is tied to whom.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
ROUNDS: Final = 300
"""Rounds of forces; then the warmth is gone."""
PULL: Final = 0.06
"""Of the middle on everybody, so that groups that share nothing stay on one sheet."""
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
    names = sorted(set(players))
    if not names:
        return Layout({}, width, 0.0)
    place = {name: row for row, name in enumerate(names)}
    ties = np.zeros((len(names), len(names)))
    for first, second in pairs:
        ties[place[first], place[second]] = ties[place[second], place[first]] = 1.0
    sizes = np.array([boxes[name] for name in names], dtype=float)
    points = _spread(_pulled(_circle(len(names)), ties), sizes, width)
    points = _pushed_apart(points, sizes)
    return _on_a_sheet(names, points, sizes, width)


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


def _spread(points: Numbers, sizes: Numbers, width: float) -> Numbers:
    """From forces to drawing units: as wide as the sheet allows, and a little flatter, as pages are."""
    span = np.maximum(np.ptp(points, axis=0), 1e-6)
    wide = max(width - float(sizes[:, 0].max()), 1.0)
    tall = max(0.62 * wide, 1.0) if len(points) > 2 else 1.0
    spread: Numbers = (points - points.min(axis=0)) / span * np.array([wide, tall])
    return spread


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


def _on_a_sheet(names: Sequence[str], points: Numbers, sizes: Numbers, width: float) -> Layout:
    low = (points - sizes / 2).min(axis=0) - MARGIN
    high = (points + sizes / 2).max(axis=0) + MARGIN
    wide = max(width, float(high[0] - low[0]))
    left = (wide - float(high[0] - low[0])) / 2
    at = {
        name: (round(float(x - low[0]) + left, 1), round(float(y - low[1]), 1))
        for name, (x, y) in zip(names, points, strict=True)
    }
    return Layout(at, round(wide, 1), round(float(high[1] - low[1]), 1))
