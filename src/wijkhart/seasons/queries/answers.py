"""The answer to a request in words: what it got, why not more, what would place it, and what is still free."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.core.formats import clock, number, weekday
from wijkhart.places.models import Room, UserKind
from wijkhart.seasons.models import SeasonPlan, SeasonReason, SeasonRequest, SeasonSession
from wijkhart.seasons.queries.naming import Names

NAMED: Final = 3
"""How many of those who have the time are named."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A free session: where and when, and the keys with which it is taken."""

    words: str
    room: str
    weekday: int
    starts: str


@dataclass(frozen=True, slots=True)
class Way:
    """One smallest change that would place a request; `offer` when it can be taken as it is."""

    kind: str
    words: str
    offer: Offer | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Why a request has less than it asked, as the plan stands."""

    short: str
    why: tuple[str, ...]
    ways: tuple[Way, ...]
    alternatives: tuple[Offer, ...]


def answer_of(reason: SeasonReason, names: Names) -> Answer:
    """The sentences of one reason; `reason.request` must be read."""
    ways = tuple(_way(change, names) for change in reason.changes)
    taken = {one.offer for one in ways if one.offer}
    rest = [offer for one in reason.alternatives if (offer := _offer(one, names)) not in taken]
    why = tuple(_why(reason, names))
    return Answer(why[0], why, ways, tuple(rest))


def _why(reason: SeasonReason, names: Names) -> Iterable[str]:
    """From what counts most to the counts themselves."""
    if reason.never:
        yield _never(reason)
    elif reason.alone:
        yield _alone(reason, names)
    elif reason.competitors:
        yield _competitors(reason, names)
    else:
        yield _("At the times and in the rooms that you asked nothing is left.")
    if not reason.never and reason.alone and len(reason.competitors) > 1:
        yield _competitors(reason, names)
    if reason.granted:
        told = {"granted": reason.granted, "asked": reason.asked}
        yield _("You did get %(granted)s of the %(asked)s times a week.") % told
    elif reason.needed > 1:
        yield _("You said that fewer than %(needed)s times a week is of no use to you.") % {"needed": reason.needed}
    counted = sum(count for _rule, count in reason.rules)
    if counted:
        parts = [_RULES.get(rule, _starts_other) for rule, _count in reason.rules]
        told_parts = [words(count) for words, (_rule, count) in zip(parts, reason.rules, strict=True)]
        yield _("We looked at %(all)s starting times in the rooms that you named: %(parts)s.") % {
            "all": number(counted),
            "parts": ", ".join(told_parts),
        }


def _never(reason: SeasonReason) -> str:
    """No plan could place it: what stands in the way most."""
    rule = reason.rules[0][0] if reason.rules else ""
    people = {"people": reason.request.people}
    return {
        "seats": _("None of the rooms that you named has seats for %(people)s people.") % people,
        "needs": _("None of the rooms that you named has all that you need."),
        "opening": _("Your session does not fit within the opening hours of the rooms that you named."),
        "barred": _("The concept of the places that you named keeps these hours for others."),
        "closed": _("The rooms that you named are closed or taken at these hours in every week."),
    }.get(rule, _("With these wishes no plan could give you a room."))


def _alone(reason: SeasonReason, names: Names) -> str:
    told = {"who": _named(reason.alone[:NAMED], names)}
    if len(reason.alone) == 1:
        return _("%(who)s has the time that you asked. Without that request you would have had a room.") % told
    return (
        _("The time that you asked is given to others: %(who)s. Without any one of them you would have had a room.")
        % told
    )


def _competitors(reason: SeasonReason, names: Names) -> str:
    told = {"who": _named([key for key, _count in reason.competitors[:NAMED]], names)}
    rest = len(reason.competitors) - NAMED
    if rest > 0:
        told["rest"] = str(rest)
        return _("Others have the times that you asked: %(who)s, and %(rest)s more.") % told
    return _("Others have the times that you asked: %(who)s.") % told


def _named(keys: Iterable[str], names: Names) -> str:
    return "; ".join(_with_facts(names.requests[key]) if key in names.requests else key for key in keys)


def _with_facts(request: SeasonRequest) -> str:
    """Who it is and what counted, so that somebody can judge it: "Koor (De Lijster, 30 mensen, met subsidie)"."""
    kind = str(UserKind(request.user_kind).label)
    people = ngettext("%(n)s person", "%(n)s people", request.people) % {"n": number(request.people)}
    return f"{request.title} ({request.who}, {people}, {kind})"


def _starts_other(count: int) -> str:
    return ngettext("%(n)s breaks another rule", "%(n)s break another rule", count) % {"n": number(count)}


def _taken(count: int) -> str:
    return ngettext("%(n)s is taken", "%(n)s are taken", count) % {"n": number(count)}


def _seats(count: int) -> str:
    return ngettext("%(n)s has too few seats", "%(n)s have too few seats", count) % {"n": number(count)}


def _needs(count: int) -> str:
    words = ngettext("%(n)s lacks something that you need", "%(n)s lack something that you need", count)
    return words % {"n": number(count)}


def _opening(count: int) -> str:
    words = ngettext("%(n)s is outside the opening hours", "%(n)s are outside the opening hours", count)
    return words % {"n": number(count)}


def _closed(count: int) -> str:
    words = ngettext("%(n)s is closed or booked already", "%(n)s are closed or booked already", count)
    return words % {"n": number(count)}


def _barred(count: int) -> str:
    words = ngettext("%(n)s is kept for others by the concept", "%(n)s are kept for others by the concept", count)
    return words % {"n": number(count)}


def _held(count: int) -> str:
    words = ngettext("%(n)s is kept free for single bookings", "%(n)s are kept free for single bookings", count)
    return words % {"n": number(count)}


def _same_day(count: int) -> str:
    words = ngettext("%(n)s is on a day that you have already", "%(n)s are on a day that you have already", count)
    return words % {"n": number(count)}


def _free(count: int) -> str:
    return ngettext("%(n)s is free", "%(n)s are free", count) % {"n": number(count)}


_RULES: Final = {
    "taken": _taken,
    "seats": _seats,
    "needs": _needs,
    "opening": _opening,
    "closed": _closed,
    "barred": _barred,
    "held": _held,
    "one_a_day": _same_day,
    "free": _free,
}
"""Rule -> how many starts it rules out, in words."""


def _way(change: Mapping[str, Any], names: Names) -> Way:
    sessions = change["sessions"]
    told = {"where": "; ".join(_where(one, names) for one in sessions), "time": _length(15 * change["amount"])}
    words = {
        "shift": _("Begin earlier or later (%(time)s): %(where)s.") % told,
        "room": _("Take another room: %(where)s.") % told,
        "shorter": _("Make it shorter (%(time)s): %(where)s.") % told,
        "day": _("Take another day: %(where)s.") % told,
    }[change["kind"]]
    one = _offer(sessions[0], names) if len(sessions) == 1 and change["kind"] != "shorter" else None
    return Way(change["kind"], words, one)


def _where(session: Mapping[str, Any], names: Names) -> str:
    """Day, hours and room; with the start that was asked when it is another."""
    told = {
        "day": weekday(session["weekday"]),
        "starts": clock(_time(session["starts"])),
        "ends": clock(_time(session["ends"])),
        "room": names.room(session["room"]),
    }
    if session["instead"] and session["instead"] != session["starts"]:
        told["instead"] = clock(_time(session["instead"]))
        return _("%(day)s %(starts)s instead of %(instead)s, until %(ends)s, in %(room)s") % told
    return _("%(day)s %(starts)s until %(ends)s, in %(room)s") % told


def _offer(session: Mapping[str, Any], names: Names) -> Offer:
    told = {
        "day": weekday(session["weekday"]),
        "starts": clock(_time(session["starts"])),
        "ends": clock(_time(session["ends"])),
        "room": names.room(session["room"]),
    }
    words = _("%(day)s %(starts)s until %(ends)s, in %(room)s") % told
    return Offer(words, session["room"], session["weekday"], session["starts"])


def _time(text: str) -> time:
    return time.fromisoformat(text)


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    told = [ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}] if hours else []
    told += [ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest}] if rest else []
    return " ".join(told)


def displaced_by(plan: SeasonPlan, request: SeasonRequest) -> list[SeasonReason]:
    """Requests that would have a room if this one had none."""
    rows = plan.reasons.select_related("request__organisation")
    return [one for one in rows if str(request.pk) in one.alone]


def given_to(plan: SeasonPlan, request: SeasonRequest) -> list[SeasonSession]:
    """The sessions of a request in a plan."""
    return list(plan.sessions.filter(request=request).select_related("room__place", "series"))


def room_in(plan: SeasonPlan, key: str) -> Room | None:
    """A room of the plan by its key."""
    known = {one["key"] for one in plan.question.inputs["rooms"]}
    return Room.objects.filter(pk=key).select_related("place").first() if key in known else None
