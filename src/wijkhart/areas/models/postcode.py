"""Postcodes of four digits."""

from typing import ClassVar, Self

from django.db import models

from wijkhart.core.actors import Actor


class PostcodeQuerySet(models.QuerySet["Postcode"]):
    def visible_to(self, user: Actor) -> Self:
        """Postcodes are open data."""
        return self


class Postcode(models.Model):
    """The middle of a postcode of four digits: good for "near me", not for an address."""

    digits = models.CharField(primary_key=True, max_length=4)
    place = models.CharField(max_length=80)
    municipality_code = models.CharField(max_length=6)
    latitude = models.FloatField()
    longitude = models.FloatField()
    x = models.FloatField(help_text="RD metres.")
    y = models.FloatField()

    objects = PostcodeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["digits"]

    def __str__(self) -> str:
        return f"{self.digits} {self.place}"
