"""The headers and cookies that every page carries."""

import datetime as dt
import os
import subprocess
import sys

import pytest
from django.test import Client
from tests import make

pytestmark = pytest.mark.django_db


def test_every_page_says_what_browsers_may_do(client: Client) -> None:
    headers = client.get("/privacy/").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_a_page_for_somebody_is_kept_by_nobody(client: Client) -> None:
    assert "no-store" not in client.get("/privacy/").headers.get("Cache-Control", "")
    client.force_login(make.user())
    assert "no-store" in client.get("/privacy/").headers["Cache-Control"]


def test_security_txt_has_what_the_standard_asks(client: Client) -> None:
    page = client.get("/.well-known/security.txt")
    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in page.content.decode().splitlines())
    assert fields["Contact"].endswith("/kwetsbaarheid-melden/")
    expires = dt.datetime.fromisoformat(fields["Expires"])
    assert dt.timedelta(days=30) < expires - dt.datetime.now(dt.UTC) < dt.timedelta(days=366)


def run(*args: str, secure: str) -> subprocess.CompletedProcess[str]:
    """One command with the settings of an installation."""
    env = os.environ | {
        "WIJKHART_SECURE": secure,
        "WIJKHART_ENV_FILE": os.devnull,
        "WIJKHART_SECRET_KEY": "".join(chr(33 + n % 90) for n in range(100)),
        "DJANGO_SETTINGS_MODULE": "wijkhart.config.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    return subprocess.run([sys.executable, *args], env=env, capture_output=True, text=True, check=False)


def test_an_installation_passes_djangos_own_deployment_check() -> None:
    found = run("-m", "wijkhart", "check", "--deploy", "--fail-level", "WARNING", secure="1")
    assert found.returncode == 0, found.stderr
    assert "no issues" in found.stdout


@pytest.mark.parametrize(("secure", "name"), [("1", "__Host-sessionid"), ("0", "sessionid")])
def test_cookies_are_bound_to_the_host_when_secure(secure: str, name: str) -> None:
    code = "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE)"
    assert run("-c", code, secure=secure).stdout.split() == [name, str(secure == "1")]
