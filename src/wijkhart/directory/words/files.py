"""The word lists of `directory/data/`, read once."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from wijkhart.places.kinds import fold

DATA = Path(__file__).parent.parent / "data"


def _lines(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        told = line.partition("#")[0].strip()
        if told:
            yield fold(told)


def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in line.split())


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing about what somebody looks for."""
    return _words("stop_words.txt")


@cache
def light_words() -> frozenset[str]:
    """Words that say little: they count only when a search holds no other."""
    return _words("light_words.txt")


@cache
def word_parts() -> frozenset[str]:
    """The base words that compounds are split into."""
    return _words("word_parts.txt")


@cache
def word_forms() -> dict[str, str]:
    """Each form of a word that the stemmer misses, with the word it is a form of."""
    pairs = (line.partition("=") for line in _lines("word_forms.txt"))
    return {form: base.strip() for forms, _is, base in pairs for form in forms.split()}
