"""The seeded world: Amersfoort as `wijkhart demo` loads it, behind a server of its own.

Loading takes many seconds, so it happens once for the code and data as they are, in `var/world`; each test process
serves a copy. The world lives in its own SQLite file, apart from the database under test.
"""

import fcntl
import hashlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "var" / "world"
WHO = ("anonymous", "administrator")
SHOWN = {"templates", "static", "locale"}
"""Folders with what the server shows and does not load: a change there needs no new world."""
START_SECONDS = 30
SEED = "import django; django.setup(); from tests.seeding import main; main()"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said, with its SQL."""

    status: int
    text: str
    headers: dict[str, str]

    @property
    def queries(self) -> int:
        return int(self.headers["x-queries"])

    @property
    def written(self) -> set[str]:
        return set(self.headers["x-written"].split())


@dataclass(frozen=True, slots=True)
class World:
    """A running server and what can be seen there."""

    port: int
    folder: Path
    paths: dict[str, str]
    """Name of an address -> an example of it."""
    missing: list[str]
    """Addresses without an example, and why."""
    sessions: dict[str, str]
    """Role -> the session key of somebody who is logged in."""
    logins: dict[str, tuple[str, str]]
    """Role -> address and password."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def last_words(self) -> str:
        """The end of what the server said, to tell why it failed."""
        return (self.folder / "server.log").read_text()[-1500:]

    def get(self, path: str, who: str = "anonymous", **headers: str) -> Answer:
        """One GET, redirects not followed."""
        if who != "anonymous":
            headers["Cookie"] = f"sessionid={self.sessions[who]}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            said = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, answer.read().decode(errors="replace"), said)
        finally:
            connection.close()


def digest() -> str:
    """Of all code and data that the world is made of."""
    made_of = hashlib.sha256(sys.version.encode())
    ours = [ROOT / "tests" / f"{name}.py" for name in ("addresses", "seeding", "world_settings")]
    parts = [ROOT / "src", ROOT / "demo", *ours]
    for path in sorted(file for part in parts for file in ([part] if part.is_file() else part.rglob("*"))):
        if path.is_file() and path.suffix != ".pyc" and not SHOWN & set(path.parts):
            made_of.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return made_of.hexdigest()[:16]


def environment(folder: Path) -> dict[str, str]:
    """The environment of a program that lives in the world of this folder."""
    return {
        **{key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "WIJKHART_DATABASE_URL"}},
        "DJANGO_SETTINGS_MODULE": "tests.world_settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "WIJKHART_DATA_DIR": str(folder),
        "WIJKHART_DEMO": "1",
        "WIJKHART_HOST_MUNICIPALITIES": "127.0.0.1=GM0307",
        "WIJKHART_EMBED_ALLOWED": "https://www.example.org",
        "WIJKHART_DATABASE_URL": f"sqlite:///{folder / 'wijkhart.sqlite3'}",
        "WIJKHART_ENV_FILE": os.devnull,
    }


def made() -> Path:
    """The folder of the world as code and data are now; made when it is not there yet."""
    HOME.mkdir(parents=True, exist_ok=True)
    folder = HOME / digest()
    with (HOME / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "world.json").exists():
            for old in HOME.iterdir():
                shutil.rmtree(old) if old.is_dir() else None
            folder.mkdir()
            _run([sys.executable, "-c", SEED], folder)
    return folder


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")


@contextmanager
def served(folder: Path) -> Iterator[World]:
    """A copy of the world in `folder`, behind a server."""
    shutil.copytree(made(), folder, dirs_exist_ok=True)
    facts = json.loads((folder / "world.json").read_text())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    gunicorn = [sys.executable, "-m", "gunicorn", "--workers=1", "--threads=4", f"--bind=127.0.0.1:{port}"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [*gunicorn, "wijkhart.config.wsgi"], cwd=ROOT, env=environment(folder), stdout=log, stderr=log
        )
        try:
            _wait_for(port, server, folder)
            yield World(port=port, folder=folder, **facts)
        finally:
            server.terminate()
            server.wait(10)


def _wait_for(port: int, server: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The server of the world did not start:\n" + (folder / "server.log").read_text()[-3000:])
