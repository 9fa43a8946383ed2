"""The network as a drawing and its figures as lines: data for SVG, beside tables with the same facts."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from wijkhart.analysis.cooperation import Figures, cut_players, laid_out
from wijkhart.coordination.queries.cooperation import Cooperation
from wijkhart.coordination.queries.cooperation_facts import TEAM, Player

LETTER: Final = 7.6
"""Drawing units of one letter of a label, rather too wide than too narrow."""
LINE: Final = 16.0
MARK: Final = 34.0
"""Height of the shape above its label."""
LETTERS: Final = 18
LINES: Final = 2
MOST_DRAWN: Final = 40
"""Players in one picture; with more nobody can read it. The table has them all."""
THICK: Final = (1.5, 3.0, 4.5)
"""Thickness of a line for one, two, and three or more shared things."""


@dataclass(frozen=True, slots=True)
class Node:
    """One player as it is drawn: its shape, where, and its name in one or two lines."""

    player: Player
    shape: str
    """`round` for informal, `square` for formal, `diamond` when that is not known."""
    x: float
    y: float
    lines: tuple[tuple[float, str], ...]
    """Height and words of each line of the label."""
    holds: bool
    """Without it others would no longer reach each other."""


@dataclass(frozen=True, slots=True)
class Line:
    """One pair as it is drawn."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    weak: bool
    """They share nothing but a seat at the same table."""
    things: int


@dataclass(frozen=True, slots=True)
class NetworkPicture:
    """Everything that is drawn; `left_out` players work together too but did not fit."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    width: float
    height: float
    left_out: int

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width:g} {self.height:g}"


def network_picture(cooperation: Cooperation) -> NetworkPicture:
    """Everybody who works with somebody, those with most partners first when not all fit."""
    near = cooperation.network.near
    tied = sorted((key for key, others in near.items() if others), key=lambda key: (-len(near[key]), key))
    drawn = tied[:MOST_DRAWN]
    players = {key: cooperation.facts.players[key] for key in drawn}
    labels = {key: label_lines(player.name) for key, player in players.items()}
    boxes = {key: _box(lines) for key, lines in labels.items()}
    pairs = [pair for pair in cooperation.network.ties if pair[0] in players and pair[1] in players]
    sheet = laid_out(drawn, pairs, boxes)
    marks = {key: (x, round(sheet.at[key][1] - boxes[key][1] / 2 + MARK / 2, 1)) for key, (x, _y) in sheet.at.items()}
    hold, in_order = set(cut_players(cooperation.network)), sorted(drawn, key=lambda key: players[key].name)
    nodes = tuple(_node(players[key], marks[key], labels[key], key in hold) for key in in_order)
    lines = tuple(_line(cooperation, pair, marks) for pair in sorted(pairs))
    return NetworkPicture(nodes, lines, sheet.width, sheet.height, len(tied) - len(drawn))


def label_lines(name: str) -> tuple[str, ...]:
    """A name in at most two lines; what does not fit ends in a sign that says so.

    >>> label_lines("Stichting Welzijn in het hele noorden van de stad")
    ('Stichting Welzijn', 'in het hele…')
    """
    return tuple(textwrap.wrap(name, LETTERS, max_lines=LINES, placeholder="…"))


def _box(lines: Sequence[str]) -> tuple[float, float]:
    return max(MARK, LETTER * max(map(len, lines), default=0)), MARK + LINE * len(lines)


def _node(player: Player, at: tuple[float, float], lines: Sequence[str], holds: bool) -> Node:
    shape = "diamond" if player.formal is None else "square" if player.formal else "round"
    x, y = at
    under = [(round(y + MARK / 2 + LINE * (row + 0.75), 1), words) for row, words in enumerate(lines)]
    return Node(player, shape, x, y, tuple(under), holds)


def _line(cooperation: Cooperation, pair: tuple[str, str], marks: dict[str, tuple[float, float]]) -> Line:
    ties = cooperation.network.ties[pair]
    (x1, y1), (x2, y2) = marks[pair[0]], marks[pair[1]]
    strength = THICK[min(len(ties), len(THICK)) - 1]
    return Line(x1, y1, x2, y2, strength, all(tie.kind == TEAM for tie in ties), len(ties))


CHART_LEFT, CHART_TOP, CHART_WIDE, CHART_TALL = 44, 16, 560, 160


@dataclass(frozen=True, slots=True)
class ChartPoint:
    x: float
    y: float
    value: int


@dataclass(frozen=True, slots=True)
class TimeChart:
    """Pairs that work together and players that stand alone, over time; the table has the same numbers."""

    pairs: tuple[ChartPoint, ...]
    alone: tuple[ChartPoint, ...]
    days: tuple[tuple[float, date], ...]
    levels: tuple[tuple[float, int], ...]
    """Height and number of each grid line."""

    @property
    def pairs_path(self) -> str:
        return _path(self.pairs)

    @property
    def alone_path(self) -> str:
        return _path(self.alone)


def time_chart(rows: Sequence[Figures]) -> TimeChart:
    """Two lines from the figures of the quarters.

    >>> one = Figures(date(2026, 1, 1), 4, 2, 0.5, 1, 2, 0, 0, 1)
    >>> [level for _y, level in time_chart([one, one]).levels]
    [0, 2]
    """
    most = max([1, *(row.pairs for row in rows), *(row.alone for row in rows)])
    step = next(size for size in _steps() if most <= 4 * size)
    top = step * -(-most // step)
    steps = max(len(rows) - 1, 1)
    across = [round(CHART_LEFT + CHART_WIDE * number / steps, 1) for number in range(len(rows))]

    def height(value: int) -> float:
        return round(CHART_TOP + CHART_TALL * (1 - value / top), 1)

    return TimeChart(
        tuple(ChartPoint(x, height(row.pairs), row.pairs) for x, row in zip(across, rows, strict=True)),
        tuple(ChartPoint(x, height(row.alone), row.alone) for x, row in zip(across, rows, strict=True)),
        tuple((x, row.day) for x, row in zip(across, rows, strict=True)),
        tuple((height(level), level) for level in range(0, top + 1, step)),
    )


def _steps() -> list[int]:
    return [base * 10**power for power in range(7) for base in (1, 2, 5)]


def _path(points: Sequence[ChartPoint]) -> str:
    return "M" + "L".join(f"{point.x:g},{point.y:g}" for point in points) if points else ""
