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
from .team import (
    meeting_calendar,
    team_calendar,
    team_detail,
    team_edit,
    team_publish,
    team_start,
    team_subscription,
)
from .team_decisions import decision_detail, decision_edit, decision_list, decision_record, decision_settle
from .team_meetings import meeting_cancel, meeting_detail, meeting_edit, meeting_minutes, meeting_plan
from .team_seats import seat_add, seat_edit, seat_end
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
    "decision_detail",
    "decision_edit",
    "decision_list",
    "decision_record",
    "decision_settle",
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
    "meeting_calendar",
    "meeting_cancel",
    "meeting_detail",
    "meeting_edit",
    "meeting_minutes",
    "meeting_plan",
    "municipality_signal",
    "municipality_signals",
    "programme_detail",
    "programme_list",
    "programme_question",
    "programme_report",
    "programme_task_group",
    "question_answer",
    "report_reply",
    "seat_add",
    "seat_edit",
    "seat_end",
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
    "team_calendar",
    "team_detail",
    "team_edit",
    "team_publish",
    "team_start",
    "team_subscription",
    "vote_confirm",
]
