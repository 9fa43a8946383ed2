"""Which rules of use are in force, which of their lines fits an activity, and what that makes an hour cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple, Protocol

from django.utils.translation import gettext as _

from wijkhart.core.formats import euro, number
from wijkhart.places.models import Room, RoomRate, UserKind, UseRule, UseRules

BESIDE = ("lines", "rates", "grounds")


class Asking(Protocol):
    """What the rules ask of an activity; a booking says it, and so does whoever wants to book."""

    @property
    def user_kind(self) -> str: ...

    @property
    def open_to_all(self) -> bool: ...

    @property
    def local(self) -> bool: ...


class Case(NamedTuple):
    """One combination of the three facts that the rules ask for."""

    user_kind: str
    open_to_all: bool
    local: bool


def cases() -> list[Case]:
    """All sixteen combinations."""
    return [
        Case(kind, everyone, local) for kind in UserKind.values for everyone in (True, False) for local in (True, False)
    ]


def rules_on(municipality: str, day: date) -> UseRules | None:
    """The rules for a use on this day: of the published versions that count by then the newest."""
    rows = UseRules.objects.published().filter(municipality_code=municipality, valid_from__lte=day)
    return rows.prefetch_related(*BESIDE).order_by("-number").first()


def fits(line: UseRule, asked: Asking) -> bool:
    """Whether a line is about this activity; what a line leaves empty fits everything."""
    return (
        (not line.user_kinds or asked.user_kind in line.user_kinds)
        and line.open_to_all in (None, asked.open_to_all)
        and line.local in (None, asked.local)
    )


def rule_for(lines: Iterable[UseRule], asked: Asking) -> UseRule | None:
    """The first line that fits."""
    return next((line for line in lines if fits(line, asked)), None)


def rate_for(rates: Iterable[RoomRate], square_metres: int | None) -> RoomRate | None:
    """The rate of the smallest size in which the room fits; None when its size is unknown or above every size."""
    if square_metres is None:
        return None
    ordered = sorted(rates, key=lambda one: (one.up_to is None, one.up_to or 0))
    return next((one for one in ordered if one.up_to is None or square_metres <= one.up_to), None)


def cents_of(cents_an_hour: int, percent: int, minutes: int) -> int:
    """Rate times percent times hours in whole cents; half a cent goes up.

    >>> cents_of(1250, 100, 90), cents_of(1250, 50, 75), cents_of(333, 50, 60), cents_of(2500, 0, 600)
    (1875, 781, 167, 0)
    """
    parts = 100 * 60
    return (2 * cents_an_hour * percent * minutes + parts) // (2 * parts)


@dataclass(frozen=True, slots=True)
class Price:
    """What the rules say about one use: the line that fits, the rate of the room and the amount."""

    rules: UseRules
    line: UseRule
    rate: RoomRate | None
    minutes: int
    cents: int | None
    """None: the size of the room is unknown, or there is no rate for it."""

    @property
    def euros(self) -> Decimal | None:
        return None if self.cents is None else Decimal(self.cents) / 100

    @property
    def how(self) -> str:
        """How the amount was computed, in words."""
        if self.line.percent == 0:
            return _("free by rule “%(rule)s”") % {"rule": self.line.name}
        facts = {"rule": self.line.name, "percent": self.line.percent, "hours": hours_of(self.minutes)}
        if self.rate is None:
            return _("%(percent)s%% of the rate by rule “%(rule)s”, but the rules have no rate for this room") % facts
        facts["rate"] = euro(self.rate.cents_an_hour / 100)
        return _("%(rate)s an hour x %(percent)s%% by rule “%(rule)s” x %(hours)s hours") % facts


def hours_of(minutes: int) -> str:
    """Minutes as hours: 1,5."""
    return number(minutes / 60, 0 if minutes % 60 == 0 else 1 if minutes % 30 == 0 else 2)


def price_of(rules: UseRules, asked: Asking, square_metres: int | None, minutes: int) -> Price | None:
    """The price by rule; None when no line fits, which published rules never have."""
    line = rule_for(rules.lines.all(), asked)
    if line is None:
        return None
    rate = rate_for(rules.rates.all(), square_metres)
    if line.percent == 0:
        return Price(rules, line, rate, minutes, 0)
    cents = None if rate is None else cents_of(rate.cents_an_hour, line.percent, minutes)
    return Price(rules, line, rate, minutes, cents)


def price_in(room: Room, day: date, minutes: int, asked: Asking) -> Price | None:
    """The price of a use of a room; None when no rules are in force on that day."""
    rules = rules_on(room.place.municipality_code, day)
    return None if rules is None else price_of(rules, asked, room.floor_area, minutes)


def bookable_from(line: UseRule, day: date) -> date:
    """The first date on which a use of `day` may be booked."""
    return day - timedelta(days=line.days_ahead)


def size_words(rates: Iterable[RoomRate]) -> list[tuple[RoomRate, str]]:
    """The rates from small to large, each with the sizes it is for."""
    told: list[tuple[RoomRate, str]] = []
    above = 0
    for rate in rates:
        facts = {"above": above, "up_to": rate.up_to}
        if rate.up_to is None:
            words = _("larger than %(above)s m²") % facts if above else _("every size")
        else:
            words = (
                _("%(above)s to %(up_to)s m²") % {**facts, "above": above + 1}
                if above
                else _("up to %(up_to)s m²") % facts
            )
        told.append((rate, words))
        above = rate.up_to or above
    return told
