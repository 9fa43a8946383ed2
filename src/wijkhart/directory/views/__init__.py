"""Pages of what there is, and of keeping it true."""

from .asking import call_list, digest_answer, digest_list, organisation_call, providers_ask
from .deciding import claim_decide, service_change_detail, service_change_list
from .detail import service_calendar, service_detail, service_missed
from .editing import (
    service_change_withdraw,
    service_close,
    service_edit,
    service_exit,
    service_offer,
    service_reopen,
)
from .finding import service_embed, service_list
from .freshness import (
    freshness_overview,
    freshness_period_edit,
    freshness_period_list,
    freshness_period_reset,
    service_confirm,
)
from .groups import group_register, organisation_agreement
from .lifecycle import life_cycle_list
from .mine import service_change_undo, service_claim, service_history, service_mine
from .place import place_detail
from .signs import search_sign_list
from .suggesting import service_suggest, suggestion_answer, suggestion_list, suggestion_sent

__all__ = [
    "call_list",
    "claim_decide",
    "digest_answer",
    "digest_list",
    "freshness_overview",
    "freshness_period_edit",
    "freshness_period_list",
    "freshness_period_reset",
    "group_register",
    "life_cycle_list",
    "organisation_agreement",
    "organisation_call",
    "place_detail",
    "providers_ask",
    "search_sign_list",
    "service_calendar",
    "service_change_detail",
    "service_change_list",
    "service_change_undo",
    "service_change_withdraw",
    "service_claim",
    "service_close",
    "service_confirm",
    "service_detail",
    "service_edit",
    "service_embed",
    "service_exit",
    "service_history",
    "service_list",
    "service_mine",
    "service_missed",
    "service_offer",
    "service_reopen",
    "service_suggest",
    "suggestion_answer",
    "suggestion_list",
    "suggestion_sent",
]
