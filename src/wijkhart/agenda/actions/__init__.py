"""Every write of the agenda."""

from .advice import adopt_agenda, fix_advice
from .agendas import Told, set_weights, start_agenda, step_back, take_step
from .ballots import BallotFacts, confirm_vote, make_codes, open_ballot, vote_by_code, vote_by_mail
from .evidence import Piece, attach_evidence, attach_figure, detach_evidence, set_figures_points
from .examples import load_example_agenda
from .issues import IssueFacts, edit_issue, mark_duplicate, propose_issue, set_issue_status
from .voices import rate_issue

__all__ = [
    "BallotFacts",
    "IssueFacts",
    "Piece",
    "Told",
    "adopt_agenda",
    "attach_evidence",
    "attach_figure",
    "confirm_vote",
    "detach_evidence",
    "edit_issue",
    "fix_advice",
    "load_example_agenda",
    "make_codes",
    "mark_duplicate",
    "open_ballot",
    "propose_issue",
    "rate_issue",
    "set_figures_points",
    "set_issue_status",
    "set_weights",
    "start_agenda",
    "step_back",
    "take_step",
    "vote_by_code",
    "vote_by_mail",
]
