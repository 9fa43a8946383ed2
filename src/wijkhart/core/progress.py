"""How long work says how far it is."""

from typing import Protocol


class Cancelled(Exception):  # noqa: N818 - not an error: somebody asked to stop
    """Raised by a `Progress` when somebody asked the work to stop; the work undoes what is half done."""


class Progress(Protocol):
    """Called by long work: how much is done of how much (None when not known), and what it is doing now."""

    def __call__(self, done: int, total: int | None, doing: str) -> None: ...


def silent(done: int, total: int | None, doing: str) -> None:
    """Progress that nobody watches."""
