"""The pages of coordination."""

from .alliances import (
    alliance_begin,
    alliance_detail,
    alliance_edit,
    alliance_end,
    alliance_list,
    alliance_prolong,
    alliance_start,
)
from .certainty import certainty_rule_edit, certainty_rule_reset
from .compare import gap_compare
from .cooperation import cooperation_detail, cooperation_list
from .gap import gap_detail
from .gaps import gap_list
from .handover_steps import handover_add_step, handover_edit_step, handover_mark, handover_remove
from .handovers import (
    handover_detail,
    handover_edit,
    handover_finish,
    handover_list,
    handover_start,
    handover_stop,
)
from .invitations import (
    alliance_add_partner,
    invitation_answer,
    partner_answer,
    partner_edit,
    partner_invite,
    partner_leave,
)
from .norms import coverage_norm_edit, coverage_norm_reset, norm_list
from .obstacles import invitation_obstacle, obstacle_add, obstacle_detail, obstacle_list
from .overlaps import overlap_detail, overlap_list
from .placing import district_material, gap_place, gap_renew, overlap_place, searches_place
from .runs import coverage_recompute, coverage_run_detail, run_list
from .scenario_compare import scenario_compare
from .scenarios import (
    scenario_detail,
    scenario_edit,
    scenario_keep,
    scenario_list,
    scenario_recompute,
    scenario_remove,
)
from .what_if import what_if

__all__ = [
    "alliance_add_partner",
    "alliance_begin",
    "alliance_detail",
    "alliance_edit",
    "alliance_end",
    "alliance_list",
    "alliance_prolong",
    "alliance_start",
    "certainty_rule_edit",
    "certainty_rule_reset",
    "cooperation_detail",
    "cooperation_list",
    "coverage_norm_edit",
    "coverage_norm_reset",
    "coverage_recompute",
    "coverage_run_detail",
    "district_material",
    "gap_compare",
    "gap_detail",
    "gap_list",
    "gap_place",
    "gap_renew",
    "handover_add_step",
    "handover_detail",
    "handover_edit",
    "handover_edit_step",
    "handover_finish",
    "handover_list",
    "handover_mark",
    "handover_remove",
    "handover_start",
    "handover_stop",
    "invitation_answer",
    "invitation_obstacle",
    "norm_list",
    "obstacle_add",
    "obstacle_detail",
    "obstacle_list",
    "overlap_detail",
    "overlap_list",
    "overlap_place",
    "partner_answer",
    "partner_edit",
    "partner_invite",
    "partner_leave",
    "run_list",
    "scenario_compare",
    "scenario_detail",
    "scenario_edit",
    "scenario_keep",
    "scenario_list",
    "scenario_recompute",
    "scenario_remove",
    "searches_place",
    "what_if",
]
