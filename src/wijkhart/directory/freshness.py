"""How fresh an entry is: from when each group of its facts was confirmed, how long that counts, and today.

Knows no database. The numbers stand in `data/freshness.toml`, each with where it comes from.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from wijkhart.directory.models import DigestKind, FieldGroup, Freshness

DATA: Final = Path(__file__).parent / "data" / "freshness.toml"
ORDER: Final = (Freshness.FRESH, Freshness.DUE, Freshness.STALE, Freshness.HIDDEN)

Periods = Mapping[str, int]
"""Group of facts -> how many days a confirmation of it counts."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The days after which something happens; see the data file."""

    ask_ahead: int
    marked_after: int
    hidden_after: int
    between_mails: int
    called_after: int
    link_valid: int
    origin: str


@dataclass(frozen=True, slots=True)
class Period:
    """One line of the data file."""

    kind: str
    group: str
    days: int
    origin: str


@dataclass(frozen=True, slots=True)
class Season:
    """The weeks of a year in which providers are asked about the holidays that come."""

    kind: str
    starts: str
    ends: str
    origin: str

    def began(self, today: date) -> date | None:
        """The day it began this year; None when it is not that season.

        >>> seasons()[0].began(date(2026, 6, 1)), seasons()[0].began(date(2026, 5, 14))
        (datetime.date(2026, 5, 15), None)
        """
        return _day(today, self.starts) if _day(today, self.starts) <= today <= _day(today, self.ends) else None


@dataclass(frozen=True, slots=True)
class Clock:
    """One group of facts: when it was confirmed, until when that counts, and how it stands today."""

    group: str
    confirmed_on: date | None
    due_on: date
    state: Freshness


def _day(today: date, month_day: str) -> date:
    return date.fromisoformat(f"{today.year}-{month_day}")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@cache
def limits() -> Limits:
    """The limits of the data file."""
    return Limits(**_data()["limits"])


@cache
def standard_periods() -> tuple[Period, ...]:
    """The periods of the data file: they count where the database holds none."""
    return tuple(Period(**row) for row in _data()["period"])


@cache
def seasons() -> tuple[Season, ...]:
    """When is asked about which holidays."""
    return tuple(Season(**row) for row in _data()["season"])


def season_of(today: date) -> tuple[DigestKind, date] | None:
    """The campaign that runs on this day, and the day it began."""
    found = ((DigestKind(season.kind), season.began(today)) for season in seasons())
    return next(((kind, began) for kind, began in found if began), None)


def clocks(
    confirmed: Mapping[str, date], periods: Periods, *, known_since: date, today: date, limits: Limits
) -> list[Clock]:
    """The clock of each group of facts.

    What was never confirmed is due from the day the entry became known, and gets older from there.
    """
    return [_clock(group, confirmed.get(group), periods, known_since, today, limits) for group in FieldGroup.values]


def _clock(
    group: str, confirmed_on: date | None, periods: Periods, known_since: date, today: date, limits: Limits
) -> Clock:
    due_on = confirmed_on + timedelta(days=periods[group]) if confirmed_on else known_since
    return Clock(group, confirmed_on, due_on, state_after((today - due_on).days, limits))


def state_after(late: int, limits: Limits) -> Freshness:
    """How it stands so many days after the day that a confirmation was due; below 0 it is not due yet.

    >>> [str(state_after(days, limits())) for days in (-1, 0, 42, 182)]
    ['fresh', 'due', 'stale', 'hidden']
    """
    steps = ((limits.hidden_after, Freshness.HIDDEN), (limits.marked_after, Freshness.STALE), (0, Freshness.DUE))
    return next((state for days, state in steps if late >= days), Freshness.FRESH)


def worst(found: Iterable[Clock]) -> Freshness:
    """How the entry as a whole stands: as its oldest group of facts."""
    return max((clock.state for clock in found), key=ORDER.index, default=Freshness.FRESH)


def to_ask(found: Iterable[Clock], *, today: date, limits: Limits) -> list[str]:
    """The groups to ask about: nothing while none is due, else also what soon will be, so that one mail is enough."""
    known = list(found)
    if all(clock.state == Freshness.FRESH for clock in known):
        return []
    soon = today + timedelta(days=limits.ask_ahead)
    return [clock.group for clock in known if clock.due_on <= soon]
