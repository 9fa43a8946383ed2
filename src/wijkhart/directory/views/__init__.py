"""Pages of what there is, and of keeping it true."""

from .deciding import claim_decide, service_change_detail, service_change_list
from .editing import (
    service_change_withdraw,
    service_close,
    service_edit,
    service_exit,
    service_offer,
    service_reopen,
)
from .finding import place_detail, service_calendar, service_detail, service_list
from .groups import group_register, organisation_agreement
from .lifecycle import life_cycle_list
from .mine import service_change_undo, service_claim, service_history, service_mine

__all__ = [
    "claim_decide",
    "group_register",
    "life_cycle_list",
    "organisation_agreement",
    "place_detail",
    "service_calendar",
    "service_change_detail",
    "service_change_list",
    "service_change_undo",
    "service_change_withdraw",
    "service_claim",
    "service_close",
    "service_detail",
    "service_edit",
    "service_exit",
    "service_history",
    "service_list",
    "service_mine",
    "service_offer",
    "service_reopen",
]
