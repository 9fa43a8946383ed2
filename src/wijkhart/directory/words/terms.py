"""From text to words, and from words to terms."""

import re
from functools import lru_cache

from wijkhart.directory.words.compounds import parts_of
from wijkhart.directory.words.files import light_words, stop_words
from wijkhart.directory.words.stems import stem_of
from wijkhart.places.kinds import fold

__all__ = ["light_words", "parts_within", "stop_words", "term_of", "terms_of", "words_of"]

_APOSTROPHES = "'`\u2018\u2019"
_WORD = re.compile(rf"[^\W_]+(?:[{_APOSTROPHES}-][^\W_]+)*")
_OF = re.compile(rf"[{_APOSTROPHES}]s$")
_APOSTROPHE = re.compile(rf"[{_APOSTROPHES}]")


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in order; a word with a hyphen is one.

    >>> words_of("Taal-café: foto's & zo'n 55+")
    ['taal-cafe', 'foto', 'zon', '55']
    """
    return [_APOSTROPHE.sub("", _OF.sub("", word)) for word in _WORD.findall(fold(text))]


def term_of(word: str) -> str:
    """The one term of a word as a whole."""
    return stem_of(word.replace("-", ""))


@lru_cache(maxsize=65_536)
def parts_within(word: str) -> tuple[str, ...]:
    """The parts of a compound, or of a word with a hyphen and its own compounds; none of a plain word."""
    if "-" not in word:
        return parts_of(word)
    pieces = [piece for piece in word.split("-") if len(piece) > 1]
    return tuple(part for piece in pieces for part in (piece, *parts_of(piece)))


def terms_of(text: str) -> list[str]:
    """The terms of a text, in order, duplicates kept: of each word its stem and those of its parts.

    >>> terms_of("Hulp bij de schuldhulpverlening")
    ['hulp', 'schuldhulpverleen', 'schuld', 'hulp', 'verleen']
    """
    return [term for word in words_of(text) for term in _terms_of_word(word)]


@lru_cache(maxsize=65_536)
def _terms_of_word(word: str) -> tuple[str, ...]:
    if word in stop_words():
        return ()
    parts = [part for part in parts_within(word) if part not in stop_words()]
    return (term_of(word), *map(stem_of, parts))
