"""Reads of coordination: the norms in force, the inputs of a computation, and its white spots."""

from .gaps import Gap, UnknownNeed, coverage_in_force, gaps_of, unknown_needs_of
from .norms import norms_in_force, recipe_of
from .problem import Inputs, coverage_problem
from .results import results_of
from .sentences import certainty_sentences, gap_sentences, gap_title, parts_in_words, reason_sentences

__all__ = [
    "Gap",
    "Inputs",
    "UnknownNeed",
    "certainty_sentences",
    "coverage_in_force",
    "coverage_problem",
    "gap_sentences",
    "gap_title",
    "gaps_of",
    "norms_in_force",
    "parts_in_words",
    "reason_sentences",
    "recipe_of",
    "results_of",
    "unknown_needs_of",
]
