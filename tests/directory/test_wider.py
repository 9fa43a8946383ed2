"""Nothing found: other times, further away, one wish less, each with what it finds."""

import re
from datetime import time
from typing import Any

import pytest
from django.test import Client
from tests import make

from wijkhart.directory.actions.indexing import reindex
from wijkhart.directory.models import Service, ServiceTime

pytestmark = pytest.mark.django_db
HOME = "155000, 463000"


def put(name: str, weekday: int, part: str, far: float = 0.0) -> Service:
    service = make.service(name, place=make.place(x=155000.0 + far, y=463000.0))
    starts = {"morning": time(10), "afternoon": time(14), "evening": time(19)}[part]
    ServiceTime.objects.create(
        service=service, weekday=weekday, part_of_day=part, starts_at=starts, ends_at=time(starts.hour + 2), per_week=1
    )
    reindex([service])
    return service


def steps(**asked: Any) -> list[str]:
    told = Client().get("/aanbod/", asked).content.decode()
    found = re.search(r'<ul class="dir-wider">(.*?)</ul>', told, re.DOTALL)
    lines = re.findall(r"<li>(.*?)</li>", found[1]) if found else []
    return [re.sub(r"<[^>]+>", "", line).replace("\xa0", " ") for line in lines]


def links(**asked: Any) -> list[str]:
    told = Client().get("/aanbod/", asked).content.decode()
    found = re.search(r'<ul class="dir-wider">(.*?)</ul>', told, re.DOTALL)
    return re.findall(r'href="([^"]+)"', found[1]) if found else []


def test_the_nearest_days_other_parts_and_further_away_come_in_that_order() -> None:
    put("Schaken donderdag", 3, "afternoon", 700)
    put("Schaken zondag", 6, "afternoon", 100)
    put("Schaken zaterdag", 5, "afternoon", 100)
    put("Schaken avond", 1, "evening", 900)
    put("Schaken ver", 1, "afternoon", 1800)
    told = steps(zoek="schaken", bij=HOME, afstand="1000", dag="1", dagdeel="afternoon")
    assert told[:4] == [
        "op donderdagmiddag, 700 m (1)",
        "op zondagmiddag, 100 m (1)",
        "op dinsdagavond, 900 m (1)",
        "binnen 2,0 km, dinsdagmiddag, 1,8 km (1)",
    ]


def test_each_wish_can_be_let_go_and_the_link_finds_what_it_says() -> None:
    put("Schaken", 1, "afternoon")
    asked = {"zoek": "schaken", "leeftijd": "10", "rolstoel": "on"}
    assert steps(**asked) == ["zonder “Alleen waar een rolstoel naar binnen kan” (1)"]
    link = links(**asked)[0].replace("&amp;", "&")
    assert "leeftijd=10" in link
    assert "rolstoel" not in link
    assert "Schaken</a>" in Client().get(f"/aanbod/{link}").content.decode()


def test_what_was_read_out_of_the_words_is_let_go_too() -> None:
    put("Schaken", 3, "afternoon")
    told = steps(zoek="schaken dinsdagmiddag")
    assert told[0] == "op donderdagmiddag (1)"
    assert links(zoek="schaken dinsdagmiddag")[0].replace("&amp;", "&") == "?dag=3&dagdeel=afternoon&zoek=schaken"


def test_the_question_is_said() -> None:
    told = Client().get("/aanbod/", {"zoek": "schaken dinsdag", "bij": HOME, "afstand": "500"}).content.decode()
    plain = told.replace("\xa0", " ")
    assert "Niets gevonden voor “schaken”, dinsdag, binnen 500 m van 155000, 463000" in plain


def test_without_anything_to_find_no_step_is_offered() -> None:
    assert steps(zoek="schaken", dag="2") == []


def test_where_one_wish_less_is_not_enough_a_wish_stands_by_itself() -> None:
    put("Schaken", 1, "afternoon")
    asked = {"zoek": "schaken", "dag": "6", "dagdeel": "morning", "thema": "work", "rolstoel": "on"}
    make.theme("work", label_nl="Werk")
    assert steps(**asked) == ["alleen “schaken” (1)"]
    assert links(**asked) == ["?zoek=schaken"]
