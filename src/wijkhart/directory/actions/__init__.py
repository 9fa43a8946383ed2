"""Every write on what is offered."""

from .asking import answer_digest, confirm_by_phone, note_not_reached, send_digests
from .examples import load_example_supply
from .freshness import (
    age_services,
    confirm_service,
    load_freshness_periods,
    reset_freshness_period,
    set_freshness_period,
)
from .offering import end_service, offer_service
from .suggesting import answer_suggestion, suggest, wipe_addresses

__all__ = [
    "age_services",
    "answer_digest",
    "answer_suggestion",
    "confirm_by_phone",
    "confirm_service",
    "end_service",
    "load_example_supply",
    "load_freshness_periods",
    "note_not_reached",
    "offer_service",
    "reset_freshness_period",
    "send_digests",
    "set_freshness_period",
    "suggest",
    "wipe_addresses",
]
