"""The team of a wijk: who sits at the table, when it meets, and what it decided. It never opens anybody's file."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.models.agenda import Issue
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel


class WijkTeamQuerySet(models.QuerySet["WijkTeam"]):
    def visible_to(self, user: Actor) -> Self:
        """A published team is public; one that is being brought together is for who works in the wijken there."""
        return self.filter(models.Q(published=True) | user.scope("team.read").q())


class WijkTeam(PublicModel):
    """The professionals and players who map, put in order and advise for one wijk; from its start the dates run."""

    municipality_code = models.CharField(max_length=6)
    district_code = models.CharField(max_length=8, unique=True)
    starts_on = models.DateField(help_text="The start of this wijk: the dates of its target pictures run from here.")
    purpose = models.TextField(max_length=2000, blank=True, default="")
    published = models.BooleanField(default=False)
    example = models.BooleanField(default=False, help_text="Made up for the demonstration.")
    version = models.PositiveIntegerField(default=1)

    objects = WijkTeamQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["municipality_code", "district_code"]

    def __str__(self) -> str:
        return self.district_code

    def get_absolute_url(self) -> str:
        return reverse("team_detail", args=[self.district_code])


class TeamRole(models.TextChoices):
    """Who has which role at the table (M7)."""

    DIRECTION = "direction", _("direction (the municipality)")
    COORDINATOR = "coordinator", _("coordinator")
    BROKER = "broker", _("social broker")
    FACILITATOR = "facilitator", _("facilitator")
    MEMBER = "member", _("member")


class TeamSeat(models.Model):
    """A seat at the table: for which organisation or group, in which role, with which say. Seen with its team.

    The name of a person is for colleagues only; the public reads the organisation and the role.
    """

    team = models.ForeignKey(WijkTeam, models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    group = models.CharField(
        max_length=120, blank=True, default="", help_text="A group or street without an entry, in words."
    )
    person = models.CharField(max_length=120, blank=True, default="", help_text="Shown to colleagues only.")
    role = models.CharField(max_length=12, choices=TeamRole.choices, default=TeamRole.MEMBER)
    authority = models.CharField(
        max_length=300, blank=True, default="", help_text="What this seat may decide for those it speaks for."
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="The last day; None: still there.")

    class Meta:
        ordering: ClassVar[list[str]] = ["since", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False) | ~models.Q(group=""), name="agenda_seat_for_somebody"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="agenda_seat_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.group or f"{self.organisation_id}"


class TeamMeetingQuerySet(models.QuerySet["TeamMeeting"]):
    def visible_to(self, user: Actor) -> Self:
        """An open meeting of a published team is public; others are for who works in the wijken there."""
        public = models.Q(open_to_all=True, team__published=True)
        return self.filter(public | user.scope("team.read").q("team__municipality_code"))


class TeamMeeting(PublicModel):
    """A meeting of the team: when, where, about what, and what was said."""

    team = models.ForeignKey(WijkTeam, models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    where = models.CharField(max_length=160)
    about = models.TextField(max_length=2000, help_text="One point on each line.")
    minutes = models.TextField(max_length=8000, blank=True, default="")
    open_to_all = models.BooleanField(default=False, help_text="Residents may come.")
    cancelled = models.CharField(max_length=300, blank=True, default="", help_text="Why; empty: it goes on.")
    version = models.PositiveIntegerField(default=1)

    objects = TeamMeetingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-starts_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="agenda_meeting_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_at}"

    def get_absolute_url(self) -> str:
        return reverse("meeting_detail", args=[self.pk])


class DecisionState(models.TextChoices):
    OPEN = "open", _("to do")
    DONE = "done", _("done")
    DROPPED = "dropped", _("not done, with a reason")


class TeamDecisionQuerySet(models.QuerySet["TeamDecision"]):
    def visible_to(self, user: Actor) -> Self:
        """A public decision of a published team is public; others are for who works in the wijken there."""
        public = models.Q(public=True, team__published=True)
        return self.filter(public | user.scope("team.read").q("team__municipality_code"))


class TeamDecision(PublicModel):
    """Something the team decided: an action with an owner and a day, and what came of it."""

    team = models.ForeignKey(WijkTeam, models.CASCADE, related_name="decisions")
    meeting = models.ForeignKey(TeamMeeting, models.SET_NULL, null=True, blank=True, related_name="decisions")
    issue = models.ForeignKey(Issue, models.SET_NULL, null=True, blank=True, related_name="decisions")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    owner_name = models.CharField(max_length=120, blank=True, default="", help_text="A group without an entry.")
    due = models.DateField()
    state = models.CharField(max_length=8, choices=DecisionState.choices, default=DecisionState.OPEN)
    outcome = models.CharField(max_length=300, blank=True, default="")
    settled_on = models.DateField(null=True, blank=True)
    public = models.BooleanField(default=True)
    decided_on = models.DateField(default=timezone.localdate)
    version = models.PositiveIntegerField(default=1)

    objects = TeamDecisionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["due", "id"]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("decision_detail", args=[self.pk])

    @property
    def late(self) -> bool:
        """Whether its day has passed while it is still to do."""
        return self.state == DecisionState.OPEN and self.due < timezone.localdate()
