"""What there is within an area, what happens today, and what the coverage counts with."""

from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make
from tests.cast import cast

from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.directory.actions import offer_service
from wijkhart.directory.models import LifeCycle, Service
from wijkhart.directory.offers import Offer
from wijkhart.directory.queries import services_within, supply_of, today_in
from wijkhart.times.actions import Slot, Timetable

pytestmark = pytest.mark.django_db
MONDAY = date(2024, 2, 5)


def offered(name: str, day: str = "MO", hours: tuple[int, int] = (10, 12), **facts: Any) -> Service:
    make.theme("meeting")
    make.target_group("everyone")
    told: dict[str, Any] = {
        "provider": make.organisation(municipality=facts.get("municipality_code", make.AMERSFOORT)),
        "municipality_code": make.AMERSFOORT,
        "themes": ["meeting"],
        "target_groups": ["everyone"],
        "timetable": Timetable(date(2024, 1, 1), [Slot(f"FREQ=WEEKLY;BYDAY={day}", time(hours[0]), time(hours[1]))]),
    }
    return offer_service(by=System("test"), offer=Offer(name=name, **{**told, **facts}))


def test_today_is_in_order_and_only_of_this_day_and_municipality() -> None:
    offered("Middag", hours=(14, 16))
    offered("Ochtend")
    offered("Dinsdag", day="TU")
    offered("Deventer", municipality_code="GM0150")
    offered("Gepauzeerd", life_cycle=LifeCycle.PAUSED)
    offered("Concept", published=False)
    assert [one.service.name for one in today_in(ANONYMOUS, "GM0307", MONDAY)] == ["Ochtend", "Middag"]


def test_today_costs_the_same_number_of_queries_for_one_or_many() -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            for one in today_in(ANONYMOUS, "GM0307", MONDAY):
                assert one.place or not one.place
                assert list(one.service.themes.all())
        return len(caught)

    offered("Een", place=make.place())
    few = queries()
    for number in range(5):
        offered(f"Nog {number}", place=make.place())
    assert queries() == few


def test_within_a_wijk_are_its_places_and_what_comes_to_its_homes() -> None:
    wijk = make.area("WK030710")
    here = make.place(district_code="WK030710")
    make.service("Hier", place=here)
    make.service("Thuis", at_home=True, district_code="WK030710")
    make.service("Elders", place=make.place(district_code="WK030711"))
    make.service("Voorbij", place=here, life_cycle=LifeCycle.ENDED)
    assert [service.name for service in services_within(ANONYMOUS, wijk)] == ["Hier", "Thuis"]


def test_a_draft_is_seen_by_its_provider_and_its_own_coordinator_only() -> None:
    people = cast()
    area = make.area("GM0307")
    make.service("Concept", provider=people.foundation, published=False)

    def seen(actor: Any) -> bool:
        return services_within(actor, area).exists()

    assert seen(people.alice.actor)
    assert seen(people.dina.actor)
    assert not seen(people.charlie.actor)
    assert not seen(people.lena.actor)
    assert not seen(ANONYMOUS)


def test_supply_has_a_point_or_comes_home_and_counts_fortnightly_as_half() -> None:
    at_place = make.place("Het Middelpunt", x=155000.0, y=463000.0, district_code="WK030710")
    fortnightly = Timetable(date(2024, 1, 1), [Slot("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", time(19), time(21))])
    offered("Koor", place=at_place, capacity=30, timetable=fortnightly)
    offered("Bezoek", at_home=True, district_code="WK030711", capacity=4)
    offered("Onbekend", timetable=None)
    found = {supply.name: supply for supply in supply_of("GM0307")}
    assert (found["Koor"].x, found["Koor"].district_code, found["Koor"].capacity) == (155000.0, "WK030710", 30)
    assert [(one.weekday, one.part_of_day, one.per_week) for one in found["Koor"].times] == [(1, "evening", 0.5)]
    assert (found["Bezoek"].x, found["Bezoek"].at_home, found["Bezoek"].district_code) == (None, True, "WK030711")
    assert found["Onbekend"].times == ()
    assert found["Onbekend"].capacity is None
    assert found["Koor"].themes == ("meeting",)


def test_supply_leaves_out_drafts_and_what_does_not_run() -> None:
    offered("Concept", published=False)
    offered("Pauze", life_cycle=LifeCycle.PAUSED)
    assert supply_of("GM0307") == []
