"""How much two signals look alike, and why. Pure: it suggests, a person groups.

Telling words are the stems that two signals share and that few other signals have. Alike are two signals that came in
within half a year of each other and share two telling words, or one together with the theme and the neighbourhood.
"""

import math
import re
import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import snowballstemmer

WEEKS: Final = 26
"""Further apart in time two signals are not put together by themselves."""
SAME_WORD: Final = 1.0
SAME_THEME: Final = 1.0
SAME_WIJK: Final = 1.0
NEXT_WIJK: Final = 0.5
FEW: Final = 5
"""A word that so few other signals have is always telling; above that, one that at most a quarter of them have."""
MOST_WORDS: Final = 4
"""More shared words add nothing: a long text is not alike because it is long."""
WORD: Final = re.compile(r"[^\W\d_]{4,}")
_DATA: Final = Path(__file__).parent / "data" / "stop_words.txt"
_STEMMER: Final = snowballstemmer.stemmer("dutch")
_LOCK: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Heard:
    """A signal as the comparison reads it."""

    key: str
    text: str
    theme: str
    district: str
    """Empty: the whole municipality."""
    on: date


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another signal that looks alike, with every reason."""

    key: str
    score: float
    words: tuple[str, ...]
    """Shared telling words, as this signal writes them, the most telling first."""
    same_theme: bool
    same_district: bool
    next_district: bool
    weeks: int
    """Whole weeks between the two."""


def alike(
    one: Heard, others: Sequence[Heard], neighbours: Mapping[str, Iterable[str]], *, most: int = 8
) -> list[Likeness]:
    """The signals that look like this one, the most alike first.

    >>> day = date(2026, 5, 4)
    >>> dark = Heard("a", "De lantaarns bij het speelveld zijn kapot", "safety", "WK1", day)
    >>> also = Heard("b", "Kapotte lantaarn op het speelveld", "safety", "WK1", day)
    >>> soup = Heard("c", "Samen soep eten zou fijn zijn", "meeting", "WK1", day)
    >>> [(found.key, found.words) for found in alike(dark, [also, soup], {})]
    [('b', ('kapot', 'lantaarns', 'speelveld'))]
    """
    mine = stems_of(one.text)
    theirs = {other.key: stems_of(other.text) for other in others if other.key != one.key}
    often = Counter(stem for stems in theirs.values() for stem in stems)
    near = frozenset(neighbours.get(one.district, ()))
    found = [
        like
        for other in others
        if other.key in theirs and (like := _compared(one, other, mine, theirs[other.key], often, len(theirs), near))
    ]
    return sorted(found, key=lambda like: (-like.score, like.weeks, like.key))[:most]


def _compared(
    one: Heard,
    other: Heard,
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
    often: Mapping[str, int],
    total: int,
    near: frozenset[str],
) -> Likeness | None:
    weeks = abs((one.on - other.on).days) // 7
    shared = sorted(mine.keys() & theirs.keys(), key=lambda stem: (often[stem], mine[stem]))
    telling = [stem for stem in shared if often[stem] <= max(FEW, total / 4)][:MOST_WORDS]
    same_theme = bool(one.theme) and one.theme == other.theme
    same, next_to = bool(one.district) and one.district == other.district, other.district in near
    enough = len(telling) >= 2 or (len(telling) == 1 and same_theme and (same or next_to))
    if weeks > WEEKS or not enough:
        return None
    rare = sum(SAME_WORD * rarity(often[stem], total) for stem in telling)
    score = rare + SAME_THEME * same_theme + SAME_WIJK * same + NEXT_WIJK * next_to
    return Likeness(other.key, score, tuple(mine[stem] for stem in telling), same_theme, same, next_to, weeks)


def rarity(often: int, total: int) -> float:
    """How telling a word is: 1 when one of many signals has it, towards 0 when all of them do.

    >>> rarity(1, 100), rarity(100, 100)
    (1.0, 0.0)
    """
    if total <= 1:
        return 1.0
    return 1 - math.log(max(1, min(often, total))) / math.log(total)


def stems_of(text: str) -> dict[str, str]:
    """The stem of each telling word of a text, with the word as it stands there first.

    >>> stems_of("De lantaarns zijn kapot, alle lantaarns")
    {'lantaarn': 'lantaarns', 'kapot': 'kapot'}
    """
    found: dict[str, str] = {}
    for word in WORD.findall(text.lower()):
        if word not in _stop_words():
            found.setdefault(_stem(word), word)
    return found


@cache
def _stop_words() -> frozenset[str]:
    lines = _DATA.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _stem(word: str) -> str:
    """The stem, with a doubled last letter undone: "kapotte" and "kapot" are one word."""
    with _LOCK:
        stem: str = _STEMMER.stemWord(word)
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
