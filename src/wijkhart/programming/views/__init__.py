"""The doors of the programme of a week."""

from .lines import week_line_edit, week_line_return, week_line_room, week_line_step, week_programme_line
from .reading import district_week, district_week_file, place_week, place_week_file
from .weeks import (
    week_programme_detail,
    week_programme_edit,
    week_programme_list,
    week_programme_start,
    week_programme_step,
)

__all__ = [
    "district_week",
    "district_week_file",
    "place_week",
    "place_week_file",
    "week_line_edit",
    "week_line_return",
    "week_line_room",
    "week_line_step",
    "week_programme_detail",
    "week_programme_edit",
    "week_programme_line",
    "week_programme_list",
    "week_programme_start",
    "week_programme_step",
]
