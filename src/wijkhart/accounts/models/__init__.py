from .organisation import Organisation
from .user import Invitation, Membership, User

__all__ = ["Invitation", "Membership", "Organisation", "User"]
