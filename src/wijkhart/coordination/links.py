"""The link of an invitation, which needs no account: who holds it."""

from dataclasses import dataclass
from uuid import UUID

from wijkhart.coordination.models import AlliancePartner
from wijkhart.core.actors import NATIONAL, Scope


@dataclass(frozen=True, slots=True)
class InvitedPlayer:
    """Whoever opened the link of an invitation: answers for this one player, and holds no right."""

    partner: UUID
    organisation_ids: frozenset[UUID] = frozenset()

    @property
    def actor_id(self) -> str:
        return f"link:{self.partner}"

    def scope(self, right: str) -> Scope:
        return Scope()

    def may(self, right: str, municipality: str = NATIONAL) -> bool:
        return False


def invited(partner: AlliancePartner) -> InvitedPlayer:
    """Who acts through the link of this player."""
    return InvitedPlayer(partner.pk)
