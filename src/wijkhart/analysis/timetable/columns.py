"""Everything that may be: one column per request, room and quarter-hour start, with its worth."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .problem import DAY, DAYS, PARTS, RANKS, Problem, Request, Room, Session

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Arrays of one size: indices of request and room, day, start, what is occupied, and points over the season.

    `length` is that of the session, in quarter-hours.
    """

    request: Ints
    room: Ints
    day: Ints
    start: Ints
    begin: Ints
    end: Ints
    points: Ints
    length: Ints

    def __len__(self) -> int:
        return self.request.size

    def take(self, which: Ints | Bools) -> "Columns":
        """Some of them."""
        return Columns(*(getattr(self, name)[which] for name in self.__slots__))

    def find(self, problem: Problem, sessions: tuple[Session, ...]) -> Ints:
        """The column of each session. Errors: KeyError when one is no column."""
        requests = {one.key: at for at, one in enumerate(problem.requests)}
        rooms = {one.key: at for at, one in enumerate(problem.rooms)}
        first = np.searchsorted(self.request, np.arange(len(requests) + 1))
        found = []
        for one in sessions:
            at, to = first[requests[one.request]], first[requests[one.request] + 1]
            same = (self.room[at:to] == rooms[one.room]) & (self.day[at:to] == one.day)
            same &= self.length[at:to] == problem.length_of(one)
            here = np.flatnonzero(same & (self.start[at:to] == one.start))
            if not here.size:
                raise KeyError(one)
            found.append(at + here[0])
        return np.array(found, dtype=np.int64)

    def pinned(self, problem: Problem) -> Ints:
        """The columns of the pins."""
        return self.find(problem, problem.pins)

    def sessions(self, problem: Problem, which: Ints) -> tuple[Session, ...]:
        """These columns as sessions, in order."""
        rooms, requests = problem.rooms, problem.requests
        return tuple(
            sorted(
                Session(
                    requests[self.request[one]].key,
                    rooms[self.room[one]].key,
                    int(self.day[one]),
                    int(self.start[one]),
                    int(self.length[one]) if self.length[one] < requests[self.request[one]].length else 0,
                )
                for one in which
            )
        )


def columns_of(problem: Problem) -> Columns:
    """All columns, by request, room, day and start."""
    grid = Grid(problem)
    return columns_for(problem, grid, range(len(problem.requests)))


def columns_for(problem: Problem, grid: "Grid", requests: Iterable[int]) -> Columns:
    """The columns of some requests (indices, rising)."""
    return joined(columns_like(problem, grid, index, problem.requests[index]) for index in requests)


def columns_like(problem: Problem, grid: "Grid", index: int, request: Request) -> Columns:
    """The columns of a request (by its index) if it were like this one."""
    found = [
        one for length in request.lengths if (one := _of_request(problem, grid, index, request, length)) is not None
    ]
    if not found:
        return Columns(*(np.zeros(0, dtype=np.int64) for _name in Columns.__slots__))
    return Columns(*(np.concatenate([one[place] for one in found]) for place in range(len(Columns.__slots__))))


def joined(found: Iterable[Columns]) -> Columns:
    """One after the other."""
    every = list(found)
    if not every:
        return Columns(*(np.zeros(0, dtype=np.int64) for _name in Columns.__slots__))
    return Columns(*(np.concatenate([getattr(one, name) for one in every]) for name in Columns.__slots__))


def _of_request(problem: Problem, grid: "Grid", index: int, request: Request, length: int) -> tuple[Ints, ...] | None:
    rooms = np.array([at for at, room in enumerate(problem.rooms) if fits(request, room)], dtype=np.int64)
    if not rooms.size:
        return None
    degree = degrees(request)
    weeks = grid.open_weeks(length, request.weeks)
    may = grid.concept(request, length)[rooms] & (degree > 0) & (weeks[rooms] > 0)
    which, day, start = np.nonzero(may)
    room = rooms[which]
    ranks = np.array([min(rank_of(request, problem.rooms[one]), RANKS) for one in range(len(problem.rooms))])
    last = np.array([request.last == one.place for one in problem.rooms])
    goals = problem.goals
    points = goals.of_kind(request.kind) * length // 4 + request.bonus
    points = points + goals.wished * (degree[day, start] == 2) + goals.rank * (RANKS - ranks[room])
    points = points + goals.last * last[room] - goals.edge * grid.cut_off(length)[room, day, start]
    if goals.stay and problem.standing:
        points = points + goals.stay * grid.stood(request, length)[room, day, start]
    begin = start - grid.setup[room]
    end = start + length + grid.clearup[room]
    points = points * weeks[room, day, start]
    return np.full(room.size, index), room, day, start, begin, end, points, np.full(room.size, length)


def fits(request: Request, room: Room) -> bool:
    """Whether the room itself will do, apart from time."""
    asked = request.elsewhere or room.key in request.ranks or room.place in request.ranks
    return asked and room.seats >= request.size and request.needs <= room.features


def rank_of(request: Request, room: Room) -> int:
    """How high the request puts this room (0 is best); one past its list when it is not named."""
    ranks = request.ranks
    return min((at for at, key in enumerate(ranks) if key in (room.key, room.place)), default=len(ranks))


def degrees(request: Request) -> Ints:
    """Per day and quarter-hour: 2 wished, 1 can, 0 cannot."""
    table = np.zeros((DAYS, DAY), dtype=np.int64)
    for window in request.windows:
        span = table[window.day, window.first : window.last + 1]
        np.maximum(span, 2 if window.wished else 1, out=span)
    return table


def weeks_of(problem: Problem, request: Request) -> frozenset[int]:
    """The weeks of the season it is for."""
    return request.weeks or frozenset(range(problem.weeks))


class Grid:
    """What holds per room, day and start, whoever asks; kept per length."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.setup = np.array([room.setup for room in problem.rooms], dtype=np.int64)
        self.clearup = np.array([room.clearup for room in problem.rooms], dtype=np.int64)
        self.opens, self.closes = self._opening()
        self._kept: dict[tuple[object, ...], NDArray[np.int64]] = {}

    def _opening(self) -> tuple[Ints, Ints]:
        """A joined room is open when it and all its spaces are."""
        own = {room.key: np.array(room.opening) for room in self.problem.rooms}
        both = [np.stack([own[key] for key in (room.key, *room.joins)]) for room in self.problem.rooms]
        opens = np.array([one[:, :, 0].max(0) for one in both]).reshape(-1, DAYS)
        return opens, np.array([one[:, :, 1].min(0) for one in both]).reshape(-1, DAYS)

    def allowed(self, length: int, kind: str) -> Bools:
        """Whether a session of this length may start (R, 7, 96): opening, set-up, clear-up and concept."""
        key = ("allowed", length, kind)
        if key not in self._kept:
            start = np.arange(DAY)
            fits = start - self.setup[:, None, None] >= self.opens[:, :, None]
            fits &= start + (length + self.clearup)[:, None, None] <= self.closes[:, :, None]
            for at, room in enumerate(self.problem.rooms):
                for first, last in _barred(self.problem, room, kind):
                    fits[at, :, (start < last) & (start + length > first)] = False
            self._kept[key] = fits.astype(np.int64)
        return self._kept[key].astype(np.bool_)

    def concept(self, request: Request, length: int) -> Bools:
        """Whether this request may start with this length (R, 7, 96): what is `allowed`, less its own `barred`."""
        may = self.allowed(length, request.kind)
        start = np.arange(DAY)
        for bar in request.barred:
            for at, room in enumerate(self.problem.rooms):
                if room.key in bar.rooms:
                    may[at, bar.day, (start < bar.last) & (start + length > bar.first)] = False
        return may

    def cut_off(self, length: int) -> Ints:
        """Quarter-hours left at the start and end of the day in pieces too short to use (R, 7, 96)."""
        key = ("cut_off", length)
        if key not in self._kept:
            start, useful = np.arange(DAY), self.problem.goals.useful
            before = start - self.setup[:, None, None] - self.opens[:, :, None]
            after = self.closes[:, :, None] - start - (length + self.clearup)[:, None, None]
            lost = [np.where((gap > 0) & (gap < useful), gap, 0) for gap in (before, after)]
            self._kept[key] = lost[0] + lost[1]
        return self._kept[key]

    def open_weeks(self, length: int, weeks: frozenset[int]) -> Ints:
        """In how many of these weeks (empty: all) a session of this length is not hit by a closure (R, 7, 96)."""
        key = ("open_weeks", length, weeks)
        if key not in self._kept:
            start, mine = np.arange(DAY), weeks or frozenset(range(self.problem.weeks))
            table = np.full((len(self.problem.rooms), DAYS, DAY), len(mine), dtype=np.int64)
            for at, room in enumerate(self.problem.rooms):
                hit: dict[tuple[int, int], Bools] = {}
                for closure in self.problem.closures:
                    touches = not closure.rooms or not closure.rooms.isdisjoint((room.key, *room.spaces))
                    if touches and closure.week in mine:
                        known = hit.setdefault((closure.week, closure.day), np.zeros(DAY, dtype=np.bool_))
                        known |= (start < closure.last) & (start + length > closure.first)
                for (_week, day), lost in hit.items():
                    table[at, day] -= lost
            self._kept[key] = table
        return self._kept[key]

    def stood(self, request: Request, length: int) -> Ints:
        """Where this request stood in the earlier plan with this length (R, 7, 96)."""
        table = np.zeros((len(self.problem.rooms), DAYS, DAY), dtype=np.int64)
        index = {room.key: at for at, room in enumerate(self.problem.rooms)}
        for one in self.problem.standing:
            same = one.request == request.key and (one.length or request.length) == length
            if same and one.room in index:
                table[index[one.room], one.day, one.start] = 1
        return table


def _barred(problem: Problem, room: Room, kind: str) -> Iterator[tuple[int, int]]:
    """The parts of day in which this kind is not allowed in the room or a space of it."""
    for key in {room.key, *room.spaces}:
        for name, first, last in PARTS:
            if (kind, name) in problem.room_of[key].barred:
                yield first, last
