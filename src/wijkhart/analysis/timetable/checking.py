"""Whether a plan keeps every rule and is worth what it says, found without looking at how it was made."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from .plan import Plan
from .problem import HOUR, PARTS, RANKS, Closure, Problem, Request, Room, Session


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule broken: which, by which sessions, and the values that show it."""

    rule: str
    sessions: tuple[Session, ...]
    values: tuple[object, ...] = ()


def check(problem: Problem, plan: Plan) -> list[Breach]:
    """Every rule the plan breaks; an empty list is a proof that it may stand.

    >>> check(Problem((), ()), Plan((), points=1, bound=1))
    [Breach(rule='points', sessions=(), values=(1, 0))]
    """
    found = [*sessions_alone(problem, plan.sessions), *sessions_together(problem, plan.sessions)]
    stands = problem.told(plan.sessions)
    found += [Breach("pinned", (pin,)) for pin in problem.told(problem.pins) if pin not in stands]
    if not found:
        points = worth_of(problem, plan.sessions)
        if points != plan.points:
            found.append(Breach("points", (), (plan.points, points)))
        if plan.bound < points:
            found.append(Breach("bound", (), (plan.bound, points)))
    return found


def sessions_alone(problem: Problem, sessions: tuple[Session, ...]) -> Iterator[Breach]:
    """What a session by itself breaks."""
    for one in sessions:
        if one.request not in problem.request_of or one.room not in problem.room_of:
            yield Breach("known", (one,))
            continue
        for rule, values in broken(problem, problem.request_of[one.request], problem.room_of[one.room], one):
            yield Breach(rule, (one,), values)


def broken(problem: Problem, request: Request, room: Room, one: Session) -> Iterator[tuple[str, tuple[object, ...]]]:
    """The rules that stand in the way of this session, with the values that show it."""
    day, start = one.day, one.start
    if one.length and not (request.shortest or request.length) <= one.length <= request.length:
        yield "length", (one.length, request.shortest, request.length)
    if not (request.elsewhere or {room.key, room.place} & set(request.ranks)):
        yield "room_asked", (room.key,)
    if room.seats < request.size:
        yield "seats", (request.size, room.seats)
    if request.needs - room.features:
        yield "needs", tuple(sorted(request.needs - room.features))
    if not any(window.day == day and window.first <= start <= window.last for window in request.windows):
        yield "wished", (day, start)
    yield from _not_open(problem, request, room, one)
    if not open_weeks(problem, one):
        yield "closed", (room.key, day)


def _not_open(problem: Problem, request: Request, room: Room, one: Session) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Hours and concept, of the room and of each of its spaces."""
    day, start, end = one.day, one.start, one.start + problem.length_of(one)
    for key in dict.fromkeys((room.key, *room.joins)):
        part = problem.room_of[key]
        opens, closes = part.opening[day]
        if not opens <= start - room.setup <= end + room.clearup <= closes:
            yield "opening", (key, day, opens, closes)
        for name, first, last in PARTS:
            if (request.kind, name) in part.barred and start < last and end > first:
                yield "barred", (key, name)
    for bar in request.barred:
        if room.key in bar.rooms and bar.day == day and start < bar.last and end > bar.first:
            yield "barred", (room.key, day)


def open_weeks(problem: Problem, session: Session) -> int:
    """In how many of its weeks the session can be held."""
    weeks = set(problem.request_of[session.request].weeks or range(problem.weeks))
    room, end = problem.room_of[session.room], session.start + problem.length_of(session)
    for closure in problem.closures:
        if closure.day == session.day and _hits(closure, room, session.start, end):
            weeks.discard(closure.week)
    return len(weeks)


def _hits(closure: Closure, room: Room, start: int, end: int) -> bool:
    here = not closure.rooms or bool(closure.rooms & {room.key, *room.joins})
    return here and start < closure.last and end > closure.first


def sessions_together(problem: Problem, sessions: tuple[Session, ...]) -> Iterator[Breach]:
    """What sessions break with each other."""
    known = tuple(one for one in sessions if one.request in problem.request_of and one.room in problem.room_of)
    by_request = defaultdict[str, list[Session]](list)
    for one in known:
        by_request[one.request].append(one)
    pinned, pins = {pin.request for pin in problem.pins}, problem.told(problem.pins)
    for key, mine in by_request.items():
        request, days = problem.request_of[key], Counter(one.day for one in mine)
        twice = tuple(one for one in mine if days[one.day] > 1)
        if twice:
            yield Breach("one_a_day", twice)
        if len(mine) > request.times:
            yield Breach("times", tuple(mine), (request.times,))
        if len(mine) < request.at_least and key not in pinned:
            yield Breach("at_least", tuple(mine), (request.at_least,))
        if request.together and len({one.room for one in mine}) > 1:
            yield Breach("together", tuple(mine))
        if request.companion is not None:
            others = by_request.get(request.companion.request, [])
            free = (one for one in mine if problem.told((one,))[0] not in pins)
            lost = tuple(one for one in free if not _beside(problem, one, others))
            if lost:
                yield Breach("companion", lost, (request.companion.request,))
    yield from _too_loud(problem, known)
    yield from _room_time(problem, known)


def _beside(problem: Problem, session: Session, others: list[Session]) -> bool:
    """Whether one of the companion's sessions is where this one must be."""
    companion = problem.request_of[session.request].companion
    how = companion.how if companion else "day"
    for other in others:
        late = session.start - other.start - problem.length_of(other)
        right = {"day": True, "after": 0 <= late <= HOUR, "same": session.start == other.start}
        if other.day == session.day and right[how]:
            return True
    return False


def _too_loud(problem: Problem, sessions: tuple[Session, ...]) -> Iterator[Breach]:
    """Nothing loud beside what is quiet, in any week."""
    for one in (one for one in sessions if problem.request_of[one.request].quiet):
        for other in (other for other in sessions if problem.request_of[other.request].loud and other.day == one.day):
            (begin, end), (starts, ends) = _span(problem, one), _span(problem, other)
            spaces, loud = problem.room_of[one.room].spaces, problem.room_of[other.room].spaces
            heard = any(problem.hears(space, noise) for space in spaces for noise in loud)
            meet = any(_runs(problem, one, week) and _runs(problem, other, week) for week in range(problem.weeks))
            if heard and meet and begin < ends and starts < end:
                yield Breach("loud", (one, other), (one.day,))


def _room_time(problem: Problem, sessions: tuple[Session, ...]) -> Iterator[Breach]:
    """No space is given away twice in any week, and what is held back stays."""
    told: set[tuple[Session, ...]] = set()
    seen: set[frozenset[Session]] = set()
    for week in range(problem.weeks):
        running = frozenset(one for one in sessions if _runs(problem, one, week))
        if running in seen:
            continue
        seen.add(running)
        for space in problem.spaces:
            inside = sorted(one for one in running if space in problem.room_of[one.room].spaces)
            for breach in (*_crowded(problem, space, inside), *_not_held(problem, space, inside)):
                if breach.sessions not in told:
                    told.add(breach.sessions)
                    yield breach


def _runs(problem: Problem, session: Session, week: int) -> bool:
    weeks = problem.request_of[session.request].weeks
    return not weeks or week in weeks


def _span(problem: Problem, session: Session) -> tuple[int, int]:
    room = problem.room_of[session.room]
    return session.start - room.setup, session.start + problem.length_of(session) + room.clearup


def _use(problem: Problem, session: Session) -> Fraction:
    request = problem.request_of[session.request]
    return Fraction(request.size, problem.room_of[session.room].seats) if request.shares else Fraction(1)


def _crowded(problem: Problem, space: str, sessions: list[Session]) -> Iterator[Breach]:
    for one in sessions:
        begin = _span(problem, one)[0]
        same = [
            other
            for other in sessions
            if other.day == one.day and _span(problem, other)[0] <= begin < _span(problem, other)[1]
        ]
        if sum((_use(problem, other) for other in same), Fraction(0)) > 1:
            yield Breach("clash", tuple(same), (space, one.day, begin))


def _not_held(problem: Problem, space: str, sessions: list[Session]) -> Iterator[Breach]:
    room = problem.room_of[space]
    for share, (name, first, last) in zip(room.held, PARTS, strict=True):
        if share:
            quarters = sum(max(0, min(closes, last) - max(opens, first)) for opens, closes in room.opening)
            given = Fraction(0)
            mine = []
            for one in sessions:
                begin, end = _span(problem, one)
                inner = max(0, min(end, last) - max(begin, first))
                given += _use(problem, one) * inner
                mine += [one] * bool(inner)
            limit = Fraction(quarters) * (1 - Fraction(share).limit_denominator(1000))
            if given > limit:
                yield Breach("held", tuple(mine), (space, name, float(given), float(limit)))


def worth_of(problem: Problem, sessions: tuple[Session, ...]) -> int:
    """What these sessions are worth, added up one by one."""
    goals, total = problem.goals, 0
    standing = set(problem.told(problem.standing))
    for one in sessions:
        request, room = problem.request_of[one.request], problem.room_of[one.room]
        per_hour = getattr(goals, request.kind)
        points = per_hour * problem.length_of(one) // 4 + request.bonus
        starts = [w for w in request.windows if w.day == one.day and w.first <= one.start <= w.last]
        points += goals.wished if any(window.wished for window in starts) else 0
        places = [at for at, key in enumerate(request.ranks) if key in (room.key, room.place)]
        points += goals.rank * (RANKS - min([*places, len(request.ranks), RANKS]))
        points += goals.last if request.last == room.place else 0
        points += goals.stay if problem.told((one,))[0] in standing else 0
        points -= goals.edge * _cut_off(problem, one)
        total += points * open_weeks(problem, one)
    for key in {one.request for one in sessions}:
        mine = [one for one in sessions if one.request == key]
        weeks = len(problem.request_of[key].weeks) or problem.weeks
        if len({one.room for one in mine}) == 1:
            total += goals.same_room * (len(mine) - 1) * weeks
    total -= goals.gap * _left_over(problem, sessions)
    return total + goals.fair * problem.weeks * len({problem.request_of[one.request].party for one in sessions})


def _left_over(problem: Problem, sessions: tuple[Session, ...]) -> int:
    """Pieces too short to use between two sessions in one space, each as often as there are weeks."""
    found = 0
    for week in range(problem.weeks):
        alone = [one for one in sessions if _runs(problem, one, week) and not problem.request_of[one.request].shares]
        for space in problem.spaces:
            inside = [one for one in alone if space in problem.room_of[one.room].spaces]
            spans = sorted((one.day, *_span(problem, one)) for one in inside)
            for (day, _begin, end), (next_day, begin, _end) in pairwise(spans):
                found += day == next_day and 0 < begin - end < problem.goals.useful
    return found


def _cut_off(problem: Problem, session: Session) -> int:
    room = problem.room_of[session.room]
    hours = [problem.room_of[key].opening[session.day] for key in (room.key, *room.joins)]
    begin, end = _span(problem, session)
    gaps = (begin - max(opens for opens, _closes in hours), min(closes for _opens, closes in hours) - end)
    return sum(gap for gap in gaps if 0 < gap < problem.goals.useful)
