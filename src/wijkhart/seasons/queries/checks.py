"""What does not add up before a plan is made: requests that no plan can place, and what is not known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wijkhart.analysis.timetable import Problem, Reason, misfits
from wijkhart.core.formats import day
from wijkhart.seasons.models import SeasonRound
from wijkhart.seasons.queries.naming import Names
from wijkhart.seasons.queries.problem import question_of


@dataclass(frozen=True, slots=True)
class Check:
    """One thing: where (with its page), what, and what to do."""

    where: str
    url: str
    message: str
    advice: str


def problems_of(season: SeasonRound) -> list[Check]:
    """Everything that can be seen before solving: what nobody can mend first, then what is not known."""
    question, names = question_of(season), Names(season)
    found = [_misfit(one, question.problem, names) for one in misfits(question.problem)]
    return [*found, *_remarks(question.remarks, names)]


def _misfit(reason: Reason, problem: Problem, names: Names) -> Check:
    request = problem.request_of[reason.request]
    message, advice = _words(reason.rules[0][0] if reason.rules else "")
    url = reverse("season_request_detail", args=[reason.request])
    return Check(
        names.request(reason.request), url, message % {"people": request.size, "minutes": request.length * 15}, advice
    )


def _words(rule: str) -> tuple[str, str]:
    return {
        "seats": (
            _("No room that was asked has seats for %(people)s people."),
            _("Ask the group whether fewer come, or add a larger room to the round."),
        ),
        "needs": (
            _("No room that was asked has all that is needed."),
            _("Look whether the facts of the rooms are complete, or ask what the group can do without."),
        ),
        "opening": (
            _("A session of %(minutes)s minutes, with setting up, does not fit within the opening hours."),
            _("Ask the group for other hours or a shorter session, or open the place longer."),
        ),
        "closed": (
            _("In every week the rooms are closed or taken then, for example on a holiday."),
            _("Ask the group for another day."),
        ),
        "barred": (
            _("The concept of the places keeps these hours for others."),
            _("Ask the group for other hours, or other places."),
        ),
    }.get(rule, (_("With these wishes no plan can place it."), _("Ask the group for more days, hours or rooms.")))


def _remarks(remarks: tuple[Mapping[str, Any], ...], names: Names) -> Iterator[Check]:
    for one in remarks:
        room = names.rooms.get(one.get("room", ""))
        request = names.requests.get(one.get("request", ""))
        where = names.room(one["room"]) if room else names.request(one["request"]) if request else _("the season")
        url = room.get_absolute_url() if room else ""
        url = reverse("season_request_detail", args=[request.pk]) if request else url
        on = date.fromisoformat(one.get("day") or one.get("until") or "2000-01-01")
        message, advice = _remark_words(one["kind"])
        yield Check(where, url, message % {"day": day(on)}, advice)


def _remark_words(kind: str) -> tuple[str, str]:
    return {
        "school_unknown": (
            _("School holidays are known until %(day)s only. After that the plan takes every week as an ordinary one."),
            _("Look again when they are published, or add them to the days off of the municipality."),
        ),
        "clock_change": (
            _("On %(day)s the clock changes. Nothing is planned between 2.00 and 3.00 that night."),
            _("Nothing to do, unless a group meets at night."),
        ),
        "hours_unknown": (
            _("The opening hours are not known, so nothing can be planned there."),
            _("Ask the manager to fill in the opening hours."),
        ),
        "never_open": (
            _("This room is never open in the season."),
            _("Look at its opening hours, or take it out of the round."),
        ),
        "seats_unknown": (
            _("How many people fit is not known, so every group fits on paper."),
            _("Ask the manager to fill in the number of people."),
        ),
        "narrowed": (
            _("The concept of one of its places bars some hours, so those hours are left out in all its places."),
            _("Nothing to do; it can be given those hours by hand elsewhere."),
        ),
        "no_room_left": (
            _("None of the rooms that it named takes part any more."),
            _("Ask the group for other rooms, or put a room back."),
        ),
        "not_shared": (
            _("The group may share, but its rooms are not let to several groups at once."),
            _("Nothing to do; it gets a room of its own."),
        ),
    }.get(kind, (_("Something is not known."), _("Look at the facts of this room or request.")))
