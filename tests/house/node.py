"""Checkers of others that run on Node, fetched when they are asked for; only `make proof` does."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house import source

FOLDER = source.ROOT / "var" / "node"
NPM = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-save"]


def node_tool(package: str, version: str, program: str) -> Path:
    """The program of a package of npm at one version; skips the test with a line where it cannot be had."""
    if shutil.which("npm") is None:
        pytest.skip(f"{package} skipped: no npm (Debian: apt install npm).")
    folder = FOLDER / f"{package.replace('/', '-')}-{version}"
    path = folder / "node_modules" / ".bin" / program
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [*NPM, f"--prefix={folder}", f"--cache={FOLDER / 'cache'}", f"{package}@{version}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"{package} skipped: npm could not fetch it ({done.stderr.strip()[-120:]}).")
    return path
