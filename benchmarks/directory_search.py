"""What one search in the directory costs, over HTTP: CPU of all processes together, and how long it takes.

    python -m benchmarks.directory_search [--quick] [--json]

10,000 and 100,000 offers (--quick: 10,000) on the 9,099 known places of the country
(benchmarks/material/directory.toml), behind gunicorn with two workers, on PostgreSQL (where DATABASE_URL names one) and
on SQLite (--quick: on the first of the two that is there). Five questions, each asked at other places and with other
words every time; the answer is 20 offers as JSON with all facet counts. CPU is that of the workers and, on PostgreSQL,
of the sessions of the database; p50 and p95 are at four clients at once. Beside it the same questions asked of
PostgreSQL by itself (Dutch full text with a GIN index, an index on the point, counts per theme), in SQL without any web
server.
"""

import http.client
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.material import peer_postgres
from benchmarks.material.directory import PARAMETERS
from benchmarks.report import ROOT, say

CLIENTS, WORKERS = 4, 2
TICKS = os.sysconf("SC_CLK_TCK")
FILL = "import django; django.setup(); from benchmarks.material.directory import main; main()"


@dataclass(frozen=True, slots=True)
class Store:
    """A database of the benchmark's own."""

    name: str
    url: str
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        return {
            **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
            "DJANGO_SETTINGS_MODULE": "wijkhart.config.settings",
            "WIJKHART_ENV_FILE": os.devnull,
            "WIJKHART_SECRET_KEY": "benchmark-" + "x" * 50,
            "WIJKHART_SECURE": "0",
            "WIJKHART_DATA_DIR": str(self.folder),
            "WIJKHART_DATABASE_URL": self.url,
        }


def questions(spots: list[tuple[float, float]], number: int) -> dict[str, dict[str, str | int]]:
    """The five questions, at one place and with one word."""
    draw = random.Random(number)  # noqa: S311
    x, y = draw.choice(spots)
    words, theme = draw.choice(PARAMETERS["words"]), draw.choice(PARAMETERS["themes"])
    point = {"near": f"{x:.0f},{y:.0f}"}
    hours = {"weekday": draw.randrange(5), "fromTime": "12:00", "toTime": "18:00", "age": draw.randrange(5, 90)}
    return {
        "words + 1 km": {"words": words, **point, "radius": 1000},
        "1 km": {**point, "radius": 1000},
        "words": {"words": words},
        "theme + 50 km": {"theme": theme, **point, "radius": 50_000},
        "weekday + hours + age + 1 km": {**hours, **point, "radius": 1000},
    }


def cpu_of(database: str, server: int) -> float:
    """Seconds of CPU that the web server with its workers and the sessions of this PostgreSQL database have used."""
    return sum(_used(folder, database, server) for folder in Path("/proc").iterdir() if folder.name.isdigit()) / TICKS


def _used(folder: Path, database: str, server: int) -> int:
    try:
        told, command = (folder / "stat").read_text(), (folder / "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return 0
    facts = told[told.rindex(")") + 2 :].split()
    session = command.startswith("postgres:") and f" {database} " in command
    return int(facts[11]) + int(facts[12]) if session or server in (int(folder.name), int(facts[1])) else 0


@contextmanager
def served(store: Store) -> Iterator[tuple[int, int]]:
    """The web server over this database: its port and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "wijkhart.config.wsgi", f"--bind=127.0.0.1:{port}"]
    options = [f"--workers={WORKERS}", "--threads=4", "--keep-alive=30"]
    with (store.folder / "server.log").open("w") as log:
        server = subprocess.Popen([*command, *options], cwd=ROOT, env=store.environment, stdout=log, stderr=log)
        try:
            _wait_for(port)
            yield port, server.pid
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The server of the benchmark did not start.")


def ask(connection: http.client.HTTPConnection, question: dict[str, str | int]) -> dict[str, object]:
    """One answer. Errors: SystemExit when it is not a good one."""
    connection.request("GET", f"/api/v1/services?{urlencode({**question, 'pageSize': 20})}")
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{answer.status}: {body[:500]!r}")
    told: dict[str, object] = json.loads(body)
    return told


def load(port: int, asked: list[dict[str, str | int]]) -> tuple[list[float], list[int]]:
    """Four clients share the questions: the seconds that each answer took, and how many offers it counted."""
    took: list[float] = []
    counts: list[int] = []

    def client(part: list[dict[str, str | int]]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for question in part:
            began = time.perf_counter()
            told = ask(connection, question)
            took.append(time.perf_counter() - began)
            counts.append(int(str(told["count"])))

    threads = [threading.Thread(target=client, args=(asked[start::CLIENTS],)) for start in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took, counts


def _warm(port: int, spots: list[tuple[float, float]]) -> None:
    """Until every worker has read what can be found, and all kinds of question were asked; not measured."""
    for _number in range(10 * WORKERS):
        load(port, [questions(spots, 10_000)["1 km"]] * CLIENTS)
    load(port, [question for number in range(40) for question in questions(spots, 10_000 + number).values()])


def measure(store: Store, label: str, spots: list[tuple[float, float]], repeats: int) -> None:
    """All five questions on one database."""
    database = store.url.rpartition("/")[2] if store.name == "PostgreSQL" else ""
    with served(store) as (port, server):
        _warm(port, spots)
        for name in questions(spots, 0):
            asked = [questions(spots, number)[name] for number in range(repeats)]
            cpu, wall = cpu_of(database or "-", server), time.perf_counter()
            took, counts = load(port, asked)
            wall, cpu = time.perf_counter() - wall, cpu_of(database or "-", server) - cpu
            case = f"{label}/{name}" + ("" if database else " (SQLite)")
            say(case, "cpu_ms", cpu / len(asked) * 1000, "ms")
            say(case, "p50_ms", statistics.median(took) * 1000, "ms")
            say(case, "p95_ms", statistics.quantiles(took, n=20)[-1] * 1000, "ms")
            say(case, "rps", len(asked) / wall, "per second")
            say(case, "found", statistics.median(counts), "offers (median)")


def measure_peer(store: Store, label: str, spots: list[tuple[float, float]], repeats: int) -> None:
    """The same questions, asked of PostgreSQL by itself."""
    import psycopg

    database = store.url.rpartition("/")[2]
    with psycopg.connect(store.url, autocommit=True) as connection:
        peer_postgres.prepare(connection)
        for name in questions(spots, 0):
            asked = [questions(spots, number)[name] for number in range(repeats)]
            peer_postgres.measure(connection, asked[:5], lambda: 0.0)
            cpu, took = peer_postgres.measure(connection, asked, lambda: cpu_of(database, -1))
            say(f"{label}/{name} (PostgreSQL by itself)", "cpu_ms", cpu * 1000, "ms")
            say(f"{label}/{name} (PostgreSQL by itself)", "p50_ms", statistics.median(took) * 1000, "ms")


def fill(store: Store, count: int) -> list[tuple[float, float]]:
    """The instance in this database, and the points of its places."""
    files = [str(store.folder / name) for name in ("spots.json", "read.pickle")]
    command = [sys.executable, "-c", FILL, str(count), *files]
    subprocess.run(command, cwd=ROOT, env={**store.environment, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}, check=True)
    return [(x, y) for x, y in json.loads((store.folder / "spots.json").read_text())]


def stores(folder: Path) -> Iterator[Store]:
    """PostgreSQL where there is one, and SQLite."""
    if named := os.environ.get("DATABASE_URL", ""):
        import psycopg

        base, _slash, _name = named.rpartition("/")
        with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS wijkhart_bench_search")
            connection.execute("CREATE DATABASE wijkhart_bench_search")
        yield Store("PostgreSQL", f"{base}/wijkhart_bench_search", folder)
    yield Store("SQLite", f"sqlite:///{folder / 'search.sqlite3'}", folder)


def main() -> None:
    """Every size on every database."""
    quick = "--quick" in sys.argv
    for count, label in ((10_000, "10k"), *(() if quick else ((100_000, "100k"),))):
        with tempfile.TemporaryDirectory() as name:
            for store in islice(stores(Path(name)), 1 if quick else None):
                began = time.perf_counter()
                spots = fill(store, count)
                say(f"{label}/all ({store.name})", "fill and index", time.perf_counter() - began, "s")
                measure(store, label, spots, 60 if quick else 400)
                if store.name == "PostgreSQL":
                    measure_peer(store, label, spots, 30 if quick else 100)


if __name__ == "__main__":
    main()
