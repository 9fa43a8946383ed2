"""A small Amersfoort with need, kinds of effort, reach, and a budget that is too small for everybody."""

from typing import Any

from tests import make
from tests.coordination.town import EAST, WEST, norm, town

from wijkhart.coordination.actions import recompute_coverage
from wijkhart.core.actors import System
from wijkhart.deployment.actions.budgets import BudgetFacts, start_budget
from wijkhart.deployment.actions.divisions import Choices, add_division, compute_division
from wijkhart.deployment.actions.effort import CurveAbout, CurveFacts, set_curve
from wijkhart.deployment.models import Budget, BudgetKind, Division, EffortKind

CODE = make.AMERSFOORT
BY = System("test")
COMMUNITY, YOUTH = "community_work", "youth_work"
__all__ = ["BY", "CODE", "COMMUNITY", "EAST", "WEST", "YOUTH", "budget", "computed", "division", "ground"]


def ground() -> None:
    """West 100 older people in need of meeting, east 160; community work reaches half a person an hour, then a fifth.

    200 of 1,000 people in the west are 65 or older, half of them lonely, half of those would come: 50; in the east
    400, of whom 40%, half: 80.
    """
    town()
    norm()
    recompute_coverage(by=BY, municipality=CODE)
    for order, (key, title, euros) in enumerate(((COMMUNITY, "Opbouwwerk", 50.0), (YOUTH, "Jongerenwerk", 60.0))):
        EffortKind.objects.create(
            key=key, title_nl=title, title_en=key, euros=euros, euros_origin="test", places=0, places_origin="test",
            order=order,
        )  # fmt: skip
    curve = CurveFacts([[40, 0.5], [200, 0.2]], thought="test")
    set_curve(by=BY, municipality=CODE, about=CurveAbout("meeting", COMMUNITY), facts=curve)


def budget(*, hours: float | None = 100.0, capacity: float | None = 1000.0, **facts: Any) -> Budget:
    """A budget of one year; every kind has this capacity."""
    told = BudgetFacts(**{"title": "Welzijn", "first_year": 2027, "years": 1, "hours": hours, "euros": 9000.0} | facts)
    made = start_budget(by=BY, municipality=CODE, facts=told)
    BudgetKind.objects.filter(budget=made).update(capacity=capacity)
    return made


def division(of: Budget, name: str = "Meeste mensen", **choices: Any) -> Division:
    """A scenario without a reserve, in which the agenda does not count."""
    told = {"reserve": 0.0, "agenda_weight": 0.0} | choices
    return add_division(by=BY, budget=of, choices=Choices(name, **told))


def computed(of: Budget, name: str = "Meeste mensen", **choices: Any) -> Division:
    """The same, solved."""
    return compute_division(by=BY, division=division(of, name, **choices))
