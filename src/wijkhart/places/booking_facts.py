"""A booking as somebody asks for it, and everything that is wrong with it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.errors import InputProblem
from wijkhart.core.formats import clock, day
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.places.models import Booking, BookingMode, ExceptionKind, Room, Trait, UserKind
from wijkhart.places.queries.concept import broken_by, group_names, rule_in_words
from wijkhart.places.queries.free import AHEAD, Doors
from wijkhart.places.queries.rules import Asking, bookable_from, rule_for, rules_on
from wijkhart.places.when import When
from wijkhart.themes.models import TargetGroup
from wijkhart.times.clock import clock_change
from wijkhart.times.queries import OpenDay, hours_in_words

LONGEST: Final = {"title": 160, "name": 120, "note": 2000, "anyway": 1000}
Wrong = Iterator[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingFacts:
    """What somebody wants a room for."""

    when: When
    title: str
    people: int
    name: str = ""
    email: str = ""
    organisation: Organisation | None = None
    note: str = ""
    user_kind: str = UserKind.RESIDENTS
    open_to_all: bool = False
    local: bool = True
    target_group: TargetGroup | None = None
    traits: tuple[str, ...] = ()
    items: Mapping[UUID, int] = field(default_factory=dict)
    """Shared item -> pieces to borrow."""
    anyway: str = ""
    """Why it is booked although a rule of use or the concept stands in the way; public."""

    @property
    def activity(self) -> dict[str, Any]:
        """The fields of `Activity`, as a row keeps them."""
        return {
            "user_kind": self.user_kind,
            "open_to_all": self.open_to_all,
            "local": self.local,
            "target_group": self.target_group,
            "traits": list(self.traits),
        }


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the way and what who decides on the room may set aside, with a reason that everyone can read."""

    kind: ExceptionKind
    rule_name: str
    rule_key: str
    """What the rule says, to know it again."""
    field: str
    message: str
    advice: str


def standing_in_way(used: Booking | BookingFacts, when: When, room: Room) -> list[Standing]:
    """The rule of use that says this is too early, and every rule of the concept that it would break."""
    return [*_too_early(used, when.day, room), *_against_concept(used, when, room)]


def wrong_in_booking(facts: BookingFacts, room: Room) -> list[InputProblem]:
    """Everything that is wrong with a booking but that the room is taken; that shows when it is written."""
    about = [*_wrong_words(facts), *_wrong_people(facts.people, room)]
    found = [*about, *_wrong_moment(facts.when, room, facts)]
    return [InputProblem(_("booking"), None, name, message, advice) for name, message, advice in found]


def wrong_in_move(
    when: When, people: int, room: Room, used: Booking, aside: Collection[str] = ()
) -> list[InputProblem]:
    """The same for a booking that gets other hours. `aside`: keys of the rules that were set aside for it."""
    found = [*_wrong_people(people, room), *_wrong_moment(when, room, used, aside)]
    return [InputProblem(_("booking"), None, name, message, advice) for name, message, advice in found]


def _wrong_words(facts: BookingFacts) -> Wrong:
    if not facts.title.strip():
        yield "title", _("Nobody can see what the room is for."), _("Fill in a few words, such as: knitting club.")
    for name, most in LONGEST.items():
        text = getattr(facts, name)
        if len(text) > most:
            yield name, _("This text is too long."), _("Use at most %(most)s signs.") % {"most": most}
        if wrong := wrong_in_text(text):
            yield name, *wrong
    if facts.user_kind not in UserKind.values or not set(facts.traits) <= set(Trait.values):
        yield "user_kind", _("This is not on the list."), _("Choose from the list.")
    if facts.organisation is not None:
        return
    if not facts.name.strip():
        yield "name", _("The manager does not know who comes."), _("Fill in your name.")
    try:
        validate_email(facts.email.strip())
    except ValidationError:
        yield "email", _("This is not a mail address."), _("Check it: the answer goes there.")


def _wrong_people(people: int, room: Room) -> Wrong:
    most = room.most_people
    if people < 1:
        yield "people", _("Nobody would come."), _("Fill in with how many you come, at least 1.")
    elif most is not None and people > most:
        message = _("At most %(most)s people fit in this room.") % {"most": most}
        yield "people", message, _("Look for a larger room, or come with fewer.")


def _wrong_moment(when: When, room: Room, used: Booking | BookingFacts, aside: Collection[str] = ()) -> Wrong:
    """What is wrong with the hours; when nothing is, whether they are meant for this use."""
    if wrong := list(_wrong_when(when, room)):
        yield from wrong
    elif not getattr(used, "anyway", "").strip():
        left = (one for one in standing_in_way(used, when, room) if one.rule_key not in aside)
        yield from ((one.field, one.message, one.advice) for one in islice(left, 1))


def _wrong_when(when: When, room: Room) -> Wrong:
    """The first thing that is wrong with the hours: what comes after it would only confuse."""
    if room.booking_mode == BookingMode.NONE:
        yield "day", _("This room cannot be booked here."), _("Look for another room.")
        return
    if wrong := next(_wrong_hours(when), None) or next(_wrong_date(when), None):
        yield wrong
        return
    opened = Doors([room]).on(room, when.day)
    if not any(begin <= when.starts and when.ends <= end for begin, end in opened.slots):
        yield "starts", closed_words(opened), _("Choose hours in which the room is offered; the calendar shows them.")


def _wrong_hours(when: When) -> Wrong:
    if when.ends <= when.starts:
        if when.starts >= time(18) and when.ends <= time(6):
            yield "ends", _("A booking cannot run past midnight."), _("Make two bookings, one for each day.")
        else:
            yield "ends", _("The end comes before the start."), _("Choose a later end.")
        return
    for name, at in (("starts", when.starts), ("ends", when.ends)):
        if at.minute % 15 or at.second:
            yield name, _("Rooms go by quarters of an hour."), _("Choose minutes 00, 15, 30 or 45.")
        change = clock_change(when.day, at)
        if change == "missing":
            message = _("%(at)s does not exist on this day: the clock goes forward then.") % {"at": clock(at)}
            yield name, message, _("Choose a time before 2 or from 3 o'clock.")
        if change == "double":
            message = _("%(at)s comes twice on this day: the clock goes back then.") % {"at": clock(at)}
            yield name, message, _("Choose a time before 2 or from 3 o'clock.")


def _wrong_date(when: When) -> Wrong:
    if when.instants()[0] <= timezone.now():
        yield "day", _("This moment is in the past."), _("Choose a moment to come.")
    elif when.day > timezone.localdate() + AHEAD:
        last = day(timezone.localdate() + AHEAD)
        yield "day", _("This is more than a year ahead."), _("Book up to and including %(day)s.") % {"day": last}


def _too_early(asked: Asking, wanted: date, room: Room) -> Iterator[Standing]:
    """Further ahead than the rules of use let this activity book."""
    rules = rules_on(room.place.municipality_code, wanted)
    line = rule_for(rules.lines.all(), asked) if rules else None
    if line is None or bookable_from(line, wanted) <= timezone.localdate():
        return
    facts = {"rule": line.name, "days": line.days_ahead, "day": day(bookable_from(line, wanted))}
    message = _("By rule “%(rule)s” this may be booked at most %(days)s days ahead.") % facts
    advice = _("Book it from %(day)s on, or choose an earlier day.") % facts
    yield Standing(ExceptionKind.EARLY, line.name, line.early_key, "day", message, advice)


def _against_concept(used: Booking | BookingFacts, when: When, room: Room) -> Iterator[Standing]:
    """Against what the place is for."""
    for one in broken_by(used, when.day, (when.starts, when.ends), room):
        words = rule_in_words(one.rule, group_names([one.rule]))
        yield Standing(ExceptionKind.CONCEPT, words, one.rule.key, "starts", one.message, one.advice)


def end_in_words(booking: Booking) -> str:
    """Until what time, with the day when that is another one: a room can be closed for weeks."""
    last = timezone.localtime(booking.ends_at)
    if last.time() == time.min:
        last -= timedelta(minutes=1)
        return _("%(day)s, the end of that day") % {"day": day(last.date())}
    same = timezone.localtime(booking.starts_at).date() == last.date()
    return clock(last) if same else f"{day(last.date())}, {clock(last)}"


def closed_words(opened: OpenDay) -> str:
    """Why a room is not offered then, or when it is."""
    if not opened.slots:
        why = opened.reason or _("closed on this day of the week")
        return _("The room is not offered on this day: %(why)s.") % {"why": why}
    return _("On this day the room is offered only %(hours)s.") % {"hours": hours_in_words(opened.slots)}
