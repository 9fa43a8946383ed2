"""Kinds of effort and their reach, budgets, divisions."""

from .budget import Budget, BudgetDistrict, BudgetKind, BudgetYear, Commitment
from .division import Division, DivisionDistrict, DivisionShare, DivisionState, NeedBasis, ReserveGrant
from .effort import EffortKind, ReachCurve

__all__ = [
    "Budget",
    "BudgetDistrict",
    "BudgetKind",
    "BudgetYear",
    "Commitment",
    "Division",
    "DivisionDistrict",
    "DivisionShare",
    "DivisionState",
    "EffortKind",
    "NeedBasis",
    "ReachCurve",
    "ReserveGrant",
]
