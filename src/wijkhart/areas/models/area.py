"""Areas and the links between their versions."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel


class Level(models.TextChoices):
    COUNTRY = "country", _("country")
    REGION = "region", _("region")
    MUNICIPALITY = "municipality", _("municipality")
    DISTRICT = "district", _("wijk")
    NEIGHBOURHOOD = "neighbourhood", _("buurt")


class AreaQuerySet(models.QuerySet["Area"]):
    def visible_to(self, user: Actor) -> Self:
        """Areas are public."""
        return self

    def current(self) -> Self:
        """Areas of today's map."""
        return self.filter(valid_to=None)

    def municipalities(self) -> Self:
        return self.filter(level=Level.MUNICIPALITY)

    def districts(self) -> Self:
        return self.filter(level=Level.DISTRICT)

    def within(self, code: str) -> Self:
        """Areas of one municipality, by its code."""
        return self.filter(municipality_code=code)


class Area(PublicModel):
    """One version of a CBS area. A code may come back with other borders: `valid_from` tells them apart."""

    code = models.CharField(max_length=12)
    level = models.CharField(max_length=14, choices=Level.choices)
    name = models.CharField(max_length=120)
    municipality_code = models.CharField(
        max_length=6,
        blank=True,
        default="",
        help_text="The tenant: GM and four digits; empty above municipalities.",
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text="Empty: on today's map.")
    border = models.BinaryField(null=True, blank=True, help_text="WKB on the RD grid (EPSG:28992).")
    outline = models.JSONField(
        null=True,
        blank=True,
        help_text="Simplified rings on the RD grid in whole metres, for drawing: [[[x, y], ...], ...].",
    )
    x = models.FloatField(null=True, blank=True, help_text="A point inside, RD metres.")
    y = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    population = models.PositiveIntegerField(
        null=True, blank=True, help_text="Inhabitants as on the map; None is unknown, 0 is nobody."
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="areas_area_version"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(valid_to=None), name="areas_area_one_current_version"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="areas_area_ends_after_start",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["municipality_code", "level"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of a municipality or wijk; a buurt has none of its own and shows its wijk."""
        if self.level == Level.MUNICIPALITY:
            return reverse("municipality_detail", args=[self.code])
        return reverse("district_detail", args=[self.code])


class AreaLink(models.Model):
    """An area that went over, whole or in part, into a later one. Entered or imported, never guessed."""

    predecessor = models.ForeignKey(Area, models.CASCADE, related_name="successor_links")
    successor = models.ForeignKey(Area, models.CASCADE, related_name="predecessor_links")
    share = models.FloatField(
        default=1.0, help_text="The part of the successor's inhabitants that lived in the predecessor, 0-1."
    )
    origin = models.CharField(max_length=200, help_text="Where this link is known from.")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="areas_arealink_once"),
            models.CheckConstraint(
                condition=models.Q(share__gt=0) & models.Q(share__lte=1),
                name="areas_arealink_share_is_a_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} -> {self.successor_id}"
