"""A database that other processes can open too, and real workers on it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import tests.core.jobs.slowapp.tasks  # noqa: F401 - registers its kinds in this process
from django.conf import LazySettings
from django.db import connection
from tests.core.jobs import worker_settings

collect_ignore = ["slowapp", "worker_settings.py"]
ROOT = Path(__file__).parents[3]
StartWorker = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def real_database(transactional_db: None, settings: LazySettings, tmp_path: Path) -> Iterator[str]:
    """The address of the test database; SQLite's lives in memory, so there it is a copy on disk."""
    settings.JOBS_BEAT, settings.JOBS_DEAD_AFTER = worker_settings.JOBS_BEAT, worker_settings.JOBS_DEAD_AFTER
    facts = connection.settings_dict
    if connection.vendor != "sqlite":
        yield f"postgres://{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"
        return
    file = tmp_path / "real.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    in_memory, name = connection.connection, facts["NAME"]
    connection.connection, facts["NAME"] = None, str(file)
    yield f"sqlite:///{file}"
    connection.close()
    connection.connection, facts["NAME"] = in_memory, name


@pytest.fixture
def start_worker(real_database: str) -> Iterator[StartWorker]:
    """Starts `wijkhart work` as a process of its own, as often as asked; ends them all."""
    started: list[subprocess.Popen[bytes]] = []
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.core.jobs.worker_settings",
        "WIJKHART_DATABASE_URL": real_database,
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }

    def start(*options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "wijkhart", "work", "--interval", "0.1", *options]
        started.append(subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.DEVNULL))
        return started[-1]

    yield start
    for worker in started:
        worker.kill()
        worker.wait()


def wait_until(true: Callable[[], bool], seconds: float = 40) -> float:
    """Wait for it; the seconds it took. Fails when it never comes."""
    start = time.monotonic()
    while not true():
        assert time.monotonic() - start < seconds, "it never came"
        time.sleep(0.05)
    return time.monotonic() - start
