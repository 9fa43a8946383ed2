"""Every write of the agenda."""

from .advice import adopt_agenda, fix_advice
from .agendas import Told, set_weights, start_agenda, step_back, take_step
from .analysis import new_version, publish_analysis, renew_facts, save_words
from .answering import answer_group, answer_signal, forget_addresses, take_up_signal
from .ballots import BallotFacts, confirm_vote, make_codes, open_ballot, vote_by_code, vote_by_mail
from .evidence import Piece, attach_evidence, attach_figure, detach_evidence, set_figures_points
from .example_signals import load_example_signals
from .example_team import load_example_team
from .examples import load_example_agenda
from .grouping import group_signals, leave_group, rename_group
from .issues import IssueFacts, edit_issue, mark_duplicate, propose_issue, set_issue_status
from .routing import clear_signal, refer_signal, rephrase_signal
from .signals import enter_signal, send_signal
from .voices import rate_issue

__all__ = [
    "BallotFacts",
    "IssueFacts",
    "Piece",
    "Told",
    "adopt_agenda",
    "answer_group",
    "answer_signal",
    "attach_evidence",
    "attach_figure",
    "clear_signal",
    "confirm_vote",
    "detach_evidence",
    "edit_issue",
    "enter_signal",
    "fix_advice",
    "forget_addresses",
    "group_signals",
    "leave_group",
    "load_example_agenda",
    "load_example_signals",
    "load_example_team",
    "make_codes",
    "mark_duplicate",
    "new_version",
    "open_ballot",
    "propose_issue",
    "publish_analysis",
    "rate_issue",
    "refer_signal",
    "rename_group",
    "renew_facts",
    "rephrase_signal",
    "save_words",
    "send_signal",
    "set_figures_points",
    "set_issue_status",
    "set_weights",
    "start_agenda",
    "step_back",
    "take_step",
    "take_up_signal",
    "vote_by_code",
    "vote_by_mail",
]
