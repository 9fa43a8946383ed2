"""Who acts, for the parts that lie below `accounts`: a protocol and plain ids, no foreign keys upward."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db.models import Q

NATIONAL = ""
"""The municipality code of what belongs to no single municipality."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The municipalities in which an actor holds one right."""

    codes: frozenset[str] = frozenset()
    everywhere: bool = False

    def __contains__(self, municipality: str) -> bool:
        return self.everywhere or municipality in self.codes

    def q(self, field: str = "municipality_code") -> Q:
        """The filter that keeps rows of these municipalities; an empty scope keeps none."""
        return Q() if self.everywhere else Q(**{f"{field}__in": self.codes})


class Actor(Protocol):
    """Somebody, or a program, that reads and writes. `request.actor` on every page and API call."""

    @property
    def actor_id(self) -> str:
        """A stable pseudonymous id: `user:<uuid>`, `system:<name>` or `anonymous`."""

    @property
    def organisation_ids(self) -> frozenset[UUID]:
        """The organisations for which the actor acts now."""

    def scope(self, right: str) -> Scope:
        """Where the actor holds this right (`service.edit`, `coverage.recompute`, ...)."""

    def may(self, right: str, municipality: str = NATIONAL) -> bool:
        """Whether the actor holds this right in this municipality (or nationally)."""


@dataclass(frozen=True, slots=True)
class Anonymous:
    """A visitor who is not logged in: sees what is public, holds no right."""

    actor_id: str = "anonymous"
    organisation_ids: frozenset[UUID] = frozenset()

    def scope(self, right: str) -> Scope:
        return Scope()

    def may(self, right: str, municipality: str = NATIONAL) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class System:
    """The command line or a nightly job, named; holds every right."""

    name: str
    organisation_ids: frozenset[UUID] = frozenset()

    @property
    def actor_id(self) -> str:
        return f"system:{self.name}"

    def scope(self, right: str) -> Scope:
        return Scope(everywhere=True)

    def may(self, right: str, municipality: str = NATIONAL) -> bool:
        return True


ANONYMOUS = Anonymous()
