"""Schedules and what comes of them; opening hours; days off; parts of the day.

None of these belongs to anybody by itself: whoever may see or change the service, place or room that points to a row
may see or change the row. The tenant of a row is its municipality code.
"""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel


class PartOfDay(models.TextChoices):
    """Ochtend 6-12, middag 12-18, avond 18-24, unless a place says otherwise."""

    MORNING = "morning", _("morning")
    AFTERNOON = "afternoon", _("afternoon")
    EVENING = "evening", _("evening")


class Region(models.TextChoices):
    """The three regions over which the school holidays are spread."""

    NORTH = "noord", _("north")
    MIDDLE = "midden", _("middle")
    SOUTH = "zuid", _("south")


class DayParts(PublicModel):
    """The parts of the day of one place, when they differ from the usual 6, 12 and 18 o'clock."""

    name = models.CharField(max_length=120, blank=True, default="")
    municipality_code = models.CharField(max_length=6, blank=True, default="")
    morning_from = models.TimeField()
    afternoon_from = models.TimeField()
    evening_from = models.TimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(morning_from__lt=models.F("afternoon_from"))
                & models.Q(afternoon_from__lt=models.F("evening_from")),
                name="times_day_parts_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name or f"{self.morning_from} {self.afternoon_from} {self.evening_from}"


class DaysOff(PublicModel):
    """Which holidays a timetable follows: the fields that schedules and opening hours share."""

    municipality_code = models.CharField(
        max_length=6, blank=True, default="", help_text="Whose own days off count as well; empty: none."
    )
    holiday_region = models.CharField(
        max_length=10,
        choices=Region.choices,
        blank=True,
        default="",
        help_text="School region noord, midden or zuid; empty: ignores school holidays.",
    )
    skips_public_holidays = models.BooleanField(default=True)
    skips_school_holidays = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Schedule(DaysOff):
    """A series in local wall time. Several slots a day are several rules of one schedule."""

    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The last day; empty: goes on.")
    expanded_until = models.DateField(
        null=True, blank=True, help_text="The last day of which the occurrences are kept; empty: none yet."
    )
    expanded_recipe = models.CharField(
        max_length=64, blank=True, default="", help_text="Digest of what they were worked out from."
    )

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
    """A date on which the series does not run, or runs extra or at another hour.

    Not cancelled and without hours: runs at its usual hours, even on a holiday.
    """

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="exceptions")
    on = models.DateField()
    cancelled = models.BooleanField(default=True)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["schedule", "on"], name="times_exception_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(starts_at=None, ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="times_exception_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}"


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def happening(self) -> Self:
        """Without the dates that were refused."""
        return self.filter(refused="")


class Occurrence(models.Model):
    """One time that it happens, or would have: expanded once and kept."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="occurrences")
    starts_at = models.DateTimeField(help_text="A UTC instant.")
    ends_at = models.DateTimeField()
    refused = models.CharField(
        max_length=200, blank=True, default="", help_text="Why it does not happen; empty: it does."
    )

    objects = OccurrenceQuerySet.as_manager()

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


class LocalHolidayQuerySet(models.QuerySet["LocalHoliday"]):
    def visible_to(self, user: Actor) -> Self:
        """Days off are public."""
        return self

    def of(self, municipality_code: str) -> Self:
        """Those of one municipality, with the national ones."""
        return self.filter(municipality_code__in=["", municipality_code])


class LocalHoliday(PublicModel):
    """A correction of the known holidays: a day or period off that is added, or one that is not off here."""

    municipality_code = models.CharField(max_length=6, blank=True, default="", help_text="Empty: the whole country.")
    region = models.CharField(max_length=10, choices=Region.choices, blank=True, default="", help_text="Empty: all.")
    first_day = models.DateField()
    last_day = models.DateField()
    name = models.CharField(max_length=120)
    school = models.BooleanField(default=False, help_text="True: a school holiday; False: a public holiday.")
    off = models.BooleanField(default=True, help_text="False: these days are ordinary days here after all.")

    objects = LocalHolidayQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["first_day", "name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="times_local_holiday_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["municipality_code", "region", "first_day", "name"], name="times_local_holiday_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.first_day}"


class OpeningHours(DaysOff):
    """When the door is open: a weekly table with exceptions. A place or a counter points to it."""

    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name_plural = "opening hours"

    def __str__(self) -> str:
        return self.note or str(self.pk)


class OpeningSlot(models.Model):
    """One time a week that the door is open; twice a day is two slots."""

    hours = models.ForeignKey(OpeningHours, models.CASCADE, related_name="slots")
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday.")
    opens_at = models.TimeField()
    closes_at = models.TimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["weekday", "opens_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["hours", "weekday", "opens_at"], name="times_opening_slot_once"),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="times_opening_slot_weekday"),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="times_opening_slot_closes_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens_at}-{self.closes_at}"


class OpeningException(models.Model):
    """A date with other hours, or closed (no hours)."""

    hours = models.ForeignKey(OpeningHours, models.CASCADE, related_name="exceptions")
    on = models.DateField()
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["hours", "on"], name="times_opening_exception_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(opens_at=None, closes_at=None) | models.Q(closes_at__gt=models.F("opens_at")),
                name="times_opening_exception_closes_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}"
