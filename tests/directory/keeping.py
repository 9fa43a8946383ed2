"""What the tests about keeping entries share: an offer, and people who are trusted or not."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from tests import make
from tests.cast import Cast

from wijkhart.core.actors import System
from wijkhart.directory.actions import offer_service
from wijkhart.directory.models import Service
from wijkhart.directory.offers import Offer
from wijkhart.times.actions import Slot, Timetable

BY = System("test")
TUESDAYS = Timetable(date(2026, 1, 6), [Slot("FREQ=WEEKLY;BYDAY=TU", time(12), time(13, 30))])


def offer(**facts: Any) -> Offer:
    """An open table on Tuesdays."""
    for key in ("meeting", "money"):
        make.theme(key)
    make.target_group("seniors")
    defaults = {
        "name": "Open tafel",
        "municipality_code": make.AMERSFOORT,
        "themes": ["meeting"],
        "target_groups": ["seniors"],
        "capacity": 20,
        "price": Decimal("4.00"),
        "timetable": TUESDAYS,
    }
    return Offer(**{**defaults, "provider": facts.get("provider") or make.organisation(), **facts})


def offered(people: Cast, *, trusted: bool = False, **facts: Any) -> Service:
    """An entry of Dina's foundation, which is trusted or not."""
    provider = facts.pop("provider", people.foundation)
    provider.trusted = trusted
    provider.save()
    return offer_service(by=BY, offer=offer(provider=provider, **facts))
