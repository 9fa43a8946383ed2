"""The question: rooms, requests, goals and a season, as frozen data that checks itself.

Time is counted in quarter-hours: a day has 96, a week 7 days from Monday (0). The module knows no calendar: holidays,
closures and the hour that is lost when the clock changes are `Closure`s, given per week of the season.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

DAYS: Final = 7
DAY: Final = 96
"""Quarter-hours in a day."""
HOUR: Final = 4
KINDS: Final = ("subsidised", "non_subsidised", "commercial")
PARTS: Final = (("morning", 24, 48), ("afternoon", 48, 72), ("evening", 72, 96))
"""The parts of day with their first quarter-hour and the one after their last; the night belongs to none."""
HOWS: Final = ("day", "after", "same")
"""How a session can be beside that of a companion."""
RANKS: Final = 3
"""From this rank on one more rank lower loses nothing more."""


class BadProblemError(ValueError):
    """What was given cannot be right: which rule, of what (a key), and the values that break it."""

    def __init__(self, rule: str, where: str, *values: object) -> None:
        super().__init__(f"{rule}: {where} {values}")
        self.rule, self.where, self.values = rule, where, values


def _must(right: bool, rule: str, where: str, *values: object) -> None:
    if not right:
        raise BadProblemError(rule, where, *values)


def _must_be_once(rule: str, where: str, values: Iterable[object]) -> None:
    twice = [value for value, count in Counter(values).items() if count > 1]
    _must(not twice, f"{rule}_once", where, *twice)


@dataclass(frozen=True, slots=True)
class Room:
    """A smallest space, or with `joins` (keys of smallest spaces) several that are let as one.

    `opening` has for each day the quarter-hour of opening and of closing, (0, 0) when closed. `setup` and `clearup`
    (quarter-hours) are kept free around each session, within the opening. `held` is the share of the open quarters of
    each of `PARTS` that is never given away in a round, `barred` says which kinds are not allowed in which part.
    `beside` names smallest spaces next to this one (told of either, it holds for both): what is loud is heard there.

    >>> Room("hall", "centre", 40, opening=((36, 92),) * 7).joins
    ()
    """

    key: str
    place: str
    seats: int
    opening: tuple[tuple[int, int], ...]
    features: frozenset[str] = frozenset()
    joins: tuple[str, ...] = ()
    setup: int = 0
    clearup: int = 0
    held: tuple[float, float, float] = (0.0, 0.0, 0.0)
    barred: frozenset[tuple[str, str]] = frozenset()
    beside: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _must(len(self.opening) == DAYS, "opening_per_day", self.key, len(self.opening))
        for opens, closes in self.opening:
            _must(0 <= opens <= closes <= DAY, "opening_within_the_day", self.key, opens, closes)
        _must(self.seats > 0, "seats_above_0", self.key, self.seats)
        _must(min(self.setup, self.clearup) >= 0, "setup_not_negative", self.key, self.setup, self.clearup)
        _must(len(self.held) == len(PARTS), "held_per_part", self.key, len(self.held))
        _must(all(0 <= one <= 1 for one in self.held), "held_is_a_share", self.key, *self.held)
        names = {name for name, _first, _last in PARTS}
        for kind, part in self.barred:
            _must(kind in KINDS and part in names, "barred_kind_and_part", self.key, kind, part)

    @property
    def spaces(self) -> tuple[str, ...]:
        """The smallest spaces it takes."""
        return self.joins or (self.key,)


@dataclass(frozen=True, slots=True)
class Window:
    """Starts on one day, from `first` to `last` (quarter-hours, both included), wished or only possible."""

    day: int
    first: int
    last: int
    wished: bool = True

    def __post_init__(self) -> None:
        _must(0 <= self.day < DAYS, "day_of_the_week", "window", self.day)
        _must(0 <= self.first <= self.last < DAY, "window_within_the_day", "window", self.first, self.last)


@dataclass(frozen=True, slots=True)
class Barred:
    """Hours of one day, from `first` up to `last` (quarter-hours), in which a request may not be in these rooms.

    What the concept of a place asks of some groups at some hours; set-up and clear-up do not count.
    """

    rooms: frozenset[str]
    day: int
    first: int = 0
    last: int = DAY

    def __post_init__(self) -> None:
        _must(0 <= self.day < DAYS, "day_of_the_week", "barred", self.day)
        _must(0 <= self.first < self.last <= DAY, "barred_within_the_day", "barred", self.first, self.last)


@dataclass(frozen=True, slots=True)
class Companion:
    """Beside which other request of the same party a session must be: on a day on which that one has a session too.

    `how`: `day` at any hour of that day, `after` from its end or up to an hour later, `same` from the same start.
    """

    request: str
    how: str = "day"

    def __post_init__(self) -> None:
        _must(self.how in HOWS, "companion_how", self.request, self.how)


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks: `times` sessions a week on different days, each of `length` quarter-hours.

    `windows` says when: a start in none of them cannot. `ranks` are keys of rooms or places, the best first; rooms that
    are not named serve only with `elsewhere`. `at_least` is how many sessions are still useful. `together` asks
    one room for all sessions. `last` is the place of last season. With `may_share` others may use the room at the same
    time while the seats last. `bonus` is a number of points a session, for filling a white spot, set from above.
    `weeks` are the weeks of the season it is for; empty means all. `shortest` is the fewest quarter-hours of a session
    that are still useful (0: all of `length`). A `quiet` request has no `loud` one in a space beside it at the same
    time, set-up and clear-up included; either has its room alone, also when it may share. `barred` says when it may not
    be in which rooms.

    >>> Request("chess", "chess club", "subsidised", 1, 8, 20, (Window(1, 76, 78),), ("hall",)).at_least
    1
    """

    key: str
    party: str
    kind: str
    times: int
    length: int
    size: int
    windows: tuple[Window, ...]
    ranks: tuple[str, ...] = ()
    elsewhere: bool = False
    needs: frozenset[str] = frozenset()
    at_least: int = 1
    together: bool = False
    last: str | None = None
    may_share: bool = False
    bonus: int = 0
    weeks: frozenset[int] = frozenset()
    shortest: int = 0
    quiet: bool = False
    loud: bool = False
    companion: Companion | None = None
    barred: tuple[Barred, ...] = ()

    def __post_init__(self) -> None:
        _must(self.kind in KINDS, "kind", self.key, self.kind)
        _must(1 <= self.times <= DAYS, "times_a_week", self.key, self.times)
        _must(1 <= self.at_least <= self.times, "at_least_up_to_times", self.key, self.at_least, self.times)
        _must(1 <= self.length <= DAY, "length_within_the_day", self.key, self.length)
        _must(0 <= self.shortest <= self.length, "shortest_up_to_length", self.key, self.shortest, self.length)
        _must(not (self.quiet and self.loud), "quiet_or_loud", self.key)
        _must(self.size > 0, "size_above_0", self.key, self.size)
        _must(self.bonus >= 0, "bonus_not_negative", self.key, self.bonus)
        _must(bool(self.ranks) or self.elsewhere, "a_room_or_elsewhere", self.key)
        _must_be_once("ranks", self.key, self.ranks)

    @property
    def lengths(self) -> range:
        """The lengths of a session that are useful, the longest first."""
        return range(self.length, (self.shortest or self.length) - 1, -1)

    @property
    def shares(self) -> bool:
        """Whether others may use the room at the same time."""
        return self.may_share and not self.quiet and not self.loud


@dataclass(frozen=True, slots=True)
class Closure:
    """In one week of the season: a day, or part of it, on which nothing can be; of some rooms, or of all (empty)."""

    week: int
    day: int
    first: int = 0
    last: int = DAY
    rooms: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _must(0 <= self.day < DAYS, "day_of_the_week", "closure", self.day)
        _must(0 <= self.first < self.last <= DAY, "closure_within_the_day", "closure", self.first, self.last)


@dataclass(frozen=True, slots=True, order=True)
class Session:
    """One weekly meeting: which request, in which room, on which day, from which quarter-hour.

    `length` (quarter-hours) is told when it is shorter than was asked; 0 means as asked.
    """

    request: str
    room: str
    day: int
    start: int
    length: int = 0


@dataclass(frozen=True, slots=True)
class Goals:
    """The public order, as whole points. Per session and week, but for `fair` and `same_room` (see there).

    `subsidised`, `non_subsidised`, `commercial`: per hour, so that a long one is not cheaper to refuse. `wished`: in a
    wished window. `rank`: for each rank better than the fourth. `last`: in the place of last season. `same_room`: for
    each session beyond the first in one room. `fair`: once per party that has anything. `edge`: lost for each
    quarter-hour that is cut off at the start or end of the day in a piece shorter than `useful` quarter-hours.
    `gap`: lost for each piece shorter than `useful` that is left in a space between two sessions of a day (those that
    may share apart; 0, as it is unless the round asks otherwise: a plan is then quicker to prove).
    `stay`: for a session that stands as it stood in the plan of `Problem.standing`.
    """

    subsidised: int = 1000
    non_subsidised: int = 800
    commercial: int = 100
    wished: int = 100
    rank: int = 20
    last: int = 80
    same_room: int = 60
    fair: int = 150
    edge: int = 2
    useful: int = 4
    stay: int = 0
    gap: int = 0

    def __post_init__(self) -> None:
        for name in self.__slots__:
            _must(getattr(self, name) >= 0, "points_not_negative", name, getattr(self, name))

    def of_kind(self, kind: str) -> int:
        """Points per hour."""
        return {"subsidised": self.subsidised, "non_subsidised": self.non_subsidised}.get(kind, self.commercial)


@dataclass(frozen=True)
class Problem:
    """A round. `weeks` is how many weeks the season has: 1 is a weekly pattern without a season.

    `pins` must stand exactly so; `standing` is an earlier plan, of which each session kept earns `goals.stay`.
    Errors: BadProblemError with the rule and the values.

    >>> hall = Room("hall", "centre", 40, opening=((36, 92),) * 7)
    >>> Problem((hall,), (Request("a", "club", "commercial", 1, 8, 20, (Window(1, 76, 78),), ("centre",)),)).weeks
    1
    """

    rooms: tuple[Room, ...]
    requests: tuple[Request, ...]
    goals: Goals = Goals()
    pins: tuple[Session, ...] = ()
    standing: tuple[Session, ...] = ()
    weeks: int = 1
    closures: tuple[Closure, ...] = ()

    def __post_init__(self) -> None:
        _must_be_once("rooms", "problem", [room.key for room in self.rooms])
        _must_be_once("requests", "problem", [request.key for request in self.requests])
        _must_be_once("pins", "problem", self.pins)
        _must(self.weeks > 0, "weeks_above_0", "problem", self.weeks)
        self._rooms_are_known()
        places = {room.place for room in self.rooms}
        both = sorted(places & self.room_of.keys())
        _must(not both, "a_key_is_a_room_or_a_place", "problem", *both)
        for request in self.requests:
            unknown = set(request.ranks) - places - self.room_of.keys()
            _must(not unknown, "ranks_are_known", request.key, *sorted(unknown))
            beyond = [week for week in request.weeks if not 0 <= week < self.weeks]
            _must(not beyond, "weeks_of_the_season", request.key, *beyond)
            self._companion_is_right(request)
            strange = frozenset().union(*(bar.rooms for bar in request.barred)) - self.room_of.keys()
            _must(not strange, "barred_in_known_rooms", request.key, *sorted(strange))
        self._pins_are_known()
        for closure in self.closures:
            _must(0 <= closure.week < self.weeks, "weeks_of_the_season", "closure", closure.week)
            strange = closure.rooms - self.room_of.keys()
            _must(not strange, "closure_of_known_rooms", "closure", *sorted(strange))

    def _companion_is_right(self, request: Request) -> None:
        """Another request of the same party, in all these weeks, that waits for none itself."""
        if request.companion is None:
            return
        other = self.request_of.get(request.companion.request)
        right = other is not None and other.party == request.party and other.companion is None
        _must(right, "companion_of_the_party", request.key, request.companion.request)
        weeks = set(request.weeks or range(self.weeks))
        _must(other is not None and weeks <= set(other.weeks or weeks), "companion_in_all_weeks", request.key)

    def _pins_are_known(self) -> None:
        for pin in self.pins:
            known = pin.request in self.request_of and pin.room in self.room_of
            _must(known, "pin_is_known", pin.request, pin.room)
            _must(0 <= pin.day < DAYS and 0 <= pin.start < DAY, "pin_within_the_week", pin.request, pin.day, pin.start)
            _must(0 <= pin.length <= self.request_of[pin.request].length, "pin_length", pin.request, pin.length)

    def _rooms_are_known(self) -> None:
        for room in self.rooms:
            _must_be_once("joins", room.key, room.joins)
            for part in room.joins:
                smallest = part in self.room_of and not self.room_of[part].joins
                _must(smallest, "joins_are_smallest_spaces", room.key, part)
            for part in room.beside:
                smallest = part in self.room_of and not self.room_of[part].joins and not room.joins
                _must(smallest and part != room.key, "beside_smallest_spaces", room.key, part)

    def length_of(self, session: Session) -> int:
        """Quarter-hours of a session."""
        return session.length or self.request_of[session.request].length

    def told(self, sessions: Iterable[Session]) -> tuple[Session, ...]:
        """The same sessions, each with its length told only when it is shorter than was asked."""
        return tuple(replace(one, length=0) if self._in_full(one) else one for one in sessions)

    def _in_full(self, session: Session) -> bool:
        return session.request in self.request_of and session.length == self.request_of[session.request].length

    def hears(self, space: str, other: str) -> bool:
        """Whether what is loud in one smallest space is heard in another."""
        return other in self.room_of[space].beside or space in self.room_of[other].beside

    @cached_property
    def room_of(self) -> dict[str, Room]:
        """Rooms by key."""
        return {room.key: room for room in self.rooms}

    @cached_property
    def request_of(self) -> dict[str, Request]:
        """Requests by key."""
        return {request.key: request for request in self.requests}

    @cached_property
    def spaces(self) -> tuple[str, ...]:
        """The smallest spaces."""
        return tuple(room.key for room in self.rooms if not room.joins)
