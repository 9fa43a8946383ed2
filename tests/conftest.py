"""What every test shares, and what a run says it left out."""

import os
from collections.abc import Iterator
from ctypes.util import find_library
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from tests.browser.chromium import CHROMIUM
from tests.databases import let_tests_empty_the_log, real_database
from tests.world import ROOT, World, served
from wijkhart.core.catalogue import compile_stale

__all__ = ["real_database"]
let_tests_empty_the_log()

hypothesis_settings.register_profile("quick", deadline=None, derandomize=True, print_blob=True)
hypothesis_settings.register_profile("long", deadline=None, max_examples=2000, print_blob=True)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def absent() -> dict[str, str]:
    """What this machine lacks: marker of the tests that need it -> the line that says so."""
    lines = {}
    if not Path(CHROMIUM).exists():
        lines["browser"] = f"Browser tests skipped: no Chromium at {CHROMIUM} (Debian: apt install chromium)."
    if "DATABASE_URL" not in os.environ:
        lines["postgresql"] = "PostgreSQL skipped: DATABASE_URL names none; this run was on SQLite."
    if not find_library("pangoft2-1.0"):
        lines["pdf"] = "PDF tests skipped: no Pango (Debian: apt install libpangoft2-1.0-0 libharfbuzz-subset0)."
    return lines


def pytest_configure(config: pytest.Config) -> None:
    """Texts are tested as they stand in the catalogues now; processes that tests start share their compiled code."""
    if not hasattr(config, "workerinput"):
        compile_stale()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / "var" / "pycache"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    lacking = absent()
    if os.environ.get("CI") == "true" and "browser" in lacking:
        raise pytest.UsageError("In CI the browser tests must run. " + lacking["browser"])
    for item in items:
        for marker, line in lacking.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=line))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in absent().values():
        terminalreporter.write_line(line)


@pytest.fixture
def english() -> Iterator[None]:
    """Texts as they stand in the code, for tests that read messages."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Amersfoort as the demo loads it, behind a server of its own."""
    with served(tmp_path_factory.mktemp("world")) as running:
        yield running
