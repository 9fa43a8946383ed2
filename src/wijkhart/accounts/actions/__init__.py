"""Every write to people and organisations."""

from .demo import DEMO_PASSWORD, seed_demo_cast, seed_demo_secretary
from .invitations import accept_invitation, invite_member, withdraw_invitation
from .memberships import change_membership, end_membership
from .organisations import OrganisationFacts, edit_organisation, register_organisation, trust_provider

__all__ = [
    "DEMO_PASSWORD",
    "OrganisationFacts",
    "accept_invitation",
    "change_membership",
    "edit_organisation",
    "end_membership",
    "invite_member",
    "register_organisation",
    "seed_demo_cast",
    "seed_demo_secretary",
    "trust_provider",
    "withdraw_invitation",
]
