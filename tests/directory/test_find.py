"""Finding: words, synonyms, day and part of day together, price, way in, and distance."""

from datetime import time
from decimal import Decimal
from typing import Any

import pytest
import shapely
from tests import make

from wijkhart.directory.actions.indexing import reindex
from wijkhart.directory.models import Service, ServiceTime
from wijkhart.directory.queries.find import Near, Search, find

pytestmark = pytest.mark.django_db


def put(name: str, *, at: tuple[tuple[int, str], ...] = (), **facts: Any) -> Service:
    service = make.service(name, **facts)
    for weekday, part in at:
        ServiceTime.objects.create(
            service=service, weekday=weekday, part_of_day=part, starts_at=time(10), ends_at=time(11), per_week=1
        )
    reindex([service])
    return service


def names(**asked: Any) -> list[str]:
    called = dict(Service.objects.values_list("pk", "name"))
    return [called[key] for key in find(Search(**asked)).ids]


def test_words_are_found_without_capitals_accents_and_small_words() -> None:
    put("Grand café De Ploeg")
    put("Schaken")
    assert names(words="CAFE") == ["Grand café De Ploeg"]
    assert names(words="ik wil schaken") == ["Schaken"]
    assert names(words="schaken café") == []


def test_a_theme_goes_by_its_other_names_and_own_words_come_first() -> None:
    make.theme("meeting", label_nl="Ontmoeten", synonyms_nl=["eenzaam", "samen eten"])
    put("Koffie")
    put("Zonder eenzaamheid", themes=("work",))
    assert names(words="eenzaam") == ["Zonder eenzaamheid", "Koffie"]
    assert names(words="samen eten") == ["Koffie"]
    assert names(words="eten") == ["Koffie"], "samen says nothing by itself"


def test_day_and_part_of_day_must_be_of_the_same_time() -> None:
    put("Maandagochtend", at=((0, "morning"), (1, "evening")))
    put("Maandagavond", at=((0, "evening"),))
    assert names(weekday=0, part_of_day="evening") == ["Maandagavond"]
    assert names(part_of_day="evening") == ["Maandagavond", "Maandagochtend"]
    assert names(weekday=3) == []


def test_what_is_for_everyone_is_also_for_a_group_but_not_the_other_way_round() -> None:
    put("Allen", groups=("everyone",))
    put("Ouderen", groups=("seniors",))
    assert names(group="seniors") == ["Allen", "Ouderen"]
    assert names(group="everyone") == ["Allen"]


def test_free_is_only_what_is_known_to_be_free() -> None:
    put("Gratis", price=Decimal(0))
    put("Onbekend")
    put("Betaald", price=Decimal("2.50"))
    assert names(cost="free") == ["Gratis"]


def test_formal_and_subsidised_are_two_facts_of_the_provider() -> None:
    put("Formeel", provider=make.organisation(formal=True, subsidised=False))
    put("Informeel", provider=make.organisation(formal=False, subsidised=True))
    put("Onbekend", provider=make.organisation(formal=False, subsidised=None))
    assert names(formal=False) == ["Informeel", "Onbekend"]
    assert names(subsidised=False) == ["Formeel"]


def test_a_wheelchair_gets_in_where_that_is_known_or_at_home() -> None:
    put("Ja", place=make.place(step_free="yes"))
    put("Weet niet", place=make.place())
    put("Thuis", at_home=True)
    assert names(step_free=True) == ["Ja", "Thuis"]


def test_near_measures_in_metres_and_keeps_what_comes_home_here() -> None:
    square = shapely.to_wkb(shapely.box(0, 300_000, 10_000, 310_000))
    make.area("WK030710", border=square)
    put("Ver", place=make.place(x=3_000.0, y=304_000.0))
    put("Dichtbij", place=make.place(x=300.0, y=300_400.0))
    put("Bezoek hier", at_home=True, district_code="WK030710")
    put("Bezoek elders", at_home=True, district_code="WK030711")
    put("Bezoek overal", at_home=True)
    put("Bezoek Deventer", at_home=True, municipality_code="GM0150")
    near = Near(0.0, 300_000.0, 1_000)
    assert names(near=near) == ["Dichtbij", "Bezoek hier", "Bezoek overal"]
    assert [hit.distance for hit in find(Search(near=near)).hits()] == [pytest.approx(500), None, None]


def test_a_wijk_is_that_of_the_place_or_the_one_it_is_for() -> None:
    put("Op een plek", place=make.place(district_code="WK030710"))
    put("Thuis", at_home=True, district_code="WK030710")
    put("Elders", place=make.place(district_code="WK030711"), district_code="WK030710")
    assert names(district="WK030710") == ["Op een plek", "Thuis"]
