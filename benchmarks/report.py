"""How every benchmark says what it measured: JSON lines, which `python -m benchmarks.report` makes into a page."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
HEAD = """# Measured

Written by `make bench`: every figure below comes from the script named beside it, on the day and machine named under
the table. Nothing is copied by hand.

| case | metric | value | unit | command |
|---|---|---:|---|---|
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number."""

    case: str
    metric: str
    value: float
    unit: str


def say(case: str, metric: str, value: float, unit: str) -> None:
    """Print one measured number: a JSON line after `--json`, a sentence otherwise."""
    if "--json" not in sys.argv:
        print(f"{case}: {metric} {value:.4g} {unit}")
        return
    print(json.dumps(asdict(Figure(case, metric, value, unit))))


@contextmanager
def timed(case: str, metric: str = "wall clock") -> Iterator[None]:
    """Measure a block and say how many seconds it took."""
    began = perf_counter()
    yield
    say(case, metric, perf_counter() - began, "s")


def row(figure: Figure, command: str) -> str:
    """One line of the table."""
    value = f"{figure.value:,.0f}" if figure.value >= 1000 else f"{figure.value:.3g}"
    cells = [figure.case, figure.metric, value, figure.unit, f"`{command}`"]
    return "| " + " | ".join(cells) + " |\n"


def measured(script: Path) -> list[Figure]:
    """Run one benchmark and read what it says."""
    command = [sys.executable, "-m", f"benchmarks.{script.stem}", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{script.name} failed:\n{done.stderr[-3000:]}")
    return [Figure(**json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{")]


def kept(script: Path) -> list[str]:
    """What the page says already of a benchmark."""
    lines = PAGE.read_text().splitlines(keepends=True) if PAGE.exists() else []
    return [line for line in lines if line.endswith(f"`python -m benchmarks.{script.stem}` |\n")]


def main() -> None:
    """Run every benchmark, or those that are named, and write the page; of the others the page keeps what it says."""
    rows, asked = [], set(sys.argv[1:])
    for script in sorted(Path(__file__).parent.glob("*.py")):
        if script.name in {"report.py", "__init__.py"}:
            continue
        if asked and script.stem not in asked:
            rows += kept(script)
            continue
        print(f"{script.stem} ...", flush=True)
        rows += [row(figure, f"python -m benchmarks.{script.stem}") for figure in measured(script)]
    today = datetime.now(UTC).date().isoformat()
    machine = f"\n{today}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}.\n"
    PAGE.write_text(HEAD + "".join(rows) + machine)


if __name__ == "__main__":
    main()
