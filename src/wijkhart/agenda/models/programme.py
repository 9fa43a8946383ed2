"""The work programme (uitwerkingsagenda) and the target pictures (streefbeeld)."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.models.agenda import Issue
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel


class TaskGroupQuerySet(models.QuerySet["TaskGroup"]):
    def visible_to(self, user: Actor) -> Self:
        """The programme is public once it is published; before that it is for whoever works on it there."""
        return self.filter(models.Q(published=True) | user.scope("agenda.read_draft").q())


class TaskGroup(PublicModel):
    """Some players with a lead (trekker) who work something out: an open question, an issue, a part of the whole."""

    municipality_code = models.CharField(max_length=6)
    district_code = models.CharField(max_length=8, blank=True, default="", help_text="Empty: the whole municipality.")
    title = models.CharField(max_length=160)
    question = models.CharField(max_length=300, help_text="What has to be found out or settled.")
    answer = models.TextField(max_length=4000, blank=True, default="")
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    members = models.ManyToManyField(Organisation, related_name="+", blank=True)
    issue = models.ForeignKey(Issue, models.SET_NULL, null=True, blank=True, related_name="task_groups")
    published = models.BooleanField(default=False)
    closed_on = models.DateField(null=True, blank=True)
    example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = TaskGroupQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["district_code", "title"]

    def __str__(self) -> str:
        return self.title


class TaskStep(PublicModel):
    """One step with its date. Seen with its task group."""

    group = models.ForeignKey(TaskGroup, models.CASCADE, related_name="steps")
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on"]

    def __str__(self) -> str:
        return self.text


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, user: Actor) -> Self:
        """Where we want to be is public."""
        return self


class Target(PublicModel):
    """Where a municipality wants its wijken to be, by when after their own start."""

    municipality_code = models.CharField(max_length=6)
    key = models.CharField(max_length=40, help_text="Names the measure that Wijkhart works out itself, if it knows it.")
    title = models.CharField(max_length=160)
    explanation = models.CharField(max_length=400, blank=True, default="")
    measure = models.CharField(max_length=160)
    norm = models.FloatField(help_text="Reached from this value on; 1 is yes.")
    unit = models.CharField(max_length=20, blank=True, default="")
    months = models.PositiveSmallIntegerField(help_text="After the start of the wijk.")
    owner = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "title"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality_code", "key"], name="agenda_target_once")
        ]

    def __str__(self) -> str:
        return self.title


class TargetValue(models.Model):
    """What somebody measured where Wijkhart cannot work it out. Seen with its target."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="values")
    district_code = models.CharField(max_length=8)
    value = models.FloatField()
    on = models.DateField(default=timezone.localdate)
    says = models.CharField(max_length=300, help_text="How it was measured, and by whom.")
    actor_id = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar[list[str]] = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.value}"


class TargetStanding(models.TextChoices):
    """How it stands with a target in a wijk."""

    REACHED = "reached", _("reached")
    ON_TRACK = "on_track", _("on track")
    LATE = "late", _("late")
    UNKNOWN = "unknown", _("unknown")
