"""What seems to name a person, and what does not."""

import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkhart.agenda.naming import Kind, first_names, passes_eleven, sightings

KNOWN = (
    "De Bron",
    "Stichting Welzijn Anna",
    "Buurthuis Het Middelpunt",
    "Liendert",
    "Amersfoort",
    "Jan van Arkelschool",
)


def seen(text: str, known: tuple[str, ...] = KNOWN) -> list[tuple[str, str]]:
    return [(one.kind.value, one.words) for one in sightings(text, known)]


NAMES = {
    "Mijn buurman Jan zet zijn muziek hard.": "buurman Jan",
    "mijn buurman jan zet zijn muziek hard": "buurman jan",
    "Mevrouw Jansen heeft hulp nodig.": "Mevrouw Jansen",
    "Ik maak me zorgen om mevrouw van Dijk.": "mevrouw van Dijk",
    "meneer de vries komt niet meer buiten": "meneer de vries",
    "De familie Yilmaz maakt ruzie.": "familie Yilmaz",
    "Fatima durft niet meer naar buiten.": "Fatima",
    "Gisteren zag ik Mohamed El Amrani weer.": "Mohamed El Amrani",
    "Het gaat om J. de Vries, hij is alleen.": "J. de Vries",
    "Een jongen genaamd Youssef hangt rond.": "genaamd Youssef",
    "Zijn dochter Truus komt nooit.": "dochter Truus",
    "Vraag dat maar aan Roos van de soep.": "Roos",
    "JAN SLAAPT IN DE PORTIEK": "JAN",
    "De fiets van Henk staat altijd voor de deur.": "Henk",
    "Dhr. Bakker drinkt te veel.": "Dhr. Bakker",
    "mw. Westerhof valt vaak": "mw. Westerhof",
    "anneke de boer zit alleen": "anneke de boer",
}


@pytest.mark.parametrize(("text", "words"), NAMES.items())
def test_names_are_seen(text: str, words: str) -> None:
    found = seen(text)
    assert [kind for kind, _words in found] == ["name"]
    assert words.endswith(found[0][1]) or found[0][1].startswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "In de Jan van Galenstraat is het donker.",
        "Bij de Johannes Bosschool is het te druk.",
        "Op de Willem van Mechelenstraat staan lantaarns kapot.",
        "Burgemeester de Widtstraat is te smal.",
        "De Sint Joriskerk staat leeg en Prins Willem komt op Koningsdag.",
        "Wil iemand meedoen? Roos en tulp staan in het park. Mark my words.",
        "Bas en gitaar: er is geen plek om te oefenen.",
        "Bij De Bron en Stichting Welzijn Anna is het gezellig.",
        "De Jan van Arkelschool sluit.",
        "Er is niets te doen voor jongeren in Liendert. Wij willen een veldje.",
        "Mevrouw die hier woont zegt dat de lift kapot is. Mijn buurman heeft dat ook.",
        "Buurman van hiernaast en de vrouw van de winkel helpen.",
        "Turkse en Marokkaanse vrouwen willen Nederlands leren. In Augustus is alles dicht.",
        "N.B. De lift is stuk. Kies optie A. De rest kan later.",
        "Mensen uit Syrië en Polen zoeken werk via WhatsApp.",
        "Elke Maandag en Zondag is er lawaai.",
        "De meester van de school en de juf zeggen dat ook.",
    ],
)
def test_ordinary_texts_are_let_through(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bel 06-12345678.", [("phone", "06-12345678")]),
        ("bel 06 12 34 56 78", [("phone", "06 12 34 56 78")]),
        ("bel +31 6 1234 5678", [("phone", "+31 6 1234 5678")]),
        ("bel 06.12.34.56.78 nu", [("phone", "06.12.34.56.78")]),
        ("hij (06-12345678) belt", [("phone", "06-12345678")]),
        ("bel (033) 461 23 45", [("phone", "(033) 461 23 45")]),
        ("Bel 112 of 14 033 of 0800-0113.", []),
        ("Van 09.00-10.30 uur op 01-02-2026 om 14.00", []),
        ("Op 01-02-2026 10.30-11.30 uur, 250 mensen, 1.250.000 euro", []),
        (
            "mail jan@example.org of piet (at) voorbeeld.nl",
            [("email", "jan@example.org"), ("email", "piet (at) voorbeeld.nl")],
        ),
        ("BSN 111222333 van hem", [("number", "111222333")]),
        ("nummer 1112.22.333", [("number", "1112.22.333")]),
        ("nummer 123456789 past niet", []),
        ("Op Dorpsstraat 12 is het lawaai", [("address", "Dorpsstraat 12")]),
        ("de flat aan de van Randwijcklaan 45b", [("address", "Randwijcklaan 45b")]),
        ("Liendertseweg nr 100", [("address", "Liendertseweg nr 100")]),
        ("3812 AB 12", [("address", "3812 AB 12")]),
        ("huisnummer 7 doet niet open", [("address", "huisnummer 7")]),
        ("op de Liendertseweg 30 km per uur", []),
        ("in het park 3 banken, op het schoolplein 2 keer per week, fietspad 12", []),
        ("postcode 3812 en wijk 10", []),
    ],
)
def test_numbers_and_addresses(text: str, found: list[tuple[str, str]]) -> None:
    assert [(kind, words.removeprefix("van ")) for kind, words in seen(text)] == found


def test_an_organisation_called_after_one_person_does_not_let_that_name_pass() -> None:
    assert seen("Jan de Vries is er nooit", ("Jan de Vries",))


def test_there_are_some_three_hundred_first_names_and_all_are_lower_case() -> None:
    names = first_names()
    assert len(names) > 300
    assert all(name == name.lower() for name in names)


def test_the_eleven_test() -> None:
    """By hand: 9*1+8*1+7*1+6*2+5*2+4*2+3*3+2*3-3 = 66 = 6*11."""
    assert passes_eleven("111222333")
    assert not passes_eleven("000000000")


@given(st.text(max_size=300))
def test_any_text_gives_spots_inside_it_in_order_and_apart(text: str) -> None:
    found = sightings(text, KNOWN)
    assert all(text[one.start : one.end] == one.words for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(st.from_regex(r"06-[1-9]\d{7}", fullmatch=True), st.sampled_from(["Bel ", "", "Het is: ", "tel. "]))
def test_every_mobile_number_is_seen(number: str, before: str) -> None:
    assert [one.kind for one in sightings(f"{before}{number}.")] == [Kind.PHONE]


@given(st.integers(10**8, 10**9 - 1).map(str))
def test_nine_digits_are_seen_when_they_pass_the_test_and_only_then(digits: str) -> None:
    kinds = [one.kind for one in sightings(f"nummer {digits} hier")]
    assert kinds == ([Kind.NUMBER] if passes_eleven(digits) else [])


@given(st.text(string.ascii_lowercase + " ", max_size=40), st.sampled_from(["Henk", "Fatima", "Youssef", "Anneke"]))
def test_a_name_inside_a_sentence_is_seen_whatever_stands_around_it(words: str, name: str) -> None:
    found = sightings(f"ik zag {name}. {words}")
    assert any(name in one.words for one in found)


@given(st.integers(0, 3000))
def test_a_long_text_takes_no_time_that_grows_out_of_hand(length: int) -> None:
    assert isinstance(sightings("a" * length + "1" * length), tuple)
