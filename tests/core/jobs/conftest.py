"""Real workers, as processes of their own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import tests.core.jobs.slowapp.tasks  # noqa: F401 - registers its kinds in this process
from django.conf import LazySettings
from tests.core.jobs import worker_settings

collect_ignore = ["slowapp", "worker_settings.py"]
ROOT = Path(__file__).parents[3]
StartWorker = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture(autouse=True)
def _quick(settings: LazySettings) -> None:
    """This process gives up the dead as quickly as the workers it starts."""
    settings.JOBS_BEAT, settings.JOBS_DEAD_AFTER = worker_settings.JOBS_BEAT, worker_settings.JOBS_DEAD_AFTER


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


def wait_until(true: Callable[[], bool], seconds: float = 40, pause: float = 0.05) -> float:
    """Wait for it; the seconds it took. Fails when it never comes."""
    start = time.monotonic()
    while not true():
        assert time.monotonic() - start < seconds, "it never came"
        time.sleep(pause)
    return time.monotonic() - start
