"""Why a request did not get all it asked, as data: what stood in the way, and the smallest change that would place it.

Everything is meant **as the plan stands**: all sessions of the plan stay where they are. That can be checked by solving
again with the plan pinned, and the tests do.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from .blocks import Space
from .columns import Bools, Columns, Floats, Grid, Ints, columns_like, columns_of, degrees
from .companions import beside, pairs_of
from .greedy import Free
from .plan import Plan
from .problem import DAY, DAYS, Problem, Request, Room, Session, Window
from .stuck import Stuck, leaves

FURTHEST: Final = 16
"""Quarter-hours up to which a shift is looked for."""
ALTERNATIVES: Final = 3
OTHER_ROOM, OTHER_DAY = 4, 12
"""What a room or a day that was not asked counts as, in quarter-hours, when alternatives are put in order."""
CHANGES: Final = ("shift", "room", "shorter", "day")
"""Kinds of change, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change to the request that would place `sessions` beside the plan, and no smaller one of its kind would.

    `amount` counts quarter-hours (`shift`: earlier or later than was asked; `shorter`: these sessions only, what it has
    stays as long), or the number of rooms or days that were not asked. `shorter` is said up to half of the length that
    was asked, and not to who said from what length a session is useful: what is left would be of no use.
    """

    kind: str
    amount: int
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Of one request that has fewer sessions than asked.

    `needed` more sessions would make a difference. `rules` counts, for every start asked in each room asked, the first
    rule in the way of its shortest useful session: `seats`, `needs`, `opening`, `barred`, `closed`, `one_a_day`,
    `companion`, `taken`, `loud` (free, but beside what is loud or quiet), `held`, or `free` when none is.
    `competitors` have starts that this one could use (with how many); any of `alone` is by itself all that stands in
    the way. `changes` go from what asks least of somebody to most; there are none where nothing need change (the
    plan could be better as it is).
    """

    request: str
    asked: int
    granted: int
    needed: int
    rules: tuple[tuple[str, int], ...]
    competitors: tuple[tuple[str, int], ...]
    alone: tuple[str, ...]
    changes: tuple[Change, ...]
    alternatives: tuple[Session, ...]
    shortened: int = 0
    """Quarter-hours a week that its sessions are shorter than asked. When it has all its sessions, the rest says why
    those are not longer (see `in_full`)."""

    @property
    def never(self) -> bool:
        """Whether no plan could place it: every start breaks a rule that has nothing to do with others."""
        return not {"taken", "held", "free", "one_a_day", "companion", "loud"} & {rule for rule, _count in self.rules}


def reasons(problem: Problem, plan: Plan) -> tuple[Reason, ...]:
    """A reason for each request that has less than it asked.

    >>> from wijkhart.analysis.timetable import Request, Room, Window, solve
    >>> hall = Room("hall", "centre", 40, opening=((72, 92),) * 7)
    >>> asked = Request("a", "club", "commercial", 1, 8, 20, (Window(1, 70, 70),), ("hall",))
    >>> problem = Problem((hall,), (asked,))
    >>> [(one.rules, one.changes[0].amount) for one in reasons(problem, solve(problem, rounds=1))]
    [((('opening', 1),), 2)]
    """
    around, found = _Around(problem, plan), []
    granted = Counter(one.request for one in plan.sessions)
    shorter = Counter[str]()
    for one in problem.told(plan.sessions):
        shorter[one.request] += problem.request_of[one.request].length - one.length if one.length else 0
    for index, request in enumerate(problem.requests):
        has, less = granted[request.key], shorter[request.key]
        if has < request.times:
            found.append(replace(around.reason(index, has), shortened=less))
        elif less:
            full, left = in_full(problem, plan, request.key)
            kept = sum(one.request == request.key for one in left.sessions)
            reason = _Around(full, left).reason(index, kept)
            others = tuple(one for one in reason.changes if one.kind != "shorter")
            found.append(replace(reason, granted=has, changes=others, shortened=less))
    return tuple(found)


def in_full(problem: Problem, plan: Plan, key: str) -> tuple[Problem, Plan]:
    """What a reason for shorter sessions is about: the request only at full length, and the plan without those."""
    full = replace(problem.request_of[key], shortest=0)
    requests = tuple(full if one.key == key else one for one in problem.requests)
    left = (one for one in problem.told(plan.sessions) if one.request != key or not one.length)
    pins = tuple(one for one in problem.told(problem.pins) if one.request != key or not one.length)
    return replace(problem, requests=requests, pins=pins), replace(plan, sessions=tuple(left))


def misfits(problem: Problem) -> tuple[Reason, ...]:
    """The requests that no plan can place, each with the rules that say so: too long, too many people, never open."""
    return tuple(one for one in reasons(problem, Plan((), 0)) if one.never)


def displaced(found: tuple[Reason, ...]) -> dict[str, tuple[str, ...]]:
    """Per granted request the requests that would have had a place without it, from the reasons of a plan."""
    pushed: dict[str, list[str]] = {}
    for reason in found:
        for key in reason.alone:
            pushed.setdefault(key, []).append(reason.request)
    return {key: tuple(value) for key, value in sorted(pushed.items())}


def apply_change(problem: Problem, request: str, change: Change) -> Problem:
    """The problem in which the request is changed so."""
    old = problem.request_of[request]
    starts = tuple(Window(one.day, one.start, one.start, wished=False) for one in change.sessions)
    rooms = tuple(dict.fromkeys(one.room for one in change.sessions))
    if change.kind == "shorter":
        new = replace(old, shortest=old.length - change.amount)
    elif change.kind == "room":
        new = replace(old, ranks=tuple(dict.fromkeys((*old.ranks, *rooms))))
    else:
        new = replace(old, windows=(*old.windows, *starts))
    return replace(problem, requests=tuple(new if one.key == request else one for one in problem.requests))


class _Around:
    """A plan that stands, to which one request is held."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.grid, self.pairs = problem, Grid(problem), pairs_of(problem)
        self.keys = [one.key for one in problem.requests]
        columns = columns_of(problem)
        self.space = Space(problem, columns)
        self.at = columns.find(problem, plan.sessions)
        self.stands = columns.take(self.at)
        self.room = Free(self.space, self.space.taken(self.at))
        inside, sets = self.space.inside, self.space.sets
        self.meets = np.array([[bool(one & other) for other in sets] for one in sets], dtype=np.bool_)
        self.over = (inside @ inside.T) > 0
        spaces = inside[:, : len(problem.spaces)]
        self.over_spaces = self.over if spaces.shape == inside.shape else (spaces @ spaces.T) > 0
        self._without: dict[int, Floats] = {}

    def reason(self, index: int, granted: int) -> Reason:
        """Of one request."""
        request = self.problem.requests[index]
        needed = max(1, request.at_least - granted)
        rules, competitors, alone = self._in_the_way(index, needed)
        columns = self._open(index, request)
        kinds = () if _any_enough(request, columns, needed) else CHANGES
        changes = tuple(one for kind in kinds if (one := self._change(index, needed, kind)) is not None)
        others = self._alternatives(index)
        return Reason(request.key, request.times, granted, needed, rules, competitors, alone, changes, others)

    def _with(self, index: int, request: Request) -> tuple[Columns, Free]:
        """The columns of the request, changed, and the room there is."""
        columns = columns_like(self.problem, self.grid, index, request)
        return columns, self.room.of(self.space.of(columns))

    def _open(self, index: int, request: Request) -> Columns:
        """Where the request, changed, could have one session more."""
        columns, room = self._with(index, request)
        return columns.take(self._fits(index, request, columns, room) == OPEN)

    def _fits(self, index: int, request: Request, columns: Columns, room: Free) -> Ints:
        """Per column whether it is open, or what is in the way."""
        fits = np.where(room.free(np.arange(len(columns))), OPEN, TAKEN)
        fits[(fits == OPEN) & ~leaves(room.space, room.given)] = HELD
        for pair in self.pairs:
            if pair.request == index:
                others = self.stands.take(self.stands.request == pair.other)
                fits[~beside(pair.how, columns, others)] = COMPANION
        mine = self.stands.request == index
        fits[np.isin(columns.day, self.stands.day[mine])] = OWN_DAY
        if request.together and mine.any():
            fits[columns.room != self.stands.room[mine][0]] = OWN_DAY
        return fits

    def _in_the_way(
        self, index: int, needed: int
    ) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...], tuple[str, ...]]:
        request = _shortest(self.problem.requests[index])
        columns, room = self._with(index, request)
        fits = self._fits(index, request, columns, room)
        rules = Counter(dict(_by_themselves(self.problem, self.grid, request)))
        blocks = self._blocks(columns, room.space)
        blocks[fits != TAKEN] = False
        opens, held = fits == OPEN, fits == HELD
        if self.over_spaces is not self.over:
            fits[(fits == TAKEN) & ~self._blocks(columns, room.space, only_spaces=True).any(1)] = TOO_LOUD
        for number, rule in enumerate(IN_THE_WAY):
            rules[rule] += int((fits == number).sum())
        keys = self.keys
        counts = Counter({keys[at]: int(number) for at, number in enumerate(blocks.sum(0)) if number})
        leads = {(pair.request, pair.other) for pair in self.pairs}
        others = [at for at in np.flatnonzero(blocks.any(0)).tolist() if (index, at) not in leads]
        stuck = Stuck(columns, room.space, opens, held, blocks)
        alone = tuple(keys[at] for at in others if self._sole(index, at, stuck, needed))
        told = tuple((rule, count) for rule, count in rules.most_common() if count)
        return told, tuple(counts.most_common()), alone

    def _sole(self, index: int, other: int, stuck: Stuck, needed: int) -> bool:
        """Whether the request would have its place if that other had nothing."""
        request, columns = _shortest(self.problem.requests[index]), stuck.columns
        if request.shares:
            room = Free(self.space, self.space.taken(self.at[self.stands.request != other])).of(stuck.space)
            opens = self._fits(index, request, columns, room) == OPEN
        else:
            opens = stuck.without(other, self._given_without(other) if self.space.left else self.room.given)
        return _any_enough(request, columns.take(opens), needed)

    def _given_without(self, other: int) -> Floats:
        """What is given of each part of day when that other has nothing."""
        if other not in self._without:
            self._without[other] = self.space.parts(self.space.taken(self.at[self.stands.request != other]))
        return self._without[other]

    def _blocks(self, columns: Columns, space: Space, *, only_spaces: bool = False) -> Bools:
        """Which request takes room time of which column (or makes it too loud)."""
        stands, groups = self.stands, self.space.set_of
        rooms = self.over_spaces if only_spaces else self.over
        over = rooms[space.where[:, None], self.space.where[self.at][None, :]]
        over &= columns.day[:, None] == stands.day[None, :]
        over &= (columns.begin[:, None] < stands.end[None, :]) & (stands.begin[None, :] < columns.end[:, None])
        over &= self.meets[groups[columns.request]][:, groups[stands.request]]
        table = np.zeros((len(columns), len(self.problem.requests)), dtype=np.bool_)
        column, session = np.nonzero(over)
        table[column, stands.request[session]] = True
        return table

    def _change(self, index: int, needed: int, kind: str) -> Change | None:
        request = self.problem.requests[index]
        if kind == "shorter":
            for less in range(1, _most_shorter(request) + 1):
                columns = self._open(index, replace(request, length=request.length - less, shortest=0))
                found = _enough(request, columns, np.zeros(len(columns), dtype=np.int64), needed)
                if found is not None:
                    return Change(kind, less, columns.sessions(self.problem, found))
            return None
        columns = self._open(index, _loosened(request, kind))
        cost = self._cost(request, columns, kind)
        found = _enough(request, columns, cost, needed)
        if found is None or not cost[found].any():
            return None
        amount = int(cost[found].max() if kind == "shift" else self._number(columns, found, cost, kind))
        return Change(kind, amount, columns.sessions(self.problem, found))

    def _number(self, columns: Columns, found: Ints, cost: Ints, kind: str) -> int:
        fresh = found[cost[found] > 0]
        return np.unique((columns.room if kind == "room" else columns.day)[fresh]).size

    def _cost(self, request: Request, columns: Columns, kind: str) -> Ints:
        """How far each column lies from what was asked."""
        if kind == "shift":
            return distances(request)[columns.day, columns.start]
        if kind == "room":
            strange = [not _asked(request, room) for room in self.problem.rooms]
            return np.array(strange, dtype=np.int64)[columns.room]
        return np.array(_strange_days(request), dtype=np.int64)[columns.day]

    def _alternatives(self, index: int) -> tuple[Session, ...]:
        """Free sessions of the whole week in any room that fits, the nearest to what was asked first."""
        request = self.problem.requests[index]
        anywhere = tuple(Window(day, 0, DAY - 1) for day in range(DAYS))
        columns = self._open(index, replace(request, windows=anywhere, elsewhere=True))
        asked = np.array([_asked(request, room) for room in self.problem.rooms])
        by_day = distances(request)
        hours = by_day.min(0)
        strange = _strange_days(request)
        far = np.where(strange[columns.day], hours[columns.start] + OTHER_DAY, by_day[columns.day, columns.start])
        far = far + OTHER_ROOM * ~asked[columns.room]
        order = np.lexsort([columns.start, columns.day, columns.room, far])
        _seen, first = np.unique(columns.room[order] * DAYS + columns.day[order], return_index=True)
        best = order[np.sort(first)][:ALTERNATIVES]
        return tuple(columns.sessions(self.problem, np.array([one]))[0] for one in best)


OPEN, TAKEN, HELD, OWN_DAY, COMPANION, TOO_LOUD = range(6)
IN_THE_WAY: Final = ("free", "taken", "held", "one_a_day", "companion", "loud")


def _shortest(request: Request) -> Request:
    """The request as what is still useful."""
    return replace(request, length=request.lengths[-1], shortest=0)


def _most_shorter(request: Request) -> int:
    """By how many quarter-hours a session may be shorter and still be worth naming.

    >>> asked = Request("a", "club", "commercial", 1, 7, 20, (Window(1, 70, 70),), ("hall",))
    >>> _most_shorter(asked), _most_shorter(replace(asked, shortest=5))
    (3, 0)
    """
    return 0 if request.shortest else request.length // 2


def _strange_days(request: Request) -> Bools:
    """The days that were not asked."""
    return np.array([not one.any() for one in degrees(request)], dtype=np.bool_)


def _asked(request: Request, room: Room) -> bool:
    return request.elsewhere or room.key in request.ranks or room.place in request.ranks


def _by_themselves(problem: Problem, grid: Grid, request: Request) -> Iterator[tuple[str, int]]:
    """Starts that break a rule that has nothing to do with others, by the first such rule."""
    asked = degrees(request) > 0
    found: Counter[str] = Counter()
    hours, concept = grid.allowed(request.length, ""), grid.concept(request, request.length)
    weeks = grid.open_weeks(request.length, request.weeks)
    for at, room in enumerate(problem.rooms):
        if not _asked(request, room):
            continue
        if room.seats < request.size or request.needs - room.features:
            found["seats" if room.seats < request.size else "needs"] += int(asked.sum())
            continue
        found["opening"] += int((asked & ~hours[at]).sum())
        found["barred"] += int((asked & hours[at] & ~concept[at]).sum())
        found["closed"] += int((asked & concept[at] & (weeks[at] == 0)).sum())
    yield from found.items()


def distances(request: Request) -> Ints:
    """Quarter-hours from each start to the nearest that was asked that day (far when none was)."""
    table = np.full((DAYS, DAY), DAYS * DAY, dtype=np.int64)
    start = np.arange(DAY)
    for window in request.windows:
        away = np.maximum(np.maximum(window.first - start, start - window.last), 0)
        table[window.day] = np.minimum(table[window.day], away)
    return table


def _loosened(request: Request, kind: str) -> Request:
    """The request with all changes of a kind allowed at once."""
    if kind == "room":
        return replace(request, elsewhere=True)
    if kind == "shift":
        wide = (
            replace(one, first=max(0, one.first - FURTHEST), last=min(DAY - 1, one.last + FURTHEST))
            for one in request.windows
        )
        return replace(request, windows=tuple(wide))
    return replace(request, windows=tuple(replace(one, day=day) for one in request.windows for day in range(DAYS)))


def own_rules(problem: Problem, grid: Grid, request: Request) -> tuple[str, ...]:
    """The rules that leave a request fewer starts whatever others have, the one with the most starts first."""
    found = Counter(dict(_by_themselves(problem, grid, _shortest(request))))
    return tuple(rule for rule, count in found.most_common() if count)


def _any_enough(request: Request, columns: Columns, needed: int) -> bool:
    """Whether these open columns are enough, whatever they cost."""
    return _enough(request, columns, np.zeros(len(columns), dtype=np.int64), needed) is not None


def _enough(request: Request, columns: Columns, cost: Ints, needed: int) -> Ints | None:
    """The cheapest columns on so many different days (in one room when asked), or None."""
    best: tuple[tuple[int, int], Ints] | None = None
    for room in np.unique(columns.room) if request.together else [None]:
        mine = np.flatnonzero(columns.room == room) if room is not None else np.arange(len(columns))
        order = mine[np.lexsort([-columns.points[mine], cost[mine]])]
        days, first = np.unique(columns.day[order], return_index=True)
        if days.size >= needed:
            found = order[np.sort(first)[:needed]]
            key = (int(cost[found].max()), int(cost[found].sum()))
            if best is None or key < best[0]:
                best = (key, np.sort(found))
    return None if best is None else best[1]
