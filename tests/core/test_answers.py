"""What a person and a machine get when something is not there, not allowed or not right."""

import json
from collections.abc import Callable

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused
from wijkhart.core.pages import csrf_failure

pytestmark = pytest.mark.django_db

BAD = BadInput([InputProblem("plekken.csv", 3, "lat", "Dit is geen getal.", "Schrijf 52,1.")])


def answer(result: Exception | HttpResponse) -> Callable[[HttpRequest], HttpResponse]:
    """A view that raises or gives one fixed thing."""

    @login_not_required
    def page(request: HttpRequest) -> HttpResponse:
        if isinstance(result, Exception):
            raise result
        return result

    return page


RESULTS: dict[str, Exception | HttpResponse] = {
    "refused": Refused("De zaal is bezet.", field="room"),
    "not-allowed": NotAllowed("Dat mag u niet."),
    "bad-input": BAD,
    "denied": PermissionDenied(),
    "suspicious": SuspiciousOperation("x"),
    "broken": RuntimeError("secret detail"),
    "method": HttpResponseNotAllowed(["POST"]),
    "plain": JsonResponse({"detail": "Cannot parse request body"}, status=400),
}
urlpatterns = [path(f"{door}{name}", answer(result)) for name, result in RESULTS.items() for door in ("", "api/v1/")]
urlpatterns += [path("", include(f"wijkhart.{app}.urls")) for app in ("accounts", "core")]
handler400 = "wijkhart.core.pages.bad_request"
handler403 = "wijkhart.core.pages.permission_denied"
handler404 = "wijkhart.core.pages.not_found"
handler500 = "wijkhart.core.pages.server_error"


@pytest.fixture(autouse=True)
def urls() -> object:
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("refused", 409),
        ("not-allowed", 403),
        ("bad-input", 400),
        ("denied", 403),
        ("suspicious", 400),
        ("broken", 500),
        ("nowhere", 404),
    ],
)
def test_a_person_gets_a_page_and_a_machine_a_problem(visitor: Client, name: str, status: int) -> None:
    page = visitor.get(f"/{name}")
    assert page.status_code == status
    assert page.headers["Content-Type"].startswith("text/html")
    assert page.content.decode().count("<h1") == 1

    problem = visitor.get(f"/api/v1/{name}")
    assert problem.status_code == status
    assert problem.headers["Content-Type"] == "application/problem+json"
    assert json.loads(problem.content)["status"] == status


def test_a_refusal_says_its_sentence(visitor: Client) -> None:
    assert "De zaal is bezet." in visitor.get("/refused").content.decode()
    body = visitor.get("/api/v1/refused").json()
    assert body["detail"] == "De zaal is bezet."
    assert body["errors"] == [{"field": "room", "message": "De zaal is bezet."}]


def test_bad_input_names_file_row_and_field(visitor: Client) -> None:
    html = visitor.get("/bad-input").content.decode()
    assert "plekken.csv · 3 · lat: Dit is geen getal. Schrijf 52,1." in html
    assert visitor.get("/api/v1/bad-input").json()["errors"] == [
        {"where": "plekken.csv", "row": 3, "field": "lat", "message": "Dit is geen getal.", "advice": "Schrijf 52,1."}
    ]


def test_a_machine_learns_which_methods_there_are(visitor: Client) -> None:
    problem = visitor.get("/api/v1/method")
    assert (problem.status_code, problem.headers["Allow"]) == (405, "POST")
    assert problem.headers["Content-Type"] == "application/problem+json"


def test_json_that_cannot_be_read_becomes_a_problem(visitor: Client) -> None:
    assert visitor.get("/api/v1/plain").json()["detail"] == "Cannot parse request body"


def test_what_broke_is_not_told(visitor: Client) -> None:
    for address in ("/broken", "/api/v1/broken"):
        assert "secret detail" not in visitor.get(address).content.decode()


def test_a_page_that_is_not_there_offers_ways_on(visitor: Client) -> None:
    html = visitor.get("/nowhere").content.decode()
    assert 'href="/contact/"' in html


def test_an_old_form_gets_an_explanation(rf: RequestFactory) -> None:
    page = csrf_failure(rf.post("/x"), "no token")
    assert page.status_code == 403
