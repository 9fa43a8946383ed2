"""A worker that is killed in the middle of a search leaves the last good plan."""

import signal
from dataclasses import replace

import pytest
from tests.core.jobs.conftest import StartWorker, _quick, start_worker, wait_until  # noqa: F401 - fixtures
from tests.places.building import BY, room
from tests.seasons.season import ask, hall, hours, season_of

from wijkhart.analysis.timetable import check
from wijkhart.core.jobs.actions import enqueue_job
from wijkhart.core.jobs.models import Job, JobState
from wijkhart.seasons.models import SeasonPlan
from wijkhart.seasons.queries.plans import standing_of
from wijkhart.seasons.tasks import COMPUTE

pytestmark = pytest.mark.usefixtures("english")


def test_a_killed_worker_leaves_a_plan_that_keeps_every_rule(start_worker: StartWorker) -> None:  # noqa: F811
    first = hall()
    rooms = [first, *(room(first.place, f"Zaal {at}", seats=30) for at in range(1, 5))]
    season = season_of(rooms)
    for at in range(70):
        spans = (*hours("17:00-22:00", day=at % 5), *hours("18:00-22:00", day=(at + 2) % 5))
        ask(season, f"Groep {at}", minutes=60 + 30 * (at % 4), hours=spans)
    job = enqueue_job(by=BY, kind=COMPUTE, municipality="GM0307", params={"season": str(season.pk), "seconds": 120})
    worker = start_worker()
    wait_until(lambda: SeasonPlan.objects.filter(granted__gt=0).exists())
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    wait_until(lambda: Job.objects.get(pk=job.pk).shown_state in (JobState.DEAD, JobState.DONE), seconds=10)
    left = SeasonPlan.objects.get()
    standing = standing_of(left)
    assert left.granted == len(standing.plan.sessions) > 20
    assert check(standing.problem, replace(standing.plan, bound=1e12)) == []
