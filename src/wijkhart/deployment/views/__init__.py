"""The doors of deployment."""

from .adopting import division_adopt, division_withdraw, grant_withdraw, reserve_grant
from .budget_parts import (
    budget_districts,
    budget_kinds,
    budget_last_year,
    budget_years,
    commitment_add,
    commitment_remove,
)
from .budgets import budget_detail, budget_edit, budget_remove, budget_start
from .compare import division_compare
from .districts import division_certainty, division_district
from .divisions import (
    division_add,
    division_compute,
    division_detail,
    division_edit,
    division_list,
    division_remove,
    division_three,
)
from .effort import (
    effort_kind_edit,
    effort_kind_list,
    effort_kind_reset,
    reach_curve_edit,
    reach_curve_list,
    reach_curve_new,
    reach_curve_reset,
)

__all__ = [
    "budget_detail",
    "budget_districts",
    "budget_edit",
    "budget_kinds",
    "budget_last_year",
    "budget_remove",
    "budget_start",
    "budget_years",
    "commitment_add",
    "commitment_remove",
    "division_add",
    "division_adopt",
    "division_certainty",
    "division_compare",
    "division_compute",
    "division_detail",
    "division_district",
    "division_edit",
    "division_list",
    "division_remove",
    "division_three",
    "division_withdraw",
    "effort_kind_edit",
    "effort_kind_list",
    "effort_kind_reset",
    "grant_withdraw",
    "reach_curve_edit",
    "reach_curve_list",
    "reach_curve_new",
    "reach_curve_reset",
    "reserve_grant",
]
