"""The pattern page: for builders and administrators only, and complete."""

import pytest
from django.test import Client, override_settings

from wijkhart.core.templatetags.ui import register

pytestmark = pytest.mark.django_db


def test_nobody_else_finds_the_pattern_page(client: Client) -> None:
    assert client.get("/patronen/").status_code == 404


@override_settings(DEBUG=True)
@pytest.mark.parametrize("query", ["", "?fout=1", "?taal=en", "?pagina=2&sorteer=-kind"])
def test_the_pattern_page_shows_itself(client: Client, query: str) -> None:
    page = client.get(f"/patronen/{query}")
    assert page.status_code == 200
    assert " style=" not in page.content.decode()
    assert "<script" not in page.content.decode()


@override_settings(DEBUG=True)
def test_the_list_on_it_can_be_taken_along(client: Client) -> None:
    assert client.get("/patronen/?uitvoer=xlsx").content.startswith(b"PK")


def test_the_names_other_parts_build_on_exist() -> None:
    tags = (
        "alert card badge icon breadcrumbs crumb empty pagination form filter_form sort_link export_links button_link "
        "list_table"
    )
    assert set(tags.split()) <= set(register.tags)
    assert {"number", "percent", "unknown", "weekday", "moment", "distance"} <= set(register.filters)
