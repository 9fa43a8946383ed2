"""Plans: made at once in the public order, and searched for as long as somebody waits."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from wijkhart import __version__
from wijkhart.analysis.timetable import ClashingPinsError, Plan, Problem, Session, around, baseline, solve
from wijkhart.analysis.timetable.pins import must_not_clash
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.progress import Cancelled, Progress, silent
from wijkhart.seasons.actions.explaining import keep_reasons
from wijkhart.seasons.clocks import on_clock
from wijkhart.seasons.models import PLANNING, MadeBy, SeasonPlan, SeasonQuestion, SeasonRound, SeasonSession
from wijkhart.seasons.perms import may_plan
from wijkhart.seasons.queries.breach_words import clash_words
from wijkhart.seasons.queries.naming import Names
from wijkhart.seasons.queries.plans import points_of, standing_of
from wijkhart.seasons.queries.problem import question_of
from wijkhart.seasons.recipe import digest_of, problem_of, recipe_of, widened

MOST_PLANS: Final = 40
MOST_SECONDS: Final = 3600
BETWEEN: Final = 2.0
"""Seconds between two times that a better plan is written down."""


def ask_question(*, by: Actor, season: SeasonRound) -> SeasonQuestion:
    """Write down what is asked now; the same question twice is one row."""
    _demand(by, season)
    found = question_of(season)
    recipe = recipe_of(found.problem)
    told = {"inputs": recipe, "remarks": list(found.remarks), "software": __version__}
    with transaction.atomic():
        row, fresh = SeasonQuestion.objects.get_or_create(round=season, digest=digest_of(recipe), defaults=told)
        if fresh:
            record(by, "season_question.made", row, municipality=season.municipality_code)
    return row


def plan_greedily(*, by: Actor, season: SeasonRound) -> SeasonPlan:
    """The plan that stands at once: one request after the other, in the public order. `explain_plan` adds reasons."""
    question = ask_question(by=by, season=season)
    began = time.perf_counter()
    problem = _asked(question)
    found = baseline(problem)
    row = start_plan(by=by, season=season, question=question, facts={"made_by": MadeBy.GREEDY})
    seconds = time.perf_counter() - began
    keep_plan(by=by, plan=row, found=Found(problem, found, seconds=seconds, bound=question.bound))
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How to search. Pins of `base` stand; with `few_changes` its other sessions had better stay too."""

    seconds: float = 60.0
    base: SeasonPlan | None = None
    few_changes: bool = False
    note: str = ""
    rounds: int | None = None
    """Rounds instead of seconds: the same seed gives the same plan then."""


def search_plan(
    *, by: Actor, season: SeasonRound, search: Search, progress: Progress = silent, job: UUID | None = None
) -> SeasonPlan:
    """Search for so long; each better plan is written down at once, so that what stops the search leaves the last one.

    Errors: `Refused` when pins clash, with the smallest set of them that cannot all stand; `Cancelled` when somebody
    asked to stop (the plan found so far stays).
    """
    _demand_search(by, season, search)
    question = ask_question(by=by, season=season)
    problem = _around(_asked(question), search)
    facts: dict[str, Any] = {
        "made_by": MadeBy.AGAIN if search.few_changes else MadeBy.SEARCH,
        "base": search.base,
        "note": search.note.strip()[:300],
        "seed": season.seed,
        "job_id": job,
    }
    try:
        must_not_clash(problem)
    except ClashingPinsError as error:
        raise Refused(clash_words(error, Names(season)), field="pins") from error
    row = start_plan(by=by, season=season, question=question, facts=facts)
    keeping = _Keeping(by, row, problem, question, search, progress)
    keeping.first()
    best = solve(
        problem, seed=season.seed, seconds=_seconds(search), rounds=search.rounds, keep_going=keeping.keep_going
    )
    keeping.last(best)
    if keeping.stopped:
        raise keeping.stopped
    return keeping.row


@dataclass(slots=True)
class _Keeping:
    """One search while it runs: what it found goes into its row."""

    by: Actor
    row: SeasonPlan
    problem: Problem
    question: SeasonQuestion
    search: Search
    progress: Progress
    began: float = field(default_factory=time.perf_counter)
    kept: float = 0.0
    points: int = -1
    stopped: Cancelled | None = None

    def first(self) -> None:
        """The plan of the public order stands before the search begins."""
        self._keep(baseline(self.problem))

    def keep_going(self, best: Plan) -> bool:
        """Called between rounds: write down what is better, say how far it is, hear whether to stop."""
        now = time.perf_counter()
        if best.points > self.points and now - self.kept >= BETWEEN:
            self._keep(best)
        try:
            self.progress(int(now - self.began), int(self.search.seconds), _search_words(best))
        except Cancelled as stop:
            self.stopped = stop
            return False
        return True

    def last(self, best: Plan) -> None:
        """What the search ended with, its bound, and why others got less."""
        self._keep(best)
        if not self.problem.pins and not self.problem.standing:
            _keep_bound(self.question, best.bound)
        keep_reasons(by=self.by, plan=self.row)

    def _keep(self, best: Plan) -> None:
        self.kept, self.points = time.perf_counter(), best.points
        bound = best.bound if best.bound < float("inf") else self.question.bound
        if self.problem.standing:
            bound = self.question.bound
        found = Found(self.problem, best, seconds=self.kept - self.began, bound=bound)
        keep_plan(by=self.by, plan=self.row, found=found)


def _search_words(best: Plan) -> str:
    return _("best plan so far: %(points)s points, at most %(gap).2f%% below the bound") % {
        "points": best.points,
        "gap": 100 * best.gap,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a solver answered to which question; `bound` None is not known."""

    problem: Problem = field(kw_only=False)
    plan: Plan = field(kw_only=False)
    seconds: float
    bound: float | None


def start_plan(*, by: Actor, season: SeasonRound, question: SeasonQuestion, facts: dict[str, Any]) -> SeasonPlan:
    """The row of a plan, with the next number of its round."""
    with transaction.atomic():
        held = SeasonRound.objects.select_for_update().get(pk=season.pk)
        if held.state not in PLANNING:
            raise Refused(_("Plans can be made until one is published."))
        if held.plans.count() >= MOST_PLANS:
            raise Refused(_("This round has %(most)s plans. Remove one first.") % {"most": MOST_PLANS})
        number = (held.plans.aggregate(last=Max("number"))["last"] or 0) + 1
        made = SeasonPlan.objects.create(
            round=held,
            question=question,
            number=number,
            actor_id=by.actor_id,
            software=__version__,
            **{"seed": held.seed, **facts},
        )
        record(by, "season_plan.made", made, municipality=held.municipality_code)
    return made


def keep_plan(*, by: Actor, plan: SeasonPlan, found: Found) -> None:
    """Part of an action that makes a plan: put these sessions in it, in place of what it held.

    Refused when somebody changed it by hand meanwhile.
    """
    with transaction.atomic():
        held = SeasonPlan.objects.select_for_update().get(pk=plan.pk)
        if held.version != plan.version:
            raise Refused(_("Somebody changed this plan by hand while it was searched; that stays."))
        pins = set(found.problem.pins)
        held.sessions.all().delete()
        SeasonSession.objects.bulk_create(_rows(held, found.problem, found.plan.sessions, pins), batch_size=500)
        plan.points = points_of(found.problem, found.plan)
        plan.bound = found.bound
        plan.proven = found.bound is not None and found.bound < plan.points + 1
        plan.seconds, plan.rounds = round(found.seconds, 3), found.plan.rounds
        plan.asked = sum(one.times for one in found.problem.requests)
        plan.granted, plan.explained = len(found.plan.sessions), False
        plan.save()


def _rows(
    plan: SeasonPlan, problem: Problem, sessions: Iterable[Session], pins: set[Session]
) -> Iterable[SeasonSession]:
    for one in sessions:
        length = problem.length_of(one)
        yield SeasonSession(
            plan=plan,
            request_id=UUID(one.request),
            room_id=UUID(one.room),
            weekday=one.day,
            starts=on_clock(one.start),
            ends=on_clock(one.start + length),
            pinned=one in pins,
        )


def remove_plan(*, by: Actor, plan: SeasonPlan) -> None:
    """Take a plan away that was not published."""
    _demand(by, plan.round)
    with transaction.atomic():
        season = SeasonRound.objects.select_for_update().get(pk=plan.round_id)
        if season.plan_id == plan.pk:
            raise Refused(_("This plan was published. It stays, so that everybody can read back what was decided."))
        record(by, "season_plan.removed", plan, municipality=season.municipality_code)
        plan.delete()


def _demand(by: Actor, season: SeasonRound) -> None:
    if not may_plan(by, season.municipality_code):
        raise NotAllowed(_("You may not plan season rounds of this municipality."))


def _demand_search(by: Actor, season: SeasonRound, search: Search) -> None:
    _demand(by, season)
    if not 1 <= search.seconds <= MOST_SECONDS:
        raise Refused(_("Choose 1 to %(most)s seconds.") % {"most": MOST_SECONDS}, field="seconds")
    if search.base is not None and search.base.round_id != season.pk:
        raise Refused(_("That plan is of another round."), field="base")


def _seconds(search: Search) -> float | None:
    return None if search.rounds is not None else search.seconds


def _asked(question: SeasonQuestion) -> Problem:
    problem = problem_of(question.inputs)
    if not problem.requests:
        raise Refused(_("Nobody has asked for anything in this round yet, so there is nothing to plan."))
    return problem


def _around(problem: Problem, search: Search) -> Problem:
    """The question with the pins of the plan that it starts from, and the wish that others stay."""
    if search.base is None:
        return problem
    base = standing_of(search.base)
    pins = tuple(_in_full(problem, base.problem.pins))
    wide = replace(widened(problem, pins), pins=pins)
    if not search.few_changes:
        return wide
    stood = tuple(_in_full(problem, base.plan.sessions))
    return around(wide, replace(base.plan, sessions=stood))


def _in_full(problem: Problem, sessions: Iterable[Session]) -> Iterable[Session]:
    """Those that are still asked; what was shorter than asked and no longer is, in full."""
    for one in sessions:
        request = problem.request_of.get(one.request)
        if request is not None and one.room in problem.room_of:
            yield replace(one, length=0) if one.length >= request.length else one


def _keep_bound(question: SeasonQuestion, bound: float) -> None:
    """The lowest bound that was proven for a question, of whatever search."""
    with transaction.atomic():
        held = SeasonQuestion.objects.select_for_update().get(pk=question.pk)
        if bound < float("inf") and (held.bound is None or bound < held.bound):
            held.bound = bound
            held.save(update_fields=["bound"])
        question.bound = held.bound
