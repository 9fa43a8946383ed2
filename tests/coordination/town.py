"""A small Amersfoort for these tests: two wijken of one km2 side by side, and one where nobody lives."""

from typing import Any

import shapely
from tests import make

from wijkhart.areas.models import Area
from wijkhart.coordination.models import CoverageNorm
from wijkhart.directory.models import Service, ServiceTime

WEST, EAST, EMPTY = "WK030701", "WK030702", "WK030732"
AGES = {"age_0_15": 20, "age_15_25": 10, "age_25_45": 30, "age_45_65": 20, "age_65plus": 20}


def district(code: str, west: float, people: int, **figures: float | None) -> Area:
    """A wijk of one km2 whose west side lies at `west` metres."""
    border = shapely.to_wkb(shapely.box(west, 400_000, west + 1000, 401_000))
    made = make.area(code, population=people, border=border, name=f"Wijk {code[-2:]}")
    for key, value in figures.items():
        population = "65plus" if key.endswith("65plus") and key != "age_65plus" else "18plus"
        make.measure(key, population="all" if key.startswith("age") else population)
        if value is None:
            make.figure(made, None, key, missing="suppressed")
        else:
            make.figure(made, value, key)
    return made


def norm(theme: str = "meeting", group: str = "seniors", measure: str = "lonely_65plus", **facts: Any) -> CoverageNorm:
    """A national norm, unless a municipality is given."""
    ages = {"seniors": (65, None), "youth": (12, 25), "adults": (18, 65)}.get(group, (None, None))
    target = make.target_group(group, age_from=ages[0], age_to=ages[1])
    measured = make.measure(measure, population="65plus" if measure.endswith("65plus") else "18plus")
    defaults: dict[str, Any] = {
        "theme": make.theme(theme),
        "target_group": target,
        "measure": measured if measure else None,
        "share": 0.5,
        "weekly_places": 1.0,
        "reach": 800,
        "parts_of_day": ["morning", "afternoon"],
        **{f"{name}_origin": "aanname: test" for name in ("share", "weekly_places", "reach", "parts_of_day")},
    }
    return CoverageNorm.objects.create(**{**defaults, **facts})


def offer(name: str, x: float, *, capacity: int | None = 20, part: str = "afternoon", **facts: Any) -> Service:
    """A weekly service on Tuesday at a place in the middle of the row."""
    place = make.place(f"Huis {name}", x=x, y=400_500.0, district_code=WEST)
    made = make.service(name, place=place, capacity=capacity, **facts)
    hours = {"morning": ("10:00", "12:00"), "afternoon": ("14:00", "16:00"), "evening": ("19:00", "21:00")}[part]
    ServiceTime.objects.create(
        service=made, weekday=1, part_of_day=part, starts_at=hours[0], ends_at=hours[1], per_week=1.0
    )
    return made


def town() -> tuple[Area, Area, Area]:
    """1,000 people west of whom 200 are 65 or older and half of those lonely; 2,000 east; nobody in the third."""
    make.area("GM0307", name="Amersfoort")
    return (
        district(WEST, 150_000, 1000, **AGES, lonely_65plus=50.0),
        district(EAST, 151_000, 2000, **AGES, lonely_65plus=40.0),
        district(EMPTY, 152_000, 0),
    )
