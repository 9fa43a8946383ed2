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
from .signal import Channel, Signal, SignalGroup, SignalState

__all__ = [
    "Agenda",
    "AgendaState",
    "AgendaStep",
    "Ballot",
    "BallotCode",
    "Channel",
    "Evidence",
    "EvidenceKind",
    "Issue",
    "IssueStatus",
    "Rating",
    "Signal",
    "SignalGroup",
    "SignalState",
    "Vote",
    "Vulnerability",
    "WijkAnalysis",
]
