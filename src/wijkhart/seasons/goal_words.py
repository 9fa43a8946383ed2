"""What counts when rooms are given out, in words for everybody."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class GoalWords:
    """The name of a goal, and for what its points are given."""

    label: "StrOrPromise"
    meaning: "StrOrPromise"


GOALS: Final[dict[str, GoalWords]] = {
    "subsidised": GoalWords(_("Organisation with a subsidy"), _("for each hour that it gets")),
    "non_subsidised": GoalWords(
        _("Organisation without a subsidy, and residents among themselves"), _("for each hour that it gets")
    ),
    "commercial": GoalWords(_("Company, or for profit"), _("for each hour that it gets")),
    "fair": GoalWords(_("Everybody something"), _("once for every group that gets anything at all")),
    "wished": GoalWords(_("On a time that was liked best"), _("for each session")),
    "last": GoalWords(_("In the same place as last season"), _("for each session, when that was asked")),
    "same_room": GoalWords(_("All sessions in one room"), _("for each session beyond the first")),
    "rank": GoalWords(
        _("In a room that was liked best"),
        _("for each step better than the fourth choice: the first choice counts three times"),
    ),
    "edge": GoalWords(
        _("Few left-over gaps"), _("taken off for each quarter of an hour that is cut off at the start or end of a day")
    ),
    "useful": GoalWords(
        _("From how long a gap is of use"), _("in quarters of an hour; shorter gaps count as left over")
    ),
}
"""Goal -> its words, in the order in which pages show them."""
