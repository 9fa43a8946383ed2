"""The question of a round: rooms and requests as `analysis.timetable` takes them, and what is not known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from wijkhart.analysis.timetable import PARTS, Companion, Goals, Problem, Request
from wijkhart.analysis.timetable import Room as Space
from wijkhart.places.models import BookingMode, ConceptRule, Room, Trait, UserKind
from wijkhart.places.queries.concept import rules_for
from wijkhart.places.queries.holding import Norms
from wijkhart.places.queries.search import step_free
from wijkhart.seasons.clocks import weeks_in, weeks_of
from wijkhart.seasons.models import SeasonRequest, SeasonRound
from wijkhart.seasons.queries.calendar import SeasonCalendar, calendar_of_season
from wijkhart.seasons.queries.fitting import barred_in, windows_in, wished_starts

KIND: Final = {
    UserKind.SUBSIDISED.value: "subsidised",
    UserKind.NON_SUBSIDISED.value: "non_subsidised",
    UserKind.RESIDENTS.value: "non_subsidised",
    UserKind.COMMERCIAL.value: "commercial",
}
"""Kind of user -> the order in which it goes; residents among themselves go with those without a subsidy."""
MANY: Final = 9999
"""Seats of a room of which nobody said how many fit."""
GONE: Final = "gone"
"""What a request needs of which no room takes part any more: no room has it."""
OFFERED: Final = "offered"
"""What every request needs: the room takes part itself, and not only as a part of a hall."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the solver, and remarks as data: what is not known or was left out."""

    problem: Problem
    remarks: tuple[dict[str, Any], ...]


def question_of(season: SeasonRound) -> Question:
    """Read everything that counts for a round now."""
    calendar = calendar_of_season(season)
    asked = list(requests_of(season))
    keys = set(season.rooms.values_list("pk", flat=True))
    chosen = [room for room in calendar.rooms if room.pk in keys and room.booking_mode != BookingMode.NONE]
    rules = _rules(calendar.rooms)
    spaces = tuple(_space(room, calendar, asked, room in chosen) for room in calendar.rooms)
    opened = _with_norms(spaces, calendar, season)
    goals = Goals(**season.goals)
    requests = tuple(_request(one, season, calendar.rooms, rules) for one in asked)
    requests, apart = _together(asked, requests, weeks_in(season))
    remarks = _remarks(asked, chosen) + [{"kind": "no_companion", "request": key} for key in apart]
    rooms = _beside(calendar.rooms, opened)
    problem = Problem(rooms, requests, goals, weeks=weeks_in(season), closures=calendar.closures)
    return Question(problem, (*calendar.remarks, *remarks))


def _together(
    asked: Sequence[SeasonRequest], requests: tuple[Request, ...], weeks: int
) -> tuple[tuple[Request, ...], list[str]]:
    """Each request with the one that it keeps to; and the keys of those of which the other takes no such part."""
    known, found, apart = {one.key: one for one in requests}, [], []
    keeps = {str(row.pk) for row in asked if row.companion_id is not None}
    for row, one in zip(asked, requests, strict=True):
        other = known.get(str(row.companion_id))
        if row.companion_id is None:
            found.append(one)
        elif other and other.key not in keeps and _goes_with(one, other, weeks):
            found.append(replace(one, companion=Companion(other.key, row.beside)))
        else:
            apart.append(one.key)
            found.append(one)
    return tuple(found), apart


def _goes_with(one: Request, other: Request, weeks: int) -> bool:
    """Whether both are of one party, and the other is there in all weeks of the first."""
    every = range(weeks)
    return one.party == other.party and set(one.weeks or every) <= set(other.weeks or every)


def _beside(rooms: Sequence[Room], spaces: tuple[Space, ...]) -> tuple[Space, ...]:
    """Parts of one hall lie beside each other; of other rooms it is not known."""
    near = dict[str, set[str]]()
    for room in rooms:
        parts = {str(part.pk) for part in room.parts.all()}
        for part in parts:
            near.setdefault(part, set()).update(parts - {part})
    return tuple(replace(one, beside=frozenset(near.get(one.key, ()))) for one in spaces)


def requests_of(season: SeasonRound) -> Iterable[SeasonRequest]:
    """Those that count, with what the solver asks of them."""
    rows = season.requests.asked().select_related("organisation", "target_group", "last_place")
    return rows.prefetch_related("windows", "ranks").order_by("made_at", "pk")


def _remarks(asked: Sequence[SeasonRequest], rooms: Sequence[Room]) -> list[dict[str, Any]]:
    """What a group asked that no room gives."""
    remarks = []
    for request in asked:
        named = named_in(request, rooms)
        if not named:
            remarks.append({"kind": "no_room_left", "request": str(request.pk)})
        elif request.may_share and not all(room.shared for room in named):
            remarks.append({"kind": "not_shared", "request": str(request.pk)})
    return remarks


def named_in(request: SeasonRequest, rooms: Sequence[Room]) -> Sequence[Room]:
    """The rooms in which a request could be: those it names, or all when every room will do."""
    if request.elsewhere:
        return rooms
    keys = {rank.room_id or rank.place_id for rank in request.ranks.all()}
    return [room for room in rooms if not keys.isdisjoint((room.pk, room.place_id))]


def _rules(rooms: Iterable[Room]) -> Mapping[Room, Sequence[ConceptRule]]:
    """The rules of the concept that stand in each room."""
    rooms = list(rooms)
    rows = ConceptRule.objects.filter(place__in={room.place_id for room in rooms}).select_related("room")
    every = list(rows.prefetch_related("room__parts"))
    return {room: rules_for(room, [one for one in every if one.place_id == room.place_id]) for room in rooms}


def _space(
    room: Room,
    calendar: SeasonCalendar,
    asked: Sequence[SeasonRequest],
    offered: bool,
) -> Space:
    features = {OFFERED} if offered else set()
    features |= {f"equipment {one}" for one in room.equipment}
    features |= {"step_free"} if step_free(room) else set()
    for request in asked:
        if request.layout and room.layouts.get(request.layout, 0) >= request.people:
            features.add(_layout(request))
    return Space(
        key=str(room.pk),
        place=str(room.place_id),
        seats=room.most_people or MANY,
        opening=calendar.opening[room.pk],
        features=frozenset(features),
        joins=tuple(sorted(str(part.pk) for part in room.parts.all())),
        setup=-(-room.setup_minutes // 15),
        clearup=-(-room.cleanup_minutes // 15),
    )


def _layout(request: SeasonRequest) -> str:
    return f"layout {request.layout} {request.people}"


def _with_norms(spaces: Iterable[Space], calendar: SeasonCalendar, season: SeasonRound) -> tuple[Space, ...]:
    """The share of each part of the day that is kept for the unexpected, as the norms of the place say."""
    norms = Norms(season.municipality_code)
    place = {str(room.pk): room.place_id for room in calendar.rooms}
    found = []
    for one in spaces:
        morning, afternoon, evening = (norms.of(place[one.key], name).percent / 100 for name, _from, _to in PARTS)
        found.append(replace(one, held=(morning, afternoon, evening)))
    return tuple(found)


def _request(
    request: SeasonRequest,
    season: SeasonRound,
    rooms: Sequence[Room],
    rules: Mapping[Room, Sequence[ConceptRule]],
) -> Request:
    needs = {OFFERED, *(f"equipment {one}" for one in request.equipment)}
    needs |= {"step_free"} if request.step_free else set()
    needs |= {_layout(request)} if request.layout else set()
    known = {one.pk for one in rooms} | {one.place_id for one in rooms}
    ranks = [one for rank in request.ranks.all() if (one := rank.room_id or rank.place_id) in known]
    nowhere = not ranks and not request.elsewhere
    needs |= {GONE} if nowhere else set()
    return Request(
        key=str(request.pk),
        party=request.party,
        kind=KIND[request.user_kind],
        times=request.times,
        length=request.minutes // 15,
        size=request.people,
        windows=windows_in(wished_starts(request)),
        barred=barred_in(request, rooms, rules),
        ranks=tuple(str(one) for one in ranks),
        elsewhere=request.elsewhere or nowhere,
        needs=frozenset(needs),
        at_least=request.at_least,
        together=request.same_room,
        last=str(request.last_place_id) if request.last_place_id else None,
        may_share=request.may_share and all(room.shared for room in named_in(request, rooms)),
        bonus=request.bonus,
        weeks=weeks_of(request, season),
        shortest=request.shortest // 15,
        quiet=request.quiet,
        loud=Trait.LOUD in request.traits,
    )
