"""The interface for machines: what it answers, to whom, and how it says no."""

from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import NoReverseMatch
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests import make

from wijkhart.config.api.urls import api
from wijkhart.coordination.models import CoverageResult, CoverageRun
from wijkhart.core.lists import COUNTED_TO
from wijkhart.places.models import Place

ROOT = "/api/v1"
NOBODY = "01900000-0000-7000-8000-000000000000"
pytestmark = pytest.mark.django_db


def ask(path: str, status: int = 200, client: Client | None = None, **headers: str) -> Any:
    answer = (client or Client()).get(ROOT + path, headers=headers)
    assert answer.status_code == status, answer.content
    assert answer.headers["API-Version"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    wanted = "application/json" if status < 400 else "application/problem+json"
    assert answer.headers["Content-Type"].startswith(wanted)
    said = answer.json()
    if status >= 400:
        assert said["status"] == status
    return said


def amersfoort() -> None:
    make.area("NL", name="Nederland")
    town = make.area("GM0307", name="Amersfoort", population=161825)
    liendert = make.area("WK030710", name="Liendert", population=8345)
    make.area("WK030711", name="Leeg", population=0)
    make.area("GM0150", name="Deventer")
    make.figure(town, 46.3, estimate=True)
    make.figure(liendert, 55.3, estimate=True, period=2020)


def test_municipalities_and_their_wijken_with_figures() -> None:
    amersfoort()
    assert [one["code"] for one in ask("/municipalities")["results"]] == ["GM0150", "GM0307"]
    wijken = ask("/municipalities/GM0307/districts")
    assert wijken["count"] == 2
    figure = wijken["results"][0]["figures"][0]
    assert (figure["measure"], figure["value"], figure["period"], figure["estimate"]) == ("lonely", 55.3, 2020, True)
    assert figure["source"]["licence"] == "CC BY 4.0"
    empty = wijken["results"][1]["figures"][0]
    assert empty["value"] is None
    assert empty["missing"]
    assert empty["reason"]
    assert ask("/districts/WK030710")["figures"] == wijken["results"][0]["figures"]
    assert ask("/municipalities/GM0307")["figures"][0]["value"] == 46.3
    assert ask("/municipalities/GM0307/districts?measure=nonsense")["results"][0]["figures"] == []


@pytest.mark.parametrize(
    "path",
    [
        "/municipalities/GM9999",
        "/municipalities/nonsense",
        "/municipalities/GM9999/districts",
        "/municipalities/GM9999/coverage",
        "/municipalities/WK030710",
        "/districts/WK999999",
        "/districts/GM0307",
        f"/places/{NOBODY}",
        f"/services/{NOBODY}",
        "/services/nonsense",
        "/nothing-here",
        "/municipalities/",
        "",
        "/",
    ],
)
def test_what_is_not_there_is_a_problem_404(path: str) -> None:
    amersfoort()
    ask(path, 404)


def test_all_that_is_wrong_is_said_together() -> None:
    said = ask("/services?page=0&pageSize=1000&municipality=Amersfoort&theme=A%20B", 400)
    assert {error["field"] for error in said["errors"]} == {"page", "pageSize", "municipality", "theme"}
    assert all(error["message"] for error in said["errors"])


def test_other_methods_and_other_types_are_refused_in_the_same_words() -> None:
    answer = Client().post(f"{ROOT}/themes", {"a": 1})
    assert (answer.status_code, answer.headers["Content-Type"]) == (405, "application/problem+json")
    assert answer.headers["Allow"]
    ask("/themes", 406, Accept="text/xml")
    ask("/themes", 200, Accept="text/html, */*;q=0.1")


def test_services_by_place_theme_and_group_without_drafts() -> None:
    amersfoort()
    place = make.place("Het Middelpunt", district_code="WK030710")
    shown = make.service("Open tafel", place=place, themes=("meeting", "health"), groups=("seniors",), example=True)
    make.service("Concept", published=False)
    make.service("Voorbij", life_cycle="ended")
    make.service("In Deventer", municipality_code="GM0150")
    said = ask("/services?municipality=GM0307")
    assert [one["name"] for one in said["results"]] == ["Open tafel"]
    assert said["exampleSupply"] is True
    assert next(iter(said)) == "exampleSupply", "it stands at the top"
    assert ask("/services?district=WK030710&theme=health&targetGroup=seniors")["count"] == 1
    assert ask("/services?theme=money")["count"] == ask("/services?district=WK030711")["count"] == 0
    one = ask(f"/services/{shown.pk}")
    assert one["place"] == "Het Middelpunt"
    assert one["districtCode"] == "WK030710"
    assert one["themes"] == ["meeting", "health"] or set(one["themes"]) == {"meeting", "health"}
    assert one["price"] is None


def test_a_draft_is_for_its_own_people_only() -> None:
    draft = make.service("Concept", published=False)
    ask(f"/services/{draft.pk}", 404)
    member = make.membership(make.user(), "provider", draft.provider)
    client = Client()
    client.force_login(member.user)
    assert ask(f"/services/{draft.pk}", client=client)["name"] == "Concept"


def test_places_by_municipality_and_wijk() -> None:
    place = make.place("De Kamers", district_code="WK030710", step_free="yes")
    make.place("Geheim", published=False)
    assert [one["name"] for one in ask("/places?municipality=GM0307")["results"]] == ["De Kamers"]
    assert ask("/places?district=WK030711")["count"] == 0
    assert ask(f"/places/{place.pk}")["stepFree"] == "yes"


def test_pages_have_links_in_the_answer_and_in_the_header() -> None:
    Place.objects.bulk_create(Place(name=f"Plek {number:02}", municipality_code="GM0307") for number in range(7))
    answer = Client().get(f"{ROOT}/places?municipality=GM0307&pageSize=3&page=2")
    said = answer.json()
    assert (said["count"], said["countIsExact"]) == (7, True)
    assert [one["name"] for one in said["results"]] == ["Plek 03", "Plek 04", "Plek 05"]
    assert said["next"] == "http://testserver/api/v1/places?municipality=GM0307&pageSize=3&page=3"
    assert f'<{said["next"]}>; rel="next"' in answer.headers["Link"]
    assert f'<{said["previous"]}>; rel="prev"' in answer.headers["Link"]
    names, path = [], "/places?pageSize=2"
    while path:
        page = ask(path)
        names += [one["name"] for one in page["results"]]
        path = (page["next"] or "").removeprefix("http://testserver/api/v1")
    assert names == [f"Plek {number:02}" for number in range(7)]
    assert ask("/places?page=99")["results"] == []


def test_a_count_above_a_thousand_says_that_it_is_not_exact() -> None:
    Place.objects.bulk_create(Place(name=f"{number}", municipality_code="GM0307") for number in range(COUNTED_TO + 1))
    said = ask("/places")
    assert (said["count"], said["countIsExact"]) == (COUNTED_TO, False)


def test_themes_and_target_groups() -> None:
    make.theme("meeting", label_nl="Ontmoeten", label_en="Meeting")
    make.target_group("seniors", age_from=65)
    assert ask("/themes")[0]["label"] == "Ontmoeten"
    assert ask("/themes?taal=en")[0]["label"] == "Meeting"
    assert ask("/target-groups")[0]["ageFrom"] == 65


def test_the_coverage_in_force_with_its_recipe() -> None:
    amersfoort()
    ask("/municipalities/GM0307/coverage", 404)
    facts = {"municipality_code": "GM0307", "computed_at": timezone.now(), "cpu_seconds": 1, "actor_id": "system:test"}
    run = CoverageRun.objects.create(digest="d" * 64, version="0.1.0", in_force=True, example_supply=True, **facts)
    about = {"theme": make.theme(), "target_group": make.target_group(), "need": 340.5, "unserved": 40.0}
    about |= {"low": 31.5, "high": 52.0, "worst_quarter": 0.7, "closes": {"own": {"places": 41}, "need": None}}
    CoverageResult.objects.create(run=run, area=make.area("BU03071001"), **about)
    said = ask("/municipalities/GM0307/coverage")
    assert (said["exampleSupply"], said["digest"], said["count"]) == (True, "d" * 64, 1)
    told = said["results"][0]
    assert (told["need"], told["low"], told["high"], told["worstQuarter"]) == (340.5, 31.5, 52.0, 0.7)
    assert told["closes"] == {"own": {"places": 41}, "need": None}
    assert "method" in said["olderThanItsInputs"]
    assert said["computedAt"].endswith("Z")


def test_the_number_of_queries_does_not_grow_with_the_list(django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        make.service(place=make.place(), schedule=make.schedule(), themes=("meeting", "health"), name=f"{number}")
    with django_assert_max_num_queries(12):
        assert ask("/services")["count"] == 12


PATHS = sorted(api.get_openapi_schema()["paths"].items())
ODD = st.one_of(
    st.text(max_size=12),
    st.integers().map(str),
    st.uuids().map(str),
    st.sampled_from(
        ["GM0307", "WK030710", "GM0000", "meeting", "\x00", "1e9", "-1", "10000", "null", "%", "'", "é" * 70]
    ),
)


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """Any operation of the document, with anything where it asks for something."""
    path, operations = draw(st.sampled_from(PATHS))
    query = []
    for parameter in operations["get"].get("parameters", []):
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(draw(ODD), safe=""))
        elif draw(st.booleans()):
            query.append(f"{parameter['name']}={quote(draw(ODD), safe='')}")
    return f"{path}?{'&'.join(query)}"


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(address=addresses())
@example(address="/municipalities/%00")
@example(address="/places?page=10000&pageSize=100")
def test_no_question_makes_it_fall_over(address: str) -> None:
    answer = Client().get(ROOT + address)
    assert answer.status_code in {200, 400, 404}, (address, answer.content)
    assert answer.headers["API-Version"]
    assert answer.json()["status"] == answer.status_code if answer.status_code >= 400 else True


def test_an_object_names_its_page_as_far_as_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    place = make.place()
    monkeypatch.setattr(Place, "get_absolute_url", lambda self: f"/plekken/{self.pk}/")
    assert ask(f"/places/{place.pk}")["page"] == f"http://testserver/plekken/{place.pk}/"

    def no_page(self: Place) -> str:
        raise NoReverseMatch

    monkeypatch.setattr(Place, "get_absolute_url", no_page)
    assert ask(f"/places/{place.pk}")["page"] is None


def test_dates_are_dates() -> None:
    service = make.service(confirmed_at=date(2026, 10, 1))
    assert ask(f"/services/{service.pk}")["confirmedOn"] == "2026-10-01"


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_hold_nothing(day: str) -> None:
    make.service("Koffie")
    assert ask(f"/services?firstDay={day}&lastDay={day}")["results"] == []
