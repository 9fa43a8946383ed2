"""How long dividing a city and a region takes to a proven best, beside simpler ways in the same run.

    python -m benchmarks.allocation [--quick] [--json] [--areas N --themes N --kinds N --periods N --seed N]

Case `city`: 33 areas, 12 themes, 8 kinds of effort, 4 years; `region`: 90 areas (`benchmarks/material/division.py`,
seeded), in any amount of hours, as the pages ask unless somebody chooses blocks. `seconds` is building and solving,
median of three (of one with --quick), `gap_percent` how far the plan can be from the best (proven: at most 0.01).
`blocks` is the same in blocks of four hours a week, `worst_first` with the worst-off area first. By inhabitants and
greedy are told as a part of the best effect; they leave the lower limits and, by inhabitants, the blocks aside, so they
are helped. `nation`: 342 municipalities of 10 areas, one after the other, as so many jobs. --quick: the city only. With
--areas there is one case, `asked`.
"""

import argparse
from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np

from benchmarks.material.division import division
from benchmarks.report import say
from wijkhart.analysis.allocation import Plan, Problem, baseline, because, check, greedy, solve

CASES = {"city": 33, "region": 90}
LIMIT = 60.0
MUNICIPALITIES = 342


def main() -> None:
    """Run the cases."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="the city only, once")
    parser.add_argument("--json", action="store_true", help="a JSON object per line")
    for name, size in (("areas", None), ("themes", 12), ("kinds", 8), ("periods", 4), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=size)
    asked = vars(parser.parse_args())
    quick, _json, areas = asked.pop("quick"), asked.pop("json"), asked.pop("areas")
    cases = {"asked": areas} if areas else {"city": 33} if quick else CASES
    for case, size in cases.items():
        one_case(case, {**asked, "areas": size}, 1 if quick else 3)
    if not quick and not areas:
        nation()


def one_case(case: str, sizes: dict[str, Any], times: int) -> None:
    """Free hours, worst-off first and blocks for one size."""
    problem = division(**sizes, block=0.0)
    plan = _measured(case, problem, times)
    say(case, "proven", float(plan.proven), "1 = yes")
    say(case, "breaches", len(check(problem, plan)), "breaches")
    say(case, "effect", plan.objective, "weighted people")
    for other in (baseline, greedy):
        say(case, f"effect_{other.__name__}_percent", 100 * other(problem).objective / plan.objective, "% of the best")
    _timed(case, "seconds_reasons", lambda: because(plan), 1)
    _measured(f"{case}_worst_first", division(**sizes, block=0.0, fairness=1.0), times)
    blocks = _measured(f"{case}_blocks", division(**sizes), times)
    _worst_first_in_blocks(f"{case}_blocks_worst_first", sizes, blocks)


def _worst_first_in_blocks(case: str, sizes: dict[str, Any], largest: Plan) -> None:
    """The hardest question: stopped after a minute."""
    began = perf_counter()
    fair = solve(division(**sizes, fairness=1.0), seconds=LIMIT)
    say(case, "seconds", perf_counter() - began, f"s (stops at {LIMIT:.0f})")
    say(case, "proven", float(fair.proven), "1 = yes")
    for name, one in (("worst_first", fair), ("largest_effect", largest)):
        say(case, f"smallest_share_{name}", 100 * float(np.nanmin(one.share)), "% of the weighted need")


def nation() -> None:
    """Every municipality of the country, of the same size, each its own question."""
    began, cpu = perf_counter(), process_time()
    plans = [solve(division(areas=10, seed=seed, block=0.0)) for seed in range(MUNICIPALITIES)]
    say("nation", "seconds", perf_counter() - began, f"s for {MUNICIPALITIES} municipalities, one after the other")
    say("nation", "cpu", process_time() - cpu, "s")
    say("nation", "gap_percent", 100 * max(plan.gap for plan in plans), "% (the largest)")


def _measured(case: str, problem: Problem, times: int) -> Plan:
    """The plan, with its seconds and its gap."""
    plans = _timed(case, "seconds", lambda: solve(problem, seconds=LIMIT), times)
    say(case, "gap_percent", 100 * plans[-1].gap, "%")
    return plans[-1]


def _timed(case: str, metric: str, work: Callable[[], Any], times: int) -> list[Any]:
    walls, cpus, found = [], [], []
    for _ in range(times):
        wall, cpu = perf_counter(), process_time()
        found.append(work())
        walls.append(perf_counter() - wall)
        cpus.append(process_time() - cpu)
    say(case, metric, median(walls), f"s (median of {times})")
    say(case, metric.replace("seconds", "cpu"), median(cpus), f"s (median of {times})")
    return found


if __name__ == "__main__":
    main()
