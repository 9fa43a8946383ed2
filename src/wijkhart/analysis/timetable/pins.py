"""Pins that cannot all stand: the smallest set of them, or the rule that one breaks."""

from .columns import Columns
from .problem import Problem


def must_not_clash(problem: Problem, columns: Columns) -> None:
    """x"""
