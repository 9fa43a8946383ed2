"""Lines that want one room at the same time. Arithmetic only: it reads no database."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Taken:
    """What one line takes: the smallest spaces of its room, on a day, from one hour to another."""

    key: Hashable
    spaces: frozenset[Hashable]
    day: date
    starts: time
    ends: time
    shared: bool = False
    """The room is for several groups at once."""


def clashing(lines: Sequence[Taken]) -> list[tuple[Taken, Taken]]:
    """Every pair that takes a space in common at the same time; a hall and its halves too.

    What ends when the next begins does not clash, nor do two in a room that is shared.
    """
    found: list[tuple[Taken, Taken]] = []
    going: list[Taken] = []
    for line in sorted(lines, key=lambda one: (one.day, one.starts, one.ends)):
        going = [one for one in going if one.day == line.day and one.ends > line.starts]
        found += [(one, line) for one in going if one.spaces & line.spaces and not (one.shared and line.shared)]
        going.append(line)
    return found
