"""Offering and ending: what is kept, what is refused, who may."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from tests import make

from wijkhart.audit.models import Entry
from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.directory.actions import end_service, offer_service
from wijkhart.directory.models import LifeCycle, Service
from wijkhart.directory.offers import Offer
from wijkhart.directory.queries.find import Search, find
from wijkhart.times.actions import Slot, Timetable
from wijkhart.times.models import Occurrence

pytestmark = pytest.mark.django_db
BY = System("test")
TUESDAYS = Timetable(date(2024, 1, 1), [Slot("FREQ=WEEKLY;BYDAY=TU", time(12), time(13, 30))])


def offer(**facts: Any) -> Offer:
    make.theme("meeting")
    make.target_group("seniors")
    defaults = {
        "name": "Open tafel",
        "provider": facts.get("provider") or make.organisation("Ouderenwerk De Línde"),
        "municipality_code": make.AMERSFOORT,
        "themes": ["meeting"],
        "target_groups": ["seniors"],
        "capacity": 20,
        "price": Decimal("4.00"),
        "timetable": TUESDAYS,
    }
    return Offer(**{**defaults, **facts})


def test_an_offer_is_kept_with_its_times_dates_and_words() -> None:
    service = offer_service(by=BY, offer=offer(place=make.place("Het Middelpunt")))
    assert [theme.key for theme in service.themes.all()] == ["meeting"]
    assert find(Search(words="linde")).ids == [service.pk]
    kept = service.times.get()
    assert (kept.weekday, kept.part_of_day, kept.starts_at, kept.per_week) == (1, "afternoon", time(12), 1.0)
    assert service.schedule
    assert Occurrence.objects.filter(schedule=service.schedule).count() > 40
    assert Entry.objects.filter(verb="service.offered", object_id=str(service.pk)).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"capacity": -1}, "capacity"),
        ({"capacity": 0}, "capacity"),
        ({"price": Decimal("-0.01")}, "price"),
        ({"name": " "}, "name"),
        ({"line": 3}, "line"),
        ({"life_cycle": "forever"}, "life_cycle"),
        ({"languages": ["Engels"]}, "languages"),
        ({"themes": []}, "themes"),
        ({"themes": ["chess"]}, "themes"),
        ({"target_groups": ["nobody"]}, "target_groups"),
        ({"district_code": "WK015001"}, "district_code"),
        ({"municipality_code": "GM0150"}, "provider"),
    ],
)
def test_a_fact_that_cannot_be_right_is_refused_by_name(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        offer_service(by=BY, offer=offer(**wrong))
    assert field in {problem.field for problem in refused.value.problems}
    assert all(problem.advice for problem in refused.value.problems)
    assert not Service.objects.exists()


def test_all_problems_come_together() -> None:
    with pytest.raises(BadInput) as refused:
        offer_service(by=BY, offer=offer(capacity=-1, price=Decimal(-1), themes=[]))
    assert {problem.field for problem in refused.value.problems} == {"capacity", "price", "themes"}


def test_a_timetable_that_never_happens_leaves_nothing_behind() -> None:
    never = Timetable(date(2024, 1, 1), TUESDAYS.slots, ends_on=date(2024, 1, 1))
    with pytest.raises(BadInput):
        offer_service(by=BY, offer=offer(timetable=never))
    assert not Service.objects.exists()
    assert not Occurrence.objects.exists()


def test_a_place_elsewhere_or_together_with_home_visits_is_refused() -> None:
    for facts in ({"place": make.place(municipality="GM0150")}, {"place": make.place(), "at_home": True}):
        with pytest.raises(BadInput) as refused:
            offer_service(by=BY, offer=offer(**facts))
        assert refused.value.problems[0].field == "place"


def test_only_who_may_offers_and_ends() -> None:
    with pytest.raises(NotAllowed):
        offer_service(by=ANONYMOUS, offer=offer())
    with pytest.raises(NotAllowed):
        end_service(by=ANONYMOUS, service=make.service())


def test_ending_stops_the_dates_and_is_done_once() -> None:
    service = offer_service(by=BY, offer=offer())
    last = date(2024, 2, 6)
    ended = end_service(by=BY, service=service, last_day=last)
    assert ended.life_cycle == LifeCycle.ENDED
    assert ended.version == service.version + 1
    assert ended.schedule
    ended.schedule.refresh_from_db()
    assert ended.schedule.ends_on == last
    with pytest.raises(Refused):
        end_service(by=BY, service=service)
