"""What it costs to have a place, in each way to have it."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.places.models import Place


class Way(models.TextChoices):
    """The names are those of `analysis.siting.KINDS`."""

    KEEP = "keep", _("keep as it is")
    BUNDLE = "bundle", _("bundle others into it")
    SHARE = "share", _("share it with others")
    OTHER = "other", _("another or temporary function")
    HOST = "host", _("be a guest in somebody else's building")


class PlaceCostQuerySet(models.QuerySet["PlaceCost"]):
    def visible_to(self, user: Actor) -> Self:
        """Costs are for professionals there; what they add up to is public with the advice."""
        return self.filter(user.scope("siting.read").q("place__municipality_code"))


class PlaceCost(PublicModel):
    """One way to have a place: what it costs a year, and what it is then good for."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="costs")
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.KEEP)
    euros = models.FloatField(help_text="A year.")
    year = models.PositiveSmallIntegerField(help_text="The year that the amount is of.")
    source = models.CharField(max_length=200, help_text="Where the amount comes from.")
    heart = models.BooleanField(default=True, help_text="Whether it can be the beating heart of its wijk.")
    hours_percent = models.PositiveSmallIntegerField(
        default=100, help_text="The part of the hours of its rooms that is there for the neighbourhood."
    )
    actor_id = models.CharField(max_length=60)
    example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = PlaceCostQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "way"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "way"], name="siting_cost_way_once"),
            models.CheckConstraint(condition=models.Q(euros__gte=0), name="siting_cost_not_below_zero"),
            models.CheckConstraint(condition=models.Q(hours_percent__lte=200), name="siting_hours_are_a_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.way}"
