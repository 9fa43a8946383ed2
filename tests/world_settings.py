"""The settings of the server that shows the seeded world: those of the tests, with a count of each answer's SQL."""

from tests.settings import *  # noqa: F403

MIDDLEWARE = ["tests.counting.counts_queries", *MIDDLEWARE]  # noqa: F405
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
