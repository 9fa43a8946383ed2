"""Reads on what is offered: within an area, today, and as supply to count with."""

from .supply import Supply, SupplyTime, supply_of
from .within import DayAt, Today, next_times, services_within, shown, today_in, week_at

__all__ = [
    "DayAt",
    "Supply",
    "SupplyTime",
    "Today",
    "next_times",
    "services_within",
    "shown",
    "supply_of",
    "today_in",
    "week_at",
]
