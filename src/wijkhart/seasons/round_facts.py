"""A round as a planner tells it, and everything that is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from wijkhart.analysis.timetable import Goals
from wijkhart.core.errors import InputProblem
from wijkhart.core.formats import day
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.places.models import UserKind
from wijkhart.times.models import Region

LONGEST: Final = {"title": 120, "rules": 4000}
LONGEST_SEASON: Final = timedelta(days=371)
"""A year with the rest of its last week."""
MOST_POINTS: Final = 100_000
USUAL: Final[dict[str, int]] = {key: value for key, value in asdict(Goals()).items() if key != "stay"}
"""Goal -> the points that count unless a round says otherwise."""
Wrong = Iterator[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """What a round is about. Its rooms are chosen apart."""

    title: str
    first_day: date
    last_day: date
    ask_until: date
    rules: str = ""
    user_kinds: tuple[str, ...] = ()
    """Who may ask; empty: everybody."""
    school_region: str = ""
    """Closed in the school holidays of this region; empty: goes on."""
    goals: Mapping[str, int] = field(default_factory=dict)
    """Points that differ from `USUAL`."""
    seed: int = 1


def wrong_in_round(facts: RoundFacts) -> list[InputProblem]:
    """Everything that is wrong, each with its field and what to do."""
    found = [*_wrong_words(facts), *_wrong_days(facts), *_wrong_choices(facts), *_wrong_goals(facts)]
    return [InputProblem(_("season round"), None, name, message, advice) for name, message, advice in found]


def _wrong_words(facts: RoundFacts) -> Wrong:
    if not facts.title.strip():
        yield "title", _("The round has no name."), _("Such as: Season 2027-2028.")
    for name, most in LONGEST.items():
        text = getattr(facts, name)
        if len(text) > most:
            yield name, _("This text is too long."), _("Use at most %(most)s signs.") % {"most": most}
        if wrong := wrong_in_text(text):
            yield name, *wrong


def _wrong_days(facts: RoundFacts) -> Wrong:
    if facts.last_day < facts.first_day:
        yield "last_day", _("The season ends before it begins."), _("Choose a later last day.")
    elif facts.last_day - facts.first_day > LONGEST_SEASON:
        yield "last_day", _("A season lasts at most a year."), _("Make a round for each season.")
    if facts.ask_until >= facts.first_day:
        told = {"day": day(facts.first_day)}
        yield (
            "ask_until",
            _("Groups could still ask when the season has begun."),
            _("Choose a day before %(day)s; making the plan and objections take some weeks.") % told,
        )


def _wrong_choices(facts: RoundFacts) -> Wrong:
    if not set(facts.user_kinds) <= set(UserKind.values):
        yield "user_kinds", _("This is not on the list."), _("Choose from the list.")
    if facts.school_region and facts.school_region not in Region.values:
        yield "school_region", _("This is not on the list."), _("Choose from the list.")


def _wrong_goals(facts: RoundFacts) -> Wrong:
    for name, points in facts.goals.items():
        if name not in USUAL:
            yield "goals", _("There is no goal “%(name)s”.") % {"name": name}, _("Choose from the list.")
        elif not 0 <= points <= MOST_POINTS:
            most = {"most": MOST_POINTS}
            yield f"goal_{name}", _("A goal has 0 to %(most)s points.") % most, _("Write a whole number.")
