"""The settings of a worker process in these tests: with slow kinds of work, and quick to give up the dead."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.core.jobs.slowapp"]
JOBS_BEAT = 0.1
JOBS_DEAD_AFTER = 1.5
