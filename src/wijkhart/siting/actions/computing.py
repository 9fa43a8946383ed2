"""Solving a study: the plan for every number of buildings, and for its money."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart import __version__
from wijkhart.analysis.siting import Buildings, OutOfTime, Plan, Problem, SitingError, frontier, solve
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused
from wijkhart.core.progress import Progress, silent
from wijkhart.siting.actions.studies import demand, forget, hold_study, must_be_open
from wijkhart.siting.models import SitingPlan, SitingStudy, StudyState
from wijkhart.siting.queries.problem import Question, question_of
from wijkhart.siting.recipe import digest_of, problem_of

SECONDS_A_PLAN: Final = 20.0


@dataclass(frozen=True, slots=True)
class Solved:
    """One plan, its number of buildings (0: as the money allows), and how long it took."""

    number: int
    plan: Plan
    seconds: float


def compute_study(*, by: Actor, study: SitingStudy, progress: Progress = silent) -> SitingStudy:
    """Solve it with what is known now and keep the plans with their recipe; what is in the way is kept as well.

    Reads and computes before the transaction. When the choices changed meanwhile, nothing is kept and it is refused.
    """
    demand(by, study.municipality_code)
    must_be_open(study)
    version, began = study.version, time.perf_counter()
    progress(0, None, _("People, places and activities"))
    question = question_of(study)
    try:
        solved = _solved(study, problem_of(question.recipe), progress)
    except OutOfTime as error:
        raise Refused(_("No plan was found in time. Try it with fewer wishes.")) from error
    except SitingError as error:
        return _keep_problem(by, study, version, question, error)
    seconds = round(time.perf_counter() - began, 2)
    with transaction.atomic():
        locked = hold_study(by, study, version)
        must_be_open(locked)
        forget(by, locked)
        locked.state, locked.inputs, locked.names = StudyState.COMPUTED, question.recipe, question.names
        locked.digest, locked.software = digest_of(question.recipe), __version__
        locked.computed_at, locked.seconds = timezone.now(), seconds
        locked.save()
        SitingPlan.objects.bulk_create([_row(locked, one) for one in solved])
        record(by, "siting.computed", locked, municipality=locked.municipality_code)
    return locked


def _solved(study: SitingStudy, problem: Problem, progress: Progress) -> list[Solved]:
    """The plan for the money when that is the budget, then every number of buildings."""
    found: list[Solved] = []
    if study.euros is not None:
        progress(0, None, _("The plan for the money"))
        began = time.perf_counter()
        found.append(Solved(0, solve(problem, seconds=SECONDS_A_PLAN), time.perf_counter() - began))
    if study.buildings is not None:
        _must_fit(problem, study.buildings)
    return found + list(_curve(problem, progress))


def _must_fit(problem: Problem, buildings: int) -> None:
    """Raises the wishes that clash when the budget is smaller than the fewest buildings that keep every wish."""
    solve(replace(problem, budget=Buildings(buildings)), seconds=SECONDS_A_PLAN)


def _curve(problem: Problem, progress: Progress) -> Iterator[Solved]:
    most = len({place.building for place in problem.places})
    began = time.perf_counter()
    for plan in frontier(problem, seconds=SECONDS_A_PLAN):
        number = plan.problem.budget.number if isinstance(plan.problem.budget, Buildings) else most
        progress(number, most, _("Plans for every number of places"))
        yield Solved(number, plan, time.perf_counter() - began)
        began = time.perf_counter()


def _keep_problem(by: Actor, study: SitingStudy, version: int, question: Question, error: SitingError) -> SitingStudy:
    with transaction.atomic():
        locked = hold_study(by, study, version)
        must_be_open(locked)
        forget(by, locked)
        locked.state, locked.problems, locked.names = StudyState.FAULTY, [problem_data(error)], question.names
        locked.computed_at, locked.software = timezone.now(), __version__
        locked.save()
        record(by, "siting.clashed", locked, municipality=locked.municipality_code)
    return locked


def problem_data(error: SitingError) -> dict[str, Any]:
    """What is in the way, as plain data."""
    told: dict[str, Any] = {"kind": type(error).__name__}
    for name, value in vars(error).items():
        told[name] = [[one.kind, one.key] for one in value] if name == "wishes" else _plain(value)
    return told


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _row(study: SitingStudy, solved: Solved) -> SitingPlan:
    plan, problem = solved.plan, solved.plan.problem
    everyone = problem.people[:, 0]
    losses = _losses(plan)
    served = np.bincount(plan.nearest, weights=everyone, minlength=len(problem.places))
    opened = [number for number, stays in enumerate(plan.is_open) if stays]
    return SitingPlan(
        study=study,
        number=solved.number,
        kept={problem.places[one].building: problem.places[one].kind for one in opened},
        places=len(opened),
        mean=round(float(everyone @ plan.metres / everyone.sum()), 2),
        worst=round(plan.worst, 1),
        beyond=round(float(everyone[plan.metres > study.reach].sum()), 1),
        cost=plan.cost,
        freed=plan.freed,
        gap=plan.gap,
        proven=plan.proven,
        seconds=round(solved.seconds, 3),
        losses=losses,
        worst_off=_worst_off(losses),
        hosts={
            one.key: problem.places[place].building for one, place in zip(problem.activities, plan.hosts, strict=True)
        },
        served={problem.places[one].building: round(float(served[one]), 1) for one in opened},
    )


def _losses(plan: Plan) -> dict[str, dict[str, list[float | None]]]:
    """Wijk -> group -> people, metres more on average and at most, beyond reach today and then, metres then."""
    found, problem = plan.losses, plan.problem
    if found is None:
        return {}
    then = problem.by_wijk(problem.people * plan.metres[:, None])
    tables = (found.people, found.mean, found.worst, found.before, found.after)
    return {
        code: {
            group: [*(_number(table[wijk, column]) for table in tables), _share(then, found.people, wijk, column)]
            for column, group in enumerate(problem.groups)
            if found.people[wijk, column] > 0
        }
        for wijk, code in enumerate(problem.wijken)
        if found.people[wijk, 0] > 0
    }


def _share(then: Any, people: Any, wijk: int, column: int) -> float:
    return round(float(then[wijk, column] / people[wijk, column]), 1)


def _number(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 1)


def _worst_off(losses: dict[str, dict[str, list[float | None]]]) -> str:
    """The wijk whose people lose most on average; empty when nobody loses anything."""
    lost = {code: groups["everyone"][1] or 0.0 for code, groups in losses.items()}
    worst = max(lost, key=lambda code: lost[code], default="")
    return worst if worst and lost[worst] > 0 else ""
