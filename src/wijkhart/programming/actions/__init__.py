"""Every write about the programme of a week."""

from .copying import copy_last_week
from .deciding import agree_line, restore_line, return_line, withdraw_line
from .examples import load_example_weeks
from .filling import fill_week
from .lines import add_line, attach_booking, edit_line
from .weeks import WeekFacts, edit_week, publish_week, start_week, unpublish_week

__all__ = [
    "WeekFacts",
    "add_line",
    "agree_line",
    "attach_booking",
    "copy_last_week",
    "edit_line",
    "edit_week",
    "fill_week",
    "load_example_weeks",
    "publish_week",
    "restore_line",
    "return_line",
    "start_week",
    "unpublish_week",
    "withdraw_line",
]
