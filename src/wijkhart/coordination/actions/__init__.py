"""Every write of coordination."""

from .alliances import (
    AllianceFacts,
    begin_alliance,
    edit_alliance,
    end_alliance,
    prolong_alliance,
    start_alliance,
)
from .certainty import RuleFacts, load_certainty_rules, reset_certainty_rule, set_certainty_rule
from .coverage import recompute_coverage
from .example_alliances import load_example_alliances
from .example_cooperation import load_example_cooperation
from .example_handovers import load_example_handovers
from .example_obstacles import load_example_obstacles
from .handover_steps import add_handover_step, change_handover_step, mark_handover_step, remove_handover_step
from .handovers import (
    Finished,
    HandoverFacts,
    change_handover,
    finish_handover,
    start_handover,
    stop_handover,
)
from .invitations import (
    answer_invitation,
    forget_invitation_addresses,
    make_invitation_link,
    record_answer,
    send_invitation,
)
from .norms import NormFacts, load_norms, reset_norm, set_norm
from .obstacles import ObstacleFacts, Settlement, log_obstacle, settle_obstacle, tell_obstacle
from .overlaps import settle_overlap
from .partners import PartnerFacts, add_partner, edit_partner, let_partner_go
from .scenarios import keep_scenario, recompute_scenario, remove_scenario, update_scenario

__all__ = [
    "AllianceFacts",
    "Finished",
    "HandoverFacts",
    "NormFacts",
    "ObstacleFacts",
    "PartnerFacts",
    "RuleFacts",
    "Settlement",
    "add_handover_step",
    "add_partner",
    "answer_invitation",
    "begin_alliance",
    "change_handover",
    "change_handover_step",
    "edit_alliance",
    "edit_partner",
    "end_alliance",
    "finish_handover",
    "forget_invitation_addresses",
    "keep_scenario",
    "let_partner_go",
    "load_certainty_rules",
    "load_example_alliances",
    "load_example_cooperation",
    "load_example_handovers",
    "load_example_obstacles",
    "load_norms",
    "log_obstacle",
    "make_invitation_link",
    "mark_handover_step",
    "prolong_alliance",
    "recompute_coverage",
    "recompute_scenario",
    "record_answer",
    "remove_handover_step",
    "remove_scenario",
    "reset_certainty_rule",
    "reset_norm",
    "send_invitation",
    "set_certainty_rule",
    "set_norm",
    "settle_obstacle",
    "settle_overlap",
    "start_alliance",
    "start_handover",
    "stop_handover",
    "tell_obstacle",
    "update_scenario",
]
