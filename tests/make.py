"""Typed makers: one object with sensible facts, any of them changed by name. Each app's tests share these."""

from datetime import date, time
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from wijkhart.accounts.models import Membership, Organisation, User
from wijkhart.accounts.roles import STAFF
from wijkhart.areas.models import Area, Figure, Level, Measure, Source
from wijkhart.directory.actions.indexing import reindex
from wijkhart.directory.models import Service
from wijkhart.places.models import Place
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.models import Rule, Schedule

AMERSFOORT = "GM0307"
DEVENTER = "GM0150"
LIENDERT = "WK030710"
_number = count(1)


def area(code: str = LIENDERT, **facts: Any) -> Area:
    """An area of today's map; its level follows from the code."""
    levels = {"NL": Level.COUNTRY, "GM": Level.MUNICIPALITY, "WK": Level.DISTRICT, "BU": Level.NEIGHBOURHOOD}
    level = levels[code[:2]]
    tenant = "" if level == Level.COUNTRY else "GM" + code[2:6]
    defaults = {"level": level, "name": code, "municipality_code": tenant, "valid_from": date(2024, 1, 1)}
    return Area.objects.create(code=code, **{**defaults, **facts})


def measure(key: str = "lonely", **facts: Any) -> Measure:
    defaults = {"label_nl": key, "label_en": key, "unit": "percent", "population": "18plus", "group": "fare"}
    return Measure.objects.get_or_create(key=key, defaults={**defaults, **facts})[0]


def figure(area: Area, value: float | None, measure_key: str = "lonely", **facts: Any) -> Figure:
    source = Source.objects.get_or_create(
        key="test", defaults={"title": "Test", "publisher": "Test", "licence": "CC BY 4.0"}
    )[0]
    return Figure.objects.create(
        area=area, measure=measure(measure_key), source=source, value=value, **{"period": 2020, **facts}
    )


def organisation(name: str = "", municipality: str = AMERSFOORT, **facts: Any) -> Organisation:
    defaults = {
        "formal": True,
        "home_municipality_code": municipality,
        "municipality_codes": f",{municipality},",
    }
    return Organisation.objects.create(name=name or f"Organisatie {next(_number)}", **{**defaults, **facts})


def user(email: str = "", **facts: Any) -> User:
    """Somebody with an account and a confirmed address."""
    address = email or f"persoon{next(_number)}@example.org"
    made = User.objects.create_user(address, None, **{"name": address.split("@")[0].title(), **facts})
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def membership(user: User, role: str, organisation: Organisation, **facts: Any) -> Membership:
    """A membership; staff get the second factor that their role asks for."""
    if role in STAFF:
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
    defaults = {"municipality_code": organisation.home_municipality_code}
    return Membership.objects.create(user=user, role=role, organisation=organisation, **{**defaults, **facts})


def place(name: str = "", municipality: str = AMERSFOORT, **facts: Any) -> Place:
    return Place.objects.create(name=name or f"Plek {next(_number)}", municipality_code=municipality, **facts)


def schedule(recurrence: str = "FREQ=WEEKLY;BYDAY=TU", starts: str = "14:00", ends: str = "16:00") -> Schedule:
    made = Schedule.objects.create(starts_on=date(2026, 1, 5))
    Rule.objects.create(
        schedule=made, recurrence=recurrence, starts_at=time.fromisoformat(starts), ends_at=time.fromisoformat(ends)
    )
    return made


def theme(key: str = "meeting", **facts: Any) -> Theme:
    defaults = {"label_nl": key, "label_en": key, "condition": "networks"}
    return Theme.objects.get_or_create(key=key, defaults={**defaults, **facts})[0]


def target_group(key: str = "everyone", **facts: Any) -> TargetGroup:
    defaults = {"label_nl": key, "label_en": key, "everyone": key == "everyone"}
    return TargetGroup.objects.get_or_create(key=key, defaults={**defaults, **facts})[0]


def service(
    name: str = "", *, themes: tuple[str, ...] = ("meeting",), groups: tuple[str, ...] = ("everyone",), **facts: Any
) -> Service:
    """A running service of a new organisation, unless told otherwise."""
    facts.setdefault("municipality_code", AMERSFOORT)
    facts.setdefault("capacity", 20)
    if "provider" not in facts:
        facts["provider"] = organisation(municipality=facts["municipality_code"])
    made = Service.objects.create(name=name or f"Aanbod {next(_number)}", **facts)
    made.themes.set([theme(key) for key in themes])
    made.target_groups.set([target_group(key) for key in groups])
    with transaction.atomic():
        reindex([made])
    return made
