"""The shared words as SKOS: valid Turtle, and true to the rules of SKOS."""

from collections import defaultdict
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from tests.themes.turtle import TYPE, Triple, read

from wijkhart.core.actors import System
from wijkhart.themes.actions import load_themes
from wijkhart.themes.models import Need, Theme
from wijkhart.themes.queries import fixed_words
from wijkhart.themes.skos import turtle

SKOS = "http://www.w3.org/2004/02/skos/core#"
SITE = "https://wijk.example"
pytestmark = pytest.mark.django_db


@pytest.fixture
def triples() -> list[Triple]:
    load_themes(by=System("test"))
    return read("".join(turtle(SITE, Theme.objects.all(), [], fixed_words())))


def of(triples: list[Triple], predicate: str) -> dict[str, list[object]]:
    found: dict[str, list[object]] = defaultdict(list)
    for subject, name, value in triples:
        if name == SKOS + predicate:
            found[subject].append(value)
    return found


def test_every_concept_has_one_label_a_language_and_no_synonym_equal_to_it(triples: list[Triple]) -> None:
    concepts = {subject for subject, name, value in triples if name == TYPE and value == SKOS + "Concept"}
    labels, others = of(triples, "prefLabel"), of(triples, "altLabel")
    assert len(concepts) == 12 + Need.objects.count() + 5 + 9 + 3
    assert set(labels) == concepts
    for concept in concepts:
        assert sorted(language for _text, language in labels[concept]) == ["en", "nl"]  # type: ignore[misc]  # all are pairs
        assert not set(labels[concept]) & set(others[concept])


def test_broader_and_narrower_are_each_others_mirror_and_no_address_hangs_loose(triples: list[Triple]) -> None:
    broader = {(subject, value) for subject, values in of(triples, "broader").items() for value in values}
    narrower = {(value, subject) for subject, values in of(triples, "narrower").items() for value in values}
    assert broader == narrower
    assert len(broader) == Need.objects.count()
    subjects = {subject for subject, _name, _value in triples}
    used = {value for name in ("broader", "narrower", "related", "inScheme", "topConceptOf")
            for values in of(triples, name).values() for value in values}  # fmt: skip
    assert used <= subjects


def test_a_known_need_is_told_in_full(triples: list[Triple]) -> None:
    debts = f"{SITE}/themas/money/#debts"
    assert ("Ik heb schulden", "nl") in of(triples, "prefLabel")[debts]
    assert ("deurwaarder", "nl") in of(triples, "altLabel")[debts]
    assert of(triples, "broader")[debts] == [f"{SITE}/themas/money/"]
    assert of(triples, "related")[debts] == [f"{SITE}/themas/#wiel-money"]


def test_strange_signs_come_through_and_a_retired_word_is_marked(client: Client) -> None:
    load_themes(by=System("test"))
    odd = 'a "b" \\ c\nd\te'
    Theme.objects.create(key="old", label_nl=odd, label_en="old", condition="networks", retired=True)
    answer = client.get("/themas/skos.ttl")
    assert answer["Content-Type"] == "text/turtle; charset=utf-8"
    triples = read(answer.content.decode())
    assert (odd, "nl") in of(triples, "prefLabel")["http://testserver/themas/old/"]
    deprecated = "http://www.w3.org/2002/07/owl#deprecated"
    assert [s for s, name, value in triples if name == deprecated] == ["http://testserver/themas/old/"]


def test_the_command_writes_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError):
        call_command("export_themes")
    call_command("load_themes")
    call_command("load_themes")
    assert "theme: 0 nieuw, 0 veranderd, 12 gelijk" in capsys.readouterr().out
    call_command("export_themes", output=tmp_path / "themas.ttl", site=SITE + "/")
    call_command("export_themes", site=SITE)
    written = (tmp_path / "themas.ttl").read_text()
    assert written == capsys.readouterr().out
    assert len(read(written)) > 1000


@pytest.mark.parametrize(
    "wrong", ["<a> <b> <c> .", '<x:a> <x:b> "c', "<x:a> q:b <x:c> .", "<x:a> <x:b> ; .", "nonsense"]
)
def test_the_reader_refuses_what_is_not_turtle(wrong: str) -> None:
    with pytest.raises((AssertionError, KeyError, IndexError)):
        read(wrong)
