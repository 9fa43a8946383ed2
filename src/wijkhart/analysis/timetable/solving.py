"""From requests to a plan: greedy, prices, diving, search, and in the end a proof where it can be had."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from .beside import Proof, proof_of
from .blocks import Market
from .bound import Bound
from .columns import Ints, columns_of
from .dive import dive
from .greedy import greedy
from .model import model_of
from .pins import must_not_clash
from .plan import Plan, points_of
from .problem import Problem
from .search import ABREAST, THREADS, Search, solve_model, worth

NOBODY = np.zeros(0, dtype=np.int64)
ROUNDS = 30
FEW_STEPS, FIRST_STEPS, MORE_STEPS = 15, 600, 12
PRICED_EVERY = 6
"""Rounds between two improvements of the prices."""
PATIENCE = 12
"""Rounds of search that find nothing, until the plan is shaken."""
SHAKEN, FAVOUR = 300, 50.0
"""Requests that are then settled anew, and points a week of staying where they are."""
ASK_EVERY = 1.0
SHORTLY = 0.05
ALONE = 18
"""Rounds that have both cores before the proof begins: they win most. It begins from the plan before them all the
same, so that it does not depend on how they went."""
LONGEST = 1.5
"""Seconds of one round, when the clock is looked at."""
SMALL = 4000
"""Variables of a proof that is tried before the search."""
PROOF_PART = 0.35
"""It has so much of the time at most,"""
PROOF_NODES = 200
"""or so many nodes when there is no clock."""
EXACT = 1e-3


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    seconds: float | None = None,
    rounds: int | None = None,
    keep_going: Callable[[Plan], bool] | None = None,
) -> Plan:
    """The best plan found in so many seconds or rounds, with the bound that proves how good it is.

    `keep_going` is asked with the best plan so far, before each round; False stops. The same seed gives the same
    plan with `rounds` and no `seconds`: no clock is looked at then. Errors: ClashingPinsError.

    >>> from wijkhart.analysis.timetable import Request, Room, Window
    >>> hall = Room("hall", "centre", 40, opening=((36, 92),) * 7)
    >>> asked = Request("a", "club", "commercial", 1, 8, 20, (Window(1, 76, 78),), ("centre",))
    >>> solve(Problem((hall,), (asked,)), rounds=5).proven
    True
    """
    must_not_clash(problem)
    columns = columns_of(problem)
    work = _Work(
        problem,
        Market(problem, columns),
        seed,
        seconds,
        ROUNDS if rounds is None and seconds is None else rounds,
        keep_going,
    )
    work.run()
    return work.plan()


@dataclass(slots=True)
class _Work:
    """One solve while it runs."""

    problem: Problem
    market: Market
    seed: int
    seconds: float | None
    rounds: int | None
    keep_going: Callable[[Plan], bool] | None
    began: float = field(default_factory=time.perf_counter)
    columns: Ints = field(default_factory=lambda: NOBODY)
    bound: Bound = field(init=False)
    proof: float = np.inf
    done: int = 0
    priced: int = 0
    """Rounds when prices were last improved."""
    idle: int = 0
    """Rounds since the plan of the search last got better."""
    beside: Proof | None = None
    """The proof that runs beside the search."""
    asked: float = -np.inf
    """When who waits was last asked within a step."""

    def plan(self) -> Plan:
        """What stands."""
        sessions = self.market.columns.sessions(self.problem, self.columns)
        points = points_of(self.problem, self.market.columns, sessions)
        return Plan(sessions, points, max(float(points), min(self.bound.value, self.proof)), self.done)

    def run(self) -> None:
        """All steps, each as long as there is time."""
        self.columns = greedy(self.market)
        self.bound = Bound(self.market)
        self.bound.improve(self.points(), FEW_STEPS, lambda: self.left() > 0)
        self._prove()
        self.bound.improve(self.points(), FIRST_STEPS, self._early)
        rng = np.random.default_rng(self.seed)
        if self._may_go_on():
            self._keep(dive(self.market, self.bound, rng, may_go_on=self._halfway))
        self._prove()
        search = Search(self.market, self.columns, rng, self.bound.regret(), self.bound.waste(self.columns))
        try:
            while self._may_go_on():
                self._prove_beside()
                self._round(search)
                self._hear(search)
            self._let_it_end()
        finally:
            if self.beside is not None:
                self.beside.stop()
                self._hear(search)

    def _prove_beside(self) -> None:
        """Begin a proof when none runs and the last one left something to prove."""
        if self.seconds is None or (self.beside is not None and self.beside.runs):
            return
        if self.beside is None or self.beside.begun:
            regret, bound = self.bound.regret(), self.bound.value
            self.beside = proof_of(self.market, regret, bound, self.columns, self.proof)
        if self.beside is not None and self.done >= ALONE:
            self.beside.begin(self.left())

    def _let_it_end(self) -> None:
        """When search and bound met before the proof was done: which of several best plans it ends with does not
        depend on how quick either was, so that the same seed gives the same plan."""
        if self.beside is None:
            return
        while self._proven() and self.beside.runs and self._goes_on():
            self.beside.wait(SHORTLY)
        if self.beside.ended and worth(self.market, self.beside.columns) >= self.points():
            self.columns = self.beside.columns

    def _hear(self, search: Search) -> None:
        """Take over what the proof has found."""
        if self.beside is None:
            return
        self.proof = min(self.proof, self.beside.bound + EXACT)
        self._keep(self.beside.columns)
        if self.points() > worth(self.market, search.columns):
            search.columns = self.columns

    def _prove(self) -> None:
        """Every plan that could be better, at once: those without a variable whose regret the gap does not allow."""
        points = self.points()
        could = np.flatnonzero(self.bound.regret() <= self.bound.value - points)
        if could.size > SMALL or self._proven() or self.left() <= 0:
            return
        pins = tuple(np.array([one]) for one in self.market.columns.pinned(self.problem))
        model = model_of(self.market, could, pins=pins)
        clock = None if self.seconds is None else min(self.left(), PROOF_PART * self.seconds)
        solved = solve_model(model, seconds=clock, nodes=PROOF_NODES if clock is None else None)
        if solved.found and solved.points > points + 0.5:
            self.columns = np.sort(self.market.blocks.column[solved.variables])
        self.proof = min(self.proof, max(solved.bound, points) + EXACT)

    def _round(self, search: Search) -> None:
        seconds = None if self.seconds is None else min(self.left(), LONGEST)
        before = worth(self.market, search.columns)
        most = ABREAST if self.rounds is None else min(ABREAST, self.rounds - self.done)
        beside = self.beside is not None and self.beside.runs
        search.round(seconds=seconds, most=most, workers=THREADS - beside)
        self.idle = 0 if worth(self.market, search.columns) > before else self.idle + search.rounds - self.done
        self.done = search.rounds
        self._keep(search.columns)
        if self.done >= self.priced + PRICED_EVERY:
            self.priced = self.done
            self.bound.improve(self.points(), MORE_STEPS, lambda: self.left() > 0)
            search.regret = self.bound.regret()
            search.waste = self.bound.waste(search.columns)
        if self.idle >= PATIENCE:
            self._shake(search)

    def _shake(self, search: Search) -> None:
        """Settle many requests anew around the best plan, to search on from there: another hill may be higher."""
        market, facts = self.market, self.market.columns
        self.idle = 0
        requests = search.some(SHAKEN)
        stays = self.columns[~np.isin(facts.request[self.columns], requests)]
        stays = np.union1d(stays, facts.pinned(self.problem))
        favoured = market.favouring(self.columns, FAVOUR * self.problem.weeks)
        search.columns = dive(favoured, self.bound, search.rng, stays, requests, self._goes_on)
        self._keep(search.columns)
        search.waste = self.bound.waste(search.columns)

    def _keep(self, columns: Ints) -> None:
        """The better of this plan and the best."""
        if worth(self.market, columns) > self.points():
            self.columns = columns

    def points(self) -> float:
        """The worth of what stands."""
        return worth(self.market, self.columns)

    def _early(self) -> bool:
        return not self._proven() and self._goes_on(0.7)

    def _halfway(self) -> bool:
        return self._goes_on(0.4)

    def _goes_on(self, part: float = 0.0) -> bool:
        """Within a long step: whether more than this part of the time is left; who waits is asked once a second."""
        if self.left() <= part * (self.seconds or 0):
            return False
        if self.keep_going is None or time.perf_counter() < self.asked + ASK_EVERY:
            return True
        self.asked = time.perf_counter()
        return self.keep_going(self.plan())

    def _proven(self) -> bool:
        return min(self.bound.value, self.proof) < self.points() + 1

    def left(self) -> float:
        """Seconds left."""
        return np.inf if self.seconds is None else self.seconds - (time.perf_counter() - self.began)

    def _may_go_on(self) -> bool:
        if self.rounds is not None and self.done >= self.rounds:
            return False
        if self.left() <= 0 or self._proven():
            return False
        return self.keep_going is None or self.keep_going(self.plan())
