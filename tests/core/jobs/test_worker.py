"""Real worker processes: killed in the middle, stopped in the middle, side by side, beside a busy web."""

import signal
import threading
from typing import Any

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult
from tests.core.jobs.conftest import StartWorker, wait_until

from wijkhart.config import settings as real_settings
from wijkhart.core.actors import System
from wijkhart.core.jobs import kinds
from wijkhart.core.jobs.actions import cancel_job, enqueue_job, retry_job
from wijkhart.core.jobs.kinds import job_kind
from wijkhart.core.jobs.models import Job, JobState, WorkerSeen
from wijkhart.core.jobs.run import JobRun, perform
from wijkhart.core.jobs.tidy import bury_dead_jobs, free_lost_tasks
from wijkhart.themes.models import Theme

BY = System("test")


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def rows(prefix: str) -> list[tuple[Any, ...]]:
    return list(Theme.objects.filter(key__startswith=prefix).order_by("key").values_list())


def test_by_default_a_dead_worker_is_noticed_within_a_minute() -> None:
    assert real_settings.JOBS_DEAD_AFTER + 2 * real_settings.JOBS_BEAT < 60


def test_the_job_of_a_killed_worker_is_dead_and_again_gives_the_same_rows(start_worker: StartWorker) -> None:
    undisturbed = enqueue_job(by=BY, kind="slow.import", params={"rows": 30, "pause": 0})
    start_worker("--until-empty").wait(60)
    assert fresh(undisturbed).state == JobState.DONE
    wanted = rows("row-")
    assert len(wanted) == 30
    Theme.objects.filter(key__startswith="row-").delete()

    job = enqueue_job(by=BY, kind="slow.import", params={"rows": 30, "pause": 0.1}, key="import")
    worker = start_worker()
    wait_until(lambda: len(rows("staged-")) > 5 and fresh(job).done > 0)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert rows("row-") == [], "nothing is half done"

    wait_until(lambda: fresh(job).shown_state == JobState.DEAD, seconds=5)
    assert fresh(job).state == JobState.RUNNING, "the page knows it before anybody wrote it down"
    assert list(Job.objects.shown_as(JobState.DEAD)) == [job]
    again = retry_job(by=BY, job=fresh(job))
    assert (again.pk, again.attempt) == (job.pk, 2)
    start_worker("--until-empty").wait(60)
    assert fresh(job).state == JobState.DONE
    assert rows("row-") == wanted
    assert rows("staged-") == []


def test_another_worker_buries_the_job_of_a_killed_one_and_closes_its_row(start_worker: StartWorker) -> None:
    job = enqueue_job(by=BY, kind="slow.import", params={"rows": 1000, "pause": 0.1})
    worker = start_worker()
    wait_until(lambda: fresh(job).done > 0)
    worker.kill()
    start_worker()
    wait_until(lambda: fresh(job).state == JobState.DEAD)
    wait_until(lambda: DBTaskResult.objects.get().status == "FAILED")


def test_a_busy_job_is_stopped_in_the_middle(start_worker: StartWorker) -> None:
    job = enqueue_job(by=BY, kind="slow.import", params={"rows": 1000, "pause": 0.05})
    start_worker()
    wait_until(lambda: fresh(job).done > 3)
    cancel_job(by=BY, job=job)
    took = wait_until(lambda: fresh(job).state == JobState.CANCELLED, seconds=10)
    assert took < 5
    assert rows("row-") == []


def test_the_web_writes_while_a_worker_writes(start_worker: StartWorker) -> None:
    job = enqueue_job(by=BY, kind="slow.import", params={"rows": 200, "pause": 0})
    start_worker("--until-empty")
    written = 0
    while not fresh(job).finished_at:
        Theme.objects.update_or_create(key=f"web-{written}", defaults={"label_nl": "x", "label_en": "x"})
        written += 1
    assert fresh(job).state == JobState.DONE
    assert len(rows("web-")) == written > 0


def test_workers_side_by_side_never_run_the_same_job(start_worker: StartWorker) -> None:
    jobs = [enqueue_job(by=BY, kind="slow.once", params={"number": number}) for number in range(40)]
    workers = [start_worker("--until-empty") for _ in range(3)]
    for worker in workers:
        assert worker.wait(90) == 0
    assert {fresh(job).state for job in jobs} == {JobState.DONE}
    assert len(rows("once-")) == 40
    assert {len(task.worker_ids) for task in DBTaskResult.objects.all()} == {1}


def test_threads_that_claim_the_same_job_run_it_once(real_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    ran: list[int] = []

    @job_kind("test.tally", label="Tally")
    def tally(run: JobRun) -> dict[str, Any]:
        ran.append(run.attempt)
        return {}

    def claim() -> None:
        start.wait()
        perform(job.pk, job.attempt, threaded=False)
        connection.close()

    job = enqueue_job(by=BY, kind="test.tally")
    start = threading.Barrier(6)
    threads = [threading.Thread(target=claim) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ran == [1]


def test_the_same_key_from_many_threads_is_one_job(real_database: str) -> None:
    def ask() -> None:
        start.wait()
        made.append(enqueue_job(by=BY, kind="slow.once", params={"number": 1}, key="same").pk)
        connection.close()

    made: list[Any] = []
    start = threading.Barrier(6)
    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 6
    assert len(set(made)) == 1
    assert Job.objects.count() == DBTaskResult.objects.count() == 1


@pytest.mark.django_db
def test_a_row_that_a_worker_took_and_never_began_goes_back(settings: Any) -> None:
    job = enqueue_job(by=BY, kind="slow.once", params={"number": 1})
    taken = DBTaskResult.objects.get()
    taken.claim("dead-worker")
    free_lost_tasks()
    assert DBTaskResult.objects.get().status == "RUNNING", "it may still begin"
    settings.JOBS_DEAD_AFTER = 0
    free_lost_tasks()
    assert DBTaskResult.objects.get().status == "READY"
    assert bury_dead_jobs() == 0
    assert fresh(job).state == JobState.QUEUED


def test_a_worker_says_that_it_is_there_and_leaves_quietly(start_worker: StartWorker) -> None:
    worker = start_worker()
    wait_until(lambda: WorkerSeen.objects.alive().exists())
    worker.terminate()
    assert worker.wait(10) == 0
    assert not WorkerSeen.objects.exists()
