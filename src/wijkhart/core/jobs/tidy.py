"""What the machinery writes about itself: which workers live, which jobs lost theirs, what they left in the queue."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from wijkhart.core.jobs.models import Job, JobState, WorkerSeen, last_sign_of_life
from wijkhart.core.jobs.run import run_job


def say_alive(worker_id: str) -> None:
    """Say that this worker is there, waiting for work; forget those that left long ago."""
    WorkerSeen.objects.update_or_create(pk=worker_id, defaults={"seen_at": timezone.now()})
    WorkerSeen.objects.long_gone().delete()


def say_gone(worker_id: str) -> None:
    """Say that this worker leaves."""
    WorkerSeen.objects.filter(pk=worker_id).delete()


def bury_dead_jobs() -> int:
    """Write down which jobs lost their worker, so that they can be run again; says how many."""
    return Job.objects.silent().update(state=JobState.DEAD, finished_at=timezone.now())


def free_lost_tasks() -> None:
    """Tidy the rows of the queue that a dead worker left: put back what it never began, close the rest."""
    for lost in DBTaskResult.objects.running().filter(
        started_at__lt=last_sign_of_life(), task_path=run_job.module_path
    ):
        _free(lost)


@transaction.atomic
def _free(lost: DBTaskResult[..., Any]) -> None:
    job_id, attempt = lost.args_kwargs["args"]
    job = Job.objects.select_for_update().filter(pk=job_id, attempt=attempt).first()
    if job is not None and job.state == JobState.RUNNING:
        return
    waits = job is not None and job.state == JobState.QUEUED
    DBTaskResult.objects.running().filter(pk=lost.pk).update(
        **({"status": "READY"} if waits else {"status": "FAILED", "finished_at": timezone.now()})
    )
