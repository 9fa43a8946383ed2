"""Why a request got less, in sentences, with what would place it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import time
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.core.formats import clock, weekday
from wijkhart.places.models import Room
from wijkhart.seasons.clocks import QUARTER, quarter
from wijkhart.seasons.models import SeasonReason
from wijkhart.seasons.queries.naming import Names

NAMED: Final = 3
"""How many others are named."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A session that is free as the plan stands, in words and as facts."""

    words: str
    room: Room | None
    weekday: int
    starts: time
    ends: time

    @property
    def minutes(self) -> int:
        """How long it lasts; less than was asked when it is a shorter session."""
        return QUARTER * (quarter(self.ends) - quarter(self.starts))


@dataclass(frozen=True, slots=True)
class Told:
    """The answer to one request."""

    got: str
    why: tuple[str, ...]
    changes: tuple[Offer, ...]
    """The smallest of each kind that would place it."""
    alternatives: tuple[Offer, ...]
    """Free nearby, nearest first."""
    starts: int
    """How many possible starts were looked at: each time in each room that was asked."""


def told_of(reason: SeasonReason, names: Names) -> Told:
    """A stored reason in sentences."""
    return Told(
        " ".join(one for one in (got_words(reason.asked, reason.granted), less_words(reason.shortened)) if one),
        tuple(why_words(reason, names)),
        tuple(offer for change in reason.changes for offer in change_offers(change, names)),
        tuple(_offer(one, names, reason.request.minutes) for one in reason.alternatives),
        sum(count for _rule, count in reason.rules),
    )


def got_words(asked: int, granted: int) -> str:
    """How much of what was asked was given."""
    told = {"asked": asked, "granted": granted}
    if not granted:
        return ngettext(
            "Asked: %(asked)s time a week. Given: none.", "Asked: %(asked)s times a week. Given: none.", asked
        ) % told  # fmt: skip
    return ngettext(
        "Asked: %(asked)s time a week. Given: %(granted)s.", "Asked: %(asked)s times a week. Given: %(granted)s.", asked
    ) % told  # fmt: skip


def less_words(minutes: int) -> str:
    """How much shorter sessions are than was asked; empty when they are not."""
    return _("Together %(minutes)s minutes a week shorter than asked.") % {"minutes": minutes} if minutes else ""


def why_words(reason: SeasonReason, names: Names) -> Iterable[str]:
    """The rules and the others that stood in the way, what counts most first."""
    if reason.never:
        yield _("No plan could place this request.")
    for rule, count in reason.rules:
        words = rule_words(rule, count)
        if words:
            yield words
    if reason.competitors:
        told = {"others": _listed(others_words(reason.competitors, names))}
        yield _("Those times were given to others, most of all to: %(others)s.") % told
    if reason.alone:
        told = {"others": _listed([names.request(key) for key in reason.alone[:NAMED]])}
        if len(reason.alone) == 1:
            yield _("Only one stood in the way: without %(others)s this request would have its place.") % told
        else:
            yield _("Without any one of these this request would have its place: %(others)s.") % told
    if any(rule == "free" for rule, _count in reason.rules) and not reason.never:
        yield _("There is a place, but giving it would make the whole plan worse, by the public order of goals.")


def rule_words(rule: str, count: int) -> str:
    """One rule, with the number of possible starts that it ruled out; empty for what is said elsewhere."""
    told = {"count": count}
    match rule:
        case "seats":
            return ngettext(
                "At %(count)s possible start the room is too small.",
                "At %(count)s possible starts the room is too small.", count,
            ) % told  # fmt: skip
        case "needs":
            return ngettext(
                "At %(count)s possible start the room lacks something that was asked, or its concept does not fit.",
                "At %(count)s possible starts the room lacks something that was asked, or its concept does not fit.",
                count,
            ) % told  # fmt: skip
        case "opening":
            return ngettext(
                "At %(count)s possible start the room is not open long enough.",
                "At %(count)s possible starts the room is not open long enough.", count,
            ) % told  # fmt: skip
        case "barred":
            return ngettext(
                "At %(count)s possible start the concept of the place does not allow it.",
                "At %(count)s possible starts the concept of the place does not allow it.", count,
            ) % told  # fmt: skip
        case "closed":
            return ngettext(
                "At %(count)s possible start the room is closed or taken in every week, by holidays or bookings.",
                "At %(count)s possible starts the room is closed or taken in every week, by holidays or bookings.",
                count,
            ) % told  # fmt: skip
        case "taken":
            return ngettext(
                "At %(count)s possible start the room was given to somebody else.",
                "At %(count)s possible starts the room was given to somebody else.", count,
            ) % told  # fmt: skip
        case "companion":
            return ngettext(
                "At %(count)s possible start the request that this one keeps to is not there.",
                "At %(count)s possible starts the request that this one keeps to is not there.", count,
            ) % told  # fmt: skip
        case "loud":
            return ngettext(
                "At %(count)s possible start it would be loud in the room beside it.",
                "At %(count)s possible starts it would be loud in the room beside it.", count,
            ) % told  # fmt: skip
        case "held":
            return ngettext(
                "At %(count)s possible start too little would be left of the time kept for questions that come up.",
                "At %(count)s possible starts too little would be left of the time kept for questions that come up.",
                count,
            ) % told  # fmt: skip
    return ""


def others_words(competitors: Sequence[Sequence[Any]], names: Names) -> list[str]:
    """Who has those times, with the kind of user by which they went first."""
    found = []
    for key, _count in competitors[:NAMED]:
        request = names.requests.get(key)
        kind = f", {request.get_user_kind_display()}" if request else ""
        found.append(f"{names.request(key)}{kind}")
    return found


def change_offers(change: dict[str, Any], names: Names) -> Iterable[Offer]:
    """One change as offers, one for each session that it would give."""
    for one in change["sessions"]:
        offer = _offer(one, names)
        told = {
            "day": weekday(offer.weekday),
            "at": clock(offer.starts),
            "until": clock(offer.ends),
            "room": names.room(one["room"]),
            "instead": clock(time.fromisoformat(one["instead"])) if one["instead"] else "",
            "minutes": 15 * change["amount"],
        }
        yield replace(offer, words=_change_words(change["kind"], instead=bool(one["instead"])) % told)


def _change_words(kind: str, *, instead: bool) -> str:
    match kind:
        case "shift" if instead:
            return _("%(day)s %(at)s instead of %(instead)s in %(room)s")
        case "room":
            return _("in a room that was not named: %(room)s, %(day)s %(at)s")
        case "shorter":
            return _("%(minutes)s minutes shorter: %(day)s %(at)s until %(until)s in %(room)s")
        case "day":
            return _("on a day that was not named: %(day)s %(at)s in %(room)s")
    return _("%(day)s %(at)s in %(room)s")


def _offer(one: dict[str, Any], names: Names, asked: int = 0) -> Offer:
    """A session in words; until when it lasts is said of one that is shorter than the minutes asked."""
    starts, ends = time.fromisoformat(one["starts"]), time.fromisoformat(one["ends"])
    offer = Offer("", names.rooms.get(one["room"]), one["weekday"], starts, ends)
    told = {
        "day": weekday(one["weekday"]),
        "at": clock(starts),
        "until": clock(ends),
        "minutes": asked - offer.minutes,
        "room": names.room(one["room"]),
    }
    return replace(offer, words=_change_words("shorter" if offer.minutes < asked else "", instead=False) % told)


def _listed(words: Sequence[str]) -> str:
    return "; ".join(words)
