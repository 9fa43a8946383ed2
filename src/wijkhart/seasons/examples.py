"""The made-up round of the demonstration, as `data/example_round.toml` tells it, drawn with a seed."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from wijkhart.places.models import Place, Room, UserKind
from wijkhart.seasons.clocks import on_clock
from wijkhart.seasons.models import Degree
from wijkhart.seasons.request_facts import Hours, RequestFacts

FILE: Final = Path(__file__).parent / "data" / "example_round.toml"
KINDS: Final = (UserKind.SUBSIDISED.value, UserKind.NON_SUBSIDISED.value, UserKind.COMMERCIAL.value)
WHITE_SPOT: Final = 200
"""Points a session for what fills a white spot."""


@cache
def told() -> dict[str, Any]:
    """The file, read once."""
    return tomllib.loads(FILE.read_text())


@dataclass(frozen=True, slots=True)
class Drawn:
    """A request as it was drawn, with the points for a white spot."""

    facts: RequestFacts
    bonus: int


def season_after(today: date) -> tuple[date, date]:
    """The next season of forty weeks that starts on the first Monday of September or later, ten weeks away or more."""
    year = today.year if today + timedelta(weeks=10) <= date(today.year, 9, 1) else today.year + 1
    first = date(year, 9, 1)
    first += timedelta(days=-first.weekday() % 7)
    return first, first + timedelta(weeks=40, days=-1)


def draw(number: int, rooms: list[Room], season: tuple[date, date], seed: int) -> list[Drawn]:
    """So many requests for these rooms; the same for the same seed and rooms."""
    rng = np.random.default_rng([seed, number, len(rooms)])
    by_place: dict[Place, list[Room]] = {}
    for room in rooms:
        by_place.setdefault(room.place, []).append(room)
    return [_one(rng, by_place, season) for _number in range(number)]


def _one(rng: np.random.Generator, places: dict[Place, list[Room]], season: tuple[date, date]) -> Drawn:
    shares = told()["proportions"]
    activity = told()["activity"][int(rng.integers(len(told()["activity"])))]
    group = f"{rng.choice(activity['groups'])} {rng.choice(shares['names'])}"
    times = int(rng.choice([1, 2, 3], p=shares["times"]))
    minutes = int(rng.choice(shares["lengths"], p=shares["lengths_chance"]))
    named = _places(rng, list(places), shares)
    most = max(room.most_people or 1 for place in named for room in places[place])
    people = min(int(rng.integers(activity["people"][0], activity["people"][1] + 1)), most)
    there = {one for place in named for room in places[place] if (room.most_people or 0) >= people
             for one in room.equipment}  # fmt: skip
    half = season[0] + (season[1] - season[0]) / 2
    drawn = rng.random()
    facts = RequestFacts(
        title=activity["title"],
        name=group,
        user_kind=str(rng.choice(KINDS, p=activity["kinds"])),
        times=times,
        at_least=1 if rng.random() < shares["at_least_one"] else times,
        minutes=minutes,
        people=people,
        hours=tuple(_hours(rng, times, minutes, shares)),
        ranks=tuple(named),
        traits=tuple(activity.get("traits", ())),
        equipment=tuple(one for one in activity.get("equipment", ()) if one in there),
        step_free=bool(activity.get("step_free", False)),
        same_room=bool(times > 1 and rng.random() < shares["same_room"]),
        last_place=named[0] if rng.random() < shares["stayers"] else None,
        first_day=half if drawn < shares["half_a_season"] / 2 else None,
        last_day=half if shares["half_a_season"] / 2 <= drawn < shares["half_a_season"] else None,
        open_to_all=bool(rng.random() < 0.5),
    )
    return Drawn(facts, WHITE_SPOT if rng.random() < shares["white_spot"] else 0)


def _places(rng: np.random.Generator, places: list[Place], shares: dict[str, Any]) -> list[Place]:
    weight = 1 / (1 + np.arange(len(places))) ** shares["popularity"]
    wanted = min(int(rng.choice([1, 2, 3], p=shares["ranks"])), len(places))
    chosen = rng.choice(len(places), size=wanted, replace=False, p=weight / weight.sum())
    return [places[int(one)] for one in chosen]


def _hours(rng: np.random.Generator, times: int, minutes: int, shares: dict[str, Any]) -> list[Hours]:
    """Some days; on each a wished start with a bit of room, within a wider span in which it can be."""
    days = rng.choice(7, size=min(times + int(rng.integers(0, 3)), 7), replace=False, p=shares["days"])
    first, last = shares["starts"][int(rng.choice(3, p=shares["parts"]))]
    middle = int(rng.integers(first, last + 1) // 2 * 2)
    wide = int(rng.choice(shares["wide"]))
    length, found = minutes // 15, []
    for day in sorted(int(one) for one in days):
        for reach, degree in ((shares["wished"], Degree.WISH), (wide, Degree.CAN)):
            begins, ends = on_clock(middle - reach), on_clock(min(middle + reach + length, 95))
            found.append(Hours(day, begins, ends, degree))
    return found
