"""A question as plain data and back."""

import json

from hypothesis import given, settings
from tests.analysis.allocation_cases import problems

from wijkhart.analysis.allocation import Problem
from wijkhart.deployment.recipe import digest_of, problem_of, recipe_of


@settings(deadline=None)
@given(problems())
def test_a_question_comes_back_as_it_was(problem: Problem) -> None:
    """By way of JSON, as the database keeps it; unknown stays unknown, no limit stays no limit."""
    recipe = json.loads(json.dumps(recipe_of(problem), allow_nan=False))
    again = recipe_of(problem_of(recipe))
    assert again == recipe
    assert digest_of(again) == digest_of(recipe)
