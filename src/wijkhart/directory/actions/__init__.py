"""Every write on what is offered."""

from .asking import answer_digest, confirm_by_phone, note_not_reached, send_digests
from .claiming import claim_service, decide_claim
from .deciding import KEEP, TAKE, approve_change, refuse_change, withdraw_change
from .demo import seed_demo_keeping
from .editing import (
    ChangedMeanwhileError,
    change_service,
    close_service,
    end_service,
    pause_service,
    reopen_service,
    send_offer,
    undo_change,
)
from .examples import load_example_supply
from .freshness import (
    age_services,
    confirm_service,
    load_freshness_periods,
    reset_freshness_period,
    set_freshness_period,
)
from .groups import GroupFacts, change_group, end_agreement, keep_group
from .indexing import index_services
from .offering import offer_service
from .signs import note_missed, note_search
from .suggesting import answer_suggestion, suggest, wipe_addresses

__all__ = [
    "KEEP",
    "TAKE",
    "ChangedMeanwhileError",
    "GroupFacts",
    "age_services",
    "answer_digest",
    "answer_suggestion",
    "approve_change",
    "change_group",
    "change_service",
    "claim_service",
    "close_service",
    "confirm_by_phone",
    "confirm_service",
    "decide_claim",
    "end_agreement",
    "end_service",
    "index_services",
    "keep_group",
    "load_example_supply",
    "load_freshness_periods",
    "note_missed",
    "note_not_reached",
    "note_search",
    "offer_service",
    "pause_service",
    "refuse_change",
    "reopen_service",
    "reset_freshness_period",
    "seed_demo_keeping",
    "send_digests",
    "send_offer",
    "set_freshness_period",
    "suggest",
    "undo_change",
    "wipe_addresses",
    "withdraw_change",
]
