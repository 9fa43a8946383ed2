"""Which signals look alike, and why: worked out by hand."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wijkhart.agenda.likeness import WEEKS, Heard, alike, rarity, stems_of

DAY = date(2026, 5, 4)
NEAR = {"WK1": {"WK2"}}


def heard(key: str, text: str, theme: str = "", district: str = "WK1", weeks: int = 0) -> Heard:
    return Heard(key, text, theme, district, DAY + timedelta(weeks=weeks))


DARK = heard("donker", "De lantaarns bij het speelveld zijn kapot", "safety")


def test_two_shared_telling_words_are_enough_whatever_the_theme() -> None:
    found = alike(DARK, [heard("ook", "Kapotte lantaarn!", "meeting", "WK9")], NEAR)
    assert [one.key for one in found] == ["ook"]
    assert found[0].words == ("kapot", "lantaarns")
    assert (found[0].same_theme, found[0].same_district, found[0].next_district) == (False, False, False)


def test_one_shared_word_is_enough_with_the_same_theme_in_the_same_wijk_or_one_next_to_it_only() -> None:
    one_word = "Wij willen een groter speelveld"
    here = heard("hier", one_word, "safety")
    next_door = heard("naast", one_word, "safety", "WK2")
    far = heard("ver", one_word, "safety", "WK3")
    other_theme = heard("anders", one_word, "meeting")
    assert [one.key for one in alike(DARK, [here, next_door, far, other_theme], NEAR)] == ["hier", "naast"]


def test_half_a_year_apart_is_still_alike_and_a_week_more_is_not() -> None:
    text = DARK.text
    found = alike(DARK, [heard("net", text, weeks=WEEKS), heard("te laat", text, weeks=WEEKS + 1)], NEAR)
    assert [(one.key, one.weeks) for one in found] == [("net", WEEKS)]


def test_a_word_that_everybody_uses_tells_nothing() -> None:
    """Of nine others eight speak of the speelveld: more than a quarter, so it is no telling word."""
    others = [heard(f"s{number}", f"speelveld woord{'abcdefgh'[number] * 3}", "safety") for number in range(8)]
    found = alike(DARK, [*others, heard("ander", "iets heel anders", "safety")], NEAR)
    assert found == []


def test_the_score_by_hand() -> None:
    """Two words that one of two others has: rarity 1 each; the same theme 1, the same wijk 1: together 4."""
    found = alike(DARK, [heard("ook", "kapotte lantaarn", "safety"), heard("soep", "samen soep eten")], NEAR)
    assert [(one.key, one.score) for one in found] == [("ook", 4.0)]


def test_it_is_never_alike_to_itself() -> None:
    assert alike(DARK, [DARK], NEAR) == []


def test_forms_of_one_word_have_one_stem() -> None:
    assert stems_of("lantaarn").keys() == stems_of("lantaarns").keys()
    assert stems_of("kapotte").keys() == stems_of("kapot").keys()
    assert stems_of("Er is niets te doen voor mensen in de wijk") == {}


@given(st.integers(1, 50), st.integers(1, 50))
def test_the_rarity_lies_between_none_and_all_and_falls(often: int, total: int) -> None:
    assert 0 <= rarity(often, total) <= 1
    assert rarity(often + 1, total) <= rarity(often, total)


@given(st.lists(st.text(max_size=60), min_size=2, max_size=6))
def test_alike_is_mutual(texts: list[str]) -> None:
    """Whoever is alike by two words, is so both ways while words are rare."""
    signals = [heard(str(number), text) for number, text in enumerate(texts)]
    first = {one.key for one in alike(signals[0], signals, NEAR, most=99)}
    if len(signals) <= 3:
        assert all("0" in {one.key for one in alike(signals[int(key)], signals, NEAR, most=99)} for key in first)
