"""The work programme (uitwerkingsagenda) under an agenda: open questions, task groups with a lead, steps, reports."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.models.agenda import Agenda, Issue
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel


class TaskGroupQuerySet(models.QuerySet["TaskGroup"]):
    def visible_to(self, user: Actor) -> Self:
        """A task group is seen by whoever sees its agenda."""
        return self.filter(agenda__in=Agenda.objects.visible_to(user))


class TaskGroup(PublicModel):
    """Some who work out one part of an agenda, with a lead (trekker)."""

    agenda = models.ForeignKey(Agenda, models.CASCADE, related_name="task_groups")
    issue = models.ForeignKey(Issue, models.SET_NULL, null=True, blank=True, related_name="task_groups")
    title = models.CharField(max_length=160)
    text = models.TextField(max_length=2000, blank=True, default="", help_text="What it works out.")
    lead = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    members = models.CharField(max_length=300, blank=True, default="", help_text="Who else takes part; organisations.")
    begun_on = models.DateField(default=timezone.localdate, help_text="The day it was made.")
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True, default="", help_text="What came of it, once it has ended.")
    example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = TaskGroupQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("task_group_detail", args=[self.pk])


class StepState(models.TextChoices):
    OPEN = "open", _("to do")
    DONE = "done", _("done")
    DROPPED = "dropped", _("not done, with a reason")


class TaskStep(models.Model):
    """A step of a task group with its day. Seen with its group."""

    group = models.ForeignKey(TaskGroup, models.CASCADE, related_name="steps")
    title = models.CharField(max_length=200)
    due = models.DateField()
    state = models.CharField(max_length=8, choices=StepState.choices, default=StepState.OPEN)
    settled_on = models.DateField(null=True, blank=True)
    says = models.CharField(max_length=300, blank=True, default="", help_text="What came of it, or why not.")

    class Meta:
        ordering: ClassVar[list[str]] = ["due", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def late(self) -> bool:
        """Whether its day has passed while it is still to do."""
        return self.state == StepState.OPEN and self.due < timezone.localdate()


class OpenQuestion(models.Model):
    """A question that the agenda left open, and its answer. Seen with its agenda."""

    agenda = models.ForeignKey(Agenda, models.CASCADE, related_name="questions")
    group = models.ForeignKey(TaskGroup, models.SET_NULL, null=True, blank=True, related_name="questions")
    text = models.CharField(max_length=300)
    answer = models.TextField(max_length=2000, blank=True, default="")
    asked_on = models.DateField(default=timezone.localdate)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["asked_on", "id"]

    def __str__(self) -> str:
        return self.text


class ReportTo(models.TextChoices):
    COLLEGE = "college", _("the college")
    COUNCIL = "council", _("the council")
    RESIDENTS = "residents", _("the residents of the wijk")


class ProgrammeReport(models.Model):
    """What was laid before the college or the council, and what they said. Seen with its agenda."""

    agenda = models.ForeignKey(Agenda, models.CASCADE, related_name="reports")
    to = models.CharField(max_length=10, choices=ReportTo.choices)
    reported_on = models.DateField()
    text = models.TextField(max_length=4000, help_text="The results so far, in plain words.")
    reply = models.TextField(max_length=2000, blank=True, default="", help_text="What they decided or asked.")
    adopted = models.BooleanField(default=False, help_text="The programme was adopted with this.")

    class Meta:
        ordering: ClassVar[list[str]] = ["-reported_on", "-id"]

    def __str__(self) -> str:
        return f"{self.to} {self.reported_on}"
