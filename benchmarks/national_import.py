"""How long the national import takes, with a naive way beside it.

Run `python benchmarks/national_import.py [--quick] [--json]`.

Imports municipalities, wijken, the health monitor, the table of wijken, postcodes and polling places of `demo/national`
into a fresh SQLite database. The baselines run in the same process: figures made one by one, and a plain parse.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

NATIONAL = Path(__file__).parents[1] / "demo" / "national"
LIMIT = 60.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="Amersfoort only")
    parser.add_argument("--json", action="store_true", help="one JSON object on each line")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _start(Path(folder))
        rows = _imports("GM0307" if asked.quick else "") + _baselines()
    for case, metric, value, unit in rows:
        if asked.json:
            print(json.dumps({"case": case, "metric": metric, "value": round(value, 3), "unit": unit}))
        else:
            print(f"{case:<44} {metric:<8} {value:>12.2f} {unit}")


def _start(folder: Path) -> None:
    """A fresh database, and Django on it."""
    os.environ.update(
        WIJKHART_ENV_FILE=os.devnull,
        WIJKHART_SECRET_KEY="benchmark-" + "x" * 50,
        WIJKHART_DATA_DIR=str(folder),
        WIJKHART_DATABASE_URL=f"sqlite:///{folder / 'bench.sqlite3'}",
        DJANGO_SETTINGS_MODULE="wijkhart.config.settings",
    )
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    wall, cpu = time.perf_counter(), time.process_time()
    made = work()
    return time.perf_counter() - wall, time.process_time() - cpu, made


def _imports(municipality: str) -> list[tuple[str, str, float, str]]:
    from wijkhart.areas import actions
    from wijkhart.core.actors import System
    from wijkhart.places.actions import import_polling_places

    steps: list[tuple[Callable[..., Any], str]] = [
        (actions.import_boundaries, "gemeenten_2024.geojson"),
        (actions.import_boundaries, "wijken_2024.geojson"),
        (actions.import_health_monitor, "RIVM_gezondheid2020_18+.xlsx"),
        (actions.import_district_table, "wijken_nl.csv"),
        (actions.import_postcodes, "postcodes_NL.txt"),
        (import_polling_places, "TweedeKamer-verkiezingen_2023.xlsx"),
    ]
    rows, total, worked = [], 0.0, 0.0
    for action, name in steps:
        wall, cpu, report = _timed(
            lambda action=action, name=name: action(
                by=System("benchmark"), path=NATIONAL / name, municipality=municipality
            )
        )
        read = max(report.counts.get(key, 0) for key in ("figures", "rows", "postcodes_new"))
        rows += [(name, "wall", wall, "s"), (name, "cpu", cpu, "s"), (name, "rows", float(read), "rows")]
        total, worked = total + wall, worked + cpu
    return [*rows, ("all", "wall", total, "s"), ("all", "cpu", worked, "s"), ("all", "limit", LIMIT, "s")]


def _baselines() -> list[tuple[str, str, float, str]]:
    """A figure at a time through the ORM (on a sample, reckoned up), and openpyxl alone on the same file."""
    import openpyxl

    from wijkhart.areas.models import Area, Figure, Measure, Source

    source = Source.objects.create(key="baseline", title="x", publisher="x", licence="x")
    areas = list(Area.objects.all()[:100])
    measures = list(Measure.objects.all()[:20])

    def one_by_one() -> int:
        made = 0
        for area in areas:
            for measure in measures:
                Figure.objects.create(area=area, measure=measure, source=source, period=2000, value=1.0)
                made += 1
        return made

    wall, _cpu, made = _timed(one_by_one)
    book = openpyxl.load_workbook(NATIONAL / "RIVM_gezondheid2020_18+.xlsx", read_only=True)
    plain, plain_cpu, _count = _timed(lambda: sum(1 for _row in book.worksheets[0].iter_rows(values_only=True)))
    return [
        ("baseline: 208,092 figures one by one", "wall", wall / made * 208_092, "s"),
        ("baseline: openpyxl alone, health monitor", "wall", plain, "s"),
        ("baseline: openpyxl alone, health monitor", "cpu", plain_cpu, "s"),
    ]


if __name__ == "__main__":
    main()
