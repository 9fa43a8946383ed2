"""Plans of a round: the question they answer, their sessions, why somebody got less, and objections."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.places.models import BookingSeries, Room
from wijkhart.seasons.models.request import SeasonRequest
from wijkhart.seasons.models.round import TOLD, SeasonRound


class MadeBy(models.TextChoices):
    GREEDY = "greedy", _("in the public order, one request after the other")
    SEARCH = "search", _("searched")
    AGAIN = "again", _("searched again around another plan, with few changes")
    HAND = "hand", _("changed by hand")


class SeasonQuestion(models.Model):
    """The whole question of a round as it was asked at one moment; plans point to the one that they answer."""

    round = models.ForeignKey(SeasonRound, models.CASCADE, related_name="questions")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the inputs.")
    inputs = models.JSONField(help_text="Rooms, requests, goals, weeks and closures.")
    remarks = models.JSONField(default=list, help_text="What is not known or was left out, as data.")
    bound = models.FloatField(
        null=True, blank=True, help_text="No plan is worth more, pins or not; empty: not known yet."
    )
    software = models.CharField(max_length=40, blank=True, default="")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "digest"], name="seasons_question_once"),
        ]

    def __str__(self) -> str:
        return self.digest[:12]


class SeasonPlanQuerySet(models.QuerySet["SeasonPlan"]):
    def visible_to(self, user: Actor) -> Self:
        """What was published is public; other plans are for who reads rounds there."""
        published = models.Q(pk=models.F("round__plan_id"), round__state__in=TOLD)
        return self.filter(published | user.scope("season.read").q("round__municipality_code"))


class SeasonPlan(PublicModel):
    """One way to give the rooms out."""

    round = models.ForeignKey(SeasonRound, models.CASCADE, related_name="plans")
    question = models.ForeignKey(SeasonQuestion, models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField(help_text="1, 2, 3 ... within the round.")
    made_by = models.CharField(max_length=8, choices=MadeBy.choices)
    base = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+", help_text="Made from.")
    note = models.CharField(max_length=300, blank=True, default="")
    points = models.BigIntegerField(default=0)
    bound = models.FloatField(null=True, blank=True, help_text="No plan with these pins is worth more.")
    proven = models.BooleanField(default=False, help_text="No plan with these pins is better.")
    seed = models.PositiveIntegerField(default=1)
    rounds = models.PositiveIntegerField(default=0, help_text="Of the search.")
    seconds = models.FloatField(default=0, help_text="Of the search, so far.")
    asked = models.PositiveIntegerField(default=0, help_text="Sessions a week that were asked.")
    granted = models.PositiveIntegerField(default=0, help_text="Sessions a week that stand.")
    explained = models.BooleanField(default=False, help_text="Whether its reasons are those of its sessions now.")
    job_id = models.UUIDField(null=True, blank=True, help_text="The job that searches, or searched.")
    software = models.CharField(max_length=40, blank=True, default="")
    actor_id = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = SeasonPlanQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "number"], name="seasons_plan_number_once"),
        ]

    def __str__(self) -> str:
        return _("Plan %(number)s") % {"number": self.number}

    @property
    def gap_percent(self) -> float | None:
        """How much of the bound is not reached, at most, in percents; None when no bound is known."""
        if self.bound is None:
            return None
        if self.proven:
            return 0.0
        return 100 * max(0.0, 1 - self.points / self.bound) if self.bound > 0 else 0.0


class SeasonSession(models.Model):
    """One weekly session of a plan. Seen with its plan."""

    plan = models.ForeignKey(SeasonPlan, models.CASCADE, related_name="sessions")
    request = models.ForeignKey(SeasonRequest, models.CASCADE, related_name="sessions")
    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday.")
    starts = models.TimeField()
    ends = models.TimeField()
    pinned = models.BooleanField(default=False, help_text="Stays here when the plan is worked out again.")
    series = models.ForeignKey(
        BookingSeries, models.SET_NULL, null=True, blank=True, related_name="+", help_text="What it was booked as."
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["weekday", "starts", "room"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "request", "weekday"], name="seasons_session_once_a_day"),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="seasons_session_weekday"),
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="seasons_session_ends_later"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["plan", "room", "weekday"])]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts}-{self.ends}"


class SeasonReason(models.Model):
    """Why a request has fewer sessions than it asked, as the plan stands. Pages make sentences of it."""

    plan = models.ForeignKey(SeasonPlan, models.CASCADE, related_name="reasons")
    request = models.ForeignKey(SeasonRequest, models.CASCADE, related_name="reasons")
    asked = models.PositiveSmallIntegerField()
    granted = models.PositiveSmallIntegerField()
    needed = models.PositiveSmallIntegerField(help_text="How many more would make a difference.")
    shortened = models.PositiveSmallIntegerField(default=0, help_text="Minutes a week less than was asked.")
    never = models.BooleanField(default=False, help_text="No plan could place it.")
    rules = models.JSONField(default=list, help_text="[rule, starts that it rules out], most first.")
    competitors = models.JSONField(default=list, help_text="[request, starts that it has], most first.")
    alone = models.JSONField(default=list, help_text="Requests of which any one alone stands in the way.")
    changes = models.JSONField(default=list, help_text="Smallest change of each kind that would place it.")
    alternatives = models.JSONField(default=list, help_text="Free sessions nearby, nearest first.")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "request"], name="seasons_reason_once"),
        ]

    def __str__(self) -> str:
        return f"{self.granted}/{self.asked}"


class ObjectionState(models.TextChoices):
    OPEN = "open", _("waits for an answer")
    UPHELD = "upheld", _("the plan was changed")
    REJECTED = "rejected", _("the plan stays as it is")


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def visible_to(self, user: Actor) -> Self:
        """By who may see the request that it is about."""
        return self.filter(request__in=SeasonRequest.objects.visible_to(user))


class Objection(PublicModel):
    """What somebody has against the published plan, about a request of their own, and the answer."""

    request = models.ForeignKey(SeasonRequest, models.CASCADE, related_name="objections")
    text = models.TextField(max_length=2000)
    state = models.CharField(max_length=8, choices=ObjectionState.choices, default=ObjectionState.OPEN)
    answer = models.TextField(max_length=2000, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    actor_id = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["made_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(state="open") | ~models.Q(answer=""), name="seasons_objection_answered_with_words"
            ),
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(state="open"), name="seasons_objection_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}"
