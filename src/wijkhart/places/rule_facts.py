"""Rules of use as somebody tells them, and everything that is wrong with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from wijkhart.core.errors import InputProblem
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.places.models import UserKind

MOST_LINES: Final = 20
MOST_RATES: Final = 8
MOST_GROUNDS: Final = 20
MOST_CENTS: Final = 100_000
MOST_PERCENT: Final = 200
MOST_DAYS: Final = 365
Wrong = Iterator[tuple[int, str, str, str]]
"""Row from 1, field, what is wrong, what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """One line: about whom it is, and what it gives."""

    name: str
    rank: int
    percent: int
    days_ahead: int = MOST_DAYS
    user_kinds: tuple[str, ...] = ()
    open_to_all: bool | None = None
    local: bool | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class RateFacts:
    """What an hour costs of rooms up to so many m²; None for every larger room."""

    up_to: int | None
    cents_an_hour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesFacts:
    """A whole version."""

    valid_from: date
    lines: tuple[LineFacts, ...] = ()
    rates: tuple[RateFacts, ...] = ()
    grounds: tuple[str, ...] = ()


def wrong_in_rules(facts: RulesFacts) -> list[InputProblem]:
    """Everything that is wrong, each at its row; the field is `line_2_name`, `rate_1_up_to` or `ground_3_text`."""
    found = {
        "line": (_("rule"), [*_wrong_lines(facts.lines)]),
        "rate": (_("rate"), [*_wrong_rates(facts.rates)]),
        "ground": (_("ground of refusal"), [*_wrong_grounds(facts.grounds)]),
    }
    return [
        InputProblem(where, row, f"{part}_{row}_{field}", message, advice)
        for part, (where, wrong) in found.items()
        for row, field, message, advice in wrong
    ]


def _wrong_lines(lines: Sequence[LineFacts]) -> Wrong:
    if len(lines) > MOST_LINES:
        yield MOST_LINES, "name", _("There are too many rules."), _("Use at most %(most)s.") % {"most": MOST_LINES}
    names = [line.name.strip().casefold() for line in lines]
    for row, line in enumerate(lines, 1):
        if not line.name.strip() or len(line.name) > 160:
            yield row, "name", _("The name is empty or too long."), _("Fill in a name of at most 160 letters.")
        elif names.index(names[row - 1]) < row - 1:
            yield row, "name", _("Two rules have this name."), _("Give each rule a name of its own.")
        if not set(line.user_kinds) <= set(UserKind.values):
            yield row, "user_kinds", _("This is not on the list."), _("Choose from the list.")
        if len(line.why) > 300:
            yield row, "why", _("This text is too long."), _("Use at most %(most)s signs.") % {"most": 300}
        yield from ((row, name, *wrong) for name in ("name", "why") if (wrong := wrong_in_text(getattr(line, name))))
        for name, low, high in (("rank", 1, 99), ("percent", 0, MOST_PERCENT), ("days_ahead", 0, MOST_DAYS)):
            if not low <= getattr(line, name) <= high:
                advice = _("Fill in a number from %(low)s up to %(high)s.") % {"low": low, "high": high}
                yield row, name, _("This number cannot be."), advice


def _wrong_rates(rates: Sequence[RateFacts]) -> Wrong:
    if len(rates) > MOST_RATES:
        yield MOST_RATES, "up_to", _("There are too many rates."), _("Use at most %(most)s.") % {"most": MOST_RATES}
    sizes = [rate.up_to for rate in rates]
    for row, rate in enumerate(rates, 1):
        if sizes.index(rate.up_to) < row - 1:
            yield row, "up_to", _("Two rates are for this size."), _("Change one, or leave one out.")
        if rate.up_to is not None and not 1 <= rate.up_to <= 100_000:
            yield (
                row,
                "up_to",
                _("This is not a size of a room."),
                _("Fill in m², or leave it empty for every larger room."),
            )
        if not 0 <= rate.cents_an_hour <= MOST_CENTS:
            advice = _("Fill in euros from 0 up to %(most)s.") % {"most": MOST_CENTS // 100}
            yield row, "euros", _("This is not an amount for one hour."), advice


def _wrong_grounds(grounds: Sequence[str]) -> Wrong:
    if len(grounds) > MOST_GROUNDS:
        yield (
            MOST_GROUNDS,
            "text",
            _("There are too many grounds."),
            _("Use at most %(most)s.") % {"most": MOST_GROUNDS},
        )
    for row, text in enumerate(grounds, 1):
        if not text.strip() or len(text) > 200:
            yield row, "text", _("The ground is empty or too long."), _("Use at most %(most)s signs.") % {"most": 200}
        if wrong := wrong_in_text(text):
            yield row, "text", *wrong
