"""Answering a question from the columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wijkhart.analysis.finding.facts import DAYS, PARTS
from wijkhart.analysis.finding.index import Bools, Floats, Index
from wijkhart.analysis.finding.question import Near, Question, Wish

Rows = npt.NDArray[np.intp]
FEW = 5_000
"""Up to so many rows are taken out of the columns one by one; more are counted over whole columns."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that holds, and in which order."""

    index: Index
    rows: Rows
    """All rows that answer, in no order."""
    facets: Mapping[str, Mapping[str, int]]
    """Dimension -> value -> how many there would be with that value instead of what is asked of its dimension.

    Besides the dimensions of the facts: `weekday` ("0" to "6") and `part`.
    """
    _sort_keys: tuple[Floats, ...]
    _distance: Floats | None
    _score: Floats | None

    @property
    def total(self) -> int:
        """How many rows answer."""
        return len(self.rows)

    def page(self, start: int, size: int) -> Rows:
        """The rows at these places of the order."""
        return self.rows[_first(self._sort_keys, start + size)[start:]]

    def ordered(self) -> Rows:
        """All rows in order."""
        return self.rows[np.lexsort(self._sort_keys[::-1])]

    def distance(self, row: int) -> float | None:
        """Metres from the point that was asked; None without a point."""
        if self._distance is None or np.isnan(self._distance[row]):
            return None
        return float(self._distance[row])

    def score(self, row: int) -> float:
        """How well the row says the words, 0 to 1."""
        return 0.0 if self._score is None else float(self._score[row])


def search(index: Index, question: Question) -> Answer:
    """The rows that hold all that is asked, with counts for every further choice."""
    distance = _distances(index, question.near)
    masks = _masks(index, question)
    score = None
    if question.near and distance is not None:
        masks["near"] = _within(index, question.near, distance)
    if question.wishes:
        score, said = _words(index, question.wishes)
        masks["words"] = said >= question.needed
    whole = _all_of(index.alive, masks.values())
    rows = np.flatnonzero(whole)
    facets = _facets(index, question, masks, whole, rows)
    return Answer(index, rows, facets, _sort_keys(index, question, rows, distance, score), distance, score)


def _all_of(alive: Bools, masks: Iterable[Bools]) -> Bools:
    whole = alive.copy()
    for mask in masks:
        whole &= mask
    return whole


def _masks(index: Index, question: Question) -> dict[str, Bools]:
    """One mask for each thing asked, by dimension; words and distance come apart."""
    masks: dict[str, Bools] = {}
    for name, wanted in question.single.items():
        codes = index.single.get(name)
        masks[name] = _any_code(codes.of_row, [codes.code.get(one, -1) for one in wanted]) if codes else _none(index)
    for name, wanted in question.several.items():
        flags = index.several.get(name)
        lines = [flags.line[one] for one in wanted if one in flags.line] if flags else []
        masks[name] = np.any(flags.holds[lines], axis=0) if flags and lines else _none(index)
    if question.age is not None:
        masks["age"] = np.logical_and(index.minimum_age <= question.age, index.maximum_age >= question.age)
    if question.keys is not None:
        masks["keys"] = _none(index)
        masks["keys"][[row for key in question.keys if (row := index.row_of.get(key)) is not None]] = True
    if question.window:
        masks["time"] = _overlapping(index, question)
    elif question.weekdays or question.parts:
        masks["time"] = np.any(index.moments[_cells(question.weekdays, question.parts)], axis=0)
    return masks


def _none(index: Index) -> Bools:
    return np.zeros(len(index.keys), bool)


def _any_code(of_row: npt.NDArray[np.int32], wanted: Sequence[int]) -> Bools:
    return np.equal(of_row, wanted[0]) if len(wanted) == 1 else np.isin(of_row, wanted)


def _cells(weekdays: Iterable[int], parts: Iterable[str]) -> list[int]:
    """The lines of `moments` of these days in these parts; all of what is not asked."""
    days = sorted(weekdays) or range(DAYS)
    numbers = sorted(PARTS.index(part) for part in parts) or range(len(PARTS))
    return [day * len(PARTS) + part for day in days for part in numbers]


def _overlapping(index: Index, question: Question) -> Bools:
    """Whether one and the same time of a row is on such a day, in such a part, and overlaps the hours."""
    times, window = index.times, question.window
    assert window is not None  # noqa: S101 - asked by the caller
    fits = (times.starts < window.ends) & (times.ends > window.starts)
    if question.weekdays:
        fits &= _any_code(times.weekday, sorted(question.weekdays))
    if question.parts:
        fits &= _any_code(times.part, [PARTS.index(part) for part in question.parts])
    mask = _none(index)
    mask[times.row[fits]] = True
    return mask


def _distances(index: Index, near: Near | None) -> Floats | None:
    if near is None:
        return None
    across, up = index.x - near.x, index.y - near.y
    across *= across
    up *= up
    across += up
    return np.sqrt(across, out=across)


def _within(index: Index, near: Near, distance: Floats) -> Bools:
    """Within the radius, or coming to people in the area of the point."""
    inside = distance <= near.radius
    codes = [code for area in near.areas if (code := index.comes_to.code.get(area, 0))]
    return inside | _any_code(index.comes_to.of_row, codes) if codes else inside


def _words(index: Index, wishes: Sequence[Wish]) -> tuple[Floats, npt.NDArray[np.int8]]:
    """How well each row says the words together, 0 to 1, and how many of them it says at all."""
    total = np.zeros(len(index.keys))
    said = np.zeros(len(index.keys), np.int8)
    for wish in wishes:
        one = _word(index, wish)
        said += one > 0
        total += one
    return total / len(wishes), said


def _word(index: Index, wish: Wish) -> Floats:
    """How well each row says one word: the best of its terms and facts."""
    best = np.zeros(len(index.keys))
    for term, weight in wish.terms.items():
        if term in index.postings:
            rows, weights = index.postings[term]
            best[rows] = np.maximum(best[rows], weights * weight)
    for (dimension, value), weight in wish.facts.items():
        flags = index.several.get(dimension)
        if flags and value in flags.line:
            np.maximum(best, weight, out=best, where=flags.holds[flags.line[value]])
    return best


def _facets(
    index: Index, question: Question, masks: Mapping[str, Bools], whole: Bools, rows: Rows
) -> dict[str, dict[str, int]]:
    """Counts per value of every dimension; a dimension that is asked about counts as if it were not."""
    facets: dict[str, dict[str, int]] = {}

    def chosen(name: str) -> tuple[Bools, Rows]:
        if name not in masks:
            return whole, rows
        mask = _all_of(index.alive, (mask for other, mask in masks.items() if other != name))
        return mask, np.flatnonzero(mask)

    for name, codes in index.single.items():
        if name not in question.uncounted:
            counts = np.bincount(codes.of_row[chosen(name)[1]])
            facets[name] = {codes.values[code]: int(counts[code]) for code in np.flatnonzero(counts) if code}
    for name, flags in index.several.items():
        always = flags.line.get(question.along.get(name, ""))
        facets[name] = _named(flags.values, _counts(flags.holds, *chosen(name), always))
    mask, found = chosen("time")
    by_day = [_cells([day], question.parts) for day in range(DAYS)]
    by_part = [_cells(question.weekdays, [part]) for part in PARTS]
    facets["weekday"] = _named([str(day) for day in range(DAYS)], _any_counts(index.moments, by_day, mask, found))
    facets["part"] = _named(PARTS, _any_counts(index.moments, by_part, mask, found))
    return facets


def _named(values: Sequence[str], counts: Sequence[int]) -> dict[str, int]:
    return {value: count for value, count in zip(values, counts, strict=True) if count}


def _counts(holds: Bools, mask: Bools, rows: Rows, always: int | None) -> list[int]:
    """How many rows hold each line, or the line that always counts along."""
    if len(rows) <= FEW:
        taken = holds[:, rows]
        if always is not None:
            taken |= taken[always]
        return [int(count) for count in np.count_nonzero(taken, axis=1)]
    along = mask & holds[always] if always is not None else None
    return [int(np.count_nonzero(mask & line if along is None else (mask & line) | along)) for line in holds]


def _any_counts(moments: Bools, cells: Sequence[Sequence[int]], mask: Bools, rows: Rows) -> list[int]:
    """For each group of cells how many rows hold any of them."""
    if len(rows) <= FEW:
        taken = moments[:, rows]
        return [int(np.count_nonzero(taken[group].any(axis=0))) for group in cells]
    return [int(np.count_nonzero(moments[group].any(axis=0) & mask)) for group in cells]


def _sort_keys(
    index: Index, question: Question, rows: Rows, distance: Floats | None, score: Floats | None
) -> tuple[Floats, ...]:
    """What to sort by, the most important first; each per row that answers, smallest first."""
    tier = index.tier[rows].astype(float)
    near = np.zeros(0) if distance is None else np.nan_to_num(distance[rows], nan=np.inf)
    fit = np.zeros(0) if score is None else -np.round(score[rows], 1)
    name = index.by_name[rows]
    orders = {
        "fit": (tier, fit, near, name),
        "distance": (near, tier, fit, name),
        "name": (name,),
        "confirmed": (-index.confirmed[rows].astype(float), name),
    }
    return tuple(key for key in orders[question.order] if len(key) == len(rows)) or (name,)


def _first(keys: Sequence[Floats], count: int) -> Rows:
    """The places of the first `count` in order of these keys, without sorting all of them."""
    surely: list[Rows] = []
    doubtful: Rows = np.arange(len(keys[0]))
    wanted = count
    for key in keys:
        if len(doubtful) <= 2 * count:
            break
        values = key[doubtful]
        border = np.partition(values, wanted - 1)[wanted - 1]
        below = doubtful[values < border]
        surely.append(below)
        wanted -= len(below)
        doubtful = doubtful[values == border]
    places = np.concatenate([*surely, doubtful])
    return places[np.lexsort([key[places] for key in reversed(keys)])][:count]
