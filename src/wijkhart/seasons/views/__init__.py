"""The doors of season rounds."""

from .answers import (
    season_plan_unmet,
    season_request_calendar,
    season_request_detail,
    season_request_object,
    season_request_take,
    season_round_check,
)
from .asking import season_request_edit, season_request_mine, season_request_withdraw, season_round_ask
from .changing import (
    season_plan_again,
    season_plan_compare,
    season_plan_copy,
    season_plan_explain,
    season_plan_move,
    season_plan_pin,
    season_plan_place,
    season_plan_publish,
    season_plan_remove,
)
from .objections import objection_answer, season_round_final, season_round_objections
from .plans import season_plan_detail, season_plan_sessions, season_plan_shares
from .rounds import (
    place_seasons,
    season_round_add,
    season_round_detail,
    season_round_edit,
    season_round_list,
    season_round_remove,
    season_round_step,
)
from .searching import season_request_bonus, season_round_plans, season_round_requests, season_round_search

__all__ = [
    "objection_answer",
    "place_seasons",
    "season_plan_again",
    "season_plan_compare",
    "season_plan_copy",
    "season_plan_detail",
    "season_plan_explain",
    "season_plan_move",
    "season_plan_pin",
    "season_plan_place",
    "season_plan_publish",
    "season_plan_remove",
    "season_plan_sessions",
    "season_plan_shares",
    "season_plan_unmet",
    "season_request_bonus",
    "season_request_calendar",
    "season_request_detail",
    "season_request_edit",
    "season_request_mine",
    "season_request_object",
    "season_request_take",
    "season_request_withdraw",
    "season_round_add",
    "season_round_ask",
    "season_round_check",
    "season_round_detail",
    "season_round_edit",
    "season_round_final",
    "season_round_list",
    "season_round_objections",
    "season_round_plans",
    "season_round_remove",
    "season_round_requests",
    "season_round_search",
    "season_round_step",
]
