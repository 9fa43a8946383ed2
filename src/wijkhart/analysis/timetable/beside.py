"""A proof beside the search: HiGHS on every column that can still be in a better plan, in a thread of its own.

`highspy` begins from a plan, tells what it found meanwhile, and stops when asked; the HiGHS inside scipy does none of
these. It leaves the interpreter free while it works.
"""

from dataclasses import dataclass, field
from threading import Thread
from typing import Any, cast

import highspy
import numpy as np

from .blocks import Market
from .columns import Floats, Ints
from .model import Model, model_of
from .search import worth

MOST = 40_000
"""Variables of one proof: with more HiGHS is not through the first relaxation in the time that there is."""
WORTH_WHILE = 0.1
"""Of the gap: what leaving columns out must at least allow to be won."""
PATIENCE = 1.0
"""Seconds to wait for HiGHS when it is told to stop."""
ENOUGH = 0.99
"""Points: plans are worth whole points, so that a bound so near is met."""


@dataclass(slots=True)
class Proof:
    """One proof while it runs. `bound` holds for every plan, `columns` (none yet: empty) are of the best plan found."""

    market: Market
    model: Model
    start: Ints
    """Columns of the first plan."""
    left_out: float
    """What a plan with a column that was left out is worth at most; minus infinity when none was."""
    bound: float = np.inf
    columns: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    ended: bool = False
    """Nothing is left to prove on these columns."""
    _stops: bool = False
    _thread: Thread | None = None

    def begin(self, seconds: float) -> None:
        """Begin from the first plan."""
        solver = _solver(self.model, seconds)
        first = _variables_of(self.market, self.model.variable, self.start)
        solver.setSolution(first.size, first.astype(np.int32), np.ones(first.size))
        solver.cbMipImprovingSolution += self._better
        solver.cbMipInterrupt += self._goes_on
        self._thread = Thread(target=self._run, args=(solver,), name="proof")
        self._thread.start()

    @property
    def begun(self) -> bool:
        """Whether it was at work at any time."""
        return self._thread is not None

    @property
    def runs(self) -> bool:
        """Whether it is at work."""
        return self._thread is not None and self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        """Until it has ended, or so long."""
        if self._thread is not None:
            self._thread.join(seconds)

    def stop(self) -> None:
        """Stop. HiGHS looks now and then only: after a short wait it ends by itself, and what it finds is not heard."""
        self._stops = True
        self.wait(PATIENCE)

    def _run(self, solver: highspy.Highs) -> None:
        solver.run()
        if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            self._take(np.array(solver.getSolution().col_value))
            self.bound = self._whole(-solver.getInfo().mip_dual_bound)
            self.ended = True

    def _better(self, event: Any) -> None:
        self._take(np.array(event.data_out.mip_solution))

    def _goes_on(self, event: Any) -> None:
        self.bound = min(self.bound, self._whole(-event.data_out.mip_dual_bound))
        if self._stops:
            event.interrupt()

    def _take(self, values: Floats) -> None:
        chosen = self.model.variable[np.flatnonzero(values[: self.model.variable.size] > 0.5)]
        self.columns = np.sort(self.market.blocks.column[chosen])

    def _whole(self, bound: float) -> float:
        return max(bound, self.left_out)


def proof_of(market: Market, regret: Floats, bound: float, plan: Ints, known: float = np.inf) -> Proof | None:
    """The proof on the columns that may be in a plan better than this plan; not begun yet.

    When those are too many, on the ones of least regret, which may lower the bound by less: by the least regret of the
    rest. None when that is not worth while, or when the bound that is `known` from an earlier proof is as low already.
    """
    points = worth(market, plan)
    gap = bound - points
    could = np.flatnonzero(regret <= gap)
    left_out = -np.inf if could.size == regret.size else points
    if could.size > MOST:
        most = np.partition(regret, MOST)[MOST]
        if most < WORTH_WHILE * gap:
            return None
        could, left_out = np.flatnonzero(regret < most), bound - most
    if left_out > known - 1:
        return None
    pins = tuple(np.array([one]) for one in market.columns.pinned(market.problem))
    return Proof(market, model_of(market, could, pins=pins), plan, left_out)


def _variables_of(market: Market, variables: Ints, columns: Ints) -> Ints:
    """Places in `variables` that make this plan: per request in the block that holds all its sessions and earns most.

    A request of which a column is not among the variables is left out.
    """
    blocks, owner = market.blocks, market.columns.request
    here = np.flatnonzero(np.isin(blocks.column[variables], columns))
    block = blocks.block[variables[here]]
    held = np.bincount(block, minlength=blocks.request.size)
    asked = np.bincount(owner[columns], minlength=len(market.problem.requests))[blocks.request]
    full = np.flatnonzero((held == asked) & (asked > 0))
    best = np.full(len(market.problem.requests), -1)
    order = full[np.argsort(blocks.extra[full], kind="stable")]
    best[blocks.request[order]] = order
    return np.asarray(here[block == best[blocks.request[block]]], dtype=np.int64)


def _solver(model: Model, seconds: float) -> highspy.Highs:
    program = highspy.HighsLp()
    matrix = model.matrix.tocsc()
    rows, columns = matrix.shape
    program.num_row_, program.num_col_ = rows, columns
    program.col_cost_ = -model.points
    program.col_lower_, program.col_upper_ = np.zeros(columns), np.ones(columns)
    program.row_lower_, program.row_upper_ = model.lower, model.upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_, program.a_matrix_.index_, program.a_matrix_.value_ = (
        matrix.indptr, matrix.indices, matrix.data
    )  # fmt: skip
    kinds = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
    program.integrality_ = [kinds[one] for one in model.whole]
    solver: highspy.Highs = cast(Any, highspy).Highs()
    for name, value in (
        ("output_flag", False), ("threads", 1), ("time_limit", seconds),
        ("mip_rel_gap", 0.0), ("mip_abs_gap", ENOUGH),
    ):  # fmt: skip
        solver.setOptionValue(name, value)
    solver.passModel(program)
    return solver
