"""Worst-off first: raise the smallest share as far as it goes, then the next, and so on.

With free hours the levels are exact (a linear program per level; who cannot rise has a dual value above 0). With blocks
a share counts in whole percents: as few areas as can be below 1%, then below 2%, and so on, which is the same order
for whole percents. At a fixed level the solver can round the rows, which makes it hundreds of times faster than a level
that moves.
"""

from dataclasses import replace
from typing import Final

import numpy as np
from scipy.sparse import csr_array, hstack

from .problem import Floats
from .solver import Effort, Table, best, relaxed

SAME: Final = 1e-9
TIGHT: Final = 1e-7
PERCENTS: Final = 100
SLACK: Final = 1e-9
LOOSE: Final = 0.9
"""Gap at which a search for any division may stop."""


def fairest(asked: Table, share: csr_array, start: Floats, effort: Effort) -> tuple[Table, Floats | None]:
    """The question with rows that keep the fairest levels, and columns that are known to keep them (blocks only).

    `share @ columns + start` (S) are the shares.
    """
    if not start.size:
        return asked, None
    if asked.whole.any():
        return _by_percents(asked, share, start, effort)
    return _by_levels(asked, share, start), None


def _by_levels(asked: Table, share: csr_array, start: Floats) -> Table:
    level, free = np.zeros(start.size), np.ones(start.size, dtype=bool)
    while free.any():
        rows = csr_array(hstack([-share, csr_array(free[:, None].astype(float))]))
        wide = asked.with_columns(np.zeros(1), np.ones(1), np.ones(1), whole=False)
        wide = replace(wide, worth=np.append(np.zeros(asked.worth.size), 1.0))
        found = relaxed(wide.with_rows(rows, start - np.where(free, 0.0, level)))
        if found is None:
            return asked
        tight = free & (found.dual[asked.most.size :] > TIGHT)
        if not tight.any():
            break
        level[tight] = max(float(found.columns[-1]) - SAME, 0.0)
        free &= ~tight
    return asked.with_rows(csr_array(-share), start - level)


def _by_percents(asked: Table, share: csr_array, start: Floats, effort: Effort) -> tuple[Table, Floats | None]:
    """Stages: the level that all but `behind` areas can have, then how few must stay behind at the next one."""
    own = effort.part(0.7)
    kept, level, behind, known = asked, 0, 0, None
    while behind < start.size:
        level, columns = _highest(kept, share, start, own, level, behind)
        if columns is not None:
            kept, known = _at(kept, share, start, level, behind), columns
        if level >= PERCENTS or not own.proven:
            break
        counted = best(_counting(kept, share, start, level + 1), own, close=0.0)
        if counted.columns is None:
            break
        level, behind = level + 1, round(-counted.worth)
        if behind < start.size:
            kept, known = _at(kept, share, start, level, behind), counted.columns
    effort.proven &= own.proven
    return kept, known


def _highest(
    kept: Table, share: csr_array, start: Floats, effort: Effort, level: int, behind: int
) -> tuple[int, Floats | None]:
    """The highest level that all but `behind` areas can have, and columns that show it (None when it is `level`)."""
    top, known = level, None
    while top < PERCENTS and relaxed(_at(kept, share, start, top + 1, behind)) is not None:
        top += 1
    while level < top:
        middle = (level + top + 1) // 2
        found = best(_at(kept, share, start, middle, behind), effort, close=LOOSE)
        if found.columns is None:
            top = middle - 1
        else:
            level, known = middle, found.columns
    return level, known


def _at(kept: Table, share: csr_array, start: Floats, level: int, behind: int) -> Table:
    """With a share of `level` percent for all, but for at most `behind` areas."""
    if not behind:
        pad = csr_array((start.size, kept.worth.size - share.shape[1]))
        return kept.with_rows(csr_array(hstack([-share, pad])), start - level / PERCENTS + SLACK)
    wide = _counting(kept, share, start, level)
    extra = np.zeros((1, wide.worth.size))
    extra[0, -start.size :] = 1.0
    counted = wide.with_rows(csr_array(extra), np.array([float(behind)]))
    return replace(counted, worth=np.append(kept.worth, np.zeros(start.size)))


def _counting(kept: Table, share: csr_array, start: Floats, level: int) -> Table:
    """A column per area, 1 when it stays below `level` percent; as few as can be."""
    size, columns = start.size, kept.worth.size
    wide = kept.with_columns(np.zeros(size), np.ones(size), -np.ones(size), whole=True)
    wide = replace(wide, worth=np.append(np.zeros(columns), -np.ones(size)))
    pad = csr_array((size, columns - share.shape[1]))
    rows = csr_array(hstack([-share, pad, -(level / PERCENTS) * csr_array(np.eye(size))]))
    return wide.with_rows(rows, start - level / PERCENTS + SLACK)
