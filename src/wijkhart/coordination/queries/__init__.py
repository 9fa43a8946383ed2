"""Reads of coordination: the norms in force, the inputs of a computation, and its white spots."""

from .advice_words import (
    closing_sentences,
    help_sentences,
    interval_sentence,
    quarter_sentence,
    sensitivity_rows,
    sensitivity_sentence,
)
from .certainty import certainty_rules_in_force, rule_recipe_of
from .gaps import Gap, UnknownNeed, coverage_in_force, gap_of, gaps_of, unknown_needs_of
from .moved_on import MovedOn, inputs_moved_on
from .norms import norms_in_force, recipe_of
from .overlap_words import (
    Effect,
    Told,
    about_the_proposals,
    group_labels,
    overlap_certainty,
    overlap_reasons,
    overlap_title,
    proposals_in_words,
)
from .overlaps import overlaps_of, uses_of
from .player import Player, player_reasons, player_sentence, players_order
from .players import Surroundings, surroundings_of
from .problem import Inputs, coverage_problem
from .results import results_of
from .sentences import (
    certainty_sentences,
    gap_name,
    gap_title,
    in_words,
    parts_in_words,
    reason_sentences,
)
from .told import ToldGap, ToldOverlap, told_gaps, told_overlaps

__all__ = [
    "Effect",
    "Gap",
    "Inputs",
    "MovedOn",
    "Player",
    "Surroundings",
    "Told",
    "ToldGap",
    "ToldOverlap",
    "UnknownNeed",
    "about_the_proposals",
    "certainty_rules_in_force",
    "certainty_sentences",
    "closing_sentences",
    "coverage_in_force",
    "coverage_problem",
    "gap_name",
    "gap_of",
    "gap_title",
    "gaps_of",
    "group_labels",
    "help_sentences",
    "in_words",
    "inputs_moved_on",
    "interval_sentence",
    "norms_in_force",
    "overlap_certainty",
    "overlap_reasons",
    "overlap_title",
    "overlaps_of",
    "parts_in_words",
    "player_reasons",
    "player_sentence",
    "players_order",
    "proposals_in_words",
    "quarter_sentence",
    "reason_sentences",
    "recipe_of",
    "results_of",
    "rule_recipe_of",
    "sensitivity_rows",
    "sensitivity_sentence",
    "surroundings_of",
    "told_gaps",
    "told_overlaps",
    "unknown_needs_of",
    "uses_of",
]
