"""The search of the API: one question with all its parts, why each was found, and what is wrong with an address."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import make

from wijkhart.areas.models import Postcode
from wijkhart.config.api.shapes import ServiceOut, ServicePage
from wijkhart.core.actors import System
from wijkhart.directory.actions import offer_service
from wijkhart.directory.models import Service
from wijkhart.directory.offers import Offer
from wijkhart.times.actions import Slot, Timetable

pytestmark = pytest.mark.django_db


def ask(status: int = 200, **asked: str) -> Any:
    answer = Client().get("/api/v1/services", asked)
    assert answer.status_code == status, answer.content
    return answer.json()


def offered(name: str, hour: int = 14, **facts: Any) -> Service:
    told: dict[str, Any] = {
        "provider": make.organisation(),
        "municipality_code": make.AMERSFOORT,
        "themes": [make.theme("meeting", label_nl="Ontmoeten", synonyms_nl=["gezelligheid"]).key],
        "target_groups": [make.target_group("seniors", label_nl="Ouderen").key],
        "timetable": Timetable(date(2026, 1, 5), [Slot("FREQ=WEEKLY;BYDAY=TU", time(hour), time(hour + 2))]),
    }
    return offer_service(by=System("test"), offer=Offer(name=name, **{**told, **facts}))


@pytest.fixture
def town() -> None:
    """A middle at (150000, 460000), the open table at 450 m, chess in the evening, and something elsewhere."""
    Postcode.objects.create(
        digits="3812", place="Amersfoort", municipality_code=make.AMERSFOORT, latitude=52.1, longitude=5.3,
        x=150_000.0, y=460_000.0,
    )  # fmt: skip
    near = make.place("Het Middelpunt", x=150_450.0, y=460_000.0, step_free="yes", district_code=make.LIENDERT)
    offered("Open tafel", place=near, price=Decimal(4), minimum_age=55)
    offered("Schaken", 19, place=near, price=Decimal(0))
    offered("Open tafel ver weg", place=make.place(x=160_000.0, y=460_000.0))


@pytest.mark.usefixtures("town")
def test_for_older_people_on_tuesday_afternoon_within_a_kilometre() -> None:
    found = ask(
        near="3812", radius="1000", weekday="1", fromTime="12:00", toTime="18:00", age="78", targetGroup="seniors"
    )
    assert [one["name"] for one in found["results"]] == ["Open tafel"]
    (one,) = found["results"]
    assert (one["distance"], one["matchedTimes"]) == (450, ["1 14:00"])
    assert one["page"].endswith(f"/aanbod/{one['id']}/")
    assert found["facets"]["part"] == {"afternoon": 1, "evening": 1}, "the hours are a part of the time asked"
    assert found["facets"]["cost"] == {"paid": 1}


@pytest.mark.usefixtures("town")
def test_every_answer_has_the_shape_that_the_document_promises() -> None:
    for asked in ({}, {"words": "schaken"}, {"near": "3812"}, {"words": "zzzz"}):
        page = ask(**asked)
        ServicePage.model_validate(page)
    one = Client().get(
        f"/api/v1/services/{page['results'][0]['id'] if page['results'] else Service.objects.all()[0].pk}"
    )
    ServiceOut.model_validate(one.json())
    assert set(one.json()) == {field.alias for field in ServiceOut.model_fields.values()}


@pytest.mark.usefixtures("town")
def test_words_sort_by_how_well_they_are_said_and_unknown_ones_are_named() -> None:
    assert [one["name"] for one in ask(words="tafel", near="3812", radius="20000")["results"]] == [
        "Open tafel",
        "Open tafel ver weg",
    ]
    assert ask(words="schaken")["unknownWords"] == []
    found = ask(words="schaken qwertyuiop")
    assert found["unknownWords"] == ["qwertyuiop"]
    assert [one["name"] for one in found["results"]] == ["Schaken"]


@pytest.mark.usefixtures("town")
def test_a_page_of_results_is_one_query_and_asking_what_is_new_another() -> None:
    with CaptureQueriesContext(connection) as asked:
        ask(words="tafel", pageSize="2")
    cards = [one["sql"] for one in asked if "directory_searchentry" in one["sql"] and "card" in one["sql"]]
    assert len(cards) == 1


@pytest.mark.usefixtures("town")
def test_pages_follow_each_other_in_the_header_too() -> None:
    answer = Client().get("/api/v1/services", {"pageSize": "2"})
    assert answer.json()["next"].endswith("page=2")
    assert 'rel="next"' in answer.headers["Link"]
    last = ask(pageSize="2", page="2")
    assert (len(last["results"]), last["next"]) == (1, None)


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("weekday", {"weekday": "9"}),
        ("radius", {"radius": "-1"}),
        ("age", {"age": "999"}),
        ("near", {"near": "9999"}),
        ("firstDay", {"firstDay": "31-12-2026"}),
        ("words", {"words": "x" * 201}),
        ("sort", {"sort": "cheapest"}),
    ],
)
def test_what_is_wrong_in_the_address_is_named(field: str, asked: dict[str, str]) -> None:
    told = ask(400, **asked)
    assert [one["field"] for one in told["errors"]] == [field]


@pytest.mark.usefixtures("town")
def test_an_end_before_its_beginning_is_refused() -> None:
    assert "lastDay" in str(ask(400, firstDay="2026-12-24", lastDay="2026-12-01"))
    assert "toTime" in str(ask(400, fromTime="18:00", toTime="12:00"))
