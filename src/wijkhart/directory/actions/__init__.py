"""Every write on what is offered."""

from .examples import load_example_supply
from .indexing import index_services
from .offering import end_service, offer_service

__all__ = ["end_service", "index_services", "load_example_supply", "offer_service"]
