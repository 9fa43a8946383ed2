"""Reads on what is offered: within an area, today, and as supply to count with."""

from .supply import Supply, SupplyTime, supply_of
from .within import Today, services_within, shown, today_in

__all__ = ["Supply", "SupplyTime", "Today", "services_within", "shown", "supply_of", "today_in"]
