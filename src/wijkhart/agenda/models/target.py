"""Target pictures (streefbeeld, M35): where a municipality wants its wijken to be, by when, and how it is measured."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel


class AutomaticMeasure(models.TextChoices):
    """What Wijkhart can measure by itself for a wijk."""

    NONE = "", _("measured by people")
    TEAM_IN_VIEW = "team_in_view", _("a team that has a published wijk analysis")
    MAP_CONFIRMED = "map_confirmed", _("part of the entries of the sociale kaart that is confirmed")
    AGENDA_ADOPTED = "agenda_adopted", _("an adopted sociale agenda")
    YOUTH_ALLIANCE = "youth_alliance", _("alliances for young people that run")
    ROOM_USE = "room_use", _("part of the room hours in use")
    BEATING_HEART = "beating_heart", _("places where everybody can meet")


class TargetUnit(models.TextChoices):
    YES_NO = "yes_no", _("yes or no")
    COUNT = "count", _("number")
    PERCENT = "percent", _("percent")


class TargetPictureQuerySet(models.QuerySet["TargetPicture"]):
    def visible_to(self, user: Actor) -> Self:
        """What is aimed at is public; a target that was put away is for who works in the wijken there."""
        return self.filter(models.Q(active=True) | user.scope("target.measure").q())


class TargetPicture(PublicModel):
    """One target for every wijk of a municipality. Its day is a fixed one, or so many months after a wijk started."""

    municipality_code = models.CharField(max_length=6)
    key = models.CharField(max_length=30, blank=True, default="", help_text="Of the start set; empty: made here.")
    number = models.PositiveSmallIntegerField(help_text="Its place on the list; two parts of one target share it.")
    title = models.CharField(max_length=160)
    text = models.TextField(max_length=2000, blank=True, default="")
    measured_by = models.CharField(max_length=300, help_text="How it is measured, in words.")
    automatic = models.CharField(max_length=20, choices=AutomaticMeasure.choices, blank=True, default="")
    unit = models.CharField(max_length=8, choices=TargetUnit.choices, default=TargetUnit.YES_NO)
    norm = models.FloatField(default=1, help_text="At least this; 1 for yes.")
    months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="After the start of each wijk.")
    due = models.DateField(null=True, blank=True, help_text="One day for all wijken.")
    owner = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    objects = TargetPictureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["municipality_code", "number", "title"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality_code", "key"], condition=~models.Q(key=""), name="agenda_target_key_once"
            ),
            models.CheckConstraint(
                condition=models.Q(months__isnull=False, due=None) | models.Q(months=None, due__isnull=False),
                name="agenda_target_one_kind_of_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("target_detail", args=[self.pk])


class TargetFinding(models.Model):
    """What people measured for a target in one wijk on a day, with its source. Seen with its target."""

    target = models.ForeignKey(TargetPicture, models.CASCADE, related_name="findings")
    district_code = models.CharField(max_length=8)
    value = models.FloatField(help_text="In the unit of the target; 1 and 0 for yes and no.")
    measured_on = models.DateField()
    says = models.CharField(max_length=300, help_text="Source, and what was seen.")
    actor_id = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-measured_on", "-id"]

    def __str__(self) -> str:
        return f"{self.district_code} {self.value}"
