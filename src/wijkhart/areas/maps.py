"""Maps as data: paths and marks on a drawing board, from outlines on the RD grid. Templates turn them into SVG."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from wijkhart.areas.models import Area

Ring = Sequence[Sequence[float]]

WIDTH = 640
"""Width of the drawing board in its own units; the height follows from the area."""
CLASSES = 5
LABEL_POINTS = 3
"""Corners that must lie on the board before a neighbour gets its name drawn."""
LABEL_MARGIN = 50


@dataclass(frozen=True, slots=True)
class Board:
    """The part of the RD grid that is drawn, and its scale."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def around(cls, rings: Iterable[Ring], margin: float = 0.04) -> "Board":
        """The smallest board that holds all rings, with a margin; one kilometre around nothing."""
        points = [point for ring in rings for point in ring] or [(-500.0, -500.0), (500.0, 500.0)]
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        pad = max(max(xs) - min(xs), max(ys) - min(ys)) * margin
        return cls(min(xs) - pad, max(ys) + pad, max(xs) - min(xs) + 2 * pad, max(max(ys) - min(ys) + 2 * pad, 1.0))

    @property
    def scale(self) -> float:
        """Drawing units per metre."""
        return WIDTH / self.width

    @property
    def view_box(self) -> str:
        return f"0 0 {WIDTH} {round(self.height * self.scale)}"

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point on the RD grid is drawn."""
        return round((x - self.left) * self.scale, 1), round((self.top - y) * self.scale, 1)

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.left + self.width and self.top - self.height <= y <= self.top

    def path(self, rings: Iterable[Ring]) -> str:
        """The `d` of an SVG path through these rings."""
        return "".join(
            "M" + "L".join("{:g},{:g}".format(*self.at(point[0], point[1])) for point in ring) + "Z" for ring in rings
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """One area on the map. `band` 0-4 is its class; None when there is no value."""

    code: str
    name: str
    url: str
    path: str
    band: int | None
    text: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the map, by its number in the list beside it."""

    number: int
    x: float
    y: float
    name: str
    kind: str

    @property
    def at(self) -> str:
        """The point as SVG writes it, whatever the language of the page."""
        return f"{self.x:g} {self.y:g}"


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a neighbouring area, at a point inside it."""

    x: float
    y: float
    text: str

    @property
    def at(self) -> str:
        """The point as SVG writes it, whatever the language of the page."""
        return f"{self.x:g} {self.y:g}"


@dataclass(frozen=True, slots=True)
class Band:
    """One class of the legend, from and up to its bounds, with how many areas fall in it."""

    number: int
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Scale:
    """A bar of a round length, to read distances by."""

    metres: int
    width: float

    @property
    def path(self) -> str:
        """The bar, drawn from its own origin."""
        return f"M0,0V6H{self.width:g}V0"


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything a template needs to draw one map."""

    view_box: str
    shapes: tuple[Shape, ...]
    scale: Scale
    marks: tuple[Mark, ...] = ()
    dots: tuple[tuple[float, float], ...] = ()
    labels: tuple[Label, ...] = ()
    bands: tuple[Band, ...] = ()
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """One numbered point that leads to its entry in the list beside the map."""

    label: str
    x: float
    y: float
    title: str
    url: str

    @property
    def at(self) -> str:
        """The point as SVG writes it, whatever the language of the page."""
        return f"{self.x:g} {self.y:g}"


@dataclass(frozen=True, slots=True)
class Circle:
    """How far a search goes round its middle."""

    x: float
    y: float
    radius: float

    @property
    def path(self) -> str:
        """The circle as a path, whatever the language of the page."""
        x, y, radius = self.x, self.y, self.radius
        arc = f"a{radius:g},{radius:g} 0 1,0"
        return f"M{x - radius:g},{y:g}{arc} {2 * radius:g},0{arc} {-2 * radius:g},0Z"


@dataclass(frozen=True, slots=True)
class SpotMap:
    """Numbered points on the wijken of a municipality."""

    view_box: str
    shapes: tuple[Shape, ...]
    scale: Scale
    spots: tuple[Spot, ...]
    labels: tuple[Label, ...] = ()
    circle: Circle | None = None


def bands_of(values: Sequence[float]) -> list[float]:
    """Upper bounds of at most five classes with about as many areas each; equal values never split.

    >>> bands_of([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    [2, 4, 6, 8, 10]
    >>> bands_of([3, 3, 3])
    [3]
    """
    ordered = sorted(values)
    if not ordered:
        return []
    cuts = {
        ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * step // CLASSES) - 1))] for step in range(1, CLASSES + 1)
    }
    return sorted(cuts)


def band_of(value: float | None, bounds: Sequence[float]) -> int | None:
    """The class of a value, or None when it is unknown."""
    if value is None or not bounds:
        return None
    return next(number for number, bound in enumerate(bounds) if value <= bound)


def choropleth(
    areas: Sequence[Area],
    values: Mapping[str, float | None],
    texts: Mapping[str, str],
    urls: Mapping[str, str] | None = None,
) -> Picture:
    """Areas coloured by class of their value; `texts` says each value in words, `urls` where each leads if not home."""
    board = Board.around(ring for area in areas for ring in area.outline or [])
    known = [value for area in areas if (value := values.get(area.code)) is not None]
    bounds = bands_of(known)
    shapes = tuple(
        Shape(
            code=area.code,
            name=area.name,
            url=(urls or {}).get(area.code) or area.get_absolute_url(),
            path=board.path(area.outline or []),
            band=band_of(values.get(area.code), bounds),
            text=texts.get(area.code, ""),
        )
        for area in areas
    )
    lows = [min(known, default=0.0), *bounds]
    bands = tuple(
        Band(number, lows[number], bound, sum(shape.band == number for shape in shapes))
        for number, bound in enumerate(bounds)
    )
    unknown = sum(shape.band is None for shape in shapes)
    return Picture(board.view_box, shapes, _scale(board), bands=bands, unknown=unknown)


def close_up(
    area: Area,
    around: Sequence[Area],
    marks: Sequence[tuple[int, float, float, str, str]],
    others: Sequence[tuple[float, float]] = (),
) -> Picture:
    """One area with its neighbours faint around it, numbered places (number, x, y, name, kind) and others as dots."""
    board = Board.around(area.outline or [], margin=0.12)
    near = [other for other in around if other.outline and _meets(board, other)]
    shapes = tuple(_neighbour(board, other, here=other.pk == area.pk) for other in near)
    drawn = tuple(Mark(number, *board.at(x, y), name, kind) for number, x, y, name, kind in marks if board.holds(x, y))
    return Picture(
        board.view_box,
        shapes,
        _scale(board),
        marks=drawn,
        dots=tuple(board.at(x, y) for x, y in others if board.holds(x, y)),
        labels=tuple(label for other in near if other.pk != area.pk for label in _label(board, other)),
    )


def spot_map(
    areas: Sequence[Area],
    spots: Sequence[tuple[str, float, float, str, str]],
    urls: Mapping[str, str],
    around: tuple[float, float, float] | None = None,
) -> SpotMap:
    """Points (label, x, y, title, url) on areas that each lead to their url; round a middle (x, y, radius) if asked."""
    if around:
        x, y, radius = around
        board = Board.around([[(x - radius, y - radius), (x + radius, y + radius)]], margin=0.08)
    else:
        board = Board.around(ring for area in areas for ring in area.outline or [])
    near = [area for area in areas if area.outline and _meets(board, area)]
    return SpotMap(
        board.view_box,
        tuple(
            Shape(area.code, area.name, urls.get(area.code, ""), board.path(area.outline or []), band=None, text="")
            for area in near
        ),
        _scale(board),
        tuple(
            Spot(label, *board.at(at_x, at_y), title, url)
            for label, at_x, at_y, title, url in spots
            if board.holds(at_x, at_y)
        ),
        labels=tuple(label for area in near for label in _label(board, area)) if around else (),
        circle=Circle(*board.at(around[0], around[1]), round(around[2] * board.scale, 1)) if around else None,
    )


def _neighbour(board: Board, area: Area, *, here: bool) -> Shape:
    path = board.path(area.outline or [])
    return Shape(area.code, area.name, area.get_absolute_url(), path, band=None, text="", here=here)


def _label(board: Board, area: Area) -> list[Label]:
    """The name of an area, when the middle of what is drawn of it lies well on the board."""
    points = [point for ring in area.outline or [] for point in ring if board.holds(point[0], point[1])]
    if len(points) < LABEL_POINTS:
        return []
    x, y = (sum(point[axis] for point in points) / len(points) for axis in (0, 1))
    if not _inside(x, y, area.outline or []):
        return []
    at_x, at_y = board.at(x, y)
    return [Label(at_x, at_y, area.name)] if LABEL_MARGIN < at_x < WIDTH - LABEL_MARGIN else []


def _inside(x: float, y: float, rings: Sequence[Ring]) -> bool:
    """Whether a point lies inside rings, by the even-odd rule."""
    odd = False
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                odd = not odd
    return odd


def _meets(board: Board, area: Area) -> bool:
    """Whether any corner of the area, or a corner's box, touches the board."""
    points = [point for ring in area.outline or [] for point in ring]
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return bool(
        min(xs) <= board.left + board.width
        and max(xs) >= board.left
        and min(ys) <= board.top
        and max(ys) >= board.top - board.height
    )


def _scale(board: Board) -> Scale:
    """A scale bar of a round length, about a quarter of the board."""
    wanted = board.width / 4
    metres = max((step for step in (50, 100, 200, 500, 1000, 2000, 5000, 10_000) if step <= wanted), default=50)
    return Scale(metres, round(metres * board.scale, 1))
