"""One run of a job: telling how far it is, hearing that it must stop, and writing down how it ended."""

import json
import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from wijkhart.core.actors import Actor, UnknownActorError, actor_of
from wijkhart.core.errors import Refused
from wijkhart.core.jobs.kinds import UnknownKindError, kind_named
from wijkhart.core.jobs.models import Job, JobQuerySet, JobState
from wijkhart.core.progress import Cancelled

logger = logging.getLogger(__name__)


class JobLost(Cancelled):
    """The row went to another attempt, or was buried: what this run does no longer counts."""


class JobRun:
    """Given to the function of a job: a `Progress`, and the person (`by`) on whose word it runs, with today's rights.

    Calling it only remembers; a thread of its own (`beating`) writes it down beside the work, so that work inside a
    transaction is seen too. Without that thread each call writes.
    """

    def __init__(self, job: Job, by: Actor) -> None:
        self.by = by
        self.job_id: UUID = job.pk
        self.attempt = job.attempt
        self.municipality = job.municipality_code
        self._said: tuple[int, int | None, str] = (0, None, "")
        self._stop: type[Cancelled] | None = None
        self._beats_itself = True

    def __call__(self, done: int, total: int | None, doing: str) -> None:
        """Say how far the work is; raises `Cancelled` when somebody asked to stop."""
        self._said = (done, total, doing[:200])
        if self._beats_itself:
            self.beat()
        if self._stop:
            raise self._stop

    @property
    def row(self) -> JobQuerySet:
        """The row, as long as this run may still write to it."""
        return Job.objects.filter(pk=self.job_id, attempt=self.attempt, state=JobState.RUNNING)

    def beat(self) -> None:
        """Write down that the work is alive and how far it is, and hear whether it must stop."""
        done, total, doing = self._said
        alive = self.row.update(heartbeat_at=timezone.now(), done=done, total=total, doing=doing)
        if not alive:
            self._stop = JobLost
        elif self.row.filter(cancel_requested=True).exists():
            self._stop = Cancelled

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Beat in a thread of its own while the work goes on."""
        self._beats_itself = False
        ended = threading.Event()
        thread = threading.Thread(target=self._beat_until, args=(ended,), name="heartbeat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
            self._beats_itself = True

    def _beat_until(self, ended: threading.Event) -> None:
        try:
            while not ended.wait(settings.JOBS_BEAT):
                self._try_to_beat()
        finally:
            connection.close()

    def _try_to_beat(self) -> None:
        try:
            self.beat()
        except DatabaseError:  # locked by a long write, or restarted: the next beat may pass
            logger.warning("Heartbeat of job %s missed", self.job_id, exc_info=True)
            connection.close()


@task()
def run_job(job_id: str, attempt: int) -> None:
    """The one task in the queue: run this attempt of this job."""
    perform(UUID(job_id), attempt)


def perform(job_id: UUID, attempt: int, *, threaded: bool = True) -> None:
    """Claim a waiting job and run it to its end; does nothing when another worker had it first."""
    now = timezone.now()
    claimed = Job.objects.filter(pk=job_id, attempt=attempt, state=JobState.QUEUED).update(
        state=JobState.RUNNING, started_at=now, heartbeat_at=now
    )
    if not claimed:
        return
    job = Job.objects.get(pk=job_id)
    with translation.override(job.language):
        _end(job, **_outcome(job, threaded))


def _outcome(job: Job, threaded: bool) -> dict[str, Any]:
    try:
        return {"state": JobState.DONE, "result": _work(job, threaded)}
    except Cancelled:
        return {"state": JobState.CANCELLED}
    except Refused as refusal:
        return {"state": JobState.FAILED, "error": refusal.message}
    except UnknownActorError:
        return {"state": JobState.FAILED, "error": _("The person who asked for this has no account any more.")}
    except UnknownKindError:
        return {"state": JobState.FAILED, "error": _("This version of Wijkhart does not know this kind of work.")}
    except Exception:
        logger.exception("Job %s failed", job.pk)
        sentence = _(
            "Something went wrong in the software. Nothing was half done. Try again, or tell your administrator."
        )
        return {"state": JobState.FAILED, "error": sentence, "error_detail": traceback.format_exc()}
    except BaseException:
        _end(job, state=JobState.DEAD, error=_("The worker was stopped in the middle of this job."))
        raise


def _work(job: Job, threaded: bool) -> dict[str, Any]:
    kind = kind_named(job.kind)
    run = JobRun(job, actor_of(job.actor_id, frozenset(UUID(organisation) for organisation in job.acting_for)))
    if not threaded:
        return _as_json(kind.function(run, **job.params))
    with run.beating():
        return _as_json(kind.function(run, **job.params))


def _as_json(result: dict[str, Any]) -> dict[str, Any]:
    """The result as it can be kept; fails inside the run when it cannot."""
    kept: dict[str, Any] = json.loads(json.dumps(result, cls=DjangoJSONEncoder))
    return kept


@transaction.atomic
def _end(job: Job, **outcome: Any) -> None:
    row = Job.objects.select_for_update().filter(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING).first()
    if row is None:
        return
    for name, value in {**outcome, "finished_at": timezone.now()}.items():
        setattr(row, name, value)
    if row.state == JobState.DONE and row.total is not None:
        row.done = row.total
    row.save()
