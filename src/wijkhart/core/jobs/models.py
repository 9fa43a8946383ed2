"""The job."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.core.actors import Actor
from wijkhart.core.jobs.kinds import UnknownKindError, all_kinds, kind_named
from wijkhart.core.models import PublicModel


class JobState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("busy")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("stopped")
    DEAD = "dead", _("broken off")


OPEN = (JobState.QUEUED, JobState.RUNNING)


def last_sign_of_life() -> datetime:
    """A running job that was last heard of before this moment has lost its worker."""
    return timezone.now() - timedelta(seconds=settings.JOBS_DEAD_AFTER)


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: Actor) -> Self:
        """One's own jobs, those one may read, and those of a kind that one may start there oneself."""
        seen = models.Q(actor_id=user.actor_id) | user.scope("job.read_all").q()
        for kind in all_kinds():
            if kind.right:
                seen |= models.Q(kind=kind.key) & user.scope(kind.right).q()
        return self.filter(seen)

    def open(self) -> Self:
        """Waiting or busy; a job whose worker died is not."""
        return self.filter(state__in=OPEN).exclude(self._silent())

    def silent(self) -> Self:
        """Busy by the row, but not heard of for too long: the worker died."""
        return self.filter(self._silent())

    def shown_as(self, state: str) -> Self:
        """By the state that people see, which knows that a worker died before anybody wrote it down."""
        if state == JobState.DEAD:
            return self.filter(models.Q(state=JobState.DEAD) | self._silent())
        return self.filter(state=state).exclude(self._silent())

    @staticmethod
    def _silent() -> models.Q:
        return models.Q(state=JobState.RUNNING, heartbeat_at__lt=last_sign_of_life())


class Job(PublicModel):
    """One piece of long work: asked for by somebody, run by a worker, watched on its page."""

    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200, blank=True, default="")
    params = models.JSONField(default=dict)
    municipality_code = models.CharField(max_length=6, blank=True, default="", help_text="Empty: national.")
    actor_id = models.CharField(max_length=60)
    acting_for = models.JSONField(default=list, help_text="Ids of the organisations the person acted for.")
    language = models.CharField(max_length=7, default="nl", help_text="What the person who asked reads.")
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True, blank=True, help_text="None: not known.")
    doing = models.CharField(max_length=200, blank=True, default="")
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    cancel_requested = models.BooleanField(default=False)
    key = models.CharField(max_length=120, blank=True, default="", help_text="The same key twice is the same job.")
    attempt = models.PositiveSmallIntegerField(default=1)
    result = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    error = models.TextField(blank=True, default="", help_text="A sentence for the person who asked.")
    error_detail = models.TextField(blank=True, default="", help_text="Technical; for administrators only.")
    task_id = models.CharField(max_length=64, blank=True, default="", help_text="The row of the queue.")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "municipality_code", "key"],
                condition=models.Q(state__in=["queued", "running"]) & ~models.Q(key=""),
                name="jobs_job_open_key_once",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "heartbeat_at"]),
            models.Index(fields=["actor_id", "created_at"]),
        ]

    def __str__(self) -> str:
        return self.title or self.label

    def get_absolute_url(self) -> str:
        return reverse("job_detail", args=[self.pk])

    @property
    def label(self) -> str:
        """What kind of work it is; the key itself when the part that knew it is gone."""
        try:
            return str(kind_named(self.kind).label)
        except UnknownKindError:
            return self.kind

    @property
    def shown_state(self) -> JobState:
        """The state as people see it: a job whose worker fell silent is dead, also before anybody wrote it down."""
        silent = self.heartbeat_at is None or self.heartbeat_at < last_sign_of_life()
        if self.state == JobState.RUNNING and silent:
            return JobState.DEAD
        return JobState(self.state)

    @property
    def is_open(self) -> bool:
        return self.shown_state in OPEN

    @property
    def may_run_again(self) -> bool:
        return self.shown_state in (JobState.FAILED, JobState.CANCELLED, JobState.DEAD)

    @property
    def percent(self) -> int | None:
        """How far, in whole percents; None when the size of the work is not known."""
        return min(100, int(100 * self.done / self.total)) if self.total else None


class WorkerSeenQuerySet(models.QuerySet["WorkerSeen"]):
    def alive(self) -> Self:
        return self.filter(seen_at__gte=last_sign_of_life())

    def long_gone(self) -> Self:
        return self.filter(seen_at__lt=timezone.now() - timedelta(days=1))


class WorkerSeen(models.Model):
    """When a worker that had nothing to do was last seen, so that a page can say that nobody is there to work."""

    worker_id = models.CharField(primary_key=True, max_length=60)
    seen_at = models.DateTimeField()

    objects = WorkerSeenQuerySet.as_manager()

    def __str__(self) -> str:
        return self.worker_id
