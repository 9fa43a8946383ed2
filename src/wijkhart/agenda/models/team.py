"""The wijk team: who sits in it, when it meets, what it decides. It maps, orders and advises; it opens no file."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Membership, Organisation
from wijkhart.agenda.models.agenda import Issue
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.places.models import Place


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, user: Actor) -> Self:
        """That there is a team, and which players sit in it, is public; names are for who may read members."""
        return self


class Team(PublicModel):
    """The wijk team of one wijk."""

    municipality_code = models.CharField(max_length=6)
    district_code = models.CharField(max_length=8, unique=True)
    started_on = models.DateField(help_text="When the wijk began: the terms of the target pictures run from here.")
    example = models.BooleanField(default=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["district_code"]

    def __str__(self) -> str:
        return self.district_code


class Seat(PublicModel):
    """A player in the team, formal or informal, with its role and what it may decide."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    membership = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+", help_text="Who sits there, if known here."
    )
    role = models.CharField(max_length=120)
    authority = models.CharField(max_length=200, blank=True, default="")
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["role"]

    def __str__(self) -> str:
        return self.role


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: Actor) -> Self:
        """Whoever works on the agenda there."""
        return self.filter(user.scope("agenda.read_draft").q("team__municipality_code"))


class Meeting(PublicModel):
    """One meeting of a team."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.ForeignKey(Place, models.SET_NULL, null=True, blank=True, related_name="+")
    where = models.CharField(max_length=160, blank=True, default="")
    points = models.TextField(max_length=4000, blank=True, default="", help_text="What is on the table.")
    minutes = models.TextField(max_length=8000, blank=True, default="", help_text="What was said, without persons.")
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-starts_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="agenda_meeting_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_at}"


class DecisionState(models.TextChoices):
    OPEN = "open", _("open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: Actor) -> Self:
        """As its meeting."""
        return self.filter(user.scope("agenda.read_draft").q("team__municipality_code"))


class Decision(PublicModel):
    """What a team decided: an action with an owner and a date."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="decisions")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="decisions")
    issue = models.ForeignKey(Issue, models.SET_NULL, null=True, blank=True, related_name="decisions")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=DecisionState.choices, default=DecisionState.OPEN)
    outcome = models.CharField(
        max_length=300, blank=True, default="", help_text="What came of it, or why it was dropped."
    )
    version = models.PositiveIntegerField(default=1)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on"]

    def __str__(self) -> str:
        return self.text
