"""The week of one room in a plan: per day and part of the day who has it, and what is left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any, Final
from uuid import UUID

from wijkhart.analysis.timetable import PARTS
from wijkhart.places.models import Room
from wijkhart.seasons.clocks import on_clock, quarter
from wijkhart.seasons.models import SeasonPlan, SeasonSession
from wijkhart.times.models import PartOfDay

SHORTEST: Final = 2
"""A gap of fewer quarter-hours is not worth telling."""


@dataclass(frozen=True, slots=True)
class WeekCell:
    """One part of one day: its sessions in order, and the stretches that are free."""

    weekday: int
    sessions: tuple[SeasonSession, ...]
    free: tuple[tuple[time, time], ...]
    open: bool


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One part of the day over the week."""

    label: str
    cells: tuple[WeekCell, ...]


def sessions_of(plan: SeasonPlan) -> list[SeasonSession]:
    """Every session of a plan with what a page says of it."""
    rows = plan.sessions.select_related("request__organisation", "room__place")
    return list(rows.order_by("weekday", "starts", "room__place__name", "room__name"))


def rooms_in(plan: SeasonPlan) -> list[Room]:
    """The rooms that the plan is about, by place."""
    keys = [one["key"] for one in plan.question.inputs["rooms"]]
    rows = Room.objects.filter(pk__in=keys).select_related("place").prefetch_related("parts")
    return list(rows.order_by("place__name", "name"))


def week_of(plan: SeasonPlan, room: Room, sessions: Iterable[SeasonSession]) -> list[WeekRow]:
    """The table of a room. A session in a hall stands with each of its parts too."""
    spaces = {space.pk for space in room.spaces}
    touching = _touching(plan, spaces)
    own = [one for one in sessions if one.room_id in touching]
    opening = next(one["opening"] for one in plan.question.inputs["rooms"] if one["key"] == str(room.pk))
    rows = []
    for name, first, last in PARTS:
        cells = tuple(_cell(day, own, opening[day], first, last) for day in range(7))
        rows.append(WeekRow(str(PartOfDay(name).label), cells))
    return rows


def _touching(plan: SeasonPlan, spaces: set[UUID]) -> set[UUID]:
    """The rooms of which a use takes something of these spaces."""
    wanted = {str(one) for one in spaces}
    return {UUID(one["key"]) for one in plan.question.inputs["rooms"] if wanted & set(one["joins"] or [one["key"]])}


def _cell(weekday: int, own: Sequence[SeasonSession], opened: Sequence[Any], first: int, last: int) -> WeekCell:
    """What begins in this part; the first part takes what begins before it too."""
    day = [one for one in own if one.weekday == weekday]
    begins = max(opened[0], first if first > PARTS[0][1] else 0)
    ends = min(opened[1], last)
    starting = tuple(one for one in day if (first if first > PARTS[0][1] else 0) <= quarter(one.starts) < last)
    free, at = [], begins
    for one in day:
        start, end = quarter(one.starts), quarter(one.ends)
        if at + SHORTEST <= min(start, ends):
            free.append((on_clock(at), on_clock(min(start, ends))))
        at = max(at, end)
    if at + SHORTEST <= ends:
        free.append((on_clock(at), on_clock(ends)))
    return WeekCell(weekday, starting, tuple(free), begins < ends)
