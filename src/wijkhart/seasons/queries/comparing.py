"""One plan beside another, in the words of a page."""

from collections.abc import Iterable
from dataclasses import dataclass

from wijkhart.analysis.timetable import Session
from wijkhart.places.models import UserKind
from wijkhart.seasons.models import SeasonPlan
from wijkhart.seasons.queries.naming import Names, moment
from wijkhart.seasons.queries.plans import compared


@dataclass(frozen=True, slots=True)
class Changed:
    """A request that stands otherwise: where it was and where it is, in words; `key` is that of the request."""

    key: str
    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def more(self) -> int:
        """How many sessions more it has; below 0 it lost some."""
        return len(self.after) - len(self.before)


@dataclass(frozen=True, slots=True)
class Beside:
    """What the second plan does otherwise."""

    points: int
    hours: tuple[tuple[str, float, float], ...]
    """Kind of user, hours a week before and after."""
    lost: tuple[Changed, ...]
    gained: tuple[Changed, ...]
    moved: tuple[Changed, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.lost or self.gained or self.moved)


def comparison_of(before: SeasonPlan, after: SeasonPlan) -> Beside:
    """What changes from one plan to the other: who loses first."""
    found = compared(before, after)
    names = Names(after.round)
    rows = [Changed(key, names.request(key), _told(old, names), _told(new, names)) for key, old, new in found.changed]
    counts = {key: len(new) - len(old) for key, old, new in found.changed}
    rows.sort(key=lambda one: one.name.casefold())
    return Beside(
        points=found.points,
        hours=tuple((str(UserKind(kind).label), old, new) for kind, old, new in found.hours),
        lost=tuple(one for one in rows if counts[one.key] < 0),
        gained=tuple(one for one in rows if counts[one.key] > 0),
        moved=tuple(one for one in rows if counts[one.key] == 0),
    )


def _told(sessions: Iterable[Session], names: Names) -> tuple[str, ...]:
    return tuple(f"{moment(one.day, one.start)}, {names.room(one.room)}" for one in sorted(sessions, key=_order))


def _order(session: Session) -> tuple[int, int]:
    return session.day, session.start
