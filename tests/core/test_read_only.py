"""A request that reads cannot write; tried with real views on the real middleware."""

from collections.abc import Callable

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from tests import make

from wijkhart.accounts.models import Organisation
from wijkhart.core.middleware.read_only import WriteDuringReadError, written_tables

pytestmark = pytest.mark.django_db


def view(act: Callable[[HttpRequest], object]) -> Callable[[HttpRequest], HttpResponse]:
    """A public page that does one thing."""

    @login_not_required
    def page(request: HttpRequest) -> HttpResponse:
        act(request)
        return HttpResponse("done")

    return page


def remember(request: HttpRequest) -> None:
    request.session["seen"] = "yes"


urlpatterns = [
    path("create/", view(lambda _request: make.organisation(name="Nieuw"))),
    path("update/", view(lambda _request: Organisation.objects.update(name="Anders"))),
    path("delete/", view(lambda _request: Organisation.objects.all().delete())),
    path("read/", view(lambda _request: Organisation.objects.count())),
    path("session/", view(remember)),
]
handler500 = "wijkhart.core.pages.server_error"


@pytest.fixture(autouse=True)
def urls() -> object:
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.mark.parametrize("act", ["create", "update", "delete"])
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_reading_request_cannot_write(client: Client, act: str, method: str) -> None:
    make.organisation(name="Het Middelpunt")
    with pytest.raises(WriteDuringReadError), transaction.atomic():
        getattr(client, method)(f"/{act}/")
    assert [row.name for row in Organisation.objects.all()] == ["Het Middelpunt"]


@pytest.mark.parametrize("act", ["create", "update", "delete"])
def test_a_post_can_write(client: Client, act: str) -> None:
    make.organisation(name="Het Middelpunt")
    assert client.post(f"/{act}/").status_code == 200
    assert [row.name for row in Organisation.objects.all()] != ["Het Middelpunt"]


def test_a_reading_request_can_read_and_keep_its_session(client: Client) -> None:
    assert client.get("/read/").status_code == 200
    assert client.get("/session/").status_code == 200
    assert client.session["seen"] == "yes"


def test_the_guard_ends_with_the_request(client: Client) -> None:
    client.get("/read/")
    make.organisation(name="Later")
    assert connection.execute_wrappers == []


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ('INSERT INTO "audit_entry" ("a") VALUES (%s)', ["audit_entry"]),
        ("insert or ignore into x values (1)", ["x"]),
        ('  DELETE FROM "public"."places_place" WHERE 1', ["places_place"]),
        ("WITH gone AS (DELETE FROM a RETURNING *) SELECT * FROM gone", ["a"]),
        ("SELECT 1; UPDATE b SET c = 1", ["b"]),
        ("/* hm */ UPDATE b SET c = 1", ["b"]),
        ('DROP TABLE "d"', ["d"]),
        ("TRUNCATE e", ["e"]),
        ("SELECT * FROM a WHERE b = 'UPDATE x SET y' FOR UPDATE", []),
        ("SELECT * FROM a WHERE b = '; DELETE FROM x'", []),
        ('SELECT "update" FROM "insert"', []),
        ("SAVEPOINT s1", []),
    ],
)
def test_writes_are_seen_in_the_statement(sql: str, tables: list[str]) -> None:
    assert list(written_tables(sql)) == tables
