"""What rooms of a place share, pictures, and calendars that are kept elsewhere."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.places.models.booking import Booking
from wijkhart.places.models.place import Place
from wijkhart.places.models.room import Room


class SharedItemQuerySet(models.QuerySet["SharedItem"]):
    def visible_to(self, user: Actor) -> Self:
        """What can be borrowed is seen by whoever sees the place."""
        return self.filter(place__in=Place.objects.visible_to(user))


class PhotoQuerySet(models.QuerySet["Photo"]):
    def visible_to(self, user: Actor) -> Self:
        """A picture is seen by whoever sees the place."""
        return self.filter(place__in=Place.objects.visible_to(user))


class SharedItem(PublicModel):
    """Equipment of a place that goes from room to room, such as two projectors: each can be lent once at a time."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="shared_items")
    name = models.CharField(max_length=120)
    number = models.PositiveSmallIntegerField(default=1, help_text="How many there are.")

    objects = SharedItemQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "name"], name="places_shared_item_name_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="places_shared_item_number"),
        ]

    def __str__(self) -> str:
        return self.name


class ItemUseQuerySet(models.QuerySet["ItemUse"]):
    def lend(self, booking: Booking, item: SharedItem, units: Iterable[int], hours: tuple[datetime, datetime]) -> None:
        """Lend these pieces from the first of `hours` until the last. IntegrityError when one of them is lent."""
        told = {"booking": booking, "item": item, "starts_at": hours[0], "ends_at": hours[1]}
        self.bulk_create(ItemUse(unit=unit, **told) for unit in units)


class ItemUse(models.Model):
    """One piece of a shared item, lent to a booking for [starts_at, ends_at).

    The database itself refuses two rows of one item and one unit that overlap: see the second migration.
    """

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="item_uses")
    item = models.ForeignKey(SharedItem, models.CASCADE, related_name="uses")
    unit = models.PositiveSmallIntegerField(help_text="Which piece: 1 to the number that there is.")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = ItemUseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="places_item_use_ends_later"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["item", "starts_at"])]

    def __str__(self) -> str:
        return f"{self.item_id} {self.unit}"


class Photo(PublicModel):
    """A picture of a place or one of its rooms, drawn anew when it came in, so that nothing hides in it."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="photos")
    room = models.ForeignKey(Room, models.CASCADE, null=True, blank=True, related_name="photos")
    alt = models.CharField(max_length=200, help_text="What there is to see, for who does not see it.")
    content = models.BinaryField(help_text="JPEG, at most 1600 px wide.")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "made_at"]

    def __str__(self) -> str:
        return self.alt


class OutsideCalendarQuerySet(models.QuerySet["OutsideCalendar"]):
    def visible_to(self, user: Actor) -> Self:
        """By whoever decides on the room."""
        of_place = models.Q(room__place__owner_id__in=user.organisation_ids)
        of_place |= models.Q(room__place__manager_id__in=user.organisation_ids)
        keeps = of_place & user.scope("booking.decide_own").q("room__place__municipality_code")
        return self.filter(keeps | user.scope("booking.decide").q("room__place__municipality_code"))


class OutsideCalendar(PublicModel):
    """A calendar that the owner of a room keeps elsewhere; each of its events closes the room here."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="outside_calendars")
    name = models.CharField(max_length=120)
    read_at = models.DateTimeField(default=timezone.now)
    events = models.PositiveIntegerField(default=0)
    remarks = models.JSONField(default=list, blank=True, help_text="What could not be taken over, and why.")
    actor_id = models.CharField(max_length=60)

    objects = OutsideCalendarQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["room", "name"], name="places_outside_calendar_once"),
        ]

    def __str__(self) -> str:
        return self.name
