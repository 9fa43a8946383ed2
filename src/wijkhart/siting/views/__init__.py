"""The doors of siting."""

from .choosing import siting_fixed, siting_travel, siting_travel_clear
from .costs import place_cost, place_cost_remove, siting_costs
from .plans import siting_compare, siting_district, siting_plan
from .publishing import siting_publish, siting_withdraw
from .studies import siting_add, siting_compute, siting_detail, siting_edit, siting_list, siting_remove

__all__ = [
    "place_cost",
    "place_cost_remove",
    "siting_add",
    "siting_compare",
    "siting_compute",
    "siting_costs",
    "siting_detail",
    "siting_district",
    "siting_edit",
    "siting_fixed",
    "siting_list",
    "siting_plan",
    "siting_publish",
    "siting_remove",
    "siting_travel",
    "siting_travel_clear",
    "siting_withdraw",
]
