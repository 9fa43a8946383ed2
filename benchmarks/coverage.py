"""How long the coverage of one municipality takes, beside plainer ways to the same numbers in the same run.

    python -m benchmarks.coverage [--quick] [--json]

Cases are made from a seed: Amersfoort-like (33 areas, 1,300 points, 12 themes, 20 need rows, 150 services) and
Amsterdam-like (110 areas, 3,300 points, 1,500 services). `lp_seconds` solves the same transport problem with HiGHS,
point by point and only for the maximum (not the fairest); `dense_seconds` computes E2SFCA over all pairs.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array
from scipy.spatial.distance import cdist

from wijkhart.analysis.coverage import (
    PARTS,
    WHOLE,
    NeedRow,
    Problem,
    Supply,
    accessibility,
    baseline,
    check,
    network_of,
    solve,
)

GROUPS = ("children", "youth", "adults", "seniors", "carers", "low_income")


@dataclass(frozen=True)
class Case:
    """The size of a made-up municipality."""

    name: str
    areas: int
    points: int
    width: float
    services: int
    people: int


CASES = (
    Case("amersfoort-like", 33, 1300, 8_500, 150, 160_000),
    Case("amsterdam-like", 110, 3300, 14_000, 1500, 930_000),
)


def made_up(case: Case, seed: int = 7) -> Problem:
    """A municipality from a seed: points in areas, 20 need rows over 12 themes, services near people."""
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(0, case.width, (2, case.points))
    centres = rng.uniform(0, case.width, (case.areas, 2))
    area = cdist(np.column_stack([x, y]), centres).argmin(1)
    rows = tuple(
        NeedRow(
            f"theme{i % 12}", GROUPS[(i + i // 12) % 6], (1.0, 0.5, 2.0)[i % 3],
            (500.0, 800.0, 1200.0, 2000.0, 4000.0)[i % 5], frozenset(PARTS[: 1 + i % 3]),
        )
        for i in range(20)
    )  # fmt: skip
    share = rng.uniform(0.003, 0.08, (case.areas, 20))[area]
    people = rng.dirichlet(np.full(case.points, 2.0))[:, None] * case.people * share
    supply = tuple(_service(rng, case, i) for i in range(case.services))
    return Problem(x, y, area, tuple(f"WK{i}" for i in range(case.areas)), rows, people, supply)


def _service(rng: np.random.Generator, case: Case, index: int) -> Supply:
    themes = frozenset(f"theme{i}" for i in rng.choice(12, rng.choice([1, 1, 2]), replace=False))
    groups = frozenset({"everyone"}) if rng.random() < 0.4 else frozenset(rng.choice(GROUPS, 2, replace=False).tolist())
    sessions = rng.multinomial(int(rng.integers(1, 6)), (0.4, 0.4, 0.2)) * float(rng.integers(8, 40))
    places = (float(sessions[0]), float(sessions[1]), float(sessions[2]))
    if rng.random() < 0.1:
        home = WHOLE if rng.random() < 0.3 else int(rng.integers(case.areas))
        return Supply(f"s{index}", places, themes, groups, area=home)
    x, y = rng.uniform(0, case.width, 2)
    return Supply(f"s{index}", places, themes, groups, x=float(x), y=float(y))


def plain_lp(problem: Problem) -> float:
    """The largest number of places in use, by HiGHS over every (people, place) pair; places a week."""
    nodes = network_of(problem).nodes
    distance = _distances(problem)
    total = 0.0
    for theme in range(len(problem.themes)):
        own = np.flatnonzero(nodes.theme == theme)
        pairs = []
        for index, row in enumerate(problem.rows):
            if row.theme != problem.themes[theme]:
                continue
            hours = np.isin(nodes.part[own], [PARTS.index(part) for part in row.parts])
            suits = np.array([problem.supply[s].is_for(row.group) for s in nodes.supply[own]], dtype=bool)
            point, place = np.nonzero((distance[:, nodes.supply[own]] <= row.reach) & hours & suits)
            pairs.append(np.stack([point * len(problem.rows) + index, place]))
        who, where = np.concatenate(pairs, axis=1)
        if not who.size:
            continue
        label, who = np.unique(who, return_inverse=True)
        weekly = np.array([row.weekly_places for row in problem.rows])
        limits = np.concatenate([(problem.people * weekly).ravel()[label], nodes.capacity[own]])
        columns = np.arange(who.size)
        table = coo_array(
            (np.ones(2 * who.size), (np.concatenate([who, where + label.size]), np.tile(columns, 2))),
            shape=(limits.size, who.size),
        )
        total -= linprog(-np.ones(who.size), A_ub=table.tocsr(), b_ub=limits, method="highs").fun
    return total


def dense_access(problem: Problem) -> np.ndarray:
    """E2SFCA over all pairs, part of day by part of day."""
    distance, need = _distances(problem), problem.need
    result = np.zeros((problem.x.size, len(problem.rows)))
    for index, supply in enumerate(problem.supply):
        for theme in supply.themes:
            for part, places in enumerate(supply.per_theme()):
                rows = [
                    i for i, row in enumerate(problem.rows)
                    if row.theme == theme and PARTS[part] in row.parts and supply.is_for(row.group)
                ]  # fmt: skip
                reach = np.array([problem.rows[i].reach for i in rows])
                weekly = np.array([problem.rows[i].weekly_places for i in rows])
                far = distance[:, index, None]
                weights = np.where(far <= reach, np.exp(-2 * (far / reach) ** 2), 0.0) if rows else np.zeros((1, 0))
                wanted = (weights * problem.people[:, rows] * weekly).sum()
                if wanted > 0:
                    result[:, rows] += weights * places / wanted
    with np.errstate(invalid="ignore"):
        return problem.by_area(result * problem.people) / need


def _distances(problem: Problem) -> np.ndarray:
    where = np.array([(s.x or 0.0, s.y or 0.0) for s in problem.supply])
    distance = cdist(np.column_stack([problem.x, problem.y]), where)
    for index, supply in enumerate(problem.supply):
        if supply.area is not None:
            inside = (problem.area == supply.area) | (supply.area == WHOLE)
            distance[:, index] = np.where(inside, 0.0, np.inf)
    return distance


def timed(work: Callable[[], object], times: int) -> tuple[float, float, object]:
    """The median wall and CPU seconds of some runs, and the last answer."""
    walls, cpus, answer = [], [], None
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        answer = work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return float(np.median(walls)), float(np.median(cpus)), answer


def measure(case: Case, times: int, plain: bool) -> Iterator[tuple[str, float, str]]:
    """Every metric of one case."""
    problem = made_up(case)
    network = network_of(problem)
    wall, cpu, plan = timed(lambda: (solve(problem), accessibility(problem))[0], times)
    yield from (("seconds", wall, "s"), ("cpu", cpu, "s"))
    yield "network_seconds", timed(lambda: network_of(problem), times)[0], "s"
    yield "solve_again_seconds", timed(lambda: solve(problem, network=network), times)[0], "s"
    yield "access_seconds", timed(lambda: accessibility(problem, network=network), times)[0], "s"
    yield "classes", sum(theme.classes for theme in network.themes), "classes"
    yield "breaches", len(check(problem, plan)), "breaches"
    yield "places_used", float(plan.used.sum()), "places"
    yield "unserved", float(plan.unserved.sum()), "people"
    greedy = timed(lambda: baseline(problem), 1)
    yield from (("greedy_seconds", greedy[0], "s"), ("greedy_places_used", float(greedy[2].used.sum()), "places"))
    if plain:
        seconds, _, places = timed(lambda: plain_lp(problem), 1)
        yield from (("lp_seconds", seconds, "s"), ("lp_places_used", places, "places"))
        seconds, _, index = timed(lambda: dense_access(problem), 1)
        gap = np.nanmax(np.abs(index - accessibility(problem)))
        yield from (("dense_seconds", seconds, "s"), ("dense_difference", float(gap), "places per place"))


def main() -> None:
    """Run the cases and print a line per metric."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="only the smaller case, once")
    parser.add_argument("--json", action="store_true", help="a JSON object per line")
    chosen = parser.parse_args()
    for case in CASES[:1] if chosen.quick else CASES:
        for metric, value, unit in measure(case, 1 if chosen.quick else 5, plain=True):
            line = {"case": case.name, "metric": metric, "value": round(value, 6), "unit": unit}
            print(json.dumps(line) if chosen.json else f"{case.name:16} {metric:22} {value:14.4f} {unit}")


if __name__ == "__main__":
    main()
