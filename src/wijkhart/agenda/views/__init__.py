"""The pages of the agenda."""

from .agendas import agenda_detail, agenda_list, agenda_start, district_agenda
from .ballots import agenda_ballot, ballot_vote, vote_confirm
from .issues import (
    agenda_issue,
    issue_detach,
    issue_detail,
    issue_duplicate,
    issue_edit,
    issue_evidence,
    issue_rate,
    issue_status,
)
from .steps import agenda_adopt, agenda_back, agenda_step, agenda_weights

__all__ = [
    "agenda_adopt",
    "agenda_back",
    "agenda_ballot",
    "agenda_detail",
    "agenda_issue",
    "agenda_list",
    "agenda_start",
    "agenda_step",
    "agenda_weights",
    "ballot_vote",
    "district_agenda",
    "issue_detach",
    "issue_detail",
    "issue_duplicate",
    "issue_edit",
    "issue_evidence",
    "issue_rate",
    "issue_status",
    "vote_confirm",
]
