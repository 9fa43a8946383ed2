"""The terms that the directory knows, and what a query asks of them."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from wijkhart.directory.words.compounds import LINKS
from wijkhart.directory.words.files import light_words, stop_words, word_forms, word_parts
from wijkhart.directory.words.nearby import Nearby
from wijkhart.directory.words.stems import stem_of
from wijkhart.directory.words.terms import parts_within, term_of, words_of

EXACT, PART, BEGINS, MISTYPED = 1.0, 0.8, 0.7, 0.5
LONG = 4
"""Letters from which the beginning of a word is enough, and a typing error is forgiven."""
LONGER = 8
"""Letters from which two typing errors are."""
MOST_BEGUN, MOST_KEPT_BEGUN, MOST_MISTYPED, MOST_KEPT = 12, 64, 5, 4096
LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Wish:
    """One word of a query, with the known terms that say it and how well each does: 1.0 is the word itself."""

    word: str
    terms: Mapping[str, float] = field(default_factory=dict)


class Lexicon:
    """All terms that occur in the index."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._known: set[str] = set(terms)
        self._sorted = sorted(self._known)
        self._nearby = Nearby(self._known | _written())
        self._read: dict[str, Mapping[str, float]] = {}

    def add(self, terms: Iterable[str]) -> None:
        """Know these terms too."""
        new = set(terms) - self._known
        if new:
            self._known |= new
            self._sorted = sorted([*self._sorted, *new])
            self._nearby.add(new - _written())
            self._read = {}

    def knows(self, word: str) -> bool:
        """Whether this word, in whatever form, occurs as it is."""
        return any(term_of(told) in self._known for told in words_of(word))

    def read(self, query: str) -> tuple[Wish, ...]:
        """A wish per word that says something, or per word when none does; without terms where nothing is known."""
        words = words_of(query)
        wishes = {word: dict(self._terms(word)) for word in saying(words)}
        for one, other in pairwise(words):
            self._join(one, other, wishes)
        return tuple(Wish(word, terms) for word, terms in wishes.items())

    def _join(self, one: str, other: str, wishes: dict[str, dict[str, float]]) -> None:
        """Two words that are one in Dutch: "voedsel bank" also asks for "voedselbank"."""
        for link in LINKS:
            whole = stem_of(f"{one}{link}{other}")
            if whole in self._known:
                for word in {one, other} & set(wishes):
                    wishes[word][whole] = max(PART, wishes[word].get(whole, 0.0))

    def _terms(self, word: str) -> Mapping[str, float]:
        kept = self._read.get(word)
        if kept is None:
            kept = self._said(word) or self._mistyped(word) or self._beginning(word)
            if len(self._read) >= MOST_KEPT:
                self._read = {}
            self._read[word] = kept
        return kept

    def _said(self, word: str) -> dict[str, float]:
        whole = term_of(word)
        found = dict.fromkeys(self._begun(word, whole), BEGINS)
        found |= dict.fromkeys((term for term in self._parts(word) if term in self._known), PART)
        return found | {whole: EXACT} if whole in self._known else found

    def _parts(self, word: str) -> list[str]:
        return [stem_of(part) for part in saying(list(parts_within(word)))]

    def _begun(self, word: str, whole: str) -> list[str]:
        """Terms that begin with the word; not those that are words of their own: "huis" does not ask for "huiswerk"."""
        starts = {start for start in (word, whole) if len(start) >= LONG}
        found = {term for start in starts for term in self._starting(start)} - {whole}
        shortest = sorted(found, key=lambda term: (len(term), term))[:MOST_KEPT_BEGUN]
        return [term for term in shortest if not _another(term, whole)][:MOST_BEGUN]

    def _starting(self, start: str) -> list[str]:
        first = bisect_left(self._sorted, start)
        return self._sorted[first : bisect_left(self._sorted, start + LAST, first)]

    def _mistyped(self, word: str) -> dict[str, float]:
        """The terms of the nearest words, to the word as typed or to its stem: of terms, and of words in our lists."""
        if len(word) < LONG or word.isdigit():
            return {}
        for most in (1, 2) if len(word) >= LONGER else (1,):
            near = sorted({near for typed in {word, term_of(word)} for near in self._nearby.near(typed, most)})
            meant = (told if told in self._known else stem_of(told) for _far, told in near if len(told) >= LONG)
            found = list(dict.fromkeys(term for term in meant if term in self._known))
            if found:
                return dict.fromkeys(found[:MOST_MISTYPED], MISTYPED)
        return {}

    def _beginning(self, word: str) -> dict[str, float]:
        """The longest base word that an unknown word begins with: "wandelgrop" still asks for walking."""
        starts = (word[:end] for end in range(len(word) - 1, LONG - 1, -1))
        known = (stem_of(start) for start in starts if start in word_parts() and start not in light_words())
        return next(({term: MISTYPED} for term in known if term in self._known), {})


@cache
def _written() -> frozenset[str]:
    """Whole words of our lists: a typing error is often nearer to these than to a stem."""
    return word_parts() | frozenset(word_forms())


def _another(term: str, whole: str) -> bool:
    """Whether a term only looks as if it begins with a base word: "huiswerkhulp" with "huis"."""
    starts = (term[:end] for end in range(len(whole) + 1, len(term) + 1)) if whole in word_parts() else ()
    return any(stem_of(start) != whole for start in starts if start in word_parts())


def saying(words: list[str]) -> list[str]:
    """The words that say something: else those that say little, else all."""
    heavy = [word for word in words if word not in stop_words() and word not in light_words()]
    return heavy or [word for word in words if word not in stop_words()] or words
