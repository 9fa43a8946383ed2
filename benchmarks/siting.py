"""How long it takes to prove which places to keep.

    python -m benchmarks.siting [FILE ...] [--quick] [--json] [--peer]

Case = the stem of each FILE, a p-median instance in the format of the OR-Library (without one: those of the tests).
Case `town`: 4,000 points and 60 places, one plan and the proven curve for every number of places, each wijk keeping a
beating heart; `town-free` without hearts, which is harder (left out by `--quick`). Every case runs in a process of its
own, so that the peak memory is its own. `--peer` adds PySAL `spopt` with HiGHS in the same run, when it is installed
(`pip install spopt highspy` into the environment that PEER_PYTHON names; else var/peers), for at most 10 minutes each.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

from benchmarks.material.pmedian import instance, town
from benchmarks.report import say
from wijkhart.analysis.siting import check, frontier, solve

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "tests" / "analysis" / "data" / "pmedian"
PEER_SECONDS = 600


def main() -> None:
    """Run the cases and print a line per metric."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="p-median instances")
    parser.add_argument("--quick", action="store_true", help="leave the slowest case out")
    parser.add_argument("--json", action="store_true", help="a JSON object per line")
    parser.add_argument("--peer", action="store_true", help="measure PySAL spopt beside it")
    chosen = parser.parse_args()
    for file in chosen.files or sorted(SMALL.glob("*.txt"), key=lambda one: (len(one.stem), one.stem)):
        found = _apart(_instance, str(file))
        _tell(file.stem, found)
        if chosen.peer:
            _peer(file, found)
    if not chosen.files or not chosen.quick:
        for case in ["town"] if chosen.quick else ["town", "town-free"]:
            _tell(case, _apart(_town, case))


UNITS = {"seconds": "s", "gap_percent": "%", "peak_mb": "MB", "cpu": "s", "largest_gap_percent": "%"}


def _tell(case: str, found: dict[str, float]) -> None:
    for metric, value in found.items():
        unit = next((unit for name, unit in UNITS.items() if name in metric), "metres")
        say(case, metric, value, "plans" if metric == "plans" else unit)
    sys.stdout.flush()


def _apart(work: Callable[[str], dict[str, float]], what: str) -> dict[str, float]:
    """Do it in a new process."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(work, (what,))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _instance(file: str) -> dict[str, float]:
    problem = instance(Path(file))
    began, cpu = time.perf_counter(), time.process_time()
    plan = solve(problem, seconds=120)
    spent, used = time.perf_counter() - began, time.process_time() - cpu
    assert not check(problem, plan)
    return {
        "objective": plan.objective, "seconds": spent, "cpu": used, "gap_percent": 100 * plan.gap, "peak_mb": _peak(),
    }  # fmt: skip


def _town(case: str) -> dict[str, float]:
    problem = town(hearts=case == "town")
    began = time.perf_counter()
    plan = solve(problem)
    one = time.perf_counter() - began
    assert not check(problem, plan)
    began, cpu = time.perf_counter(), time.process_time()
    plans = list(frontier(problem))
    spent, used = time.perf_counter() - began, time.process_time() - cpu
    return {
        "objective": plan.objective, "seconds": one, "seconds_curve": spent, "cpu_curve": used, "plans": len(plans),
        "gap_percent": 100 * plan.gap, "largest_gap_percent": 100 * max(one.gap for one in plans), "peak_mb": _peak(),
    }  # fmt: skip


def _peer(file: Path, ours: dict[str, float]) -> None:
    """PySAL spopt on the same instance."""
    python = os.environ.get("PEER_PYTHON", str(ROOT / "var" / "peers" / "bin" / "python"))
    command = [python, str(ROOT / "benchmarks" / "material" / "peer_spopt.py"), str(file)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PEER_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        sys.stderr.write(f"PySAL spopt skipped for {file.stem}: {type(error).__name__}\n")
        return
    objective, seconds, peak = (float(one) for one in done.stdout.split()[-3:])
    say(file.stem, "objective_spopt", objective, "metres")
    say(file.stem, "seconds_spopt", seconds, "s")
    say(file.stem, "peak_mb_spopt", peak, "MB")
    say(file.stem, "speedup_vs_spopt", seconds / ours["seconds"], "times")


if __name__ == "__main__":
    main()
