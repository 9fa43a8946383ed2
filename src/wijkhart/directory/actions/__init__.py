"""Every write on what is offered."""

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
from .groups import GroupFacts, change_group, end_agreement, keep_group
from .indexing import index_services
from .offering import offer_service

__all__ = [
    "KEEP",
    "TAKE",
    "ChangedMeanwhileError",
    "GroupFacts",
    "approve_change",
    "change_group",
    "change_service",
    "claim_service",
    "close_service",
    "decide_claim",
    "end_agreement",
    "end_service",
    "index_services",
    "keep_group",
    "load_example_supply",
    "offer_service",
    "pause_service",
    "refuse_change",
    "reopen_service",
    "seed_demo_keeping",
    "send_offer",
    "undo_change",
    "withdraw_change",
]
