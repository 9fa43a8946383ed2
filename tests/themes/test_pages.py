"""The pages of the shared words."""

import pytest
from django.test import Client, override_settings

from wijkhart.core.actors import System
from wijkhart.themes.actions import load_themes
from wijkhart.themes.models import Need, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def words() -> None:
    load_themes(by=System("test"))


@pytest.mark.usefixtures("words")
def test_the_list_names_every_theme_and_group_in_both_languages(client: Client) -> None:
    page = client.get("/themas/").content.decode()
    for theme in Theme.objects.all():
        assert theme.label_nl in page
        assert f'href="/themas/{theme.key}/"' in page
    assert "Mantelzorgers" in page
    english = client.get("/themas/?taal=en").content.decode()
    assert "Informal carers" in english
    assert "Doing something for others" in english


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_theme_page_shows_its_needs(client: Client, language: str) -> None:
    for theme in Theme.objects.all():
        page = client.get(f"/themas/{theme.key}/?taal={language}").content.decode()
        for need in theme.needs.all():
            label = need.label_nl if language == "nl" else need.label_en
            assert label in page
            assert f'id="{need.key}"' in page


@pytest.mark.usefixtures("words")
def test_an_unknown_or_retired_word_is_not_shown(client: Client) -> None:
    Theme.objects.create(key="old", label_nl="Oud thema", label_en="Old", condition="networks", retired=True)
    Need.objects.filter(key="debts").update(retired=True)
    assert client.get("/themas/nothing/").status_code == 404
    assert client.get("/themas/old/").status_code == 404
    assert "Oud thema" not in client.get("/themas/").content.decode()
    assert "Ik heb schulden" not in client.get("/themas/money/").content.decode()


@pytest.mark.usefixtures("words")
def test_a_theme_leads_to_the_search_page_where_there_is_one(client: Client) -> None:
    with override_settings(SEARCH=("theme_list", "q")):
        assert 'href="/themas/?thema=money"' in client.get("/themas/money/").content.decode()
    with override_settings(SEARCH=("nowhere", "q")):
        assert "?thema=" not in client.get("/themas/money/").content.decode()


def test_without_words_the_page_says_what_to_do(client: Client) -> None:
    assert "load_themes" in client.get("/themas/").content.decode()


@pytest.mark.usefixtures("words")
def test_a_page_takes_few_queries(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # a fixture of pytest-django
    client.get("/themas/")
    with django_assert_max_num_queries(3):
        client.get("/themas/")
    with django_assert_max_num_queries(2):
        client.get("/themas/money/")
