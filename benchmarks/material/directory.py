"""The directory as an instance: so many offers on the real places of the country, in the words of the example offers.

Parameters, seed and the digest of what should come out stand in `directory.toml`.
"""

import hashlib
import json
import pickle
import tomllib
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
NATIONAL = HERE.parents[1] / "demo" / "national"
PARAMETERS: dict[str, Any] = tomllib.loads((HERE / "directory.toml").read_text())


@dataclass(frozen=True, slots=True)
class Made:
    """One offer as plain facts."""

    name: str
    description: str
    venue: int
    template: int
    at_home: bool
    minimum_age: int | None
    maximum_age: int | None
    price: str | None
    hour: int
    weekday: int
    languages: tuple[str, ...]


def offers(count: int, templates: list[Any], venues: int) -> list[Made]:
    """The offers; the same on every machine. Errors: SystemExit when they are not those described."""
    rng = np.random.default_rng(PARAMETERS["seed"])
    made = [_offer(rng, templates, venues) for _number in range(count)]
    digest = hashlib.sha256(json.dumps([list(map(str, _facts(one))) for one in made]).encode()).hexdigest()
    expected = PARAMETERS["digest"].get(str(count), "")
    if digest != expected:
        raise SystemExit(f"This is not the instance of directory.toml: digest {digest}, expected {expected}.")
    return made


def _facts(one: Made) -> list[Any]:
    return [getattr(one, name) for name in Made.__slots__]


def _offer(rng: np.random.Generator, templates: list[Any], venues: int) -> Made:
    number = int(rng.integers(len(templates)))
    low, high = PARAMETERS["sentences"]
    texts = [number, *rng.integers(len(templates), size=int(rng.integers(low, high + 1)) - 1)]
    ages = sorted(int(age) for age in rng.integers(0, 90, size=2)) if rng.random() < PARAMETERS["limited_age"] else []
    known = rng.random() >= PARAMETERS["unknown_price"]
    return Made(
        name=templates[number].name,
        description=" ".join(templates[int(text)].description for text in texts),
        venue=int(rng.integers(venues)),
        template=number,
        at_home=bool(rng.random() < PARAMETERS["at_home"]),
        minimum_age=ages[0] if ages else None,
        maximum_age=ages[1] if ages and ages[1] > ages[0] else None,
        price=f"{rng.choice([0, 0, 1.5, 2.5, 4])}" if known else None,
        hour=int(rng.integers(8, 21)),
        weekday=int(rng.integers(7)),
        languages=("en",) if rng.random() < 0.1 else (),
    )


def fill(count: int, kept: Path) -> None:
    """Put the instance in the database of this process, findable. What was read of the open data stays in `kept`."""
    from django.core.management import call_command

    from wijkhart.areas.models import Area
    from wijkhart.areas.queries import GAP, AreaMap
    from wijkhart.core.actors import System
    from wijkhart.core.ids import new_id
    from wijkhart.directory.actions import index_services
    from wijkhart.directory.examples.templates import EXAMPLES, read_templates
    from wijkhart.places.models import Place
    from wijkhart.themes.actions import load_themes

    by = System("benchmark")
    call_command("migrate", verbosity=0)
    load_themes(by=by)
    if not kept.exists():
        kept.write_bytes(pickle.dumps((_areas(), _places())))
    areas, rows = pickle.loads(kept.read_bytes())  # noqa: S301 - written by ourselves a moment ago
    Area.objects.bulk_create((Area(valid_from=date(2024, 1, 1), **one) for one in areas), batch_size=500)
    codes = AreaMap.load().at([(one["x"], one["y"]) for one in rows], GAP)
    places = [Place(id=new_id(), district_code=code, **one) for one, code in zip(rows, codes, strict=True)]
    Place.objects.bulk_create(places, batch_size=2000)
    _organisations, templates = read_templates(EXAMPLES)
    _write(offers(count, templates, len(places)), templates, places)
    index_services(by=by)


def _areas() -> list[dict[str, Any]]:
    """The wijken with their borders."""
    import shapely

    from wijkhart.areas.models import Level
    from wijkhart.areas.readers.features import read_features

    read = read_features(NATIONAL / "wijken_2024.geojson").features
    return [
        {
            "code": one.properties["wijkcode"],
            "level": Level.DISTRICT.value,
            "name": one.properties["wijknaam"],
            "municipality_code": one.properties["gemeentecode"],
            "border": shapely.to_wkb(one.border),
            "x": one.border.centroid.x,
            "y": one.border.centroid.y,
        }
        for one in read
        if one.border is not None
    ]


def _places() -> list[dict[str, Any]]:
    """The real places: polling places of 2023 with a point, each in its municipality."""
    from wijkhart.areas.rd import on_grid
    from wijkhart.places.polling_file import read_polling_places

    read = read_polling_places(NATIONAL / "TweedeKamer-verkiezingen_2023.xlsx")
    return [
        {
            "name": row.name,
            "municipality_code": row.municipality,
            "x": row.x,
            "y": row.y,
            "step_free": row.step_free,
            "postcode": row.postcode,
        }
        for row in read
        if row.x is not None and row.y is not None and on_grid(row.x, row.y)
    ]


def _write(made: list[Made], templates: list[Any], places: list[Any]) -> None:
    """In bulk, table by table."""
    from wijkhart.accounts.models import Organisation
    from wijkhart.core.ids import new_id
    from wijkhart.directory.models import Service, ServiceTime
    from wijkhart.times.models import Rule, Schedule

    providers = [_provider(number, one, templates, places) for number, one in enumerate(made[::STEP])]
    schedules = [Schedule(id=new_id(), starts_on=date(2026, 1, 5)) for _one in made]
    services = [
        _service(number, one, providers[number // STEP], schedules[number], templates, places)
        for number, one in enumerate(made)
    ]
    rules, times = zip(*map(_hours, made, services, schedules), strict=True)
    tables: list[tuple[Any, Any]] = [(Organisation, providers), (Schedule, schedules), (Rule, rules)]
    for model, rows in (*tables, (Service, services), (ServiceTime, times)):
        model.objects.bulk_create(rows, batch_size=2000)
    _words(made, services, templates)


STEP: int = PARAMETERS["services_per_provider"]


def _provider(number: int, one: Made, templates: list[Any], places: list[Any]) -> Any:
    from wijkhart.accounts.models import Organisation
    from wijkhart.core.ids import new_id

    code = places[one.venue].municipality_code
    return Organisation(
        id=new_id(),
        name=f"{templates[one.template].provider} {number}",
        formal=number % 3 > 0,
        home_municipality_code=code,
        municipality_codes=f",{code},",
    )


def _service(number: int, one: Made, provider: Any, schedule: Any, templates: list[Any], places: list[Any]) -> Any:
    from django.utils import timezone

    from wijkhart.core.ids import new_id
    from wijkhart.directory.models import Service

    place = places[one.venue]
    return Service(
        id=new_id(),
        name=one.name,
        description=one.description,
        provider=provider,
        municipality_code=place.municipality_code,
        place=None if one.at_home else place,
        district_code=place.district_code if one.at_home else "",
        at_home=one.at_home,
        schedule=schedule,
        minimum_age=one.minimum_age,
        maximum_age=one.maximum_age,
        price=None if one.price is None else Decimal(one.price),
        languages=list(one.languages),
        capacity=20,
        line=templates[one.template].line,
        confirmed_at=timezone.localdate() - timedelta(days=number % 200),
    )


def _hours(one: Made, service: Any, schedule: Any) -> tuple[Any, Any]:
    """Its one rule, and the weekly time that comes of it."""
    from wijkhart.directory.models import ServiceTime
    from wijkhart.times.models import Rule
    from wijkhart.times.queries import part_of_slot

    starts, ends = time(one.hour), time(min(one.hour + 2, 23))
    day = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[one.weekday]
    rule = Rule(schedule=schedule, recurrence=f"FREQ=WEEKLY;BYDAY={day}", starts_at=starts, ends_at=ends)
    part = part_of_slot(starts, ends)
    about = {"weekday": one.weekday, "part_of_day": part, "starts_at": starts, "ends_at": ends}
    return rule, ServiceTime(service=service, per_week=1, **about)


def _words(made: list[Made], services: list[Any], templates: list[Any]) -> None:
    """The themes and target groups of each offer."""
    from wijkhart.directory.models import Service
    from wijkhart.themes.models import TargetGroup, Theme

    links: tuple[tuple[Any, str, str, Any], ...] = (
        (Theme, "themes", "theme_id", Service.themes.through),
        (TargetGroup, "groups", "targetgroup_id", Service.target_groups.through),
    )
    for model, name, column, through in links:
        known = set(model.objects.values_list("pk", flat=True))
        through.objects.bulk_create(
            (
                through(service_id=service.pk, **{column: key})
                for service, one in zip(services, made, strict=True)
                for key in dict.fromkeys(getattr(templates[one.template], name))
                if key in known
            ),
            batch_size=5000,
        )


def main() -> None:
    """In a process of its own: fill the database of the environment, and write down where the places are."""
    import sys

    from wijkhart.places.models import Place

    fill(int(sys.argv[1]), Path(sys.argv[3]))
    spots = list(Place.objects.order_by("name", "x", "y").values_list("x", "y"))
    Path(sys.argv[2]).write_text(json.dumps(spots))
