"""A hundred questions as people type them, put to the example offers: each finds what one would expect."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker
from tests import make

from wijkhart.core.actors import System
from wijkhart.directory.examples.templates import EXAMPLES, ServiceTemplate, read_templates
from wijkhart.directory.models import LifeCycle, Service
from wijkhart.directory.queries.find import Search, find
from wijkhart.themes.actions import load_themes

pytestmark = pytest.mark.django_db

FILE = Path(__file__).parent / "data" / "dutch_queries.toml"
QUERIES: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["query"]
FIRST = 5
TEXTS = {"town": "Amersfoort", "district": "Liendert"}


@pytest.fixture(scope="module")
def offers(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[Any, str]]:
    """One offer of each template, by its key; taken back after this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_themes(by=System("test"))
        organisations, templates = read_templates(EXAMPLES)
        providers = {
            key: make.organisation(told.name.format(**TEXTS), description=told.description.format(**TEXTS))
            for key, told in organisations.items()
        }
        yield {offer(told, provider=providers[told.provider]).pk: told.key for told in templates}
        transaction.set_rollback(True)


def offer(told: ServiceTemplate, **facts: Any) -> Service:
    return make.service(
        told.name.format(**TEXTS),
        themes=tuple(told.themes),
        groups=tuple(told.groups),
        description=told.description.format(**TEXTS),
        how_to_join=told.how_to_join,
        life_cycle=LifeCycle(told.life_cycle),
        at_home=told.at_home,
        **facts,
    )


def test_there_are_a_hundred_and_each_is_asked_once() -> None:
    assert len(QUERIES) == len({query["words"].casefold() for query in QUERIES}) == 100


@pytest.mark.parametrize("query", QUERIES, ids=[query["words"] for query in QUERIES])
def test_what_people_type_finds_what_they_mean(query: dict[str, Any], offers: dict[Any, str]) -> None:
    found = [offers[key] for key in find(Search(words=query["words"])).ids]
    first = query.get("first", FIRST)
    assert set(query["find"]) <= set(found[:first]), f"the first {first}: {found[:first]}"
    assert not set(query.get("never", ())) & set(found), f"all: {found}"
