"""A backup holds everything, a restore brings it back, and a bad file changes nothing.

Runs the commands as an operator does, each in a process of its own, on a database of its own: SQLite always, PostgreSQL
where `DATABASE_URL` names one.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

pytestmark = pytest.mark.proof
Run = Callable[..., "subprocess.CompletedProcess[str]"]
THEME = "from wijkhart.themes.models import Theme;"
ADD = THEME + "Theme.objects.create(key='{0}', label_nl='Één', label_en='One', condition='networks')"
LIST = THEME + "print(*Theme.objects.order_by('key').values_list('key', 'label_nl'))"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Run]:
    """Runs one command of Wijkhart on a fresh database."""
    if request.param == "sqlite":
        yield runner(f"sqlite:///{tmp_path / 'live.sqlite3'}", tmp_path)
        return
    server = urlsplit(os.environ["DATABASE_URL"])
    name = f"wijkhart_backup_{os.getpid()}"
    with psycopg.connect(urlunsplit(server._replace(scheme="postgresql")), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield runner(urlunsplit(server._replace(path=f"/{name}")), tmp_path)
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def runner(url: str, folder: Path) -> Run:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "wijkhart.config.settings",
        "WIJKHART_DATABASE_URL": url,
        "WIJKHART_DATA_DIR": str(folder),
        "WIJKHART_ENV_FILE": os.devnull,
        "WIJKHART_SECRET_KEY": "x" * 50,
    }

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "wijkhart", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return run


def worked(done: "subprocess.CompletedProcess[str]") -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1] if done.stdout else ""


def test_what_was_there_comes_back_and_what_came_later_goes(run: Run, tmp_path: Path) -> None:
    saved = str(tmp_path / "saved")
    worked(run("migrate", "-v0"))
    worked(run("shell", "-v0", "-c", ADD.format("one")))
    before = worked(run("shell", "-v0", "-c", LIST))
    worked(run("backup", saved))
    worked(run("shell", "-v0", "-c", ADD.format("two")))
    refused = run("restore", saved)
    assert "--replace" in refused.stderr
    worked(run("restore", saved, "--replace"))
    assert worked(run("shell", "-v0", "-c", LIST)) == before != ""


def test_a_backup_never_overwrites_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "saved").write_text("dear")
    assert run("backup", str(tmp_path / "saved")).returncode == 1
    assert (tmp_path / "saved").read_text() == "dear"


def test_a_bad_file_changes_nothing(run: Run, tmp_path: Path) -> None:
    worked(run("migrate", "-v0"))
    worked(run("shell", "-v0", "-c", ADD.format("one")))
    before = worked(run("shell", "-v0", "-c", LIST))
    worked(run("backup", str(tmp_path / "saved")))
    whole = (tmp_path / "saved").read_bytes()
    (tmp_path / "half").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text").write_text("not a backup")
    for name in ("half", "text", "absent"):
        done = run("restore", str(tmp_path / name), "--replace")
        assert done.returncode == 1, name
        assert name in done.stderr
        assert "Traceback" not in done.stderr
    assert worked(run("shell", "-v0", "-c", LIST)) == before


def test_a_backup_of_a_later_version_is_refused(tmp_path: Path) -> None:
    run = runner(f"sqlite:///{tmp_path / 'live.sqlite3'}", tmp_path)
    worked(run("migrate", "-v0"))
    worked(run("backup", str(tmp_path / "saved")))
    with closing(sqlite3.connect(tmp_path / "saved")) as saved:
        saved.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('areas', '9999_later', '2030-01-01')")
        saved.commit()
    assert "areas.9999_later" in run("restore", str(tmp_path / "saved"), "--replace").stderr
