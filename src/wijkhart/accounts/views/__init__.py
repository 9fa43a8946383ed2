"""The pages of this part, one module for each subject."""

from .account import account_overview, membership_choose
from .invitations import invitation_accept, invitation_send, invitation_withdraw
from .members import member_list, membership_edit, membership_end
from .organisations import (
    organisation_detail,
    organisation_edit,
    organisation_list,
    organisation_register,
    organisation_trust,
)
from .rights import rights_overview

__all__ = [
    "account_overview",
    "invitation_accept",
    "invitation_send",
    "invitation_withdraw",
    "member_list",
    "membership_choose",
    "membership_edit",
    "membership_end",
    "organisation_detail",
    "organisation_edit",
    "organisation_list",
    "organisation_register",
    "organisation_trust",
    "rights_overview",
]
