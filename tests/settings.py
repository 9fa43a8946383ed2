"""The settings under test: the real ones, with what a test run must fix."""

import os

os.environ.setdefault("WIJKHART_ENV_FILE", os.devnull)
os.environ.setdefault("WIJKHART_SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("WIJKHART_SECURE", "0")
if "DATABASE_URL" in os.environ:
    os.environ.setdefault("WIJKHART_DATABASE_URL", os.environ["DATABASE_URL"])

from tests.strict import STRICT
from wijkhart.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True  # no directory of collected files in a test run
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = STRICT  # type: ignore[index]  # noqa: F405
