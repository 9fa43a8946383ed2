"""From the documents of HSDS alone, all that was told of an offer can be read back."""

import json
from dataclasses import fields
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from tests import make
from tests.hsds import assert_valid
from tests.whole_offer import (
    BY,
    WEEKLY_TIMES,
    Document,
    document_of,
    facts_of,
    foundation,
    told,
    whole_offer,
    words,
)

from wijkhart.accounts.models import Organisation
from wijkhart.directory.actions import end_service
from wijkhart.directory.actions.offering import PLAIN
from wijkhart.directory.models import Service
from wijkhart.directory.offers import Offer
from wijkhart.places.models import Place, Room
from wijkhart.times.actions import Change, Slot, Timetable, timetable_of

TEXTS = (
    *("kind", "function", "level", "aimed_at", "life_cycle", "availability", "district_code"),
    *("exit", "exit_note", "source", "source_id"),
)
FLAGS = ("collective", "at_home", "online", "sign_up", "example")


pytestmark = pytest.mark.django_db


def first(facts: dict[str, list[str]], name: str) -> str:
    return facts.get(name, [""])[0]


def day_of(facts: dict[str, list[str]], name: str) -> date | None:
    return date.fromisoformat(facts[name][0]) if name in facts else None


def clock(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)


def timetable_from(facts: dict[str, list[str]]) -> Timetable | None:
    starts_on = day_of(facts, "timetable_starts_on")
    if starts_on is None:
        return None
    rules = [json.loads(text) for text in facts["timetable_rule"]]
    changes = [json.loads(text) for text in facts.get("timetable_change", [])]
    return Timetable(
        starts_on=starts_on,
        ends_on=day_of(facts, "timetable_ends_on"),
        slots=[
            Slot(r["recurrence"], time.fromisoformat(r["starts_at"]), time.fromisoformat(r["ends_at"])) for r in rules
        ],
        changes=[
            Change(
                date.fromisoformat(c["on"]),
                c["cancelled"],
                clock(c.get("starts_at")),
                clock(c.get("ends_at")),
                c.get("reason", ""),
            )
            for c in changes
        ],
        holiday_region=first(facts, "timetable_holiday_region"),
        skips_public_holidays=first(facts, "timetable_skips_public_holidays") == "true",
        skips_school_holidays=first(facts, "timetable_skips_school_holidays") == "true",
    )


def offer_from(document: Document) -> Offer:
    """The offer behind a service document: what the standard says, and our own attributes for the rest."""
    facts = facts_of(document)
    linked: dict[str, list[str]] = {kind: [] for kind in ("theme", "target_group")}
    for one in document["attributes"]:
        if one["link_type"] in linked:
            linked[one["link_type"]].append(one["taxonomy_term"]["code"])
    at = (document.get("service_at_locations") or [{}])[0]
    page = document["additional_urls"][0]["url"]
    helper = first(facts, "supported_by")
    room = first(facts_of(at), "room_id")
    return Offer(
        name=document["name"],
        provider=Organisation.objects.get(pk=UUID(document["organization_id"])),
        municipality_code=first(facts, "municipality_code"),
        themes=linked["theme"],
        target_groups=linked["target_group"],
        description=document.get("description", ""),
        **{name: first(facts, name) for name in TEXTS},
        **{name: first(facts, name) == "true" for name in FLAGS},
        **{name: day_of(facts, name) for name in ("exit_on", "supported_until")},
        line=int(first(facts, "line")),
        place=Place.objects.get(pk=UUID(at["location_id"])) if at else None,
        room=Room.objects.get(pk=UUID(room)) if room else None,
        minimum_age=document.get("minimum_age"),
        maximum_age=document.get("maximum_age"),
        timetable=timetable_from(facts),
        capacity=int(first(facts, "capacity")) if "capacity" in facts else None,
        price=next((Decimal(str(one["amount"])) for one in document.get("cost_options", [])), None),
        how_to_join=document.get("application_process", ""),
        phone=next((one["number"] for one in document.get("phones", [])), ""),
        email=document.get("email", ""),
        website="" if document["url"] == page else document["url"],
        languages=[one["code"] for one in document.get("languages", [])],
        supported_by=Organisation.objects.get(pk=UUID(helper)) if helper else None,
        confirmed_at=date.fromisoformat(document["assured_date"]) if "assured_date" in document else None,
    )


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"timetable": None, "price": None, "capacity": None, "website": "", "phone": "", "email": ""},
        {"price": Decimal(0), "life_cycle": "running", "availability": "room", "languages": ()},
        {"supported_by": None, "exit": "", "exit_on": None, "exit_note": "", "supported_until": None, "line": 0},
        {"minimum_age": None, "maximum_age": None, "room": None, "description": "", "how_to_join": "", "source_id": ""},
        {"example": True, "confirmed_at": date(2026, 10, 3), "collective": True, "kind": "facility"},
    ],
)
def test_from_the_documents_alone_the_whole_offer_can_be_read_back(facts: dict[str, Any]) -> None:
    words()
    offer = whole_offer(**facts)
    _service, document = told(offer)
    assert_valid("service", document)
    read = offer_from(json.loads(json.dumps(document)))
    for name in PLAIN:
        kept = timezone.localdate() if name == "confirmed_at" and not offer.example else getattr(offer, name)
        assert getattr(read, name) == kept, name
    assert set(read.themes) == set(offer.themes)
    assert set(read.target_groups) == set(offer.target_groups)
    assert list(read.languages) == list(offer.languages)
    assert (read.timetable is None) == (offer.timetable is None)
    if offer.timetable and read.timetable:
        for part in fields(Timetable):
            assert list_or_value(read.timetable, part.name) == list_or_value(offer.timetable, part.name), part.name


def list_or_value(timetable: Timetable, name: str) -> Any:
    value = getattr(timetable, name)
    return list(value) if isinstance(value, list | tuple) else value


def test_at_home_is_told_by_wijk_and_without_a_location() -> None:
    words()
    _service, document = told(
        Offer(
            name="Maatje",
            provider=foundation(),
            municipality_code=make.AMERSFOORT,
            themes=["meeting"],
            target_groups=["seniors"],
            at_home=True,
            district_code=make.LIENDERT,
            timetable=WEEKLY_TIMES,
        )
    )
    assert_valid("service", document)
    assert "service_at_locations" not in document
    assert document["service_areas"][0]["name"] == "Liendert"
    assert document["schedules"][0]["attending_type"] == "bij u thuis"
    assert offer_from(document).district_code == make.LIENDERT


def test_what_has_ended_has_no_rows_any_more_and_says_so() -> None:
    words()
    starts = timezone.localdate() - timedelta(days=60)
    times = Timetable(starts_on=starts, slots=[Slot("FREQ=WEEKLY;BYDAY=TU", time(14), time(16))])
    service, document = told(whole_offer(timetable=times, life_cycle="running"))
    assert document["status"] == "active"
    end_service(by=BY, service=service, last_day=timezone.localdate() - timedelta(days=1))
    document = document_of(service)
    assert document["status"] == "defunct"
    assert "schedules" not in document
    assert timetable_of(Service.objects.get(pk=service.pk).schedule) == timetable_from(facts_of(document))
