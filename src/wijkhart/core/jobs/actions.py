"""Asking for work, stopping it, running it again."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijkhart.core.actors import ANONYMOUS, Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.jobs.kinds import kind_named
from wijkhart.core.jobs.models import Job, JobState
from wijkhart.core.jobs.run import run_job
from wijkhart.core.jobs.tidy import bury_dead_jobs


def enqueue_job(
    *,
    by: Actor,
    kind: str,
    params: Mapping[str, Any] | None = None,
    municipality: str = "",
    key: str = "",
    title: str = "",
) -> Job:
    """Ask a worker to do this; an open job of the same kind and municipality with the same key is returned instead.

    `params` are plain JSON and become the keyword arguments of the kind's function.
    """
    known = kind_named(kind)
    if by.actor_id == ANONYMOUS.actor_id or (known.right and not by.may(known.right, municipality)):
        raise NotAllowed(_("You may not start this work."))
    bury_dead_jobs()
    return _open_job(kind, municipality, key) or _new_job(
        kind=kind,
        municipality_code=municipality,
        key=key,
        title=title[:200],
        params=json.loads(json.dumps(dict(params or {}))),
        actor_id=by.actor_id,
        acting_for=sorted(str(organisation) for organisation in by.organisation_ids),
        language=get_language() or "nl",
    )


def _open_job(kind: str, municipality: str, key: str) -> Job | None:
    same = Job.objects.open().filter(kind=kind, municipality_code=municipality, key=key)
    return same.first() if key else None


def _new_job(**facts: Any) -> Job:
    try:
        with transaction.atomic():
            job = Job.objects.create(**facts)
            return _hand_over(job)
    except IntegrityError:  # somebody else made it between our look and our write
        job_of_the_other = _open_job(facts["kind"], facts["municipality_code"], facts["key"])
        if job_of_the_other is None:
            raise
        return job_of_the_other


def _hand_over(job: Job) -> Job:
    """Put the row in the queue, in the same transaction that made it wait."""
    job.task_id = run_job.enqueue(str(job.pk), job.attempt).id
    job.save(update_fields=["task_id"])
    return job


@transaction.atomic
def cancel_job(*, by: Actor, job: Job) -> Job:
    """Ask to stop: a waiting job stops at once, a busy one at its next sign of progress."""
    row = _own(by, job)
    if row.state == JobState.QUEUED:
        row.state, row.finished_at = JobState.CANCELLED, timezone.now()
    elif row.is_open:
        row.cancel_requested = True
    else:
        raise Refused(_("This work has already ended."))
    row.save(update_fields=["state", "finished_at", "cancel_requested"])
    return row


def retry_job(*, by: Actor, job: Job) -> Job:
    """Run ended work again, with the same parameters, as the person who asked for it first."""
    bury_dead_jobs()
    try:
        with transaction.atomic():
            return _queue_again(_own(by, job))
    except IntegrityError:
        raise Refused(_("The same work is already waiting or busy.")) from None


def _queue_again(row: Job) -> Job:
    if not row.may_run_again:
        raise Refused(_("Only work that failed, was stopped or broke off can be run again."))
    row.state, row.attempt = JobState.QUEUED, row.attempt + 1
    row.done, row.total, row.doing, row.cancel_requested = 0, None, "", False
    row.error, row.error_detail, row.result = "", "", {}
    row.started_at = row.finished_at = row.heartbeat_at = None
    row.save()
    return _hand_over(row)


def _own(by: Actor, job: Job) -> Job:
    """The row, locked, if this actor may steer it: one's own, or with the right that starting it asks for."""
    row = Job.objects.select_for_update().visible_to(by).filter(pk=job.pk).first()
    if row is None:
        raise NotAllowed(_("You may not change this work."))
    return row
