"""A weekly booking as one thing: the dates that were made, and those that could not be, each with its reason."""

from typing import ClassVar

from django.db import models

from wijkhart.core.models import PublicModel
from wijkhart.places.models.room import Room


class BookingSeries(PublicModel):
    """One wish for the same hours on many dates."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="booking_series")
    first_day = models.DateField()
    last_day = models.DateField()
    entry_note = models.TextField(blank=True, default="", help_text="One way to get in for all dates.")
    weeks = models.PositiveSmallIntegerField(default=1, help_text="Every how many weeks.")

    class Meta:
        verbose_name_plural = "booking series"

    def __str__(self) -> str:
        return f"{self.first_day} {self.last_day}"


class SeriesGap(models.Model):
    """A date of a series that could not be booked."""

    series = models.ForeignKey(BookingSeries, models.CASCADE, related_name="gaps")
    on = models.DateField()
    reason = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar[list[str]] = ["on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["series", "on"], name="places_series_gap_once"),
        ]

    def __str__(self) -> str:
        return f"{self.on}"
