"""Somebody who holds the link of a booking, which needs no account."""

from dataclasses import dataclass
from uuid import UUID

from wijkhart.core.actors import NATIONAL, Scope


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Changes this one booking, and holds no right."""

    booking: UUID
    organisation_ids: frozenset[UUID] = frozenset()

    @property
    def actor_id(self) -> str:
        return f"link:{self.booking}"

    def scope(self, right: str) -> Scope:
        return Scope()

    def may(self, right: str, municipality: str = NATIONAL) -> bool:
        return False
