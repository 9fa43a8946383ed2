"""What is wrong with a question, as data: who asks can say it in any language."""

from dataclasses import dataclass


class SitingError(ValueError):
    """A question that has no answer as it stands; the fields of each kind say what is in the way."""


@dataclass(eq=False)
class NotANumber(SitingError):  # noqa: N818 - it says what is wrong
    """A field holds something that is no number, or one that cannot be (at `index`, along each axis)."""

    field: str
    index: tuple[int, ...]


@dataclass(eq=False)
class WrongShape(SitingError):  # noqa: N818 - it says what is wrong
    """A field does not fit the others in length, or points to something that is not there."""

    field: str


@dataclass(eq=False)
class NothingToSpend(SitingError):  # noqa: N818 - it says what is wrong
    """A budget of no building or no money at all."""

    budget: float


@dataclass(eq=False)
class NoPlace(SitingError):  # noqa: N818 - it says what is wrong
    """These wijken must keep a beating heart, and no place can be it (a place that must close does not count)."""

    wijken: tuple[str, ...]


@dataclass(eq=False)
class NoInhabitants(SitingError):  # noqa: N818 - it says what is wrong
    """Nobody lives in these wijken, so that they cannot ask for a beating heart, or nobody in the whole question."""

    wijken: tuple[str, ...]


@dataclass(eq=False)
class NoCost(SitingError):  # noqa: N818 - it says what is wrong
    """Under a budget of money the cost of each place must be known."""

    places: tuple[str, ...]


@dataclass(eq=False)
class FixedBeyondBudget(SitingError):  # noqa: N818 - it says what is wrong
    """The places that must stay need more than the budget."""

    places: tuple[str, ...]
    needs: float
    budget: float


@dataclass(eq=False)
class KeptAndClosed(SitingError):  # noqa: N818 - it says what is wrong
    """These places must both stay and close."""

    places: tuple[str, ...]


@dataclass(eq=False)
class OutOfTime(SitingError):  # noqa: N818 - it says what is wrong
    """Not even one plan was found in so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that was asked: `kind` is budget, heart, keep, close, limit or activities; `key` says which.

    >>> Wish("heart", "WK030710")
    Wish(kind='heart', key='WK030710')
    """

    kind: str
    key: str = ""


@dataclass(eq=False)
class Conflict(SitingError):  # noqa: N818 - it says what is wrong
    """These wishes cannot all hold, and without any one of them the others can.

    `smallest` tells whether no smaller set of wishes is in conflict either; in a large question that may stay open.
    `needs` is the least that the budget must be for all other wishes (None: more budget does not help).
    """

    wishes: tuple[Wish, ...]
    smallest: bool
    needs: float | None = None
