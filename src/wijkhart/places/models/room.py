"""Rooms: how large, fit for what, and on what terms they can be booked."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.places.models.place import Place, StepFree
from wijkhart.times.models import OpeningHours


class Layout(models.TextChoices):
    """How the chairs stand; each has a number of people of its own."""

    ROWS = "rows", _("chairs in rows")
    TABLES = "tables", _("at tables")
    CIRCLE = "circle", _("in a circle")
    DINNER = "dinner", _("eating together")
    STANDING = "standing", _("standing or moving")


class Equipment(models.TextChoices):
    """What stands in a room or may be used with it."""

    KITCHEN = "kitchen", _("kitchen")
    COFFEE = "coffee", _("coffee and tea")
    SCREEN = "screen", _("screen or projector")
    SOUND = "sound", _("sound and microphone")
    WIFI = "wifi", _("internet (wifi)")
    PIANO = "piano", _("piano")
    STAGE = "stage", _("stage")
    SPORT = "sport", _("sport floor")
    WORKSHOP = "workshop", _("workbench or tools")
    STORAGE = "storage", _("storage for groups")


class Access(models.TextChoices):
    """What helps people to get in and take part."""

    TOILET = "toilet", _("toilet for wheelchairs")
    LIFT = "lift", _("lift")
    WIDE_DOOR = "wide_door", _("door of 85 cm or wider")
    HEARING_LOOP = "hearing_loop", _("hearing loop")
    PARKING = "parking", _("parking for disabled people")
    QUIET = "quiet", _("quiet room")


class BookingMode(models.TextChoices):
    """How somebody gets the room."""

    NONE = "none", _("cannot be booked here")
    REQUEST = "request", _("on request: the manager decides")
    INSTANT = "instant", _("at once: a free hour is yours")


class RoomQuerySet(models.QuerySet["Room"]):
    def visible_to(self, user: Actor) -> Self:
        """A room is seen by whoever sees its place."""
        return self.filter(place__in=Place.objects.visible_to(user))

    def offered(self) -> Self:
        """Rooms that can be booked here."""
        return self.exclude(booking_mode=BookingMode.NONE)


class Room(PublicModel):
    """A room of a place. A hall that can be split is made of its `parts`; a room without parts is a smallest space."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=120)
    floor_area = models.PositiveIntegerField(null=True, blank=True, help_text="m2")
    floor_area_in_use = models.PositiveIntegerField(null=True, blank=True, help_text="m2 in use")
    seats = models.PositiveIntegerField(null=True, blank=True, help_text="Most people at once.")
    layouts = models.JSONField(default=dict, blank=True, help_text="Layout -> people.")
    functions = models.JSONField(default=list, blank=True)
    equipment = models.JSONField(default=list, blank=True, help_text="Keys of Equipment.")
    access = models.JSONField(default=list, blank=True, help_text="Keys of Access.")
    step_free = models.CharField(max_length=8, choices=StepFree.choices, default=StepFree.UNKNOWN)
    parts = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="wholes")
    setup_minutes = models.PositiveSmallIntegerField(default=0, help_text="Before each use.")
    cleanup_minutes = models.PositiveSmallIntegerField(default=0, help_text="After each use.")
    opening_hours = models.ForeignKey(
        OpeningHours, models.SET_NULL, null=True, blank=True, related_name="rooms", help_text="Empty: as the place."
    )
    booking_mode = models.CharField(max_length=8, choices=BookingMode.choices, default=BookingMode.NONE)
    shared = models.BooleanField(default=False, help_text="Several groups at once, up to `seats` people together.")
    house_rules = models.TextField(blank=True, default="")
    price_note = models.CharField(max_length=300, blank=True, default="")
    entry_note = models.TextField(blank=True, default="", help_text="How to get in; only for who has a booking.")

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "name"], name="places_room_name_once"),
            models.CheckConstraint(
                condition=models.Q(floor_area=None)
                | models.Q(floor_area_in_use=None)
                | models.Q(floor_area_in_use__lte=models.F("floor_area")),
                name="places_room_in_use_fits",
            ),
            models.CheckConstraint(
                condition=models.Q(shared=False) | models.Q(seats__gt=0), name="places_room_shared_has_seats"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("room_detail", args=[self.pk])

    @property
    def most_people(self) -> int | None:
        """The most people that fit, in whatever layout; None when nobody said."""
        return max([*([self.seats] if self.seats else []), *self.layouts.values()], default=None)

    @property
    def spaces(self) -> list["Room"]:
        """The smallest spaces that a use of this room takes."""
        return list(self.parts.all()) or [self]
