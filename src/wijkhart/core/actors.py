"""Who acts, for the parts that lie below `accounts`: a protocol and plain ids, no foreign keys upward."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

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
        """The filter that keeps rows of these municipalities; an empty scope keeps none.

        Everywhere is "not one of none", not an empty `Q()`: Django drops that from an "or".
        """
        return ~Q(pk__in=[]) if self.everywhere else Q(**{f"{field}__in": self.codes})


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


class UnknownActorError(LookupError):
    """Nobody has this id now: the account is gone, or the part that knew such ids is not installed."""


def actor_of(actor_id: str, organisation_ids: frozenset[UUID] = frozenset()) -> Actor:
    """The actor with this id and today's rights, acting for these, for work that runs after the request has ended.

    Who finds the actors of a kind (`user:...`) is said by the setting `ACTOR_FINDERS`: the part lies above this one.
    """
    kind, _, name = actor_id.partition(":")
    if kind == "system":
        return System(name)
    path = settings.ACTOR_FINDERS.get(kind)
    found: Actor | None = import_string(path)(name, organisation_ids) if path else None
    if found is None:
        raise UnknownActorError(actor_id)
    return found
