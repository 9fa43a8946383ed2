"""Every write of the agenda."""

from .advice import adopt_agenda, fix_advice
from .agendas import Told, set_weights, start_agenda, step_back, take_step
from .analysis import new_version, publish_analysis, renew_facts, save_words
from .answering import answer_group, answer_signal, forget_addresses, take_up_signal
from .ballots import BallotFacts, confirm_vote, make_codes, open_ballot, vote_by_code, vote_by_mail
from .evidence import Piece, attach_evidence, attach_figure, detach_evidence, set_figures_points
from .example_programme import load_example_programme
from .example_signals import load_example_signals
from .example_team import load_example_team
from .example_weighing import load_example_weighing
from .examples import load_example_agenda
from .grouping import group_signals, leave_group, rename_group
from .issues import IssueFacts, edit_issue, mark_duplicate, propose_issue, set_issue_status
from .placing import put_on_agenda
from .programme import (
    GroupFacts,
    ReportFacts,
    answer_question,
    ask_question,
    change_task_group,
    end_task_group,
    make_task_group,
    note_reply,
    reopen_task_group,
    report_programme,
)
from .routing import clear_signal, refer_signal, rephrase_signal
from .signals import enter_signal, send_signal
from .targets import TargetFacts, add_target, edit_target, load_targets, measure_target, set_target_active
from .task_steps import add_step, change_step, settle_step
from .voices import rate_issue
from .weighing_issues import gather_issues, join_issues, split_part
from .weighing_steps import freeze_weighing, publish_weighing, return_weighing
from .weighings import (
    WeighingFacts,
    add_priority,
    edit_priority,
    edit_weighing,
    remove_priority,
    set_city_weights,
    start_weighing,
)

__all__ = [
    "BallotFacts",
    "GroupFacts",
    "IssueFacts",
    "Piece",
    "ReportFacts",
    "TargetFacts",
    "Told",
    "WeighingFacts",
    "add_priority",
    "add_step",
    "add_target",
    "adopt_agenda",
    "answer_group",
    "answer_question",
    "answer_signal",
    "ask_question",
    "attach_evidence",
    "attach_figure",
    "change_step",
    "change_task_group",
    "clear_signal",
    "confirm_vote",
    "detach_evidence",
    "edit_issue",
    "edit_priority",
    "edit_target",
    "edit_weighing",
    "end_task_group",
    "enter_signal",
    "fix_advice",
    "forget_addresses",
    "freeze_weighing",
    "gather_issues",
    "group_signals",
    "join_issues",
    "leave_group",
    "load_example_agenda",
    "load_example_programme",
    "load_example_signals",
    "load_example_team",
    "load_example_weighing",
    "load_targets",
    "make_codes",
    "make_task_group",
    "mark_duplicate",
    "measure_target",
    "new_version",
    "note_reply",
    "open_ballot",
    "propose_issue",
    "publish_analysis",
    "publish_weighing",
    "put_on_agenda",
    "rate_issue",
    "refer_signal",
    "remove_priority",
    "rename_group",
    "renew_facts",
    "reopen_task_group",
    "rephrase_signal",
    "report_programme",
    "return_weighing",
    "save_words",
    "send_signal",
    "set_city_weights",
    "set_figures_points",
    "set_issue_status",
    "set_target_active",
    "set_weights",
    "settle_step",
    "split_part",
    "start_agenda",
    "start_weighing",
    "step_back",
    "take_step",
    "take_up_signal",
    "vote_by_code",
    "vote_by_mail",
]
