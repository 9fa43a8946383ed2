"""What is wrong with a round before it is planned: requests without a place, pins that clash, what is unknown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from wijkhart.analysis.timetable import ClashingPinsError, Problem, Request
from wijkhart.analysis.timetable.columns import Grid, columns_for
from wijkhart.analysis.timetable.pins import must_not_clash
from wijkhart.analysis.timetable.reasons import own_rules
from wijkhart.core.formats import day as in_words
from wijkhart.seasons.models import SeasonPlan, SeasonRequest, SeasonRound
from wijkhart.seasons.queries.breach_words import clash_words
from wijkhart.seasons.queries.naming import Names
from wijkhart.seasons.queries.plans import standing_of
from wijkhart.seasons.queries.problem import Question, question_of


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong or not known: about which request (None: about the round), what, and what to do."""

    request: SeasonRequest | None
    message: str
    advice: str


def faults_of(season: SeasonRound) -> list[Fault]:
    """Requests that no plan can place, and what is not known of rooms and days; read anew from what stands now."""
    question, names = question_of(season), Names(season)
    return [*_misfits(question.problem, names), *remark_faults(question.remarks, names)]


def question_faults(question: Question, names: Names) -> list[Fault]:
    """The same of a question that is known."""
    return [*_misfits(question.problem, names), *remark_faults(question.remarks, names)]


def pin_faults(plan: SeasonPlan) -> list[Fault]:
    """The smallest set of pins of a plan that cannot all stand; nothing when they can."""
    try:
        must_not_clash(standing_of(plan).problem)
    except ClashingPinsError as error:
        names = Names(plan.round)
        return [Fault(None, clash_words(error, names), _("Work the plan out again after that."))]
    return []


def _misfits(problem: Problem, names: Names) -> Iterable[Fault]:
    """Requests without a single start in any of their rooms."""
    grid = Grid(problem)
    possible = set(np.unique(columns_for(problem, grid, range(len(problem.requests))).request).tolist())
    for at, one in enumerate(problem.requests):
        if at not in possible:
            message, advice = _misfit_words(problem, grid, one)
            yield Fault(names.requests.get(one.key), message, advice)


def _misfit_words(problem: Problem, grid: Grid, asked: Request) -> tuple[str, str]:
    rooms = [
        room for room in problem.rooms
        if "offered" in room.features and (asked.elsewhere or {room.key, room.place} & set(asked.ranks))
    ]  # fmt: skip
    longest = max((closes - opens for room in rooms for opens, closes in room.opening), default=0)
    most = max((room.seats for room in rooms), default=0)
    if rooms and most < asked.size:
        told = {"people": asked.size, "most": most}
        message = _("%(people)s people come, and the largest room that was named holds %(most)s.") % told
        return message, _("Name a larger room, or come with fewer people.")
    if rooms and longest < asked.length:
        told = {"minutes": asked.length * 15, "longest": longest * 15}
        message = _("A session lasts %(minutes)s minutes, and no room that was named is open longer than %(longest)s.")
        return message % told, _("Ask a shorter session, or another place.")
    days = {window.day for window in asked.windows}
    if rooms and all(opens == closes for room in rooms for opens, closes in (room.opening[day] for day in days)):
        return _rule_misfit("closed")
    return _rule_misfit(next(iter(own_rules(problem, grid, asked)), ""))


def _rule_misfit(rule: str) -> tuple[str, str]:
    match rule:
        case "closed":
            return (
                _("On the only days that were named the rooms are closed or taken in every week of the season."),
                _("Name another day: holidays, closures and bookings leave no date."),
            )
        case "needs":
            return (
                _("No room that was named has all that was asked, or fits its concept."),
                _("Name another room, or ask for less."),
            )
        case "opening":
            return (
                _("At the hours that were named no room is open long enough, with the time to set up and clear up."),
                _("Name other hours; the page of the place shows when it is open."),
            )
    return (
        _("No start fits the hours, the rooms and the concept of the places that were named."),
        _("Name more hours, or another place."),
    )


def remark_faults(remarks: Iterable[dict[str, Any]], names: Names) -> Iterable[Fault]:
    """What is not known or was left out, in words."""
    for one in remarks:
        request = names.requests.get(one.get("request", ""))
        message, advice = _remark_words(one, names)
        yield Fault(request, message, advice)


def _remark_words(one: dict[str, Any], names: Names) -> tuple[str, str]:
    room = {"room": names.room(one.get("room", ""))}
    match one["kind"]:
        case "school_unknown":
            told = {"date": in_words(date.fromisoformat(one["until"]))}
            return (
                _("School holidays are not known after %(date)s: the season goes on in them after that day.") % told,
                _("Add them as local days off when they are announced, and work the plan out again."),
            )
        case "clock_change":
            told = {"date": in_words(date.fromisoformat(one["day"]))}
            return (
                _("On %(date)s the clock changes.") % told,
                _("Nothing is planned between 2 and 3 o'clock that night; all other hours stay as they are."),
            )
        case "hours_unknown":
            return _("The opening hours of %(room)s are not known, so nothing fits in.") % room, _("Fill them in.")
        case "never_open":
            return (
                _("%(room)s is never open in this season.") % room,
                _("Look at its opening hours, or leave it out of the round."),
            )
        case "seats_unknown":
            return (
                _("Nobody said how many people fit in %(room)s; every group is taken to fit.") % room,
                _("Fill in how many people fit."),
            )
        case "no_room_left":
            return (
                _("None of the rooms that were named takes part any more."),
                _("Ask the group to name another room."),
            )
        case "no_companion":
            return (
                _("The request that this one keeps to takes no part in all its weeks, so it is planned by itself."),
                _("Ask the group which request it belongs to."),
            )
    return (
        _("The group would share, but a room that it named cannot be shared, so it gets its room alone."),
        _("Nothing needs to be done."),
    )
