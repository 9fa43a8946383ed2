"""Reads of coordination: the norms in force, the inputs of a computation, and its white spots."""

from .certainty import certainty_rules_in_force, rule_recipe_of
from .gaps import Gap, UnknownNeed, coverage_in_force, gaps_of, unknown_needs_of
from .moved_on import MovedOn, inputs_moved_on
from .norms import norms_in_force, recipe_of
from .problem import Inputs, coverage_problem
from .results import results_of
from .sentences import certainty_sentences, gap_sentences, gap_title, parts_in_words, reason_sentences

__all__ = [
    "Gap",
    "Inputs",
    "MovedOn",
    "UnknownNeed",
    "certainty_rules_in_force",
    "certainty_sentences",
    "coverage_in_force",
    "coverage_problem",
    "gap_sentences",
    "gap_title",
    "gaps_of",
    "inputs_moved_on",
    "norms_in_force",
    "parts_in_words",
    "reason_sentences",
    "recipe_of",
    "results_of",
    "rule_recipe_of",
    "unknown_needs_of",
]
