"""A request as somebody tells it, and everything that is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.errors import InputProblem
from wijkhart.core.formats import weekday
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.places.models import Equipment, Layout, Place, Room, Trait, UserKind
from wijkhart.seasons.models import Beside, Degree, SeasonRequest, SeasonRound, WeekPattern
from wijkhart.themes.models import TargetGroup, Theme

LONGEST: Final = {"title": 160, "name": 120, "note": 1000}
MOST_WINDOWS: Final = 42
MOST_RANKS: Final = 20
PLAIN: Final = (
    "times", "at_least", "minutes", "people", "theme", "layout", "step_free", "may_share", "same_room", "elsewhere",
    "last_place", "shortest", "quiet", "companion", "beside",
    "first_day", "last_day", "weeks", "user_kind", "open_to_all", "local", "target_group",
)  # fmt: skip
"""What a row keeps as it was told."""
Wrong = Iterator[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours on one day of the week (0 is Monday), and how much they are wanted."""

    weekday: int
    begins: time
    ends: time
    degree: str = Degree.WISH


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """What somebody asks for a season."""

    title: str
    minutes: int
    people: int
    hours: tuple[Hours, ...]
    ranks: tuple[Room | Place, ...] = ()
    """Rooms and places, the best first."""
    organisation: Organisation | None = None
    name: str = ""
    times: int = 1
    at_least: int = 1
    user_kind: str = UserKind.NON_SUBSIDISED
    open_to_all: bool = False
    local: bool = True
    target_group: TargetGroup | None = None
    traits: tuple[str, ...] = ()
    theme: Theme | None = None
    layout: str = ""
    equipment: tuple[str, ...] = ()
    step_free: bool = False
    may_share: bool = False
    same_room: bool = False
    elsewhere: bool = False
    last_place: Place | None = None
    shortest: int = 0
    """Minutes of a session that are still useful; 0: all of them."""
    quiet: bool = False
    """Nothing loud in a room beside it at the same time."""
    companion: SeasonRequest | None = None
    """Another request of the same party, beside which this one is kept."""
    beside: str = Beside.DAY
    first_day: date | None = None
    last_day: date | None = None
    weeks: str = WeekPattern.EVERY
    note: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        """As a row keeps them."""
        told = {name: getattr(self, name) for name in PLAIN}
        words = {name: getattr(self, name).strip() for name in ("title", "note")}
        return {
            **told,
            **words,
            "organisation": self.organisation,
            "name": "" if self.organisation else " ".join(self.name.split()),
            "traits": list(self.traits),
            "equipment": list(self.equipment),
        }


def wrong_in_request(facts: RequestFacts, asked: SeasonRound) -> list[InputProblem]:
    """Everything that is wrong, each with its field and what to do."""
    found = [
        *_wrong_words(facts),
        *_wrong_amounts(facts),
        *_wrong_kind(facts, asked),
        *_wrong_hours(facts),
        *_wrong_rooms(facts, asked),
        *_wrong_period(facts, asked),
        *_wrong_together(facts, asked),
    ]
    return [InputProblem(_("request"), None, name, message, advice) for name, message, advice in found]


def _wrong_words(facts: RequestFacts) -> Wrong:
    if not facts.title.strip():
        yield "title", _("Nobody can see what the room is for."), _("Fill in a few words, such as: knitting club.")
    for name, most in LONGEST.items():
        text = getattr(facts, name)
        if len(text) > most:
            yield name, _("This text is too long."), _("Use at most %(most)s signs.") % {"most": most}
        if wrong := wrong_in_text(text):
            yield name, *wrong
    if facts.organisation is None and not facts.name.strip():
        yield "organisation", _("Say who asks."), _("Choose an organisation, or write the name of a group.")
    if "@" in facts.name:
        yield "name", _("This is a mail address."), _("Write the name of the group, never that of a person.")


def _wrong_amounts(facts: RequestFacts) -> Wrong:
    if not 1 <= facts.times <= 7:
        yield "times", _("A group can meet 1 to 7 times a week, each time on another day."), _("Choose 1 to 7.")
    elif not 1 <= facts.at_least <= facts.times:
        advice = _("Choose 1 to %(times)s.") % {"times": facts.times}
        yield "at_least", _("The fewest times that are still useful cannot be more than you ask."), advice
    if not 15 <= facts.minutes <= 24 * 60 or facts.minutes % 15:
        yield "minutes", _("Rooms go by quarters of an hour."), _("Choose 15 minutes or more, by the quarter.")
    if facts.people < 1:
        yield "people", _("Nobody would come."), _("Fill in with how many you come, at least 1.")


def _wrong_kind(facts: RequestFacts, asked: SeasonRound) -> Wrong:
    lists = (
        ("user_kind", {facts.user_kind}, UserKind.values),
        ("traits", set(facts.traits), Trait.values),
        ("equipment", set(facts.equipment), Equipment.values),
        ("layout", {facts.layout} - {""}, Layout.values),
        ("weeks", {facts.weeks}, WeekPattern.values),
        ("beside", {facts.beside}, Beside.values),
    )
    for name, said, known in lists:
        if not said <= set(known):
            yield name, _("This is not on the list."), _("Choose from the list.")
    if asked.user_kinds and facts.user_kind in UserKind.values and facts.user_kind not in asked.user_kinds:
        kinds = ", ".join(str(UserKind(one).label) for one in asked.user_kinds)
        advice = _("This round is for: %(kinds)s.") % {"kinds": kinds}
        yield "user_kind", _("This round is not for you."), advice


def _wrong_hours(facts: RequestFacts) -> Wrong:
    if len(facts.hours) > MOST_WINDOWS:
        yield "hours", _("These are too many lines of hours."), _("Use at most %(most)s.") % {"most": MOST_WINDOWS}
        return
    for one in facts.hours:
        if not 0 <= one.weekday <= 6 or one.degree not in Degree.values:
            yield "hours", _("This is not on the list."), _("Choose from the list.")
            return
        if one.ends <= one.begins:
            yield "hours", _("The end comes before the start."), _("Choose a later end.")
        if any(at.minute % 15 or at.second for at in (one.begins, one.ends)):
            yield "hours", _("Rooms go by quarters of an hour."), _("Choose minutes 00, 15, 30 or 45.")
    yield from _wrong_lengths(facts)


def _wrong_lengths(facts: RequestFacts) -> Wrong:
    possible = [one for one in facts.hours if one.degree != Degree.CANNOT]
    days = {one.weekday for one in possible}
    if len(days) < min(facts.at_least, 7):
        message = _("You name %(days)s days, and need at least %(least)s.")
        counts = {"days": len(days), "least": facts.at_least}
        yield "hours", message % counts, _("Add days on which you can, or ask fewer times a week.")
    for one in possible:
        alone = not any(other is not one and _touch(one, other) for other in possible)
        if alone and one.begins < one.ends and _minutes(one.ends) - _minutes(one.begins) < facts.minutes:
            told = {"day": weekday(one.weekday), "minutes": facts.minutes}
            message = _("The hours on %(day)s are shorter than the %(minutes)s minutes you ask.")
            yield "hours", message % told, _("Make these hours longer: they are those in which you can meet.")


def _touch(one: Hours, other: Hours) -> bool:
    return one.weekday == other.weekday and one.begins <= other.ends and other.begins <= one.ends


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _wrong_rooms(facts: RequestFacts, asked: SeasonRound) -> Wrong:
    if not facts.ranks and not facts.elsewhere:
        yield "ranks", _("You name no room."), _("Name a room or a place, or say that every room will do.")
    if len(facts.ranks) > MOST_RANKS:
        yield "ranks", _("These are too many rooms."), _("Name at most %(most)s.") % {"most": MOST_RANKS}
    if len({one.pk for one in facts.ranks}) < len(facts.ranks):
        yield "ranks", _("You name a room twice."), _("Name each room once.")
    rooms = dict(asked.rooms.values_list("pk", "place_id"))
    for one in facts.ranks:
        if one.pk not in (rooms if isinstance(one, Room) else rooms.values()):
            told = {"name": one.name}
            yield "ranks", _("%(name)s is not in this round.") % told, _("Choose a room or a place of the round.")


def _wrong_period(facts: RequestFacts, asked: SeasonRound) -> Wrong:
    first, last = facts.first_day or asked.first_day, facts.last_day or asked.last_day
    if first < asked.first_day or last > asked.last_day:
        yield "first_day", _("This lies outside the season."), _("Choose days in the season, or leave them empty.")
    elif last < first:
        yield "last_day", _("The end comes before the start."), _("Choose a later end.")


def _wrong_together(facts: RequestFacts, asked: SeasonRound) -> Wrong:
    """Shorter sessions, noise, and another request to keep to."""
    if facts.shortest and not (15 <= facts.shortest <= facts.minutes and facts.shortest % 15 == 0):
        advice = _("Choose a number of quarters of an hour, or leave it empty.")
        yield "shortest", _("The shortest session is not shorter than the one you ask."), advice
    if facts.quiet and Trait.LOUD in facts.traits:
        yield "quiet", _("What is loud itself cannot ask for quiet."), _("Choose one of the two.")
    other = facts.companion
    if other is None:
        return
    name = "" if facts.organisation else " ".join(facts.name.split())
    same = (other.organisation, other.name.casefold()) == (facts.organisation, name.casefold())
    if other.round_id != asked.pk or not same:
        yield "companion", _("That is not a request of yours in this round."), _("Choose one of your own requests.")
    elif other.companion_id is not None:
        message = _("That request keeps to another one itself.")
        yield "companion", message, _("Choose the request that all of them keep to.")
