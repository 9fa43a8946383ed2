"""The feed `/api/hsds/`: every address keeps the standard, every filter finds what it should, mistakes are told."""

import json
import os
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone, translation
from jsonschema import Draft202012Validator
from tests import make
from tests.hsds import assert_valid

from wijkhart.areas.models import Postcode
from wijkhart.config.api.hsds.description import SHAPES
from wijkhart.core.actors import System
from wijkhart.directory.actions import offer_service
from wijkhart.directory.hsds.words import taxonomy_id, term_id
from wijkhart.directory.models import Service
from wijkhart.directory.offers import Offer
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.actions import Slot, Timetable

pytestmark = pytest.mark.django_db
ROOT = "/api/hsds"
NOBODY = "01900000-0000-7000-8000-000000000000"
BY = System("test")
LISTS = {
    "services": "service",
    "service_at_locations": "service_at_location",
    "organizations": "organization",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}


def ask(path: str, status: int = 200, client: Client | None = None, **headers: str) -> Any:
    answer = (client or Client()).get(ROOT + path, headers=headers)
    assert answer.status_code == status, answer.content
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    wanted = "application/json" if status < 400 else "application/problem+json"
    assert answer.headers["Content-Type"] == wanted
    return answer.json()


def page(path: str) -> Any:
    """A page that keeps our schema of the frame, and its documents that of HSDS."""
    said = ask(path)
    assert list(Draft202012Validator(SHAPES["Page"]).iter_errors(said)) == []
    assert said["size"] == len(said["contents"])
    assert said["empty"] == (not said["contents"])
    for document in said["contents"]:
        assert_valid(LISTS[path.strip("/").split("?")[0]], document)
    return said


def names(path: str) -> set[str]:
    return {document["name"] for document in page(path)["contents"]}


def town() -> None:
    """Three services in Amersfoort, of which one at a place with a point, one in the evening and one at home."""
    make.area(make.AMERSFOORT, name="Amersfoort")
    make.area(make.LIENDERT, name="Liendert")
    for key in ("meeting", "health"):
        make.theme(key)
    for key in ("everyone", "seniors"):
        make.target_group(key)
    Postcode.objects.create(digits="3825", place="Amersfoort", x=155_000, y=463_000, latitude=52.1, longitude=5.4)
    place = make.place(
        *("Het Middelpunt",),
        x=155_300.0,
        y=463_400.0,
        latitude=52.1,
        longitude=5.4,
        district_code=make.LIENDERT,
    )
    offered("Open tafel", "TU", 14, place=place, target_groups=["seniors"], minimum_age=65, description="Samen eten")
    offered(
        "Zingen", "WE", 20, themes=["health"], maximum_age=30, place=make.place("De Hoek", x=170_000.0, y=463_000.0)
    )
    offered("Maatje", "", 0, at_home=True)


def offered(name: str, day: str, hour: int, **facts: Any) -> Service:
    times = [Slot(f"FREQ=WEEKLY;BYDAY={day}", time(hour), time(hour + 2))] if day else []
    facts = {"themes": ["meeting"], "target_groups": ["everyone"], **facts}
    return offer_service(
        by=BY,
        offer=Offer(
            name=name,
            provider=facts.pop("provider", None) or make.organisation(f"Van {name}", description="Een club."),
            municipality_code=make.AMERSFOORT,
            timetable=Timetable(starts_on=date(2026, 9, 1), slots=times) if times else None,
            **facts,
        ),
    )


def test_the_root_says_what_it_is() -> None:
    said = ask("/")
    assert said["version"] == "3.1"
    assert said["openapi_url"] == "http://testserver/api/hsds/openapi.json"
    assert said["profile"] == "http://testserver/open-data/"
    assert said["license"]["name"]
    assert said["publisher"]["name"]
    assert said["example_data"] is False
    make.service("Voorbeeld", example=True)
    said = ask("/")
    assert said["example_data"] is True
    assert "EXAMPLE DATA" in said["description"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("query", ["", "?full=true", "?minimal=true", "?full=true&full_service=true"])
def test_every_list_and_everything_in_it_keeps_the_standard(path: str, query: str) -> None:
    town()
    said = page(f"/{path}{query}")
    assert said["total_items"] == said["size"] > 0
    for document in said["contents"]:
        assert_valid(LISTS[path], ask(f"/{path}/{document['id']}"))


@pytest.mark.parametrize("path", LISTS)
def test_pages_follow_each_other_in_a_fixed_order(path: str) -> None:
    town()
    whole = page(f"/{path}")["contents"]
    seen = []
    for number in range(1, len(whole) + 1):
        said = page(f"/{path}?per_page=1&page={number}")
        assert (said["page_number"], said["total_pages"], said["size"]) == (number, len(whole), 1)
        assert said["first_page"] == (number == 1)
        assert said["last_page"] == (number == len(whole))
        seen += said["contents"]
    assert seen == whole
    beyond = page(f"/{path}?per_page=1&page={len(whole) + 1}")
    assert beyond["empty"]
    assert beyond["last_page"]


@pytest.mark.parametrize("path", LISTS)
def test_ndjson_gives_all_of_it_one_a_line(path: str) -> None:
    town()
    answer = Client().get(f"{ROOT}/{path}?format=ndjson&per_page=1")
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    assert answer.streaming
    lines = answer.getvalue().decode().splitlines()
    assert [json.loads(line) for line in lines] == page(f"/{path}")["contents"]
    only = Client().get(f"{ROOT}/{path}?format=ndjson", headers={"Accept": "application/x-ndjson"})
    assert only.status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_post_is_the_twin_of_get(path: str) -> None:
    town()
    sent = {"search": "e", "per_page": 1}
    wanted = ask(f"/{path}?search=e&per_page=1")
    client = Client(enforce_csrf_checks=True)
    for answer in (
        client.post(f"{ROOT}/{path}?search=e&per_page=1"),
        client.post(f"{ROOT}/{path}", sent),
        client.post(f"{ROOT}/{path}", json.dumps(sent), content_type="application/json"),
    ):
        assert answer.status_code == 200
        assert answer.json() == wanted
    for broken in ("[1]", "{", "[" * 100_000, '"\ud800"', "\x00"):
        answer = client.post(f"{ROOT}/{path}", broken.encode("utf-8", "replace"), content_type="application/json")
        assert answer.status_code == 400


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Open tafel", "Zingen", "Maatje"}),
        ("search=zingen", {"Zingen"}),
        ("search=samen+eten", {"Open tafel"}),
        ("day=TU", {"Open tafel"}),
        ("day=wednesday", {"Zingen"}),
        ("day=WE&start_time=19:00&end_time=22:00", {"Zingen"}),
        ("day=TU&start_time=19:00", set()),
        ("start_time=13:30&end_time=16:00", {"Open tafel"}),
        ("minimum_age=60", {"Open tafel"}),
        ("minimum_age=0", {"Open tafel", "Zingen", "Maatje"}),
        ("maximum_age=30", {"Zingen"}),
        ("search=zingen&day=TU", set()),
        (f"taxonomy_id={taxonomy_id('themes')}", {"Open tafel", "Zingen", "Maatje"}),
        (f"taxonomy_id={NOBODY}", set()),
        (f"taxonomy_term_id={NOBODY}", set()),
        (f"organization_id={NOBODY}", set()),
        ("modified_after=2020-01-01", {"Open tafel", "Zingen", "Maatje"}),
        ("modified_after=2190-01-01T10:00:00+01:00", set()),
        ("modified_after=2190-01-01T10:00:00%2B23:34", set()),
        ("unknown=whatever&page=", {"Open tafel", "Zingen", "Maatje"}),
    ],
)
def test_filters_of_services(query: str, found: set[str]) -> None:
    town()
    assert names(f"/services?{query}") == found
    at_a_place = {name for name in found if name != "Maatje"}
    assert names(f"/service_at_locations?{query}") == at_a_place


def test_filters_by_word_and_by_who_offers_it() -> None:
    town()
    term = term_id(Theme.objects.get(key="health"))
    assert names(f"/services?taxonomy_term_id={term}") == {"Zingen"}
    assert names(f"/organizations?taxonomy_term_id={term}") == {"Van Zingen"}
    term = term_id(TargetGroup.objects.get(key="seniors"))
    assert names(f"/service_at_locations?taxonomy_term_id={term}") == {"Open tafel"}
    provider = Service.objects.get(name="Maatje").provider_id
    assert names(f"/services?organization_id={provider}") == {"Maatje"}
    assert names("/organizations?search=zing") == {"Van Zingen"}
    assert names("/organizations?search=club+zing") == {"Van Zingen"}


def test_words_can_be_searched_and_walked() -> None:
    town()
    themes = page("/taxonomies")["contents"][0]["id"]
    assert names(f"/taxonomy_terms?taxonomy_id={themes}") == {"meeting", "health"}
    assert names("/taxonomy_terms?search=meet") == {"meeting"}
    assert names("/taxonomy_terms?top_only=true") == {"meeting", "health", "everyone", "seniors"}
    assert names(f"/taxonomy_terms?parent_id={uuid4()}") == set()


def test_near_a_postcode() -> None:
    town()
    assert names("/service_at_locations?postcode=3825AB&proximity=500") == {"Open tafel"}
    assert names("/service_at_locations?postcode=3825&proximity=499.9") == set()
    assert names("/service_at_locations?postcode=3825+ab&proximity=20000") == {"Open tafel", "Zingen"}
    assert names("/service_at_locations?postcode=3825") == set(), "no borders are loaded here"
    for query, field in (
        ("postcode=9999&proximity=100", "postcode"),
        ("postcode=Liendert", "postcode"),
        ("proximity=100", "proximity"),
        ("postcode=3825&proximity=-1", "proximity"),
        ("postcode=3825&proximity=nan", "proximity"),
    ):
        said = ask(f"/service_at_locations?{query}", 400)
        assert [error["field"] for error in said["errors"]] == [field]
        assert said["errors"][0]["message"]


def test_who_asks_for_changes_hears_what_ended() -> None:
    town()
    before = timezone.now() - timedelta(minutes=1)
    Service.objects.update(changed_at=before - timedelta(days=9))
    Service.objects.filter(name="Zingen").update(life_cycle="ended", changed_at=timezone.now())
    Service.objects.filter(name="Maatje").update(freshness="hidden", changed_at=timezone.now())
    make.service("Idee", life_cycle="idea")
    make.service("Concept", published=False)
    assert names("/services") == {"Open tafel"}
    found = page(f"/services?modified_after={before.isoformat()}")["contents"]
    assert {one["name"]: one["status"] for one in found} == {"Zingen": "defunct", "Maatje": "inactive"}
    assert names(f"/services?modified_after={before.isoformat().replace('+', '%2B')}") == {"Zingen", "Maatje"}
    ended = Service.objects.get(name="Zingen")
    assert ask(f"/services/{ended.pk}")["status"] == "defunct"


def test_drafts_are_shown_to_nobody_not_even_to_their_own_people() -> None:
    draft = make.service("Concept", published=False)
    member = make.membership(make.user(), "provider", draft.provider)
    client = Client()
    client.force_login(member.user)
    for one in (Client(), client):
        ask(f"/services/{draft.pk}", 404, client=one)
        assert ask("/services", client=one)["total_items"] == 0


def test_all_that_is_wrong_is_said_together() -> None:
    wrong = {
        "page": "0",
        "per_page": "1000",
        "format": "xml",
        "taxonomy_id": "thema",
        "modified_after": "gisteren",
        "minimum_age": "oud",
        "maximum_age": "nan",
        "day": "someday",
        "start_time": "25:00",
        "search": "a\x00b",
        "full": "misschien",
    }
    answer = Client().get(f"{ROOT}/services", wrong)
    assert answer.status_code == 400
    assert {error["field"] for error in answer.json()["errors"]} == wrong.keys()
    assert ask("/services?modified_after=0001-01-01T00:00:00%2B10:00", 400)["errors"]


@pytest.mark.parametrize(
    "path", [*(f"/{name}/{UUID(int=7)}" for name in LISTS), "/services/niets", "/niets", "/services/"]
)
def test_what_is_not_there_is_a_problem(path: str) -> None:
    assert ask(path, 404)["status"] == 404


def test_methods_and_other_origins() -> None:
    answer = Client().options(f"{ROOT}/services", headers={"Origin": "https://elders.example"})
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert Client().head(f"{ROOT}/services").status_code == 200
    for method, path in (
        ("delete", "/services"),
        ("put", "/services"),
        ("post", "/"),
        ("post", f"/services/{NOBODY}"),
    ):
        answer = getattr(Client(), method)(ROOT + path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (405, "application/problem+json")
        assert "GET" in answer.headers["Allow"]
    ask("/services", 406, Accept="text/xml")


def test_a_minimal_list_has_everything_on_one_page() -> None:
    for _number in range(60):
        make.service()
    assert page("/services")["total_pages"] == 2
    said = page("/services?minimal=true")
    assert (said["total_pages"], said["size"]) == (1, 60)


def test_texts_are_dutch_whatever_the_visitor_reads() -> None:
    town()
    english = Client()
    english.get("/?taal=en")
    assert ask("/services?full=true", client=english) == ask("/services?full=true")
    answer = english.get(f"{ROOT}/services?full=true&format=ndjson")
    assert answer.headers["Content-Language"] == "nl"
    with translation.override("en"):
        lines = answer.getvalue().decode().splitlines()
    assert [json.loads(line) for line in lines] == ask("/services?full=true")["contents"]


@pytest.mark.skipif("HSDS_SCHEMAS" not in os.environ, reason="HSDS_SCHEMAS names no folder of published schemas")
@pytest.mark.parametrize("path", ["services", "organizations", "service_at_locations"])
def test_answers_keep_the_published_compiled_schemas(path: str) -> None:
    town()
    published = Path(os.environ["HSDS_SCHEMAS"]) / f"{LISTS[path]}.json"
    checker = Draft202012Validator(
        json.loads(published.read_text()), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    for document in page(f"/{path}?full=true")["contents"]:
        assert [error.message for error in checker.iter_errors(document)] == []
