from .agenda import (
    Agenda,
    AgendaState,
    AgendaStep,
    Ballot,
    BallotCode,
    Evidence,
    EvidenceKind,
    Issue,
    IssueStatus,
    Rating,
    Vote,
    Vulnerability,
)
from .analysis import WijkAnalysis
from .programme import Target, TargetStanding, TargetValue, TaskGroup, TaskStep
from .signal import Channel, Signal, SignalGroup, SignalState
from .team import Decision, DecisionState, Meeting, Seat, Team

__all__ = [
    "Agenda",
    "AgendaState",
    "AgendaStep",
    "Ballot",
    "BallotCode",
    "Channel",
    "Decision",
    "DecisionState",
    "Evidence",
    "EvidenceKind",
    "Issue",
    "IssueStatus",
    "Meeting",
    "Rating",
    "Seat",
    "Signal",
    "SignalGroup",
    "SignalState",
    "Target",
    "TargetStanding",
    "TargetValue",
    "TaskGroup",
    "TaskStep",
    "Team",
    "Vote",
    "Vulnerability",
    "WijkAnalysis",
]
