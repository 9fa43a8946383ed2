"""Reading wishes out of one line of words."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkhart.directory.reading import read

MONDAY = date(2026, 6, 1)
GROUPS = {"ouderen": "seniors", "jongeren": "youth"}


def told(text: str, today: date = MONDAY) -> tuple[str, dict[str, Any]]:
    reading = read(text, today, GROUPS)
    return reading.words, reading.values


@pytest.mark.parametrize(
    ("text", "words", "values"),
    [
        ("wandelen", "wandelen", {}),
        ("dinsdag", "", {"dag": "1"}),
        ("Dinsdagmiddag wandelen", "wandelen", {"dag": "1", "dagdeel": "afternoon"}),
        ("op donderdag avond koken", "koken", {"dag": "3", "dagdeel": "evening"}),
        ("zaterdagmorgen", "", {"dag": "5", "dagdeel": "morning"}),
        ("'s avonds zingen", "zingen", {"dagdeel": "evening"}),
        ("tuesday afternoon walking", "walking", {"dag": "1", "dagdeel": "afternoon"}),
        ("gratis eten", "eten", {"kosten": "free"}),
        ("bingo 65+", "bingo", {"leeftijd": 65}),
        ("bingo 65 plus", "bingo", {"leeftijd": 65}),
        ("dansen 8 jaar", "dansen", {"leeftijd": 8}),
        ("iets voor ouderen", "iets", {"doelgroep": "seniors"}),
        ("koffie 3812", "koffie", {"bij": "3812"}),
        ("koffie 3812 AB", "koffie", {"bij": "3812 AB"}),
        ("koffie 3812ab", "koffie", {"bij": "3812AB"}),
        ("yoga met rolstoel", "yoga", {"rolstoel": True}),
        ("vandaag eten", "eten", {"vanaf": MONDAY, "tot_en_met": MONDAY}),
        ("vanavond eten", "eten", {"vanaf": MONDAY, "tot_en_met": MONDAY, "dagdeel": "evening"}),
        ("morgen", "", {"vanaf": date(2026, 6, 2), "tot_en_met": date(2026, 6, 2)}),
        ("morgenmiddag", "", {"vanaf": date(2026, 6, 2), "tot_en_met": date(2026, 6, 2), "dagdeel": "afternoon"}),
        ("dit weekend", "", {"vanaf": date(2026, 6, 6), "tot_en_met": date(2026, 6, 7)}),
        ("online hulp", "hulp", {"manier": "online"}),
        ("hulp thuis", "hulp", {"manier": "home"}),
        ("nu open", "", {"nu_open": True}),
        ("zingen nog plek", "zingen", {"plek": True}),
    ],
)
def test_these_forms_are_read(text: str, words: str, values: dict[str, Any]) -> None:
    assert told(text) == (words, values)


@pytest.mark.parametrize(
    "text",
    [
        "koffie voor iets",
        "voor jou",
        "thuisadministratie",
        "rolstoelbasketbal",
        "gratisbieb",
        "zondagsschool",
        "38123",
        "0612",
        "200+",
        "het jaar rond",
        "weekendschool",
        "morgenstond",
        "open tafel",
        "middagmaal",
    ],
)
def test_anything_else_stays_a_word(text: str) -> None:
    assert told(text) == (text, {})


def test_the_letters_after_a_postcode_are_not_the_next_word() -> None:
    assert told("3812 en koffie") == ("en koffie", {"bij": "3812"})


def test_all_at_once_in_the_order_in_which_it_was_typed() -> None:
    reading = read("dinsdagmiddag wandelen gratis 65+ 3812", MONDAY, GROUPS)
    assert [piece.text for piece in reading.pieces] == ["dinsdagmiddag", "gratis", "65+", "3812"]


@pytest.mark.parametrize(
    ("today", "first"), [(date(2026, 6, 5), date(2026, 6, 6)), (date(2026, 6, 6),) * 2, (date(2026, 6, 7),) * 2]
)
def test_a_weekend_that_has_begun_is_this_one(today: date, first: date) -> None:
    assert told("dit weekend", today)[1] == {"vanaf": first, "tot_en_met": date(2026, 6, 7)}


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_without_a_fault(text: str) -> None:
    words, _values = told(text)
    assert len(words) <= len(text)
