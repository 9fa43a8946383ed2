"""Schedules and what comes of them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkhart.core.models import PublicModel


class PartOfDay(models.TextChoices):
    """Ochtend 6-12, middag 12-18, avond 18-24."""

    MORNING = "morning", _("morning")
    AFTERNOON = "afternoon", _("afternoon")
    EVENING = "evening", _("evening")


class Schedule(PublicModel):
    """A series in local wall time. Several slots a day are several rules of one schedule."""

    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The last day; empty: goes on.")
    holiday_region = models.CharField(
        max_length=10,
        blank=True,
        default="",
        help_text="School region noord, midden or zuid; empty: ignores school holidays.",
    )
    skips_public_holidays = models.BooleanField(default=True)
    skips_school_holidays = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="times_schedule_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}"


class Rule(models.Model):
    """One recurrence rule of a schedule: an RFC 5545 RRULE and a slot of the day."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="rules")
    recurrence = models.CharField(max_length=200, help_text="RFC 5545, such as FREQ=WEEKLY;BYDAY=TU.")
    starts_at = models.TimeField()
    ends_at = models.TimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="times_rule_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recurrence} {self.starts_at}-{self.ends_at}"


class ScheduleException(models.Model):
    """A date on which the series does not run, or runs extra or at another hour."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="exceptions")
    on = models.DateField()
    cancelled = models.BooleanField(default=True)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["schedule", "on"], name="times_exception_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.on}"


class Occurrence(models.Model):
    """One time that it happens, or would have: expanded once and kept."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="occurrences")
    starts_at = models.DateTimeField(help_text="A UTC instant.")
    ends_at = models.DateTimeField()
    refused = models.CharField(
        max_length=200, blank=True, default="", help_text="Why it does not happen; empty: it does."
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["schedule", "starts_at"], name="times_occurrence_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="times_occurrence_ends_later"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["starts_at"])]

    def __str__(self) -> str:
        return f"{self.starts_at}"
