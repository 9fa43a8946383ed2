"""What is wrong with a question, as data: every fault at once, so that somebody can mend them in one go."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    `rule` names what was asked, `where` the keys (area, theme, kind) or the field it is about, `amount` the value
    found.
    """

    rule: str
    where: tuple[str, ...] = ()
    amount: float = float("nan")


class InputError(ValueError):
    """Input that cannot be used; `faults` says all that is wrong with it.

    >>> str(InputError([Fault("negative", ("euros",), -1.0)]))
    'negative euros -1.0'
    """

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        lines = (" ".join([fault.rule, *fault.where, str(fault.amount)]) for fault in faults)
        super().__init__("; ".join(lines))


def refuse(faults: list[Fault]) -> None:
    """Raise when there is anything wrong."""
    if faults:
        raise InputError(faults)


class OutOfTimeError(RuntimeError):
    """The clock or the work limit stopped the search before any division was found. It does not say that there is
    none."""


@dataclass(frozen=True, slots=True, order=True)
class Limit:
    """One thing that must be kept in a period (its index).

    `name`: the budget of `hours`, `euros` or `places`; the `capacity` of a kind; the `floor` of an area, or `floors`
    of all; the hours `promised` of a kind; the `reserve`. `key` is the kind or the area, if there is one.

    >>> Limit("capacity", "youth", 0).key
    'youth'
    """

    name: str
    key: str
    period: int


@dataclass(frozen=True, slots=True)
class Repair:
    """The smallest change of one limit alone after which its period can be divided.

    `by`: hours, euros or places more in the whole budget; hours more capacity; hours less for a floor; for `floors` and
    `promised` the part (0-1) that must go; for `reserve` the part of the budget that must be released. None: this limit
    alone cannot do it.
    """

    limit: Limit
    by: float | None


@dataclass(frozen=True, slots=True)
class Clash:
    """Limits of one period that cannot be kept together: without any one of them the others can. And what would mend
    it."""

    period: int
    limits: tuple[Limit, ...]
    repairs: tuple[Repair, ...]


class ClashError(ValueError):
    """No division keeps all limits; `clashes` says which clash, for each period in which some do.

    >>> str(ClashError([Clash(0, (Limit("floor", "WK1", 0), Limit("hours", "", 0)), ())]))
    'period 0: floor WK1, hours'
    """

    def __init__(self, clashes: list[Clash]) -> None:
        self.clashes = tuple(clashes)
        lines = (
            f"period {clash.period}: " + ", ".join(f"{one.name} {one.key}".strip() for one in clash.limits)
            for clash in clashes
        )
        super().__init__("; ".join(lines))
