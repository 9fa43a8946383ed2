"""Weighing at the level of the city: the issues of all wijken in one order, with what the council finds important."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkhart.agenda.models.agenda import Issue
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.themes.models import TargetGroup, Theme


class WeighingState(models.TextChoices):
    DRAFT = "draft", _("draft")
    FROZEN = "frozen", _("frozen")
    PUBLISHED = "published", _("published")


class CityWeighingQuerySet(models.QuerySet["CityWeighing"]):
    def visible_to(self, user: Actor) -> Self:
        """What is published is public; before that it is for whoever may see agendas that are being made."""
        return self.filter(models.Q(state=WeighingState.PUBLISHED) | user.scope("agenda.read_draft").q())


class CityWeighing(PublicModel):
    """One weighing of a municipality over the agendas of its wijken; periods do not overlap."""

    municipality_code = models.CharField(max_length=6)
    title = models.CharField(max_length=160)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10, choices=WeighingState.choices, default=WeighingState.DRAFT)
    many = models.PositiveSmallIntegerField(
        default=3, help_text="From so many wijken on the same issue is one of the city."
    )
    weight_districts = models.PositiveSmallIntegerField(default=40, help_text="In percents; the three make 100.")
    weight_people = models.PositiveSmallIntegerField(default=30)
    weight_council = models.PositiveSmallIntegerField(default=30)
    weights_note = models.CharField(max_length=300, blank=True, default="", help_text="Why these weights.")
    previous = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="following")
    recipe = models.JSONField(default=dict, blank=True, help_text="Digest of what went in, version, day, seed.")
    frozen_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    example = models.BooleanField(default=False, help_text="Made up for the demonstration.")
    version = models.PositiveIntegerField(default=1)

    objects = CityWeighingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["municipality_code", "-starts_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="agenda_weighing_ends_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(weight_districts=100 - models.F("weight_people") - models.F("weight_council")),
                name="agenda_weighing_weights_make_100",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("weighing_detail", args=[self.pk])

    @property
    def weights(self) -> tuple[int, int, int]:
        """Wijken, people, council."""
        return self.weight_districts, self.weight_people, self.weight_council

    @property
    def public(self) -> bool:
        return self.state == WeighingState.PUBLISHED

    @property
    def draft(self) -> bool:
        return self.state == WeighingState.DRAFT


class WeighingStep(models.Model):
    """One step of a weighing: frozen, published, or back with the reason in the note. Seen with its weighing."""

    weighing = models.ForeignKey(CityWeighing, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=WeighingState.choices)
    done_on = models.DateField()
    note = models.CharField(max_length=300, blank=True, default="")
    back = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.state} {self.done_on}"


class CouncilPriority(models.Model):
    """What the council finds of one theme, with the decision that says so. Seen with its weighing.

    A theme that is not on the list has no priority: 0, once the council has chosen. `points` None is a theme of which
    the council has said that it decides later: unknown.
    """

    weighing = models.ForeignKey(CityWeighing, models.CASCADE, related_name="priorities")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(null=True, blank=True, help_text="0 to 10; None: not decided yet.")
    says = models.CharField(max_length=300, help_text="Why, and which decision.")

    class Meta:
        ordering: ClassVar[list[str]] = ["-points", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["weighing", "theme"], name="agenda_priority_once"),
            models.CheckConstraint(
                condition=models.Q(points=None) | models.Q(points__lte=10), name="agenda_priority_to_ten"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.points}"


class CityIssue(models.Model):
    """An issue as the city weighs it: the same of several wijken, or that of one wijk. Seen with its weighing."""

    weighing = models.ForeignKey(CityWeighing, models.CASCADE, related_name="issues")
    title = models.CharField(max_length=160)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    target_group = models.ForeignKey(TargetGroup, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Equal scores share one.")
    score = models.FloatField(null=True, blank=True, help_text="0 to 1; None: nobody speaks of it.")
    voices = models.JSONField(
        default=dict, blank=True, help_text="districts (0-10), people (inhabitants), council (0-10); null: silent."
    )
    spread = models.PositiveSmallIntegerField(default=1, help_text="In how many wijken it stands.")
    example = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "title", "id"]

    def __str__(self) -> str:
        return self.title


class CityIssuePart(models.Model):
    """The issue of one wijk under an issue of the city, with its place there as it was taken over."""

    weighing = models.ForeignKey(CityWeighing, models.CASCADE, related_name="parts")
    city_issue = models.ForeignKey(CityIssue, models.CASCADE, related_name="parts")
    issue = models.ForeignKey(Issue, models.SET_NULL, null=True, blank=True, related_name="+")
    district_code = models.CharField(max_length=8)
    title = models.CharField(max_length=160)
    place = models.PositiveSmallIntegerField(help_text="In the agenda of the wijk.")
    of = models.PositiveSmallIntegerField(help_text="Issues on that agenda.")
    score = models.FloatField(help_text="What that place says, 0 to 1.")
    reason = models.CharField(
        max_length=300, blank=True, default="", help_text="Why people put it here or apart; empty: computed."
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["district_code", "place", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["weighing", "issue"], name="agenda_city_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.district_code} {self.title}"
