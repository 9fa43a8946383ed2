"""Players who agree to act together: alliances, their invitations, and the obstacles that players meet."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.models import Issue
from wijkhart.coordination.models.coverage import Overlap
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.themes.models import TargetGroup, Theme


class AllianceState(models.TextChoices):
    FORMING = "forming", _("being brought together")
    RUNNING = "running", _("at work")
    FINISHED = "finished", _("finished")
    STOPPED = "stopped", _("stopped, with a reason")


class AllianceQuerySet(models.QuerySet["Alliance"]):
    def visible_to(self, user: Actor) -> Self:
        """Once it works an alliance is public; before that, and when it never began, it is for professionals there."""
        began = ~models.Q(state=AllianceState.FORMING) & models.Q(starts_on__isnull=False)
        return self.filter(began | user.scope("alliance.read").q())

    def running(self) -> Self:
        return self.filter(state=AllianceState.RUNNING)


class Alliance(PublicModel):
    """Players around an issue, a white spot or an overlap: who does what, until when. Nobody can be forced into it."""

    municipality_code = models.CharField(max_length=6)
    district_code = models.CharField(max_length=8, blank=True, default="", help_text="Empty: the whole municipality.")
    title = models.CharField(max_length=160)
    purpose = models.TextField(max_length=2000, help_text="What the players want to reach together.")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    target_group = models.ForeignKey(TargetGroup, models.PROTECT, related_name="+")
    issue = models.ForeignKey(Issue, models.SET_NULL, null=True, blank=True, related_name="+")
    gap = models.BooleanField(default=False, help_text="Made to fill the white spot of this wijk, theme and group.")
    overlap = models.ForeignKey(Overlap, models.SET_NULL, null=True, blank=True, related_name="alliances")
    lead = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", help_text="Who brings them together."
    )
    state = models.CharField(max_length=8, choices=AllianceState.choices, default=AllianceState.FORMING)
    starts_on = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True, help_text="The day to look whether to go on.")
    agreement = models.TextField(max_length=4000, blank=True, default="", help_text="What was agreed, in plain words.")
    grant = models.CharField(
        max_length=200, blank=True, default="", help_text="The grant under it; empty: none, which counts as much."
    )
    outcome = models.TextField(max_length=2000, blank=True, default="", help_text="What came of it, or why it stopped.")
    ended_on = models.DateField(null=True, blank=True, help_text="The day it finished or stopped; None: not over.")
    example = models.BooleanField(default=False, help_text="Made up for the demonstration.")
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = AllianceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["municipality_code", "state"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(state__in=["forming", "running"], ended_on=None)
                | models.Q(state__in=["finished", "stopped"], ended_on__isnull=False),
                name="coordination_alliance_over_has_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("alliance_detail", args=[self.pk])


class PartnerState(models.TextChoices):
    THOUGHT = "thought", _("not asked yet")
    ASKED = "asked", _("asked")
    TALK = "talk", _("wants to talk first")
    YES = "yes", _("takes part")
    NO = "no", _("does not take part")
    LEFT = "left", _("has stopped")


class AlliancePartnerQuerySet(models.QuerySet["AlliancePartner"]):
    def visible_to(self, user: Actor) -> Self:
        """Professionals there see every player; others only those that said yes, once the alliance works."""
        began = ~models.Q(alliance__state=AllianceState.FORMING) & models.Q(alliance__starts_on__isnull=False)
        public = began & models.Q(state=PartnerState.YES)
        return self.filter(public | user.scope("alliance.read").q("alliance__municipality_code"))


class AlliancePartner(PublicModel):
    """One player in an alliance and what it does there, with the invitation that was sent. Seen with its alliance.

    The public sees only those that said yes. The address is wiped when the player says no, leaves, or all is done.
    """

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, help_text="Of the organisation or group, as it stands in the alliance.")
    task = models.CharField(max_length=300, help_text="What it does.")
    gain = models.CharField(max_length=300, blank=True, default="", help_text="What is in it for this player.")
    until = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=PartnerState.choices, default=PartnerState.THOUGHT)
    words = models.TextField(max_length=1000, blank=True, default="", help_text="What the player said with its answer.")
    email = models.EmailField(blank=True, default="", help_text="Where the invitation goes.")
    token_digest = models.CharField(max_length=64, unique=True, null=True, blank=True, help_text="Of the link.")
    asked_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True, help_text="After this the link says so and does nothing.")
    answered_at = models.DateTimeField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True, help_text="The day it stopped; None: never took part, or still.")

    objects = AlliancePartnerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["alliance", "name"], name="coordination_partner_once")
        ]

    def __str__(self) -> str:
        return self.name


class ObstacleKind(models.TextChoices):
    RULE = "rule", _("a rule")
    PERMIT = "permit", _("a permit")
    KEY = "key", _("a key or access")
    ROOM = "room", _("a room")
    MONEY = "money", _("money or insurance")
    PAPER = "paper", _("too much paper")
    OTHER = "other", _("something else")


class ObstacleState(models.TextChoices):
    OPEN = "open", _("open")
    SOLVED = "solved", _("solved")
    REFUSED = "refused", _("cannot be solved, with a reason")


class ObstacleQuerySet(models.QuerySet["Obstacle"]):
    def visible_to(self, user: Actor) -> Self:
        """Professionals of the municipality; a player reads its own through its link."""
        return self.filter(user.scope("alliance.read").q())

    def open(self) -> Self:
        return self.filter(state=ObstacleState.OPEN)


class Obstacle(PublicModel):
    """Something that stands in the way of a player (M42): it has an owner and a day, and an end with a reason."""

    municipality_code = models.CharField(max_length=6)
    district_code = models.CharField(max_length=8, blank=True, default="")
    alliance = models.ForeignKey(Alliance, models.SET_NULL, null=True, blank=True, related_name="obstacles")
    partner = models.ForeignKey(AlliancePartner, models.SET_NULL, null=True, blank=True, related_name="obstacles")
    player = models.CharField(max_length=120, help_text="Who meets it: an organisation or group.")
    kind = models.CharField(max_length=8, choices=ObstacleKind.choices)
    text = models.TextField(max_length=1000)
    owner = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=ObstacleState.choices, default=ObstacleState.OPEN)
    outcome = models.TextField(max_length=1000, blank=True, default="", help_text="How it was solved, or why not.")
    settled_on = models.DateField(null=True, blank=True)
    example = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = ObstacleQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(state=ObstacleState.OPEN) | ~models.Q(outcome=""),
                name="coordination_obstacle_ends_with_words",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        return reverse("obstacle_detail", args=[self.pk])

    @property
    def late(self) -> bool:
        """Whether its day has passed while it still stands in the way."""
        return self.state == ObstacleState.OPEN and self.due is not None and self.due < timezone.localdate()
