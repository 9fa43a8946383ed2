"""The pages of the agenda."""

from .agendas import agenda_detail, agenda_list, agenda_start, district_agenda
from .ballots import agenda_ballot, ballot_vote, vote_confirm
from .held import signal_route
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
from .programme import (
    programme_detail,
    programme_list,
    programme_question,
    programme_report,
    programme_task_group,
    question_answer,
    report_reply,
)
from .queue import signal_detail, signal_enter, signal_list
from .signals import district_signal, district_signals, municipality_signal, municipality_signals, signal_sent
from .steps import agenda_adopt, agenda_back, agenda_step, agenda_weights
from .task_groups import (
    task_group_detail,
    task_group_edit,
    task_group_end,
    task_group_step,
    task_step_edit,
    task_step_settle,
)
from .together import signal_answer, signal_gather, signalgroup_answer, signalgroup_detail, signalgroup_issue

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
    "district_signal",
    "district_signals",
    "issue_detach",
    "issue_detail",
    "issue_duplicate",
    "issue_edit",
    "issue_evidence",
    "issue_rate",
    "issue_status",
    "municipality_signal",
    "municipality_signals",
    "programme_detail",
    "programme_list",
    "programme_question",
    "programme_report",
    "programme_task_group",
    "question_answer",
    "report_reply",
    "signal_answer",
    "signal_detail",
    "signal_enter",
    "signal_gather",
    "signal_list",
    "signal_route",
    "signal_sent",
    "signalgroup_answer",
    "signalgroup_detail",
    "signalgroup_issue",
    "task_group_detail",
    "task_group_edit",
    "task_group_end",
    "task_group_step",
    "task_step_edit",
    "task_step_settle",
    "vote_confirm",
]
