from .invitation import Invitation, InvitationState
from .membership import Membership
from .organisation import Organisation, OrganisationKind
from .user import User

__all__ = ["Invitation", "InvitationState", "Membership", "Organisation", "OrganisationKind", "User"]
