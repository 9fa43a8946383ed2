"""Splitting compounds into base words of our own list, and into nothing else."""

from functools import cache, lru_cache

from wijkhart.directory.words.files import word_forms, word_parts
from wijkhart.directory.words.stems import stem_of

SHORTEST = 3
LINKS = ("", "s", "e", "en", "n")
_Split = tuple[int, int, int, tuple[str, ...]]


@lru_cache(maxsize=65_536)
def parts_of(word: str) -> tuple[str, ...]:
    """The base words that a compound is made of: as few and as long as can be; none when it is no compound.

    >>> parts_of("schuldhulpverlening"), parts_of("kinderopvang"), parts_of("huiswerk")
    (('schuld', 'hulp', 'verlening'), ('kinder', 'opvang'), ())
    """
    if len(word) < 2 * SHORTEST or _is_base(word):
        return ()
    split = _best(word)
    return split[-1] if split else ()


def _best(word: str) -> _Split | None:
    """The best way to cover all of the word, worked out from its end backwards.

    Each way as (how many parts, minus their squares, minus the first, the parts): the least is the best.
    """
    size = len(word)
    best: list[_Split | None] = [None] * size
    for start in range(size - SHORTEST, -1, -1):
        if start and _is_base(word[start:]):
            best[start] = (1, -((size - start) ** 2), start - size, (word[start:],))
        for end in range(start + SHORTEST, size - SHORTEST + 1):
            if word[start:end] in _bases():
                best[start] = _better(best[start], word[start:end], _after(word, end, best))
    return best[0]


def _after(word: str, end: int, best: list[_Split | None]) -> _Split | None:
    """The best rest, with or without a linking letter between."""
    rests = [best[end + len(link)] for link in LINKS if word.startswith(link, end) and end + len(link) < len(word)]
    return min((rest for rest in rests if rest), default=None)


def _better(known: _Split | None, part: str, rest: _Split | None) -> _Split | None:
    if rest is None:
        return known
    found = (rest[0] + 1, rest[1] - len(part) ** 2, -len(part), (part, *rest[-1]))
    return min(known, found) if known else found


def _is_base(word: str) -> bool:
    """Whether a word is a base word, or a form of one."""
    return word in _bases() or (word[:SHORTEST] in _starts() and stem_of(word) in _stems())


@cache
def _bases() -> frozenset[str]:
    forms = {form for form, base in word_forms().items() if base in word_parts() and len(form) >= SHORTEST}
    return word_parts() | forms


@cache
def _starts() -> frozenset[str]:
    """The first letters of base words: other words need no stem to be told apart."""
    return frozenset(word[:SHORTEST] for word in _bases())


@cache
def _stems() -> frozenset[str]:
    return frozenset(stem_of(word) for word in word_parts())
