"""Every write on what is offered."""

from .examples import load_example_supply
from .offering import end_service, offer_service
from .signs import note_missed, note_search

__all__ = ["end_service", "load_example_supply", "note_missed", "note_search", "offer_service"]
