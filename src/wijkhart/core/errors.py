"""What can be refused, and how that is said."""

from collections.abc import Sequence
from dataclasses import dataclass


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """An action will not be done; the message is a translated sentence for the person who asked.

    `field` names the input that stands in the way, where there is one.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotAllowed(Refused):
    """Refused because this actor has no right to it (403 on a page and in the API)."""


@dataclass(frozen=True, slots=True)
class InputProblem:
    """One thing wrong with input: where, what, and what to do about it. Texts are translated sentences."""

    where: str
    """File, sheet or form."""
    row: int | None
    """Row or feature number as a person counts it, from 1; None when the whole file is meant."""
    field: str
    message: str
    advice: str

    def __str__(self) -> str:
        place = " · ".join(str(part) for part in (self.where, self.row, self.field) if part not in ("", None))
        return f"{place}: {self.message} {self.advice}"


class BadInput(Refused):
    """Input that cannot be used; nothing was written."""

    def __init__(self, problems: Sequence[InputProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)
