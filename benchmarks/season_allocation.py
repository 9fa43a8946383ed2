"""How good and how fast a season is allocated: ours, greedy, and plain solvers on the same columns, in the same run.

    python -m benchmarks.season_allocation [--quick] [--json] [--seed N] [--cases 300,season] [--set NAME=VALUE]

Cases `300` and `600` have 20 rooms, `3600` has 120: requests name rooms. In `300-places` and `600-places` they name
places, any room of which will do, so that many plans are alike. `season` is 40 weeks with holidays, closures and
halves, of 300 requests. `--quick` runs 300 alone, without peers. `--set` changes a parameter of the generator
(`benchmarks/material/season.toml`). `gap_percent` is against our own proven bound, and so is that of the others.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.coverage import _peer_python
from benchmarks.material.season import round_of, season_of
from wijkhart.analysis.timetable import Plan, Problem, baseline, check, reasons, solve
from wijkhart.analysis.timetable.blocks import Market
from wijkhart.analysis.timetable.checking import worth_of
from wijkhart.analysis.timetable.columns import columns_of
from wijkhart.analysis.timetable.model import Model, model_of
from wijkhart.analysis.timetable.search import solve_model

PLACES = "-places"
SIZES = {
    "300": (20, 300, 30.0),
    "600": (20, 600, 60.0),
    "300" + PLACES: (20, 300, 30.0),
    "600" + PLACES: (20, 600, 60.0),
    "3600": (120, 3600, 300.0),
    "season": (20, 300, 60.0),
}
"""Rooms, requests and seconds of each case."""
EARLY = 5.0
Line = tuple[str, float, str]


def main() -> None:
    """Run the cases and print a line per metric."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="300 requests, without peers")
    parser.add_argument("--json", action="store_true", help="a JSON object per line")
    parser.add_argument("--seed", type=int, default=1, help="of the round and of the search")
    parser.add_argument("--cases", default=",".join(SIZES), help="which, with commas")
    parser.add_argument("--peers", type=float, default=30.0, help="seconds for each plain solver; 0 leaves them out")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a parameter of the generator")
    chosen = parser.parse_args()
    changed = {name: json.loads(value) for name, _is, value in (one.partition("=") for one in chosen.set)}
    found: dict[str, dict[str, float]] = {}
    for case in ["300"] if chosen.quick else chosen.cases.split(","):
        peers = 0.0 if chosen.quick or case in ("3600", "season") else chosen.peers
        for metric, value, unit in measured(case, chosen.seed, peers, changed):
            line = {"case": case, "metric": metric, "value": value, "unit": unit}
            print(json.dumps(line) if chosen.json else f"{case:10} {metric:26} {value:14.6g} {unit}", flush=True)
            found.setdefault(case, {})[metric] = value
    if not chosen.json:
        print(table(found))


def table(found: dict[str, dict[str, float]]) -> str:
    """Weekly patterns beside the plain ways; the season beside its first week repeated. Percents below the bound."""
    weekly = ("gap_percent", "seconds", "cpu_seconds", "greedy_percent", "cpsat_percent", "highs_percent")
    season = ("gap_percent", "seconds", "cpu_seconds", "greedy_percent", "week_repeated_percent")
    lines = []
    for names, cases in ((weekly, [one for one in found if one != "season"]), (season, ["season"])):
        if any(one in found for one in cases):
            lines += ["", "| case | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names)]
        for case in (one for one in cases if one in found):
            cells = (f"{found[case][name]:.2f}" if name in found[case] else "not run" for name in names)
            lines.append(f"| {case} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def measured(case: str, seed: int, peers: float, changed: dict[str, Any]) -> Iterator[Line]:
    """One case: ours, greedy, reasons, and the plain solvers."""
    rooms, requests, seconds = SIZES[case]
    if case.endswith(PLACES):
        changed = {"names_rooms": 0.0, **changed}
    weekly = round_of(rooms, requests, seed=seed, **changed)
    problem = season_of(weekly, seed=seed) if case == "season" else weekly
    yield "asked_percent", 100 * asked(problem), "% of open room time"
    yield "columns", len(columns_of(problem)), "columns"
    began = time.perf_counter()
    first = baseline(problem)
    yield "greedy_seconds", time.perf_counter() - began, "s"
    plan, early, wall, cpu = ours(problem, seed, seconds)
    for name, one in (("greedy", first), ("plan", plan)):
        if check(problem, replace(one, bound=plan.bound)):
            raise SystemExit(f"The {name} breaks a rule: {check(problem, one)[:3]}")
    yield "seconds", wall, "s"
    yield "cpu_seconds", cpu, "s"
    yield "gap_percent", 100 * plan.gap, "% of the proven bound"
    yield "proven", float(plan.proven), "1 is yes"
    yield "early_percent", 100 * early / plan.bound, f"% of the bound after {EARLY:.0f} s"
    yield "greedy_percent", 100 * (1 - first.points / plan.bound), "% of the proven bound"
    yield "rounds", plan.rounds, "rounds"
    began = time.perf_counter()
    told = reasons(problem, plan)
    yield "reasons", len(told), "requests with less than asked"
    yield "reasons_seconds", time.perf_counter() - began, "s"
    yield "peak_mb", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB"
    if case == "season":
        yield from beside_a_week(problem, weekly, plan, seed, seconds)
    if peers:
        yield from beside_plain_solvers(problem, plan, peers, seed)


def asked(problem: Problem) -> float:
    """The part of the open room time that is asked in a week."""
    room = sum(closes - opens for one in problem.rooms if not one.joins for opens, closes in one.opening)
    return sum(one.times * one.length for one in problem.requests) / room


def ours(problem: Problem, seed: int, seconds: float) -> tuple[Plan, float, float, float]:
    """The plan, its points after `EARLY` seconds, wall clock and CPU."""
    began, cpu, early = time.perf_counter(), time.process_time(), [0.0]

    def look(now: Plan) -> bool:
        if time.perf_counter() - began <= EARLY:
            early[0] = now.points
        return True

    plan = solve(problem, seed=seed, seconds=seconds, keep_going=look)
    wall = time.perf_counter() - began
    if wall <= EARLY:
        early[0] = plan.points
    return plan, early[0], wall, time.process_time() - cpu


def beside_a_week(problem: Problem, weekly: Problem, plan: Plan, seed: int, seconds: float) -> Iterator[Line]:
    """What judging the whole season adds to a plan of its first week, repeated."""
    week = solve(weekly, seed=seed, seconds=seconds)
    rooms_open = columns_of(problem)
    held = []
    for one in week.sessions:
        try:
            rooms_open.find(problem, (one,))
        except KeyError:
            continue
        held.append(one)
    points = worth_of(problem, tuple(held))
    yield "week_repeated_percent", 100 * (1 - points / plan.bound), "% of the season's bound, first week repeated"


def beside_plain_solvers(problem: Problem, plan: Plan, seconds: float, seed: int) -> Iterator[Line]:
    """HiGHS and CP-SAT on all columns, without prices or search."""
    market = Market(problem, columns_of(problem))
    model = model_of(market, np.arange(market.blocks.column.size))
    began = time.perf_counter()
    plain = solve_model(model, seconds=seconds)
    points = plain.points if plain.found else 0.0
    yield "highs_seconds", time.perf_counter() - began, "s (plain HiGHS)"
    yield "highs_percent", 100 * (1 - points / plan.bound), "% of our bound (plain HiGHS)"
    found = by_cpsat(model, seconds, seed)
    if found:
        yield "cpsat_seconds", found["seconds"], "s (plain CP-SAT, two workers)"
        yield "cpsat_percent", 100 * (1 - found["points"] / plan.bound), "% of our bound (plain CP-SAT)"


def by_cpsat(model: Model, seconds: float, seed: int) -> dict[str, float]:
    """What CP-SAT reaches; nothing where it cannot be installed."""
    python = _peer_python()
    if python is None or subprocess.run([python, "-c", "import ortools"], capture_output=True, check=False).returncode:
        sys.stderr.write("CP-SAT skipped: remove var/peers to have it installed anew, or see its network.\n")
        return {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.npz"
        rows = model.matrix
        np.savez(
            path, points=model.points, indptr=rows.indptr, indices=rows.indices, data=rows.data,
            lower=model.lower, upper=model.upper,
        )  # fmt: skip
        peer = Path(__file__).parent / "material" / "peer_cpsat.py"
        done = subprocess.run([python, peer, path, str(seconds), str(seed)], capture_output=True, text=True, check=True)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


if __name__ == "__main__":
    main()
