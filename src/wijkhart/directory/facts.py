"""An offer as plain values, so that a change can be kept, compared and put back field by field."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Final, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.errors import BadInput, InputProblem
from wijkhart.directory.models import Service
from wijkhart.directory.offers import Offer
from wijkhart.places.models import Place, Room
from wijkhart.times.actions import Change, Slot, Timetable, timetable_of
from wijkhart.times.recurrence import WEEKDAYS, UnknownRuleError, parse

M = TypeVar("M", bound=Model)
Facts = dict[str, Any]
Differences = dict[str, list[Any]]

PLAIN: Final = (
    *("name", "description", "kind", "function", "line", "level", "collective", "aimed_at", "life_cycle"),
    *("district_code", "at_home", "online", "minimum_age", "maximum_age", "capacity", "sign_up", "how_to_join"),
    *("availability", "phone", "email", "website", "exit", "exit_note", "published"),
)
"""Fields that are kept as they are."""
POINTERS: Final[dict[str, type[Model]]] = {"place": Place, "room": Room, "supported_by": Organisation}
DATES: Final = ("exit_on", "supported_until")
LISTS: Final = ("themes", "target_groups", "languages")
FIELDS: Final = (*PLAIN, *POINTERS, *DATES, *LISTS, "price", "timetable")
"""Every field of an offer that a change may be about, in the order in which they are written down."""


def offer_of(service: Service) -> Offer:
    """What a service says now, as somebody would tell it."""
    plain = {name: getattr(service, name) for name in (*PLAIN, *POINTERS, *DATES, "price", "languages")}
    return Offer(
        **plain,
        provider=service.provider,
        municipality_code=service.municipality_code,
        themes=sorted(service.themes.values_list("key", flat=True)),
        target_groups=sorted(service.target_groups.values_list("key", flat=True)),
        timetable=timetable_of(service.schedule) if service.schedule else None,
        example=service.example,
        source=service.source,
        source_id=service.source_id,
    )


def facts_of(offer: Offer) -> Facts:
    """An offer in plain values, always written in the same way: what means the same is the same."""
    facts: Facts = {name: getattr(offer, name) for name in PLAIN}
    facts |= {name: str(one.pk) if (one := getattr(offer, name)) else None for name in POINTERS}
    facts |= {name: day.isoformat() if (day := getattr(offer, name)) else None for name in DATES}
    facts |= {name: sorted(getattr(offer, name)) for name in LISTS}
    facts["price"] = None if offer.price is None else str(Decimal(offer.price).quantize(Decimal("0.01")))
    facts["timetable"] = offer.timetable and _plain_timetable(offer.timetable)
    return {name: facts[name] for name in FIELDS}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Differences:
    """Field -> [before, after], for the fields that differ."""
    return {name: [before[name], after[name]] for name in FIELDS if before[name] != after[name]}


def conflicts(facts: Differences, now: Mapping[str, Any]) -> Differences:
    """Fields that were changed by somebody else as well: field -> [what it says now, what the change wants]."""
    return {
        name: [now[name], after]
        for name, (before, after) in facts.items()
        if name in FIELDS and now[name] not in (before, after)
    }


def first_facts(offer: Offer) -> Differences:
    """Field -> [None, value], for all that a new offer says."""
    said = facts_of(offer)
    return {name: [None, value] for name, value in said.items() if value not in (None, "", [], False)}


def offer_from(facts: Mapping[str, Any], provider: Organisation, municipality: str) -> Offer:
    """The offer that plain values describe; refused when a place or organisation in it is gone."""
    told: Facts = {name: facts[name] for name in (*PLAIN, *LISTS) if name in facts}
    told |= {name: _found(model, name, facts.get(name)) for name, model in POINTERS.items()}
    told |= {name: date.fromisoformat(facts[name]) if facts.get(name) else None for name in DATES}
    told["price"] = None if facts.get("price") is None else Decimal(facts["price"])
    told["timetable"] = _timetable(facts["timetable"]) if facts.get("timetable") else None
    return Offer(**{"themes": [], "target_groups": [], **told}, provider=provider, municipality_code=municipality)


def _found(model: type[M], field: str, pk: str | None) -> M | None:
    if not pk:
        return None
    try:
        found = model._default_manager.filter(pk=pk).first()
    except (ValueError, ValidationError):
        found = None
    if found is None:
        message = _("What was chosen here is no longer there.")
        raise BadInput([InputProblem(_("offer"), None, field, message, _("Choose another one."))])
    return found


def _plain_timetable(timetable: Timetable) -> Facts:
    return {
        "starts_on": timetable.starts_on.isoformat(),
        "ends_on": timetable.ends_on.isoformat() if timetable.ends_on else None,
        "slots": sorted(
            [rule, _hour(slot.starts_at), _hour(slot.ends_at)]
            for slot in timetable.slots
            for rule in _single_rules(slot.recurrence)
        ),
        "changes": sorted(
            [one.on.isoformat(), one.cancelled, _hour(one.starts_at), _hour(one.ends_at), one.reason]
            for one in timetable.changes
        ),
        "holiday_region": timetable.holiday_region,
        "skips_public_holidays": timetable.skips_public_holidays,
        "skips_school_holidays": timetable.skips_school_holidays,
    }


def _single_rules(recurrence: str) -> list[str]:
    """A rule for several days of the week as one rule a day; any other rule as it is."""
    try:
        rule = parse(recurrence)
    except UnknownRuleError:
        return [recurrence]
    if rule.frequency != "WEEKLY" or not rule.weekdays:
        return [recurrence]
    return [weekly(day, rule.interval) for day in rule.weekdays]


def weekly(day: int, interval: int = 1) -> str:
    """The rule of a day of the week, 0 for Monday, every so many weeks.

    >>> weekly(1, 2)
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'
    """
    every = f"INTERVAL={interval};" if interval > 1 else ""
    return f"FREQ=WEEKLY;{every}BYDAY={WEEKDAYS[day]}"


def _hour(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def _timetable(plain: Facts) -> Timetable:
    return Timetable(
        starts_on=date.fromisoformat(plain["starts_on"]),
        ends_on=date.fromisoformat(plain["ends_on"]) if plain["ends_on"] else None,
        slots=[
            Slot(rule, time.fromisoformat(starts), time.fromisoformat(ends)) for rule, starts, ends in plain["slots"]
        ],
        changes=[
            Change(date.fromisoformat(on), cancelled, _time(starts), _time(ends), reason)
            for on, cancelled, starts, ends, reason in plain["changes"]
        ],
        holiday_region=plain["holiday_region"],
        skips_public_holidays=plain["skips_public_holidays"],
        skips_school_holidays=plain["skips_school_holidays"],
    )


def timetable_from(plain: Facts | None) -> Timetable | None:
    """The timetable that plain values describe."""
    return _timetable(plain) if plain else None
