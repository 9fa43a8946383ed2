"""What a service comes down to for finding, and what a program that asks gets to see of it.

Only what everyone may find goes in: these are worked out for the public, whoever asks.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import translation

from wijkhart.analysis.finding import OLDEST, Facts, Time
from wijkhart.directory.models import Freshness, SearchEntry, Service
from wijkhart.directory.words import terms_of
from wijkhart.places.kinds import fold
from wijkhart.places.models import StepFree
from wijkhart.times.queries import describe

NAME, OWN, AROUND = 1.0, 0.6, 0.5
"""How much a word says that stands in the name, in the text, or in the name of the place or the provider."""
EVERYONE: Final = "everyone"
YES_NO: Final[dict[bool | None, str]] = {True: "yes", False: "no", None: ""}
FORMAL: Final[dict[bool | None, str]] = {True: "formal", False: "informal", None: ""}
TIERS: Final = {Freshness.STALE: 1}


def facts_of(service: Service) -> dict[str, Any]:
    """All that a service is found by, as plain values; `read_facts` turns them into the row of an index."""
    place = service.place
    point = service.coordinates
    return {
        "name": fold(service.name),
        "x": point[0] if point else None,
        "y": point[1] if point else None,
        "comes_to": _comes_to(service),
        "single": {key: value for key, value in _single(service).items() if value},
        "several": {key: value for key, value in _several(service).items() if value},
        "ages": _ages(service),
        "times": [
            [one.weekday, one.part_of_day, _minutes(one.starts_at), _minutes(one.ends_at)]
            for one in service.times.all()
        ],
        "terms": _terms(service, place.name if place else ""),
        "tier": TIERS.get(Freshness(service.freshness), 0),
        "confirmed": service.confirmed_at.toordinal() if service.confirmed_at else 0,
    }


def read_facts(key: str, stored: Mapping[str, Any]) -> Facts:
    """The row of an index from what `facts_of` gave."""
    low, high = stored["ages"]
    return Facts(
        key=key,
        name=stored["name"],
        x=stored["x"],
        y=stored["y"],
        comes_to=stored["comes_to"],
        single=stored["single"],
        several=stored["several"],
        minimum_age=0 if low is None else low,
        maximum_age=OLDEST if high is None else high,
        times=tuple(Time(*time) for time in stored["times"]),
        terms=stored["terms"],
        tier=stored["tier"],
        confirmed=stored["confirmed"],
    )


def _ages(service: Service) -> list[int | None]:
    """Its own ages; where it names none, those of its target groups when each of them has some."""
    if service.minimum_age is not None or service.maximum_age is not None:
        return [service.minimum_age, service.maximum_age]
    groups = list(service.target_groups.all())
    if not groups or any(group.age_from is None and group.age_to is None for group in groups):
        return [None, None]
    highs = [group.age_to for group in groups]
    return [
        min(group.age_from or 0 for group in groups),
        None if None in highs else max(filter(None, highs), default=0),
    ]


def _comes_to(service: Service) -> str:
    """The area in which it comes to people; an offer that is online comes to its whole municipality."""
    if service.at_home or service.online or service.place is None:
        return service.district_code or service.municipality_code
    return ""


def _single(service: Service) -> dict[str, str]:
    place, provider = service.place, service.provider
    step_free = StepFree.YES if service.at_home else (place.step_free if place else "")
    return {
        "municipality": service.municipality_code,
        "district": place.district_code if place else service.district_code,
        "provider": str(provider.pk),
        "kind": service.kind,
        "line": str(service.line),
        "formal": FORMAL[provider.formal],
        "subsidised": YES_NO[provider.subsidised],
        "cost": "" if service.price is None else ("paid" if service.price else "free"),
        "step_free": step_free if step_free == StepFree.YES else "",
        "availability": service.availability,
        "life_cycle": service.life_cycle,
        "example": "yes" if service.example else "",
    }


def _several(service: Service) -> dict[str, list[str]]:
    ways = {"home": service.at_home, "online": service.online, "place": service.place_id and not service.at_home}
    groups = list(service.target_groups.all())
    return {
        "theme": sorted(theme.key for theme in service.themes.all()),
        "group": sorted(EVERYONE if group.everyone else group.key for group in groups),
        "language": sorted({"nl", *service.languages}),
        "way": [way for way, holds in ways.items() if holds],
    }


def _terms(service: Service, place: str) -> dict[str, float]:
    """Each word once, with the most that it says anywhere."""
    found: dict[str, float] = defaultdict(float)
    texts = [(service.name, NAME), (service.description, OWN), (service.how_to_join, OWN)]
    texts += [(service.provider.name, AROUND), (place, AROUND)]
    for text, weight in texts:
        for term in terms_of(text):
            found[term] = max(found[term], weight)
    return dict(found)


def _minutes(at: Any) -> int:
    return int(at.hour * 60 + at.minute)


def card_of(service: Service) -> str:
    """A service for programs, as JSON: the shape `ServiceOut` of the API, without the address of its page."""
    with translation.override("nl"):
        return json.dumps(_card(service), ensure_ascii=False, separators=(",", ":"), default=str)


def cards_of(services: Sequence[UUID]) -> dict[UUID, str]:
    """The cards that stand ready of what everyone may find; asked with every answer, so without what the ORM costs."""
    if not services:
        return {}
    key = SearchEntry._meta.get_field("service").target_field
    marks = ", ".join(["%s"] * len(services))
    asked = f"SELECT service_id, card FROM directory_searchentry WHERE findable AND service_id IN ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(asked, [key.get_db_prep_value(one, connection) for one in services])
        return {one if isinstance(one, UUID) else UUID(one): card for one, card in cursor.fetchall()}


def _card(service: Service) -> dict[str, Any]:
    place, provider = service.place, service.provider
    return {
        "id": str(service.pk),
        "name": service.name,
        "description": service.description,
        "kind": service.kind,
        "provider": {
            "id": str(provider.pk),
            "name": provider.name,
            "kind": provider.kind,
            "formal": provider.formal,
            "subsidised": provider.subsidised,
        },
        "municipalityCode": service.municipality_code,
        "districtCode": place.district_code if place else service.district_code,
        "placeId": place and str(place.pk),
        "place": place and place.name,
        "atHome": service.at_home,
        "online": service.online,
        "themes": [theme.key for theme in service.themes.all()],
        "targetGroups": [group.key for group in service.target_groups.all()],
        "minimumAge": service.minimum_age,
        "maximumAge": service.maximum_age,
        "line": service.line,
        "level": service.level,
        "collective": service.collective,
        "aimedAt": service.aimed_at,
        "lifeCycle": service.life_cycle,
        "when": describe(service.schedule) if service.schedule else "",
        "times": [_time(one) for one in service.times.all()],
        "capacity": service.capacity,
        "availability": service.availability,
        "price": None if service.price is None else f"{service.price:.2f}",
        "signUp": service.sign_up,
        "howToJoin": service.how_to_join,
        "languages": service.languages,
        "stepFree": place.step_free if place and not service.at_home else None,
        "confirmedOn": _day(service.confirmed_at),
        "freshness": service.freshness,
        "example": service.example,
    }


def _time(one: Any) -> dict[str, Any]:
    return {
        "weekday": one.weekday,
        "partOfDay": one.part_of_day,
        "startsAt": f"{one.starts_at:%H:%M:%S}",
        "endsAt": f"{one.ends_at:%H:%M:%S}",
        "perWeek": one.per_week,
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def digest_of(facts: Mapping[str, Any], card: str) -> str:
    """Says whether an entry is still what it should be."""
    return hashlib.sha256((json.dumps(facts, sort_keys=True, default=str) + card).encode()).hexdigest()
