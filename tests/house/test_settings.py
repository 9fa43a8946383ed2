"""A missing or wrong variable stops the program with a sentence, not with a page of code."""

import os
import subprocess
import sys

import pytest

from tests.house import source

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "wijkhart.config.settings",
    "PYTHONPATH": str(source.ROOT / "src"),
    "WIJKHART_ENV_FILE": os.devnull,
    "WIJKHART_SECRET_KEY": "".join(chr(48 + (number * 29) % 74) for number in range(64)),
    "WIJKHART_ALLOWED_HOSTS": "wijk.example.org",
    "WIJKHART_CONTACT_EMAIL": "contact@example.org",
}


def check(*arguments: str, **changed: str | None) -> "subprocess.CompletedProcess[str]":
    """Run `wijkhart check` as an operator would, with some variables changed or taken out (None)."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("WIJKHART_", "DJANGO_"))}
    environment = {**kept, **{key: value for key, value in {**PRODUCTION, **changed}.items() if value is not None}}
    command = [sys.executable, "-m", "wijkhart", "check", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WIJKHART_SECRET_KEY", None),
        ("WIJKHART_DEBUG", "perhaps"),
        ("WIJKHART_DATABASE_URL", "nonsense://x"),
        ("WIJKHART_JOBS_DEAD_AFTER", "1"),
    ],
)
def test_a_bad_variable_is_named_in_a_sentence(name: str, value: str | None) -> None:
    done = check(**{name: value})
    assert done.returncode != 0
    assert name in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.proof
def test_a_production_installation_passes_the_deployment_check() -> None:
    done = check("--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
