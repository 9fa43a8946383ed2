"""How Dutch words are read: forms, compounds, beginnings, typing errors; and that the word lists hold together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkhart.directory.words import Lexicon, stop_words, terms_of
from wijkhart.directory.words.compounds import LINKS, parts_of
from wijkhart.directory.words.files import light_words, word_forms, word_parts
from wijkhart.directory.words.lexicon import BEGINS, EXACT, MISTYPED, PART
from wijkhart.directory.words.nearby import Nearby, distance
from wijkhart.directory.words.stems import stem_of
from wijkhart.places.kinds import fold

TEXT = "Schuldhulpverlening, wandelen met de buurt, een taalcafé, eenzaamheid, huiswerk, voedselbank en gymnastiek"
SHORT = st.text("abcde", min_size=1, max_size=7)


def read(query: str, text: str = TEXT) -> dict[str, dict[str, float]]:
    return {wish.word: dict(wish.terms) for wish in Lexicon(terms_of(text)).read(query)}


@pytest.mark.parametrize(
    "forms",
    [
        "eet eten gegeten etentje",
        "les lessen",
        "kind kinderen kids",
        "lid leden",
        "stad steden",
        "schuld schulden",
        "opa opa's",
        "huis huizen",
        "wandelen wandelaars gewandeld wandeling",
        "mantelzorg mantelzorgers",
        "zingen zang zanger",
        "begeleiden begeleiding begeleider",
        "repareren reparatie gerepareerd repair",
        "financiën financieel",
        "ouder ouders ouderen",
    ],
)
def test_forms_of_one_word_are_one_term(forms: str) -> None:
    assert len({terms_of(form)[0] for form in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["geld geluid", "gezond zon", "begeleiden beleid", "gezin zin", "spel speld"])
def test_other_words_stay_other_terms(pair: str) -> None:
    assert len({terms_of(word)[0] for word in pair.split()}) == 2


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("schuldhulpverlening", "schuld hulp verlening"),
        ("kinderopvang", "kinder opvang"),
        ("buurthuis", "buurt huis"),
        ("vrijwilligerswerk", "vrijwilligers werk"),
        ("wandelgroepen", "wandel groepen"),
        ("huiswerkbegeleiding", "huiswerk begeleiding"),
        ("huiswerk", ""),
        ("mantelzorgers", ""),
        ("bestuur", ""),
        ("restaurant", ""),
        ("controleren", ""),
        ("xtaalcafe", ""),
    ],
)
def test_compounds_are_split_into_words_of_the_list_and_nothing_else(word: str, parts: str) -> None:
    assert " ".join(parts_of(word)) == parts


def test_a_hyphen_is_read_together_and_apart() -> None:
    assert terms_of("koffie-inloop") == ["koffieinloop", "koffie", "inloop"]
    assert terms_of("e-mail")[0] == terms_of("email")[0]


def test_small_words_are_never_indexed_and_light_ones_count_only_alone() -> None:
    assert terms_of("de hulp voor u") == ["hulp"]
    assert [*read("hulp bij schulden")] == ["schulden"]
    assert [*read("hulp")] == ["hulp"]
    assert [*read("voor wie")] == ["voor", "wie"]
    assert read("") == {} == read("?!")


def test_a_compound_is_found_by_its_parts_and_asks_for_them() -> None:
    assert read("schuld hulp") == {"schuld": {"schuld": EXACT, "schuldhulpverleen": BEGINS}}
    assert read("schuldhulp")["schuldhulp"]["schuld"] == PART
    assert read("wandelgroep") == {"wandelgroep": {"wandel": PART}}


def test_two_words_ask_for_the_one_they_are_in_dutch() -> None:
    assert read("voedsel bank")["bank"]["voedselbank"] == PART
    assert read("taal cafe")["taal"] == {"taal": EXACT, "taalcafe": PART}


def test_the_beginning_of_a_word_is_enough_but_not_of_another_word() -> None:
    assert read("eenz") == {"eenz": {"eenzaam": BEGINS}}
    assert read("een") == {"een": {}}
    assert "huiswerk" not in read("huis")["huis"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("eenzamheid", "eenzaam"),
        ("wandlen", "wandel"),
        ("gymnastik", "gym"),
        ("voedselbnak", "voedselbank"),
        ("shuldhulpverlenning", "schuldhulpverleen"),
        ("wandelgrop", "wandel"),
    ],
)
def test_typing_errors_are_forgiven(typed: str, meant: str) -> None:
    assert read(typed)[typed] == {meant: MISTYPED}


def test_what_is_known_as_it_stands_is_no_error_and_short_words_and_numbers_are_not_guessed() -> None:
    assert read("taal", "taal tafel")["taal"] == {"taal": EXACT}
    assert read("kat", "kaart") == {"kat": {}}
    assert read("2025", "2026") == {"2025": {}}
    assert read("kwxzvvqp") == {"kwxzvvqp": {}}


def test_a_lexicon_learns() -> None:
    lexicon = Lexicon(terms_of("koffie"))
    assert lexicon.read("schilderen")[0].terms == {}
    assert not lexicon.knows("schilderen")
    lexicon.add(terms_of("schilderen"))
    assert lexicon.read("geschilderd")[0].terms == {"schilder": EXACT}
    assert lexicon.knows("Schilderen")
    assert lexicon.read("schidleren")[0].terms == {"schilder": MISTYPED}


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    terms = terms_of(text)
    assert all(terms)
    lexicon = Lexicon(terms)
    for wish in lexicon.read(text):
        assert wish.terms or wish.word in stop_words() or wish.word in light_words()


@given(st.lists(st.sampled_from(sorted(word_parts() - stop_words())), min_size=1, max_size=3), st.sampled_from(LINKS))
def test_every_word_that_was_indexed_is_found_as_it_was_written(parts: list[str], link: str) -> None:
    word = link.join(parts)
    terms = terms_of(word)
    wish = Lexicon(terms).read(word)[0]
    assert wish.terms[terms[0]] == EXACT


@given(SHORT, SHORT)
def test_a_distance_is_symmetric_and_zero_for_the_same(one: str, other: str) -> None:
    assert distance(one, other, 2) == distance(other, one, 2)
    assert (distance(one, other, 2) == 0) == (one == other)


@given(SHORT, SHORT)
def test_a_distance_is_what_the_definition_says(one: str, other: str) -> None:
    assert distance(one, other, 2) == min(3, defined(one, other))


def defined(one: str, other: str) -> int:
    """The same by its definition, letter by letter from the end."""
    if not one or not other:
        return len(one) + len(other)
    ways = [defined(one[:-1], other) + 1, defined(one, other[:-1]) + 1]
    ways.append(defined(one[:-1], other[:-1]) + (one[-1] != other[-1]))
    if len(one) > 1 and len(other) > 1 and one[-2:] == other[-1] + other[-2]:
        ways.append(defined(one[:-2], other[:-2]) + 1)
    return min(ways)


@given(st.lists(SHORT, unique=True, max_size=30), st.lists(SHORT, unique=True, max_size=9), SHORT, st.integers(1, 2))
def test_the_index_gives_what_comparing_with_each_term_gives(
    terms: list[str], later: list[str], word: str, most: int
) -> None:
    index = Nearby(terms)
    fresh = [term for term in later if term not in terms]
    index.near(word, most)
    for term in fresh:
        index.add([term])
        index.near(word, most)
    expected = sorted((far, term) for term in [*terms, *fresh] if (far := distance(word, term, most)) <= most)
    assert index.near(word, most) == expected


def test_the_word_lists_hold_together() -> None:
    forms, parts = word_forms(), word_parts()
    assert len(forms) > 400
    assert len(parts) > 500
    assert [form for form, base in forms.items() if base in forms or form == base] == []
    assert [form for form, base in forms.items() if len(base) < 3 or form != fold(form)] == []
    assert [part for part in parts if len(part) < 3] == []
    assert not light_words() & stop_words()


def test_no_form_is_listed_that_the_stemmer_brings_together_by_itself() -> None:
    from_list = [form for form, base in word_forms().items() if stem_of(form) != stem_of(base)]
    assert from_list == []
