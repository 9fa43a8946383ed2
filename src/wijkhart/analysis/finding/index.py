"""The columns of all rows."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from wijkhart.analysis.finding.facts import DAYS, PARTS, Facts, Time

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Posting = tuple[Ints, npt.NDArray[np.float32]]
TOO_MANY_DEAD = 0.2
"""The part of the rows that may be dead before an index is packed."""


@dataclass(frozen=True, slots=True)
class Codes:
    """One dimension of one value per row: the code of its value; 0 is none."""

    values: tuple[str, ...]
    code: Mapping[str, int]
    of_row: Ints


@dataclass(frozen=True, slots=True)
class Flags:
    """One dimension of several values per row: a line of booleans for each value."""

    values: tuple[str, ...]
    line: Mapping[str, int]
    holds: Bools
    """Shape (values, rows)."""


@dataclass(frozen=True, slots=True)
class Times:
    """All weekly times, those of one row together."""

    row: Ints
    weekday: Ints
    part: Ints
    starts: Ints
    ends: Ints
    first: Ints
    """Shape (rows + 1): the times of row r are first[r] up to first[r + 1]."""


@dataclass(frozen=True, slots=True)
class Index:
    """Facts in columns. Rows that were replaced stay as dead rows until it is packed."""

    keys: tuple[str, ...]
    row_of: Mapping[str, int]
    """Key -> its living row."""
    alive: Bools
    names: tuple[str, ...]
    by_name: Floats
    """Sorts as the names do."""
    x: Floats
    y: Floats
    comes_to: Codes
    single: Mapping[str, Codes]
    several: Mapping[str, Flags]
    minimum_age: Ints
    maximum_age: Ints
    tier: Ints
    confirmed: Ints
    moments: Bools
    """Shape (7 * 3, rows): whether it has a time on that weekday in that part of the day."""
    times: Times
    postings: dict[str, Posting]
    """Term -> its rows and how much it says of each."""

    @classmethod
    def of(cls, facts: Iterable[Facts]) -> "Index":
        """Build from nothing."""
        rows = sorted(facts, key=lambda one: (one.name, one.key))
        dimensions = sorted({name for one in rows for name in one.single})
        plural = sorted({name for one in rows for name in one.several})
        keys = tuple(one.key for one in rows)
        return cls(
            keys=keys,
            row_of={key: row for row, key in enumerate(keys)},
            alive=np.ones(len(rows), bool),
            names=tuple(one.name for one in rows),
            by_name=_ranked([one.name for one in rows]),
            x=np.array([np.nan if one.x is None else one.x for one in rows], float),
            y=np.array([np.nan if one.y is None else one.y for one in rows], float),
            comes_to=_codes([one.comes_to for one in rows]),
            single={name: _codes([one.single.get(name, "") for one in rows]) for name in dimensions},
            several={name: _flags([one.several.get(name, ()) for one in rows]) for name in plural},
            minimum_age=_ints([one.minimum_age for one in rows]),
            maximum_age=_ints([one.maximum_age for one in rows]),
            tier=_ints([one.tier for one in rows]),
            confirmed=_ints([one.confirmed for one in rows]),
            moments=_moments([one.times for one in rows]),
            times=_times([one.times for one in rows]),
            postings=_postings([one.terms for one in rows]),
        )

    def __len__(self) -> int:
        return len(self.row_of)

    def changed(self, facts: Iterable[Facts], gone: Iterable[str] = ()) -> "Index":
        """With these rows new or replaced, and those of the keys in `gone` taken out."""
        fresh = Index.of(facts)
        alive, row_of = self.alive.copy(), dict(self.row_of)
        for key in (*gone, *fresh.keys):
            if (row := row_of.pop(key, None)) is not None:
                alive[row] = False
        start = len(self.keys)
        row_of.update({key: start + row for key, row in fresh.row_of.items()})
        merged = Index(
            keys=self.keys + fresh.keys,
            row_of=row_of,
            alive=np.concatenate([alive, fresh.alive]),
            names=self.names + fresh.names,
            by_name=self._ranks(fresh.names),
            x=np.concatenate([self.x, fresh.x]),
            y=np.concatenate([self.y, fresh.y]),
            comes_to=_join_codes(self.comes_to, fresh.comes_to),
            single=_join_all(self.single, fresh.single, start, len(fresh.keys), _join_codes, _no_codes),
            several=_join_all(self.several, fresh.several, start, len(fresh.keys), _join_flags, _no_flags),
            minimum_age=np.concatenate([self.minimum_age, fresh.minimum_age]),
            maximum_age=np.concatenate([self.maximum_age, fresh.maximum_age]),
            tier=np.concatenate([self.tier, fresh.tier]),
            confirmed=np.concatenate([self.confirmed, fresh.confirmed]),
            moments=np.concatenate([self.moments, fresh.moments], axis=1),
            times=_join_times(self.times, fresh.times, start),
            postings=_join_postings(self.postings, fresh.postings, start),
        )
        dead = len(merged.keys) - len(row_of)
        return merged.packed() if dead > 1000 and dead > TOO_MANY_DEAD * len(merged.keys) else merged

    def times_of(self, row: int) -> list[Time]:
        """The weekly times of one row."""
        span = slice(self.times.first[row], self.times.first[row + 1])
        columns = (self.times.weekday, self.times.part, self.times.starts, self.times.ends)
        return [
            Time(day, PARTS[part], starts, ends)
            for day, part, starts, ends in zip(*(column[span].tolist() for column in columns), strict=True)
        ]

    def _ranks(self, names: Sequence[str]) -> Floats:
        """Ranks of all names and these new ones, in order: a name that is there keeps its rank, others come between.

        New names of one gap are spread over it. A gap that was halved too often makes all ranks anew.
        """
        order = np.argsort(self.by_name, kind="stable")
        known, ranks = [self.names[row] for row in order], self.by_name[order]
        places = [bisect_left(known, name) for name in names]
        gaps = Counter(place for place, name in zip(places, names, strict=True) if name not in known[place : place + 1])
        seen: Counter[int] = Counter()
        found = []
        for place, name in zip(places, names, strict=True):
            if name in known[place : place + 1]:
                found.append(float(ranks[place]))
                continue
            low = float(ranks[place - 1]) if place else (float(ranks[0]) - 1 if len(ranks) else 0.0)
            high = float(ranks[place]) if place < len(ranks) else low + 1
            seen[place] += 1
            found.append(low + (high - low) * seen[place] / (gaps[place] + 1))
        merged = np.concatenate([self.by_name, np.array(found, float)])
        together = [*self.names, *names]
        return merged if _in_order(merged, together) else _ranked(together)

    def packed(self) -> "Index":
        """Without the dead rows."""
        order = np.flatnonzero(self.alive)
        order = order[np.lexsort((order, self.by_name[order]))]
        place = np.full(len(self.keys), -1, np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        keys = tuple(self.keys[row] for row in order)
        counts = np.diff(self.times.first)[order]
        moved = place[self.times.row]
        kept = np.flatnonzero(moved >= 0)
        kept = kept[np.argsort(moved[kept], kind="stable")]
        return Index(
            keys=keys,
            row_of={key: row for row, key in enumerate(keys)},
            alive=np.ones(len(order), bool),
            names=tuple(self.names[row] for row in order),
            by_name=_ranked([self.names[row] for row in order]),
            x=self.x[order],
            y=self.y[order],
            comes_to=_take_codes(self.comes_to, order),
            single={name: _take_codes(codes, order) for name, codes in self.single.items()},
            several={
                name: Flags(flags.values, flags.line, flags.holds[:, order]) for name, flags in self.several.items()
            },
            minimum_age=self.minimum_age[order],
            maximum_age=self.maximum_age[order],
            tier=self.tier[order],
            confirmed=self.confirmed[order],
            moments=self.moments[:, order],
            times=Times(
                np.repeat(np.arange(len(order), dtype=np.int32), counts),
                self.times.weekday[kept],
                self.times.part[kept],
                self.times.starts[kept],
                self.times.ends[kept],
                np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
            ),
            postings={
                term: (place[rows][living], weights[living])
                for term, (rows, weights) in self.postings.items()
                if (living := place[rows] >= 0).any()
            },
        )


def _in_order(ranks: Floats, names: Sequence[str]) -> bool:
    """Whether the ranks sort as the names do, and tell different names apart."""
    order = np.argsort(ranks, kind="stable")
    return all(
        names[one] == names[other] if ranks[one] == ranks[other] else names[one] < names[other]
        for one, other in pairwise(order.tolist())
    )


def _ranked(names: Sequence[str]) -> Floats:
    """Ranks from nothing; equal names have equal ranks."""
    place = {name: float(number) for number, name in enumerate(sorted(set(names)))}
    return np.array([place[name] for name in names], float)


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int32)


def _codes(values: Sequence[str]) -> Codes:
    known = ("", *sorted({value for value in values if value}))
    code = {value: number for number, value in enumerate(known)}
    return Codes(known, code, _ints(code[value] for value in values))


def _flags(values: Sequence[Sequence[str]]) -> Flags:
    known = tuple(sorted({value for row in values for value in row}))
    line = {value: number for number, value in enumerate(known)}
    holds = np.zeros((len(known), len(values)), bool)
    for row, several in enumerate(values):
        for value in several:
            holds[line[value], row] = True
    return Flags(known, line, holds)


def _moments(times: Sequence[Sequence[Time]]) -> Bools:
    found = np.zeros((DAYS * len(PARTS), len(times)), bool)
    for row, several in enumerate(times):
        for time in several:
            found[time.weekday * len(PARTS) + PARTS.index(time.part), row] = True
    return found


def _times(times: Sequence[Sequence[Time]]) -> Times:
    flat = [(row, time) for row, several in enumerate(times) for time in several]
    return Times(
        _ints(row for row, _time in flat),
        _ints(time.weekday for _row, time in flat),
        _ints(PARTS.index(time.part) for _row, time in flat),
        _ints(time.starts for _row, time in flat),
        _ints(time.ends for _row, time in flat),
        np.concatenate([[0], np.cumsum([len(several) for several in times])]).astype(np.int32),
    )


def _postings(terms: Sequence[Mapping[str, float]]) -> dict[str, Posting]:
    rows: dict[str, list[int]] = {}
    weights: dict[str, list[float]] = {}
    for row, several in enumerate(terms):
        for term, weight in several.items():
            rows.setdefault(term, []).append(row)
            weights.setdefault(term, []).append(weight)
    return {term: (np.array(rows[term], np.int32), np.array(weights[term], np.float32)) for term in rows}


def _join_codes(old: Codes, new: Codes) -> Codes:
    strange = [value for value in new.values if value not in old.code]
    values = (*old.values, *strange)
    code = {**old.code, **{value: len(old.values) + number for number, value in enumerate(strange)}}
    moved = _ints(code[value] for value in new.values)
    return Codes(values, code, np.concatenate([old.of_row, moved[new.of_row]]))


def _join_flags(old: Flags, new: Flags) -> Flags:
    strange = [value for value in new.values if value not in old.line]
    values = (*old.values, *strange)
    line = {value: number for number, value in enumerate(values)}
    holds = np.zeros((len(values), old.holds.shape[1] + new.holds.shape[1]), bool)
    holds[: len(old.values), : old.holds.shape[1]] = old.holds
    for value, number in new.line.items():
        holds[line[value], old.holds.shape[1] :] = new.holds[number]
    return Flags(values, line, holds)


def _no_codes(rows: int) -> Codes:
    return Codes(("",), {"": 0}, np.zeros(rows, np.int32))


def _no_flags(rows: int) -> Flags:
    return Flags((), {}, np.zeros((0, rows), bool))


def _join_all(old: Any, new: Any, old_rows: int, new_rows: int, join: Any, empty: Any) -> Any:
    """Each dimension of either, joined; one that is not there on a side holds nothing there."""
    return {
        name: join(old.get(name) or empty(old_rows), new.get(name) or empty(new_rows)) for name in sorted({*old, *new})
    }


def _join_times(old: Times, new: Times, start: int) -> Times:
    return Times(
        np.concatenate([old.row, new.row + np.int32(start)]),
        np.concatenate([old.weekday, new.weekday]),
        np.concatenate([old.part, new.part]),
        np.concatenate([old.starts, new.starts]),
        np.concatenate([old.ends, new.ends]),
        np.concatenate([old.first, old.first[-1] + new.first[1:]]),
    )


def _join_postings(old: dict[str, Posting], new: dict[str, Posting], start: int) -> dict[str, Posting]:
    merged = dict(old)
    for term, (rows, weights) in new.items():
        moved = rows + np.int32(start)
        if term in merged:
            before = merged[term]
            merged[term] = (np.concatenate([before[0], moved]), np.concatenate([before[1], weights]))
        else:
            merged[term] = (moved, weights)
    return merged


def _take_codes(codes: Codes, order: npt.NDArray[np.intp]) -> Codes:
    return Codes(codes.values, codes.code, codes.of_row[order])
