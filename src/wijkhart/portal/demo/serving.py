"""The server and the worker of the demonstration: started together, ended together."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import BinaryIO

from django.utils.translation import gettext as _

from wijkhart.core.errors import Refused

START_SECONDS = 30
REGULAR = ((300.0, "index_services"), (86_400.0, "nightly"))
"""Work that cron does in a real installation: every so many seconds, which command."""


def check_free(port: int) -> None:
    """Refuse a port that somebody else listens on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            message = _("Port %(port)s is in use. Choose another: PORT=8123 make demo") % {"port": port}
            raise Refused(message) from error


def serve(port: int, log: Path, announce: Sequence[str]) -> int:
    """Run server and worker until one ends or somebody stops them; the last lines said are `announce`."""
    with log.open("ab") as out:
        server = [
            *(sys.executable, "-m", "gunicorn", "wijkhart.config.wsgi", "--bind", f"127.0.0.1:{port}"),
            *("--workers", "1", "--threads", "8", "--log-level", "warning"),
        ]
        worker = [sys.executable, "-m", "wijkhart", "work"]
        running = [subprocess.Popen(command, stdout=out, stderr=out) for command in (server, worker)]  # noqa: S603
        try:
            for asked in (signal.SIGTERM, signal.SIGINT):
                signal.signal(asked, _stop)
            _wait_until_up(port, running[0])
            sys.stdout.write("\n".join(announce) + "\n")
            sys.stdout.flush()
            return _watch(running, log, out)
        except KeyboardInterrupt:
            return 0
        finally:
            _end(running)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _wait_until_up(port: int, server: subprocess.Popen[bytes]) -> None:
    """Return when the server answers on its port; refuse when it ends or stays silent."""
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise Refused(_("The server did not start."))


def _watch(running: list[subprocess.Popen[bytes]], log: Path, out: BinaryIO) -> int:
    """Do the regular work until server or worker ends by itself, which is a fault; says where to read why."""
    server_and_worker, due = tuple(running), {name: time.monotonic() + every for every, name in REGULAR}
    while all(process.poll() is None for process in server_and_worker):
        for every, name in REGULAR:
            if time.monotonic() >= due[name]:
                due[name] = time.monotonic() + every
                command = [sys.executable, "-m", "wijkhart", name]
                running.append(subprocess.Popen(command, stdout=out, stderr=out))  # noqa: S603
        running[2:] = [process for process in running[2:] if process.poll() is None]
        time.sleep(0.5)
    sys.stderr.write(_("The demo stopped by itself. The reason stands in %(log)s") % {"log": log} + "\n")
    return 1


def _end(running: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in running:
        if process.poll() is None:
            process.terminate()
    for process in running:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
