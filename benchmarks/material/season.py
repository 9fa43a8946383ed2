"""Rounds as an instance, from a seed: rooms with popularity, 55/30/15% kinds, one to three times a week, evening-heavy.

Parameters stand in `season.toml`.
"""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np

from wijkhart.analysis.timetable import KINDS, Closure, Problem, Request, Room, Window

PARAMETERS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "season.toml").read_text())
FEATURES = ("step_free", "kitchen", "stage", "projector")


def round_of(rooms: int, requests: int, *, seed: int, **changed: Any) -> Problem:
    """A weekly pattern; the same on every machine for one seed and set of parameters."""
    facts = {**PARAMETERS, **changed}
    rng = np.random.default_rng([seed, rooms, requests])
    made = tuple(_room(rng, number, facts) for number in range(rooms))
    asked = tuple(_request(rng, number, requests, made, facts) for number in range(requests))
    return Problem(made, asked)


def season_of(problem: Problem, *, seed: int, weeks: int = 40) -> Problem:
    """The same round over a season: holidays, closures of one place, requests for half of it, the clock change."""
    from dataclasses import replace

    rng = np.random.default_rng([seed, weeks])
    closures = [
        Closure(int(week), int(day))
        for week, day in zip(rng.integers(weeks, size=7), rng.integers(7, size=7), strict=True)
    ]
    closures += [Closure(week, day) for week in PARAMETERS["school_holidays"] if week < weeks for day in range(7)]
    places = sorted({room.place for room in problem.rooms})
    for week in rng.integers(weeks, size=len(places)):
        shut = frozenset(r.key for r in problem.rooms if r.place == places[int(rng.integers(len(places)))])
        closures += [Closure(int(week), day, rooms=shut) for day in range(5)]
    closures += [Closure(week, 6, 8, 12) for week in PARAMETERS["clock_changes"] if week < weeks]
    halves = (frozenset(range(weeks // 2)), frozenset(range(weeks // 2, weeks)))
    drawn = rng.random(len(problem.requests))
    part = PARAMETERS["half_a_season"]
    requests = tuple(
        replace(one, weeks=halves[int(draw < part / 2)]) if draw < part else one
        for one, draw in zip(problem.requests, drawn, strict=True)
    )
    return replace(problem, requests=requests, weeks=weeks, closures=tuple(dict.fromkeys(closures)))


def _room(rng: np.random.Generator, number: int, facts: dict[str, Any]) -> Room:
    seats = int(rng.choice(facts["seats"], p=facts["seats_chance"]))
    opens, closes = facts["opening"]
    late = int(rng.integers(0, 3)) * 2
    features = frozenset(name for name in FEATURES if rng.random() < facts["feature"])
    days = ((opens + late, closes),) * 5 + ((opens + late, facts["saturday_closes"]), tuple(facts["sunday"]))
    return Room(f"room-{number:03}", f"place-{number // facts['rooms_per_place']:02}", seats, days, features)


def _request(
    rng: np.random.Generator, number: int, count: int, rooms: tuple[Room, ...], facts: dict[str, Any]
) -> Request:
    ranks = _wished(rng, rooms, facts)
    own = [room for room in rooms if room.key in ranks or room.place in ranks]
    size = min(max(2, int(rng.lognormal(*facts["size"]))), max(room.seats for room in own))
    needs = {name for name in FEATURES if rng.random() < facts["need"] and any(name in r.features for r in own)}
    suits = any(room.seats >= size and needs <= room.features for room in own)
    times = int(rng.choice([1, 2, 3], p=facts["times_chance"]))
    length = int(rng.choice(facts["lengths"], p=facts["lengths_chance"]))
    first = next(room.place for room in own if ranks[0] in (room.key, room.place))
    return Request(
        key=f"request-{number:04}",
        party=f"party-{int(count * facts['parties'] * rng.random() ** 2):04}",
        kind=KINDS[int(rng.choice(3, p=facts["kinds"]))],
        times=times,
        length=length,
        size=size,
        windows=tuple(_windows(rng, times, facts)),
        ranks=ranks,
        elsewhere=False,
        needs=frozenset(needs if suits else ()),
        last=first if rng.random() < facts["stayers"] else None,
        bonus=int(rng.choice([0, 200], p=[1 - facts["white_spot"], facts["white_spot"]])),
    )


def _wished(rng: np.random.Generator, rooms: tuple[Room, ...], facts: dict[str, Any]) -> tuple[str, ...]:
    """One to three rooms (or places, any room of which will do) near the home of who asks, popular ones more often."""
    places = list(dict.fromkeys(room.place for room in rooms))
    home = int(rng.integers(len(places)))
    near = {places[(home + step) % len(places)] for step in range(min(facts["within_reach"], len(places)))}
    draw = 1 / (1 + np.random.default_rng(len(rooms)).permutation(len(rooms))) ** facts["popularity"]
    weight: dict[str, float] = {}
    by_room = rng.random() < facts["names_rooms"]
    for room, drawn in zip(rooms, draw, strict=True):
        if room.place in near:
            key = room.key if by_room else room.place
            weight[key] = weight.get(key, 0.0) + drawn
    wanted = min(int(rng.choice([1, 2, 3], p=facts["ranks_chance"])), len(weight))
    chance = np.array(list(weight.values())) / sum(weight.values())
    return tuple(str(one) for one in rng.choice(list(weight), size=wanted, replace=False, p=chance))


def _windows(rng: np.random.Generator, times: int, facts: dict[str, Any]) -> list[Window]:
    """Some days; on each a wished start with a bit of room, and a wider span in which it can be."""
    days = rng.choice(7, size=min(times + int(rng.integers(0, 3)), 7), replace=False, p=facts["days"])
    part = int(rng.choice(3, p=facts["parts"]))
    first, last = facts["starts"][part]
    middle = int(rng.integers(first, last + 1) // 2 * 2)
    wide = int(rng.choice(facts["wide"]))
    made = []
    for day in sorted(int(one) for one in days):
        made.append(Window(day, middle - facts["wished"], middle + facts["wished"]))
        made.append(Window(day, middle - wide, min(middle + wide, 95), wished=False))
    return made
