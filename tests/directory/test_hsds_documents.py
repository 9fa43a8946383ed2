"""The directory as HSDS: documents that keep the standard, and from which all that was told can be read back."""

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from dateutil.rrule import rrulestr
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from tests import make
from tests.hsds import assert_valid, mistakes

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import System
from wijkhart.directory.actions import end_service, offer_service
from wijkhart.directory.actions.offering import PLAIN
from wijkhart.directory.hsds import (
    Depth,
    Frame,
    at_place,
    organization_documents,
    place_documents,
    service_documents,
    taxonomies,
    taxonomy_terms,
)
from wijkhart.directory.hsds.schedules import series_of, stretches
from wijkhart.directory.models import Service
from wijkhart.directory.offers import Offer
from wijkhart.places.models import Place, Room
from wijkhart.times.actions import Change, OpenOn, OpenSlot, Slot, Timetable, make_opening_hours, timetable_of
from wijkhart.times.models import Occurrence
from wijkhart.times.recurrence import parse

pytestmark = pytest.mark.django_db
SITE = "https://wijkhart.example"
BY = System("test")
Document = dict[str, Any]
TEXTS = (
    *("kind", "function", "level", "aimed_at", "life_cycle", "availability", "district_code"),
    *("exit", "exit_note", "source", "source_id"),
)
FLAGS = ("collective", "at_home", "online", "sign_up", "example")


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with translation.override("nl"):
        yield


def framed(depth: Depth = Depth.FULL, **facts: Any) -> Frame:
    return Frame(site=SITE, depth=depth, **facts)


def everywhere() -> Place:
    """A place with every fact filled in."""
    hours = make_opening_hours(
        by=BY,
        municipality=make.AMERSFOORT,
        note="Bel aan bij de zijdeur",
        slots=[OpenSlot(0, time(9), time(17)), OpenSlot(5, time(1), time(4))],
        exceptions=[OpenOn(date(2027, 1, 4), reason="inventaris"), OpenOn(date(2027, 1, 5), time(10), time(12))],
        holiday_region="midden",
        skips_school_holidays=True,
    )
    return make.place(
        "Het Middelpunt",
        registered_name="MFC Het Middelpunt",
        kind="community",
        district_code=make.LIENDERT,
        street="Lindeweg",
        house_number="12a",
        postcode="3825AB",
        town="Amersfoort",
        x=155_000.0,
        y=463_000.0,
        latitude=52.15,
        longitude=5.38,
        step_free="yes",
        access_note="De lift is links.",
        concept="Een huiskamer voor de buurt.",
        functions=["bijeenkomstfunctie"],
        floor_area=400,
        opening_hours=hours,
        agreed=True,
        source="bag",
        source_id="0307100000000001",
    )


def foundation(**facts: Any) -> Organisation:
    """A provider with every fact filled in."""
    whole = {
        "kind": "welfare",
        "description": "Welzijn in de wijk.",
        "subsidised": True,
        "kvk_number": "12345678",
        "email": "info@indebuurt.example",
        "phone": "0331234567",
        "website": "https://indebuurt.example",
        "source": "example",
        "source_id": "indebuurt",
    }
    return make.organisation("Indebuurt", **{**whole, **facts})


def words() -> None:
    make.area(make.AMERSFOORT, name="Amersfoort")
    make.area(make.LIENDERT, name="Liendert")
    make.theme("meeting", explanation_nl="Elkaar ontmoeten.")
    make.theme("health")
    make.target_group("everyone")
    make.target_group("seniors", label_nl="Ouderen")


WEEKLY_TIMES = Timetable(
    starts_on=date(2026, 9, 1),
    ends_on=date(2028, 6, 30),
    slots=[
        Slot("FREQ=WEEKLY;BYDAY=TU,TH", time(14), time(16)),
        Slot("FREQ=MONTHLY;BYDAY=1MO,-1FR", time(19, 30), time(21)),
        Slot("FREQ=DAILY;INTERVAL=3", time(9), time(9, 45)),
    ],
    changes=[
        Change(date(2027, 2, 2), reason="verbouwing"),
        Change(date(2027, 2, 9), cancelled=False, starts_at=time(10), ends_at=time(11)),
    ],
    holiday_region="midden",
    skips_school_holidays=True,
)


def whole_offer(**facts: Any) -> Offer:
    """An offer with every field filled in."""
    place = facts.pop("place", None) or everywhere()
    room = Room.objects.create(place=place, name="Grote zaal")
    told: dict[str, Any] = {
        "name": "Open tafel",
        "description": "Samen eten.\nIedereen kan mee.",
        "provider": facts.pop("provider", None) or foundation(),
        "municipality_code": make.AMERSFOORT,
        "themes": ["meeting", "health"],
        "target_groups": ["everyone", "seniors"],
        "kind": "activity",
        "function": "support",
        "line": 1,
        "level": "district",
        "collective": False,
        "aimed_at": "vulnerable",
        "life_cycle": "paused",
        "place": place,
        "room": room,
        "online": True,
        "minimum_age": 0,
        "maximum_age": 99,
        "timetable": WEEKLY_TIMES,
        "capacity": 24,
        "price": Decimal("2.50"),
        "sign_up": True,
        "how_to_join": "Bel of loop binnen.",
        "availability": "full",
        "phone": "0337654321",
        "email": "tafel@indebuurt.example",
        "website": "https://indebuurt.example/tafel",
        "languages": ["en", "ar"],
        "exit": "handed_over",
        "exit_on": date(2027, 9, 1),
        "exit_note": "Aan de bewonersgroep",
        "supported_by": make.organisation("Bewonersgroep", formal=False),
        "supported_until": date(2028, 1, 1),
        "source": "example",
        "source_id": "tafel",
    }
    return Offer(**{**told, **facts})


def told(offer: Offer) -> tuple[Service, Document]:
    """The service of an offer, and its document."""
    service = offer_service(by=BY, offer=offer)
    return service, document_of(service)


def document_of(service: Service, frame: Frame | None = None) -> Document:
    return service_documents([service.pk], frame or framed())[0]


# Reading back: only what stands in the documents is used.


def facts_of(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in document.get("attributes", []):
        if one["link_type"] == "wijkhart":
            found.setdefault(one["label"], []).append(one["value"])
    return found


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


def test_every_field_filled_keeps_the_standard_at_every_depth() -> None:
    words()
    service, document = told(whole_offer())
    assert_valid("service", document)
    assert {"phones", "contacts", "schedules", "service_areas", "service_at_locations", "languages"} <= document.keys()
    assert {"cost_options", "capacities", "attributes", "organization", "additional_urls"} <= document.keys()
    inside = document["service_at_locations"][0]["location"]
    assert {"addresses", "accessibility", "schedules", "attributes"} <= inside.keys()
    for depth in Depth:
        assert_valid("service", document_of(service, framed(depth)))
        assert_valid("service_at_location", place_documents([service.pk], framed(depth))[0])
        for whole in (False, True):
            frame = framed(depth, full_services=whole)
            assert_valid("organization", organization_documents([service.provider_id], frame)[0])


def test_a_list_has_only_what_has_one_value() -> None:
    words()
    service, _whole = told(whole_offer())
    document = document_of(service, framed(Depth.BASIC))
    assert [name for name, value in document.items() if isinstance(value, list)] == []
    assert document["organization"]["name"] == "Indebuurt"
    assert set(document_of(service, framed(Depth.MINIMAL))) == {"id", "name", "status", "url", "last_modified"}


def test_what_is_unknown_is_left_out_and_what_is_nought_is_not() -> None:
    words()
    bare, document = told(
        Offer(
            name="Koffie",
            provider=make.organisation("Buren van de Lindeweg", formal=False, kind="residents"),
            municipality_code=make.AMERSFOORT,
            themes=["meeting"],
            target_groups=["everyone"],
            price=Decimal(0),
            minimum_age=0,
        )
    )
    assert_valid("service", document)
    assert document["minimum_age"] == 0
    assert document["cost_options"][0]["amount"] == 0
    assert document["url"] == f"{SITE}/aanbod/{bare.pk}/"
    for name in ("description", "email", "phones", "contacts", "schedules", "service_at_locations", "maximum_age"):
        assert name not in document
    assert "null" not in json.dumps(document)


def test_a_group_of_residents_gets_a_description_from_its_facts() -> None:
    words()
    group = make.organisation("Buren", formal=False, kind="residents")
    document = organization_documents([group.pk], framed())[0]
    assert_valid("organization", document)
    assert "Amersfoort" in document["description"]
    assert facts_of(document)["own_description"] == ["false"]
    assert facts_of(document)["formal"] == ["false"]


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


# Time: rows at a fixed offset come to the dates that are kept, on both sides of the change of the clock.


def instants(rows: list[Document]) -> set[tuple[datetime, datetime]]:
    """What a reader who knows only the standard works out: RRULE, validity and offsets."""
    found = set()
    for row in rows:
        parts = {"FREQ": row["freq"], "INTERVAL": row["interval"], "WKST": row["wkst"]}
        parts |= {name.upper(): row[name] for name in ("byday", "bymonthday") if name in row}
        rule = rrulestr(
            ";".join(f"{name}={value}" for name, value in parts.items()), dtstart=datetime.fromisoformat(row["dtstart"])
        )
        first_day, last_day = (datetime.fromisoformat(row[name]) for name in ("valid_from", "valid_to"))
        for day in rule.between(first_day, last_day, inc=True):
            begins, ends = (datetime.fromisoformat(f"{day.date()}T{row[at]}") for at in ("opens_at", "closes_at"))
            found.add((begins.astimezone(UTC), ends.astimezone(UTC)))
    return found


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;BYDAY=TU",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR",
        "FREQ=WEEKLY;BYDAY=SU",
        "FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=DAILY;INTERVAL=14",
        "FREQ=MONTHLY;BYDAY=1MO,-1SU",
        "FREQ=MONTHLY;BYMONTHDAY=15,-1",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=2WE",
    ],
)
@pytest.mark.parametrize("hours", [(time(14), time(16)), (time(1), time(4)), (time(2, 30), time(3, 30))])
def test_rows_at_a_fixed_offset_come_to_the_dates_that_are_kept(rule: str, hours: tuple[time, time]) -> None:
    words()
    starts = timezone.localdate() - timedelta(days=3)
    times = Timetable(starts_on=starts, slots=[Slot(rule, *hours)], skips_public_holidays=False)
    service, document = told(whole_offer(timetable=times))
    last = timezone.now() + timedelta(days=364)
    kept = set(
        Occurrence.objects.filter(schedule=service.schedule, starts_at__lte=last).values_list("starts_at", "ends_at")
    )
    worked_out = {pair for pair in instants(document["schedules"]) if pair[0] <= last}
    assert {begins.utcoffset() for begins, _ends in kept} == {timedelta(0)}
    assert worked_out == kept
    assert {row["timezone"] for row in document["schedules"]} == {1.0, 2.0}


def test_a_row_keeps_its_id_and_dates_from_one_day_to_the_next() -> None:
    summer = stretches(date(2026, 6, 1), time(14), time(16))
    later = stretches(date(2026, 6, 2), time(14), time(16))
    assert summer == later
    assert [(one.first, one.last, one.begin) for one in summer[:2]] == [
        (date(2026, 3, 29), date(2026, 10, 24), 2.0),
        (date(2026, 10, 25), date(2027, 3, 27), 1.0),
    ]
    assert len({one.name for one in summer}) == len(summer)


def test_a_slot_over_the_change_of_the_clock_has_a_row_for_that_one_night() -> None:
    night = [one for one in stretches(date(2026, 11, 25), time(1), time(4)) if one.first == one.last]
    assert [(one.first, one.begin, one.end) for one in night] == [
        (date(2027, 3, 28), 1.0, 2.0),
        (date(2027, 10, 31), 2.0, 1.0),
    ]


def test_a_daily_rule_that_hsds_does_not_know_becomes_weekly_rows() -> None:
    assert [one.byday for one in series_of("FREQ=DAILY;INTERVAL=14", date(2026, 9, 1))] == ["TU"]
    rows = series_of("FREQ=DAILY;INTERVAL=3", date(2026, 9, 1))
    assert {one.interval for one in rows} == {3}
    assert len(rows) == 7
    assert {parse("FREQ=DAILY;INTERVAL=3").frequency} == {"DAILY"}


def test_dates_on_which_it_does_not_happen_are_told_with_the_reason() -> None:
    words()
    starts = timezone.localdate()
    free = starts + timedelta(days=21)
    times = Timetable(
        starts_on=starts,
        slots=[Slot("FREQ=DAILY", time(14), time(16))],
        changes=[Change(free, reason="verbouwing")],
    )
    _service, document = told(whole_offer(timetable=times))
    not_on = [json.loads(text) for text in facts_of(document)["timetable_not_on"]]
    assert {"reason": "verbouwing", "on": f"{free}T14:00"} in [{**one, "on": one["on"][:16]} for one in not_on]
    assert any("kerst" in one["reason"].lower() for one in not_on), not_on


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


# Who may be reached, and what may be seen.


def test_a_group_that_hides_its_contact_is_reached_through_who_keeps_it() -> None:
    words()
    keeper = foundation(source_id="keeper")
    secret = {"email": "buurvrouw@thuis.example", "phone": "0612345678", "website": "https://thuis.example"}
    group = make.organisation("Buren", formal=False, contact_hidden=True, kept_by=keeper, **secret)
    own = {"email": "ook@thuis.example", "phone": "0687654321"}
    service, document = told(whole_offer(provider=group, **own))
    texts = [
        json.dumps(one)
        for depth in Depth
        for one in (
            document_of(service, framed(depth)),
            place_documents([service.pk], framed(depth))[0],
            organization_documents([group.pk], framed(depth, full_services=True))[0],
        )
    ]
    for hidden in (*secret.values(), *own.values()):
        assert not any(hidden in text for text in texts), hidden
    assert document["contacts"][0]["name"] == keeper.name
    assert document["contacts"][0]["phones"][0]["number"] == keeper.phone
    assert_valid("service", document)


def test_a_hidden_group_without_a_keeper_has_no_contact() -> None:
    words()
    group = make.organisation("Buren", formal=False, contact_hidden=True, email="buurvrouw@thuis.example")
    _service, document = told(whole_offer(provider=group))
    assert "contacts" not in document
    assert "buurvrouw" not in json.dumps(document)


def test_drafts_are_not_told_not_even_inside_something_else() -> None:
    words()
    place = everywhere()
    service, _document = told(whole_offer(place=place))
    Place.objects.filter(pk=place.pk).update(published=False)
    Organisation.objects.filter(pk=service.provider_id).update(published=False)
    document = document_of(service)
    assert_valid("service", document)
    for name in ("service_at_locations", "organization", "contacts"):
        assert name not in document
    Service.objects.filter(pk=service.pk).update(published=False)
    assert service_documents([service.pk], framed()) == []
    assert organization_documents([service.provider_id], framed()) == []


def test_what_was_not_confirmed_for_too_long_is_inactive() -> None:
    words()
    service, _document = told(whole_offer(life_cycle="running"))
    Service.objects.filter(pk=service.pk).update(freshness="hidden")
    assert document_of(service)["status"] == "inactive"


def test_the_words_keep_the_standard_and_their_ids() -> None:
    words()
    frame = framed()
    for one in taxonomies(frame):
        assert_valid("taxonomy", one)
    terms = taxonomy_terms(frame)
    for one in terms:
        assert_valid("taxonomy_term", one)
    assert [one["code"] for one in terms] == ["health", "meeting", "everyone", "seniors"]
    assert UUID(terms[0]["id"]).version == 5
    assert terms == taxonomy_terms(frame)


def test_the_key_of_a_row_at_a_location_leads_back_to_its_service() -> None:
    words()
    service, document = told(whole_offer())
    row = document["service_at_locations"][0]
    assert UUID(row["id"]) == at_place(service.pk)
    assert at_place(UUID(row["id"])) == service.pk
    assert row["id"] != str(service.pk)


def test_the_number_of_queries_does_not_grow() -> None:
    words()
    keys = []
    for number in range(4):
        place = make.place(f"Plek {number}", opening_hours=everywhere().opening_hours, town="Amersfoort")
        Place.objects.filter(source="bag").update(source="", source_id="")
        offer = whole_offer(place=place, provider=foundation(source_id=f"aanbieder-{number}"), source_id=str(number))
        keys.append(offer_service(by=BY, offer=offer).pk)
    assert queries(keys[:1]) == queries(keys) <= 20


def queries(keys: list[UUID]) -> int:
    with CaptureQueriesContext(connection) as seen:
        service_documents(keys, framed())
    return len(seen)


def test_the_checker_sees_what_is_wrong() -> None:
    words()
    _service, document = told(whole_offer())
    assert mistakes("service", {**document, "email": None})
    assert mistakes("service", {**document, "fundings": []})
    assert mistakes("service", {**document, "status": "open"})
    assert mistakes("service", {name: value for name, value in document.items() if name != "name"})
    assert mistakes("service", {name: value for name, value in document.items() if name != "url"}, "uk")
    assert mistakes("service", {**document, "url": "geen adres"})
