"""Known terms at a small edit distance: a sieve on letters in NumPy, then the distance itself."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

LONGEST = 40
LETTERS = 32
MANY_BLOCKS = 8


def distance(one: str, other: str, most: int) -> int:
    """Letters put in, left out, changed, or two neighbours swapped, each counted once; most + 1 when it is more.

    >>> distance("eenzaam", "eenzam", 2), distance("taal", "tala", 2), distance("koffie", "thee", 2)
    (1, 1, 3)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, sign in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != sign))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == sign:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) >= most:
            return most + 1
    return min(row[-1], most + 1)


class _Block:
    """Terms with which letters each holds, and how many of each."""

    def __init__(self, terms: Sequence[str]) -> None:
        self.terms = terms
        self.counts = _counts(terms)
        self.masks = _masks(self.counts)
        self.lengths = np.array([len(term) for term in terms], dtype=np.int16)

    def near(self, word: str, most: int) -> list[tuple[int, str]]:
        counts = _counts([word])
        close = np.abs(self.lengths - len(word)) <= most
        close &= np.bitwise_count(self.masks ^ _masks(counts)) <= 2 * most
        rows = np.flatnonzero(close)
        apart = np.abs(self.counts[rows] - counts).sum(axis=1)
        candidates = [self.terms[row] for row in rows[apart <= 2 * most]]
        measured = [(distance(word, term, most), term) for term in candidates]
        return [(far, term) for far, term in measured if far <= most]


def _counts(terms: Sequence[str]) -> NDArray[np.int8]:
    """How often each letter stands in each term (letters share a place when there are more than 32)."""
    rows = np.repeat(np.arange(len(terms)), [len(term) for term in terms])
    signs = np.array([ord(sign) % LETTERS for term in terms for sign in term], dtype=np.intp)
    flat = np.bincount(rows * LETTERS + signs, minlength=len(terms) * LETTERS)
    return flat.reshape(len(terms), LETTERS).astype(np.int8)


def _masks(counts: NDArray[np.int8]) -> NDArray[np.uint32]:
    bits = np.left_shift(np.uint32(1), np.arange(LETTERS, dtype=np.uint32))
    masks: NDArray[np.uint32] = np.where(counts > 0, bits, np.uint32(0)).sum(axis=1, dtype=np.uint32)
    return masks


class Nearby:
    """The index; new terms wait until somebody asks."""

    def __init__(self, terms: Iterable[str] = ()) -> None:
        self._blocks: list[_Block] = []
        self._waiting: list[str] = list(terms)

    def add(self, terms: Iterable[str]) -> None:
        """Know these terms too; each must be new."""
        self._waiting.extend(terms)

    def near(self, word: str, most: int) -> list[tuple[int, str]]:
        """The terms within this distance, each with its distance, the nearest first."""
        self._take_in()
        return sorted(found for block in self._blocks for found in block.near(word, most))

    def _take_in(self) -> None:
        waiting, self._waiting = [term for term in self._waiting if 0 < len(term) <= LONGEST], []
        if waiting and len(self._blocks) >= MANY_BLOCKS:
            waiting = [term for block in self._blocks for term in block.terms] + waiting
            self._blocks = []
        if waiting:
            self._blocks = [*self._blocks, _Block(waiting)]
