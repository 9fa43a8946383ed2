"""What a move by hand would do, before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time
from typing import Final

from wijkhart.analysis.timetable import Breach, Problem, Session, by_hand
from wijkhart.places.models import Room
from wijkhart.seasons.clocks import QUARTER, on_clock, quarter
from wijkhart.seasons.models import SeasonPlan, SeasonRequest, SeasonSession
from wijkhart.seasons.queries.breach_words import breach_words
from wijkhart.seasons.queries.naming import Names
from wijkhart.seasons.queries.plans import session_of, standing_of
from wijkhart.seasons.recipe import problem_of, widened

SOFT: Final = frozenset({"wished", "room_asked", "at_least", "together", "companion", "loud"})
"""Rules that a planner may set aside; the others are facts of a building or rules for everybody."""
INNER: Final = frozenset({"points", "bound", "pinned"})
"""What is no rule of rooms."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where and when a session would be; `minutes` is told when it is shorter than was asked (0: as long)."""

    room: Room
    weekday: int
    starts: time
    minutes: int = 0

    def ends_for(self, request: SeasonRequest) -> time:
        """When a session of this request is over."""
        return on_clock(quarter(self.starts) + (self.minutes or request.minutes) // QUARTER)


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that would be broken, as a sentence; `hard` when nobody may set it aside."""

    rule: str
    words: str
    hard: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """Of one move: points more or less, and the rules that it would break and that hold now."""

    points: int
    total: int
    broken: tuple[Broken, ...]

    @property
    def may(self) -> bool:
        """Whether it can be done at all."""
        return not any(one.hard for one in self.broken)


def effect_of(
    plan: SeasonPlan, *, request: SeasonRequest, out: SeasonSession | None = None, into: Spot | None = None
) -> Effect:
    """What happens when a session is taken out, put in or moved."""
    asked = problem_of(plan.question.inputs)
    gone = asked.told([session_of(out)])[0] if out else None
    new = asked.told([_session_at(request, into)])[0] if into else None
    return effect_between(plan, gone, new)


def _session_at(request: SeasonRequest, spot: Spot) -> Session:
    """A spot as the solver knows it."""
    begin, length = quarter(spot.starts), spot.minutes // QUARTER
    return Session(str(request.pk), str(spot.room.pk), spot.weekday, begin, length)


def effect_between(plan: SeasonPlan, gone: Session | None, new: Session | None) -> Effect:
    """The same, of sessions as the solver knows them."""
    standing, asked = standing_of(plan), problem_of(plan.question.inputs)
    more = (new,) if new else ()
    pins = tuple(one for one in (*standing.problem.pins, *more) if one != gone or one == new)
    problem = replace(widened(standing.problem, more), pins=tuple(dict.fromkeys(pins)))
    before, held = by_hand(problem, standing.plan, None, None)
    after, breaches = by_hand(problem, standing.plan, gone, new)
    fresh = [one for one in breaches if one not in held and one.rule not in INNER]
    fresh += _not_asked(asked, more)
    names = Names(plan.round)
    broken = tuple(Broken(one.rule, breach_words(one, names), one.rule not in SOFT) for one in fresh)
    return Effect(after.points - before.points, after.points, broken)


def _not_asked(asked: Problem, sessions: Iterable[Session]) -> list[Breach]:
    """Of a session that is put in: hours and room that its group did not ask for."""
    found = []
    for one in sessions:
        request, room = asked.request_of.get(one.request), asked.room_of.get(one.room)
        if request is None or room is None:
            continue
        if not any(window.day == one.day and window.first <= one.start <= window.last for window in request.windows):
            found.append(Breach("wished", (one,), (one.day, one.start)))
        if not request.elsewhere and not {room.key, room.place} & set(request.ranks):
            found.append(Breach("room_asked", (one,), (one.room,)))
    return found
