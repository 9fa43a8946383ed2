"""The programme of a week, and its lines."""

from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.directory.models import Service
from wijkhart.places.models import Booking, BookingState, Place, Room
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.clock import slot_instants
from wijkhart.times.models import PartOfDay


class WeekState(models.TextChoices):
    DRAFT = "draft", _("being made")
    PUBLISHED = "published", _("published")


class LineState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    AGREED = "agreed", _("agreed")
    RETURNED = "returned", _("put back")
    WITHDRAWN = "withdrawn", _("withdrawn")


class WeekProgrammeQuerySet(models.QuerySet["WeekProgramme"]):
    def visible_to(self, user: Actor) -> Self:
        """Published ones are public; a draft is for who works in the wijken there, and for who has a line in it."""
        shown = models.Q(place=None) | models.Q(place__published=True)
        public = models.Q(state=WeekState.PUBLISHED) & shown
        owns = models.Q(place__owner_id__in=user.organisation_ids)
        owns |= models.Q(place__manager_id__in=user.organisation_ids)
        own_lines = WeekLine.objects.filter(organisation_id__in=user.organisation_ids).values("programme")
        works = user.scope("week_programme.read").q()
        return self.filter(public | owns | works | models.Q(pk__in=own_lines))

    def published(self) -> Self:
        return self.filter(state=WeekState.PUBLISHED)


class WeekProgramme(PublicModel):
    """One week of a place, or of a wijk."""

    municipality_code = models.CharField(max_length=6)
    place = models.ForeignKey(Place, models.CASCADE, null=True, blank=True, related_name="week_programmes")
    district_code = models.CharField(max_length=8, blank=True, default="", help_text="The wijk; empty: of a place.")
    monday = models.DateField()
    state = models.CharField(max_length=10, choices=WeekState.choices, default=WeekState.DRAFT)
    title = models.CharField(max_length=120)
    intro = models.TextField(max_length=1000, blank=True, default="")
    published_at = models.DateTimeField(null=True, blank=True, help_text="When it last became public.")
    actor_id = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    example = models.BooleanField(default=False, help_text="Made up for the demonstration.")
    version = models.PositiveIntegerField(default=1)

    objects = WeekProgrammeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-monday", "title"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(place=None) & ~models.Q(district_code="")
                | models.Q(place__isnull=False) & models.Q(district_code=""),
                name="programming_week_of_a_place_or_a_wijk",
            ),
            models.UniqueConstraint(fields=["place", "monday"], name="programming_week_of_a_place_once"),
            models.UniqueConstraint(
                fields=["district_code", "monday"],
                condition=~models.Q(district_code=""),
                name="programming_week_of_a_wijk_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("week_programme_detail", args=[self.pk])

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def days(self) -> list[date]:
        """Monday to Sunday."""
        return [self.monday + timedelta(days=n) for n in range(7)]

    @property
    def public_url(self) -> str:
        """Where everybody reads this week, once it is published."""
        if self.place_id:
            return f"{reverse('place_week', args=[self.place_id])}?week={self.monday}"
        return f"{reverse('district_week', args=[self.district_code])}?week={self.monday}"


class WeekLineQuerySet(models.QuerySet["WeekLine"]):
    def visible_to(self, user: Actor) -> Self:
        """What was agreed is seen with its programme; the rest by who works there, keeps the place or proposed it."""
        programmes = WeekProgramme.objects.visible_to(user)
        owns = models.Q(programme__place__owner_id__in=user.organisation_ids)
        owns |= models.Q(programme__place__manager_id__in=user.organisation_ids)
        own = models.Q(organisation_id__in=user.organisation_ids)
        works = user.scope("week_programme.read").q("programme__municipality_code")
        agreed = models.Q(state=LineState.AGREED)
        return self.filter(agreed | owns | own | works, programme__in=programmes)

    def shown(self) -> Self:
        """What the published page shows: agreed, and if it has a booking, that still holds."""
        holds = models.Q(booking=None) | models.Q(booking__state=BookingState.ACCEPTED)
        return self.filter(holds, state=LineState.AGREED)

    def in_play(self) -> Self:
        """What takes time and room, or may come to: neither put back nor withdrawn."""
        return self.filter(state__in=[LineState.PROPOSED, LineState.AGREED])


class WeekLine(PublicModel):
    """One thing in the programme of a week."""

    programme = models.ForeignKey(WeekProgramme, models.CASCADE, related_name="lines")
    day = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    part_of_day = models.CharField(max_length=10, choices=PartOfDay.choices, help_text="Worked out from its hours.")
    title = models.CharField(max_length=160)
    about = models.TextField(max_length=600, blank=True, default="")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    group_name = models.CharField(
        max_length=120, blank=True, default="", help_text="A group of residents that is no organisation here."
    )
    place = models.ForeignKey(Place, models.SET_NULL, null=True, blank=True, related_name="+")
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+")
    booking = models.ForeignKey(Booking, models.SET_NULL, null=True, blank=True, related_name="+")
    service = models.ForeignKey(Service, models.SET_NULL, null=True, blank=True, related_name="+")
    themes = models.ManyToManyField(Theme, blank=True, related_name="+")
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="+")
    open_to_all = models.BooleanField(default=True, help_text="Anybody may walk in.")
    state = models.CharField(max_length=10, choices=LineState.choices, default=LineState.PROPOSED)
    reason = models.CharField(max_length=300, blank=True, default="", help_text="Why it was put back.")
    actor_id = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = WeekLineQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["day", "starts", "ends", "title"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="programming_line_ends_later"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.programme.get_absolute_url()}#regel-{self.pk}"

    @property
    def maker(self) -> str:
        """Who makes it: an organisation or the name of a group, never a person."""
        return self.organisation.name if self.organisation else self.group_name

    @property
    def where(self) -> str:
        """The room and the place, as far as they are known."""
        parts = (self.room.name if self.room else "", self.place.name if self.place else "")
        return ", ".join(part for part in parts if part)

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """Begin and end as UTC instants."""
        return slot_instants(self.day, self.starts, self.ends)
