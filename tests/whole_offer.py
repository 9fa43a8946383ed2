"""An offer with every field filled in, at a place with every fact, and what HSDS makes of it."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from tests import make
from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import System
from wijkhart.directory.actions import offer_service
from wijkhart.directory.hsds import (
    Depth,
    Frame,
    service_documents,
)
from wijkhart.directory.models import Service
from wijkhart.directory.offers import Offer
from wijkhart.places.models import Place, Room
from wijkhart.times.actions import Change, OpenOn, OpenSlot, Slot, Timetable, make_opening_hours

SITE = "https://wijkhart.example"
BY = System("test")
Document = dict[str, Any]


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


def facts_of(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in document.get("attributes", []):
        if one["link_type"] == "wijkhart":
            found.setdefault(one["label"], []).append(one["value"])
    return found
