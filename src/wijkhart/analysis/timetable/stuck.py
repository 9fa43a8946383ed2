"""Where one request could be beside a plan that stands, if another had nothing; all its columns asked at once."""

from dataclasses import dataclass

import numpy as np

from .blocks import Space
from .columns import Bools, Columns, Floats
from .greedy import EXACT
from .problem import PARTS


@dataclass(frozen=True, slots=True, eq=False)
class Stuck:
    """The columns of one request: which are open, which only held back, and which other requests are in each."""

    columns: Columns
    space: Space
    opens: Bools
    held: Bools
    blocks: Bools

    def without(self, other: int, given: Floats) -> Bools:
        """Which would be open if that other had nothing and this were given; of a request that does not share."""
        freed = self.blocks[:, other] & (self.blocks.sum(1) == 1)
        found: Bools = (self.opens | self.held | freed) & leaves(self.space, given)
        return found


def leaves(space: Space, given: Floats) -> Bools:
    """Which columns of one request leave what is held back, beside what is given of each part of day."""
    columns = space.columns
    fine = np.ones(len(columns), dtype=np.bool_)
    if not space.left or not len(columns):
        return fine
    most = given[sorted(space.segments[columns.request[0]])].max(0)
    begin, end = columns.begin, columns.end
    inner = [np.maximum(0, np.minimum(end, last) - np.maximum(begin, first)) for _name, first, last in PARTS]
    takes = space.use[:, None] * np.stack(inner, axis=1)
    for row in np.unique(space.where):
        mine, spaces = space.where == row, np.flatnonzero(space.inside[row])
        after = most[spaces][None] + takes[mine][:, None]
        fine[mine] = (after <= space.limit[spaces] + EXACT).all((1, 2))
    return fine
