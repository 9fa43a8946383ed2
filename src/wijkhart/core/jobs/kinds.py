"""The kinds of work there are: every function in a `tasks.py` with `@job_kind`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ParamSpec

from django.utils.functional import Promise

P = ParamSpec("P")
JobFunction = Callable[..., dict[str, Any]]


class UnknownKindError(LookupError):
    """No installed part knows work of this kind."""


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of work: `key` in the database, `label` on the screen."""

    key: str
    label: str | Promise
    right: str
    """The right that starting it asks for; whoever holds it also sees such jobs of others. Empty: none."""
    function: JobFunction


_kinds: dict[str, JobKind] = {}


def job_kind(
    key: str, *, label: str | Promise, right: str = ""
) -> Callable[[Callable[P, dict[str, Any]]], Callable[P, dict[str, Any]]]:
    """Make `def f(run: JobRun, **params) -> dict` a kind of work; the dict is the result that the job page shows."""

    def register(function: Callable[P, dict[str, Any]]) -> Callable[P, dict[str, Any]]:
        known = _kinds.get(key)
        if known and _place(known.function) != _place(function):
            raise ValueError(f"Two functions for job kind {key}: {_place(known.function)} and {_place(function)}")
        _kinds[key] = JobKind(key, label, right, function)
        return function

    return register


def _place(function: JobFunction) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def kind_named(key: str) -> JobKind:
    """The kind with this key; `UnknownKindError` when the part that knew it is not installed."""
    try:
        return _kinds[key]
    except KeyError:
        raise UnknownKindError(key) from None


def all_kinds() -> Iterable[JobKind]:
    """All kinds, by key."""
    return [_kinds[key] for key in sorted(_kinds)]
