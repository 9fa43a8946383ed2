"""How long the coverage takes: the whole country, and one municipality with everything, beside peers in the same run.

    python -m benchmarks.coverage [--quick] [--json]

Case `national`: every populated wijk as spread demand points, every known venue with four made-up services, eight
themes (`benchmarks/material/country.toml`); municipality by municipality in two processes, as the software does.
`--quick` takes the province of Utrecht instead, as case `quick`. Case `GM0307` is Amersfoort out of it, with all that
a computation stores. Peers: PySAL `access` for E2SFCA on the same pairs, HiGHS for the transport model of GM0307.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array
from scipy.spatial.distance import cdist

from benchmarks.material.country import Country, country
from wijkhart.analysis.coverage import (
    PARTS,
    CloseSupply,
    Ingredients,
    Problem,
    Rules,
    Venue,
    accessibility,
    apply,
    certainty,
    closings,
    compare,
    evidence,
    helps,
    network_of,
    of_themes,
    overlaps,
    sensitivity,
    solve,
    worth,
)
from wijkhart.analysis.coverage.access import SIGMA_PER_REACH, accessibility_at_points
from wijkhart.analysis.coverage.network import Network, Pairs, nodes_of, pairs_of

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / "var" / "peers"
RULES = Rules(people_step=5, ages_step=1, figure_step=0.1, model_error=4, spread=0.5)
STEPS = ("transport", "duals", "draws", "overlaps")
WHOLE: Country
"""The instance; the processes that share the work find it here."""
Line = tuple[str, float, str]


def main() -> None:
    """Run the cases and print a line per metric."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one province instead of the country")
    parser.add_argument("--json", action="store_true", help="a JSON object per line")
    chosen = parser.parse_args()
    global WHOLE
    WHOLE = country(quick=chosen.quick)
    for case, lines in (("quick" if chosen.quick else "national", national()), ("GM0307", one_municipality())):
        for metric, value, unit in lines:
            line = {"case": case, "metric": metric, "value": value, "unit": unit}
            print(json.dumps(line) if chosen.json else f"{case:9} {metric:26} {value:16.4g} {unit}", flush=True)


def national() -> Iterator[Line]:
    """Each step of the whole instance apart; peak memory over all processes."""
    problem = WHOLE.problem
    yield "points", problem.x.size, "points"
    yield "areas", len(problem.areas), "wijken"
    yield "services", len(problem.supply), "services"
    yield "municipalities", len(WHOLE.codes), "municipalities"
    with _peak() as peak:
        began = time.perf_counter()
        network = Network(nodes_of(problem), (), np.zeros(problem.people.shape, np.int64), pairs_of(problem))
        pairs = time.perf_counter() - began
        accessibility_at_points(problem, network)
        e2sfca = time.perf_counter() - began - pairs
        yield "pairs", network.pairs.point.size, "pairs"
        yield "seconds_pairs", pairs, "s"
        yield "seconds_e2sfca", e2sfca, "s"
        peer = list(_beside_access(network))
        del network
        began = time.perf_counter()
        with get_context("fork").Pool(2) as pool:
            order = sorted(range(len(WHOLE.codes)), key=lambda one: -int((WHOLE.of_supply == one).sum()))
            found = list(pool.imap_unordered(_municipality, order, chunksize=1))
        together = time.perf_counter() - began
    for step in STEPS:
        yield f"cpu_{step}", sum(one[step] for one in found), "s"
        yield f"seconds_{step}", sum(one[step] for one in found) / 2, "s (CPU over two processes)"
    yield "seconds_municipalities", together, "s"
    yield "seconds_total", pairs + e2sfca + together, "s"
    yield "peak_mb", peak[0], "MB"
    for name, unit in (("unserved", "people"), ("overlaps_found", "overlaps"), ("arcs", "arcs")):
        yield name, sum(one[name] for one in found), unit
    yield from peer


def _municipality(number: int) -> dict[str, float]:
    """One municipality: CPU seconds per step."""
    problem, spent = WHOLE.part(number), {}
    mark = time.process_time()

    def done(step: str) -> None:
        nonlocal mark
        spent[step], mark = time.process_time() - mark, time.process_time()

    network = network_of(problem)
    plan = solve(problem, network=network)
    done("transport")
    worth(plan, network=network)
    done("duals")
    certainty(problem, _published(problem), RULES, network=network)
    done("draws")
    found = overlaps(problem, plan, network=network)
    done("overlaps")
    arcs = float(sum(theme.arc_class.size for theme in network.themes))
    return {**spent, "unserved": float(plan.unserved.sum()), "overlaps_found": float(len(found)), "arcs": arcs}


def _published(problem: Problem) -> Ingredients:
    """Ages and figures as a publisher would give them: rounded, and half of the figures modelled."""
    areas, rows = len(problem.areas), len(problem.rows)
    chance = np.random.default_rng(len(problem.areas))
    return Ingredients(
        people=np.full((areas, rows), 5000.0),
        ages=chance.dirichlet([15, 12, 28, 25, 20], areas).round(2) * 100,
        bands=np.tile([[0.0, 0.7, 1, 1, 1], [0, 0, 0, 0, 1.0]], (rows // 2 + 1, 1))[:rows],
        figure=chance.uniform(20, 60, (areas, rows)).round(1),
        modelled=np.tile(np.arange(rows) % 4 < 2, (areas, 1)),
        measures=tuple(row.theme for row in problem.rows),
    )


def _beside_access(network: Network) -> Iterator[Line]:
    """E2SFCA of the first need row of each theme, by us and by PySAL `access`, on the same pairs."""
    python = _peer_python()
    if python is None:
        sys.stderr.write("PySAL access skipped: it could not be installed (uv pip install --group bench).\n")
        return
    ours, mine = 0.0, []
    with tempfile.TemporaryDirectory() as folder:
        for number, theme in enumerate(WHOLE.problem.themes):
            whole = of_themes(WHOLE.problem, [theme])
            problem = replace(whole, rows=whole.rows[:1], people=whole.people[:, :1])
            row = problem.rows[0]
            pairs = pairs_of(problem)
            kept = problem.suits[:, 0][pairs.supply]
            pairs = Pairs(pairs.point[kept], pairs.supply[kept], pairs.distance[kept])
            apart = Network(nodes_of(problem), (), np.zeros((problem.x.size, 1), np.int64), pairs)
            times = []
            for _ in range(5):
                began = time.perf_counter()
                at_points = accessibility_at_points(problem, apart)
                times.append(time.perf_counter() - began)
            ours += float(np.median(times))
            mine.append(at_points[:, 0])
            parts = [PARTS.index(part) for part in row.parts]
            capacity = np.array([sum(one.per_theme()[parts]) for one in problem.supply])
            np.savez(
                Path(folder) / f"pairs-{number}.npz", point=pairs.point, supply=pairs.supply,
                distance=pairs.distance, demand=problem.people[:, 0] * row.weekly_places,
                capacity=capacity, sigma=SIGMA_PER_REACH * row.reach, reach=row.reach,
            )  # fmt: skip
        subprocess.run([python, ROOT / "benchmarks" / "material" / "peer_access.py", folder], check=True)
        answers = [np.load(Path(folder) / f"found-{number}.npz") for number in range(len(mine))]
        theirs = float(sum(float(answer["seconds"]) for answer in answers))
        gap = max(float(np.abs(own - answer["at_points"]).max()) for own, answer in zip(mine, answers, strict=True))
    yield "seconds_e2sfca_first_rows", ours, "s (median of 5)"
    yield "seconds_access_first_rows", theirs, "s (PySAL access)"
    yield "speedup_vs_access", theirs / ours, "times"
    yield "max_abs_difference", gap, "places per place needed"


def _peer_python() -> Path | None:
    """The interpreter of the peers' own environment, made when it is not there yet."""
    python = PEERS / "bin" / "python"
    if python.exists():
        return python
    uv, lock = Path(sys.executable).parent / "uv", ROOT / "benchmarks" / "requirements.lock"
    quiet = {"check": True, "capture_output": True}
    try:
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, PEERS], **quiet)
        install = [uv, "pip", "sync", "--quiet", "--system-certs", "--require-hashes", lock]
        subprocess.run(install, env={**os.environ, "VIRTUAL_ENV": str(PEERS)}, **quiet)
    except (OSError, subprocess.CalledProcessError):
        return None
    return python


@contextmanager
def _peak() -> Iterator[list[float]]:
    """The largest memory of this process and its children together (proportional set size), in MB."""
    most, ended = [0.0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.25):
            most[0] = max(most[0], _memory())

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield most
    finally:
        most[0] = max(most[0], _memory())
        ended.set()
        thread.join()


def _memory() -> float:
    own = os.getpid()
    children = Path(f"/proc/{own}/task/{own}/children")
    pids = [own, *(int(pid) for pid in children.read_text().split())] if children.exists() else [own]
    return sum(_share_of(pid) for pid in pids)


def _share_of(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (OSError, ProcessLookupError):
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def one_municipality() -> Iterator[Line]:
    """Amersfoort with everything that a computation stores, and HiGHS on its transport model."""
    problem = WHOLE.part(WHOLE.codes.index("GM0307"))
    venues = sorted({(one.x or 0.0, one.y or 0.0) for one in problem.supply})
    spots = [Venue(str(number), *where) for number, where in enumerate(venues)]
    network, plan = network_of(problem), solve(problem)
    order = np.argsort(-plan.unserved, axis=1, kind="stable")[:, :4]
    chosen = frozenset((area, int(row)) for area, rows in enumerate(order) for row in rows)
    steps: dict[str, Callable[[], object]] = {
        "network": lambda: network_of(problem),
        "transport": lambda: solve(problem, network=network),
        "duals": lambda: worth(plan, network=network),
        "e2sfca": lambda: accessibility(problem, network=network),
        "evidence": lambda: evidence(problem, network=network),
        "draws": lambda: certainty(problem, _published(problem), RULES, network=network),
        "sensitivity": lambda: sensitivity(problem, [0.2] * len(problem.rows), network=network),
        "helps": lambda: helps(problem, plan, spots, network=network, chosen=chosen),
        "closings": lambda: closings(problem, plan, network=network, chosen=chosen),
        "overlaps": lambda: overlaps(problem, plan, network=network),
    }
    total, cpu = 0.0, 0.0
    for name, step in steps.items():
        wall, spent = _timed(step, 3)
        total, cpu = total + wall, cpu + spent
        yield f"seconds_{name}", wall, "s (median of 3)"
    yield "seconds_total", total, "s"
    yield "cpu_total", cpu, "s"
    first = problem.supply[0]
    apart = of_themes(problem, first.themes)
    wall, _cpu = _timed(lambda: compare(solve(apart), solve(apply(apart, [CloseSupply(first.key)]))), 5)
    yield "seconds_what_if", wall, "s (median of 5; one service closes)"
    wall, _cpu = _timed(lambda: plain_lp(problem), 1)
    yield "seconds_highs", wall, "s (HiGHS, most places only)"
    yield "places_used", float(plan.used.sum()), "places"
    yield "places_used_highs", plain_lp(problem), "places"


def _timed(work: Callable[[], object], times: int) -> tuple[float, float]:
    """The median wall and CPU seconds of some runs."""
    walls, cpus = [], []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return float(np.median(walls)), float(np.median(cpus))


def plain_lp(problem: Problem) -> float:
    """The largest number of places in use, by HiGHS over every (people, place) pair; places a week."""
    nodes = network_of(problem).nodes
    distance = cdist(
        np.column_stack([problem.x, problem.y]), np.array([(one.x or 0.0, one.y or 0.0) for one in problem.supply])
    )
    weekly = np.array([row.weekly_places for row in problem.rows])
    total = 0.0
    for theme in range(len(problem.themes)):
        own, pairs = np.flatnonzero(nodes.theme == theme), []
        for index, row in enumerate(problem.rows):
            if row.theme != problem.themes[theme]:
                continue
            hours = np.isin(nodes.part[own], [PARTS.index(part) for part in row.parts])
            suits = np.array([problem.supply[s].is_for(row.group) for s in nodes.supply[own]], dtype=bool)
            point, place = np.nonzero((distance[:, nodes.supply[own]] <= row.reach) & hours & suits)
            pairs.append(np.stack([point * len(problem.rows) + index, place]))
        who, where = np.concatenate(pairs, axis=1)
        label, who = np.unique(who, return_inverse=True)
        limits = np.concatenate([(problem.people * weekly).ravel()[label], nodes.capacity[own]])
        columns = np.arange(who.size)
        table = coo_array(
            (np.ones(2 * who.size), (np.concatenate([who, where + label.size]), np.tile(columns, 2))),
            shape=(limits.size, who.size),
        )
        total -= linprog(-np.ones(who.size), A_ub=table.tocsr(), b_ub=limits, method="highs").fun
    return total


if __name__ == "__main__":
    main()
