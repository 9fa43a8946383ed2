"""A round: rooms, a season, and until when groups may ask."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.places.models import Room
from wijkhart.times.models import Region


class RoundState(models.TextChoices):
    DRAFT = "draft", _("being made")
    OPEN = "open", _("open: groups can ask")
    CLOSED = "closed", _("closed: the plan is being made")
    PUBLISHED = "published", _("published: objections can be made")
    FINAL = "final", _("final: booked")


PLANNING = (RoundState.OPEN, RoundState.CLOSED)
"""Those in which plans are made."""
TOLD = (RoundState.PUBLISHED, RoundState.FINAL)
"""Those in which everybody knows the plan."""


class SeasonRoundQuerySet(models.QuerySet["SeasonRound"]):
    def visible_to(self, user: Actor) -> Self:
        """A round is public from the day on which it opens; a draft is for who reads rounds there."""
        return self.filter(~models.Q(state=RoundState.DRAFT) | user.scope("season.read").q())

    def asking(self) -> Self:
        """Those in which groups can ask today."""
        return self.filter(state=RoundState.OPEN, ask_until__gte=timezone.localdate())


class SeasonRound(PublicModel):
    """One season of some rooms in one municipality."""

    municipality_code = models.CharField(max_length=6)
    title = models.CharField(max_length=120)
    rules = models.TextField(max_length=4000, blank=True, default="", help_text="In plain words; public.")
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    first_day = models.DateField(help_text="Of the season.")
    last_day = models.DateField()
    ask_until = models.DateField(help_text="The last day on which groups can ask.")
    objections_until = models.DateField(null=True, blank=True, help_text="Empty: not published yet.")
    user_kinds = models.JSONField(default=list, blank=True, help_text="Keys of UserKind who may ask; empty: all.")
    school_region = models.CharField(
        max_length=10, choices=Region.choices, blank=True, default="", help_text="Empty: goes on in school holidays."
    )
    rooms = models.ManyToManyField(Room, related_name="season_rounds", blank=True)
    goals = models.JSONField(default=dict, blank=True, help_text="Goal -> points, where they differ from the usual.")
    seed = models.PositiveIntegerField(default=1, help_text="The same seed and work give the same plan.")
    plan = models.ForeignKey(
        "seasons.SeasonPlan", models.SET_NULL, null=True, blank=True, related_name="+", help_text="What was published."
    )
    published_at = models.DateTimeField(null=True, blank=True)
    early_why = models.CharField(
        max_length=500, blank=True, default="", help_text="Why it was made final before objections ended; public."
    )
    finalised_at = models.DateTimeField(null=True, blank=True)
    actor_id = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    example = models.BooleanField(default=False, help_text="Made up for the demonstration.")
    version = models.PositiveIntegerField(default=1)

    objects = SeasonRoundQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-first_day", "title"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality_code", "title"], name="seasons_round_title_once"),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="seasons_round_ends_later"
            ),
            models.CheckConstraint(
                condition=models.Q(ask_until__lt=models.F("first_day")), name="seasons_round_asked_before"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["published", "final"]) | models.Q(objections_until__isnull=False),
                name="seasons_round_published_with_objections",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def asks(self) -> bool:
        """Whether groups can ask today."""
        return self.state == RoundState.OPEN and timezone.localdate() <= self.ask_until

    @property
    def told(self) -> bool:
        """Whether everybody may know the plan."""
        return self.state in TOLD

    @property
    def takes_objections(self) -> bool:
        """Whether somebody can object today."""
        until: date | None = self.objections_until
        return self.state == RoundState.PUBLISHED and until is not None and timezone.localdate() <= until
