"""What is offered."""

from typing import ClassVar, Self

from django.conf.locale import LANG_INFO
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.areas.models import Area
from wijkhart.core.actors import Actor
from wijkhart.core.models import SourcedModel
from wijkhart.places.models import Place, Room
from wijkhart.themes.models import Line, TargetGroup, Theme
from wijkhart.times.models import PartOfDay, Schedule


class ServiceKind(models.TextChoices):
    ACTIVITY = "activity", _("activity")
    FACILITY = "facility", _("facility")
    FUNCTION = "function", _("function")


class Reach(models.TextChoices):
    """The level an offer is meant for."""

    CITY = "city", _("whole municipality")
    DISTRICT = "district", _("wijk")
    INDIVIDUAL = "individual", _("at home")


class Function(models.TextChoices):
    """What it does for people (M1)."""

    MEETING = "meeting", _("meeting")
    SUPPORT = "support", _("support")
    INFORMATION = "information", _("information and advice")
    LEARNING = "learning", _("learning and moving")
    OTHER = "other", _("something else")


class AimedAt(models.TextChoices):
    GENERAL = "general", _("everyone")
    VULNERABLE = "vulnerable", _("vulnerable residents")
    INITIATIVE = "initiative", _("residents with initiative")


class Availability(models.TextChoices):
    """Whether somebody can still join (nog plek)."""

    ROOM = "room", _("there is room")
    FULL = "full", _("full")
    UNKNOWN = "unknown", _("unknown")


class Freshness(models.TextChoices):
    """How sure it is that an entry still holds, worked out from its clocks (`directory.freshness`)."""

    FRESH = "fresh", _("confirmed")
    DUE = "due", _("asked to confirm")
    STALE = "stale", _("not confirmed for a long time")
    HIDDEN = "hidden", _("hidden: not confirmed for too long")


class Exit(models.TextChoices):
    """How line 1 steps back from a general offer, or why it does not (M30)."""

    NONE = "", _("nothing agreed yet")
    ENDED = "ended", _("it ends")
    INDEPENDENT = "independent", _("it goes on by itself")
    HANDED_OVER = "handed_over", _("residents or an association take over")
    EXCEPTION = "exception", _("line 1 stays, with a reason")


class LifeCycle(models.TextChoices):
    IDEA = "idea", _("idea")
    RUNNING = "running", _("running")
    PAUSED = "paused", _("paused")
    ENDED = "ended", _("ended")


class ServiceQuerySet(models.QuerySet["Service"]):
    def visible_to(self, user: Actor) -> Self:
        """Published ones are public; a draft is seen by its provider, who keeps it, and who may read drafts there."""
        own = models.Q(published=True) | user.scope("service.read_draft").q()
        if user.organisation_ids:
            own |= models.Q(provider_id__in=user.organisation_ids)
            own |= models.Q(provider__kept_by_id__in=user.organisation_ids)
        return self.filter(own)

    def running(self) -> Self:
        return self.filter(life_cycle=LifeCycle.RUNNING)

    def open(self) -> Self:
        """What people can find now or again later: everything but ideas and what has ended."""
        return self.filter(life_cycle__in=[LifeCycle.RUNNING, LifeCycle.PAUSED])

    def findable(self) -> Self:
        """What the public can find: published, open, and not hidden for want of confirmation."""
        return self.open().filter(published=True).exclude(freshness=Freshness.HIDDEN)

    def needing_exit(self) -> Self:
        """General offers that a body of line 1 runs: each has an exit, or a stated exception (M30)."""
        return self.open().filter(line=Line.FIRST, aimed_at=AimedAt.GENERAL)

    def within(self, area: Area) -> Self:
        """Services at a place in, or offered in, a municipality or wijk."""
        if area.code == area.municipality_code:
            return self.filter(municipality_code=area.code)
        return self.filter(models.Q(place__district_code=area.code) | models.Q(district_code=area.code))


class Service(SourcedModel):
    """Something offered (HSDS *service*)."""

    name = models.CharField(max_length=160)
    description = models.TextField(blank=True, default="")
    kind = models.CharField(max_length=10, choices=ServiceKind.choices, default=ServiceKind.ACTIVITY)
    function = models.CharField(max_length=12, choices=Function.choices, default=Function.MEETING)
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="services")
    municipality_code = models.CharField(max_length=6)
    themes = models.ManyToManyField(Theme, related_name="services")
    target_groups = models.ManyToManyField(TargetGroup, related_name="services")
    line = models.PositiveSmallIntegerField(choices=Line.choices, default=Line.ZERO)
    level = models.CharField(max_length=12, choices=Reach.choices, default=Reach.DISTRICT)
    collective = models.BooleanField(default=True, help_text="True: together; False: one to one.")
    aimed_at = models.CharField(max_length=12, choices=AimedAt.choices, default=AimedAt.GENERAL)
    life_cycle = models.CharField(max_length=10, choices=LifeCycle.choices, default=LifeCycle.RUNNING)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="services")
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="services")
    district_code = models.CharField(
        max_length=8, blank=True, default="", help_text="The wijk it is for, when it has no place of its own."
    )
    at_home = models.BooleanField(default=False, help_text="People are visited at home, in its wijk or municipality.")
    online = models.BooleanField(default=False, help_text="Can be done by telephone or on a screen.")
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Years; None: no lower limit.")
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Years; None: no upper limit.")
    schedule = models.ForeignKey(Schedule, models.SET_NULL, null=True, blank=True, related_name="services")
    capacity = models.PositiveIntegerField(null=True, blank=True, help_text="People per session; None is unknown.")
    price = models.DecimalField(
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Euro per session; 0 is free, None is unknown.",
    )
    sign_up = models.BooleanField(default=False, help_text="People must sign up first.")
    how_to_join = models.TextField(blank=True, default="")
    availability = models.CharField(max_length=8, choices=Availability.choices, default=Availability.UNKNOWN)
    phone = models.CharField(max_length=20, blank=True, default="", help_text="Empty: that of the provider.")
    email = models.EmailField(blank=True, default="", help_text="Empty: that of the provider.")
    website = models.URLField(blank=True, default="", help_text="Empty: that of the provider.")
    languages = models.JSONField(default=list, blank=True, help_text="ISO 639-1 codes besides Dutch.")
    confirmed_at = models.DateField(
        null=True, blank=True, help_text="When every group of facts had been confirmed; None: one never was."
    )
    freshness = models.CharField(max_length=8, choices=Freshness.choices, default=Freshness.FRESH)
    exit = models.CharField(max_length=12, choices=Exit.choices, blank=True, default=Exit.NONE)
    exit_on = models.DateField(null=True, blank=True, help_text="When it ends or is handed over.")
    exit_note = models.CharField(max_length=300, blank=True, default="", help_text="To whom, or why line 1 stays.")
    supported_by = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", help_text="Who helps after that."
    )
    supported_until = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now, help_text="When a fact of it last changed.")
    published = models.BooleanField(default=True)
    example = models.BooleanField(default=False, help_text="Made up for the demonstration.")
    version = models.PositiveIntegerField(default=1, help_text="Goes up with each change, so that none is overwritten.")

    objects = ServiceQuerySet.as_manager()

    class Meta(SourcedModel.Meta):
        ordering: ClassVar[list[str]] = ["name"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["municipality_code", "life_cycle"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *SourcedModel.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(minimum_age=None)
                | models.Q(maximum_age=None)
                | models.Q(maximum_age__gte=models.F("minimum_age")),
                name="directory_service_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("service_detail", args=[self.pk])

    @property
    def language_names(self) -> list[str]:
        """The languages besides Dutch by their name in the language of the reader; an unknown code as it is."""
        return [get_language_info(code)["name_translated"] if code in LANG_INFO else code for code in self.languages]

    @property
    def coordinates(self) -> tuple[float, float] | None:
        """The point on the RD grid where it happens; None when it comes to people or its place has no point."""
        if self.at_home or self.place is None or self.place.x is None or self.place.y is None:
            return None
        return (self.place.x, self.place.y)


class ServiceTime(models.Model):
    """One weekly time of a service, worked out from its schedule, so that lists can be asked by day and part of day."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="times")
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday.")
    part_of_day = models.CharField(max_length=10, choices=PartOfDay.choices)
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    per_week = models.FloatField(help_text="How often in a mean week: 1 weekly, 0.5 every other week.")

    class Meta:
        ordering: ClassVar[list[str]] = ["weekday", "starts_at"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["weekday", "part_of_day"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="directory_servicetime_weekday"),
            models.CheckConstraint(condition=models.Q(per_week__gt=0), name="directory_servicetime_happens"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts_at}"
