"""The pages that belong to no part, and the frame around every page."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

STATIC_PAGES = ("/toegankelijkheid/", "/privacy/", "/contact/", "/kwetsbaarheid-melden/")


@pytest.mark.parametrize("path", STATIC_PAGES)
def test_everybody_can_read_the_pages_of_the_footer(client: Client, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    html = page.content.decode()
    assert html.count("<h1") == 1
    assert '<html lang="nl"' in html
    assert 'href="#inhoud"' in html
    for other in STATIC_PAGES:
        assert f'href="{other}"' in html


def test_the_language_is_dutch_whatever_the_browser_says(client: Client) -> None:
    page = client.get("/privacy/", headers={"Accept-Language": "en"})
    assert page.headers["Content-Language"] == "nl"


def test_english_is_asked_for_once_and_kept(client: Client) -> None:
    assert client.get("/privacy/?taal=en").headers["Content-Language"] == "en"
    assert '<html lang="en"' in client.get("/privacy/").content.decode()
    assert client.get("/privacy/?taal=nl").headers["Content-Language"] == "nl"
    assert client.get("/privacy/").headers["Content-Language"] == "nl"


def test_a_language_that_does_not_exist_changes_nothing(client: Client) -> None:
    page = client.get("/privacy/?taal=xx")
    assert page.headers["Content-Language"] == "nl"
    assert "taal" not in page.cookies


def test_the_search_box_of_a_lost_page_asks_what_the_list_understands(client: Client) -> None:
    """The name in the setting SEARCH is that of the filter: what is typed arrives in the list."""
    html = client.get("/nergens/").content.decode()
    assert 'action="/aanbod/"' in html
    assert 'name="zoek"' in html
    assert 'value="schaken"' in client.get("/aanbod/?zoek=schaken").content.decode()
