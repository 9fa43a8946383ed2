"""Every write about season rounds."""

from .examples import load_example_round
from .explaining import explain_plan
from .finalising import make_final
from .moving import copy_plan, move_by_hand, pin_sessions
from .planning import Search, ask_question, plan_greedily, remove_plan, search_plan
from .publishing import answer_objection, object_to_plan, publish_plan, take_alternative
from .requests import change_request, set_bonus, submit_request, withdraw_request
from .rounds import change_round, close_round, make_round, open_round, remove_round

__all__ = [
    "Search",
    "answer_objection",
    "ask_question",
    "change_request",
    "change_round",
    "close_round",
    "copy_plan",
    "explain_plan",
    "load_example_round",
    "make_final",
    "make_round",
    "move_by_hand",
    "object_to_plan",
    "open_round",
    "pin_sessions",
    "plan_greedily",
    "publish_plan",
    "remove_plan",
    "remove_round",
    "search_plan",
    "set_bonus",
    "submit_request",
    "take_alternative",
    "withdraw_request",
]
