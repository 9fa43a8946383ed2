"""Stored plans as the solver knows them, and one beside another."""

from dataclasses import dataclass, replace

from wijkhart.analysis.timetable import Comparison, Plan, Problem, Session, by_hand, compare
from wijkhart.core.actors import Actor
from wijkhart.seasons.clocks import quarter
from wijkhart.seasons.models import SeasonPlan, SeasonRound, SeasonSession
from wijkhart.seasons.recipe import problem_of, widened


@dataclass(frozen=True, slots=True)
class Standing:
    """A stored plan: the question in which each of its sessions is asked, its pins among it, and its sessions."""

    problem: Problem
    plan: Plan


def standing_of(plan: SeasonPlan) -> Standing:
    """Read a plan back."""
    rows = list(plan.sessions.all())
    asked = problem_of(plan.question.inputs)
    sessions = tuple(sorted(asked.told(session_of(row) for row in rows)))
    pins = tuple(sorted(asked.told(session_of(row) for row in rows if row.pinned)))
    problem = replace(widened(asked, sessions), pins=pins)
    bound = float("inf") if plan.bound is None else plan.bound
    return Standing(problem, Plan(sessions, plan.points, bound, plan.rounds))


def session_of(row: SeasonSession) -> Session:
    """A row as the solver knows it, with its length."""
    length = quarter(row.ends) - quarter(row.starts)
    return Session(str(row.request_id), str(row.room_id), row.weekday, quarter(row.starts), length)


def points_of(problem: Problem, plan: Plan) -> int:
    """What the sessions of a plan are worth by a question, whatever the plan itself says."""
    plain = replace(problem, goals=replace(problem.goals, stay=0), standing=())
    return by_hand(plain, plan, None, None)[0].points


def plans_of(user: Actor, season: SeasonRound) -> list[SeasonPlan]:
    """The plans of a round that somebody may see, the newest first."""
    return list(SeasonPlan.objects.visible_to(user).filter(round=season).select_related("question", "base", "round"))


def compared(before: SeasonPlan, after: SeasonPlan) -> Comparison:
    """What the second does otherwise, judged by the question of the second."""
    old, new = standing_of(before), standing_of(after)
    known = new.problem.request_of, new.problem.room_of
    held = tuple(one for one in old.plan.sessions if one.request in known[0] and one.room in known[1])
    problem = widened(new.problem, held)
    return compare(problem, Plan(held, old.plan.points), new.plan)
