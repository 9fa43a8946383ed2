"""Bookings, and the time that each takes of each smallest space."""

from datetime import datetime
from typing import ClassVar, Final, Self
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.places.models.activity import Activity
from wijkhart.places.models.room import Room
from wijkhart.places.models.rules import UseRules
from wijkhart.places.models.series import BookingSeries

TOGETHER: Final = UUID(int=0)
"""The key of every use of a space that is shared: uses with one key may lie over each other."""


class BookingKind(models.TextChoices):
    USE = "use", _("booking")
    BLOCK = "block", _("closed by the manager")


class BookingState(models.TextChoices):
    REQUESTED = "requested", _("waits for an answer")
    ACCEPTED = "accepted", _("booked")
    REFUSED = "refused", _("refused")
    CANCELLED = "cancelled", _("cancelled")
    OFFERED = "offered", _("held for somebody on the waiting list")
    EXPIRED = "expired", _("nobody answered in time")


LIVE: Final = (BookingState.REQUESTED, BookingState.ACCEPTED, BookingState.OFFERED)
HOLDING: Final = (BookingState.REQUESTED, BookingState.OFFERED)
"""Those that hold the time until somebody answers."""


class BookingQuerySet(models.QuerySet["Booking"]):
    def visible_to(self, user: Actor) -> Self:
        """In full: by whoever decides on the room, and by who booked. All others see only that a room is taken."""
        own = models.Q(organisation_id__in=user.organisation_ids) & user.scope("booking.make").q()
        if user.actor_id.startswith("user:"):
            own |= models.Q(organisation=None, actor_id=user.actor_id)
        of_place = models.Q(room__place__owner_id__in=user.organisation_ids)
        of_place |= models.Q(room__place__manager_id__in=user.organisation_ids)
        keeps = of_place & user.scope("booking.decide_own").q()
        return self.filter(own | keeps | user.scope("booking.decide").q())

    def live(self) -> Self:
        """Those that take the room: booked, or waiting for an answer of the manager or of who waits."""
        return self.filter(state__in=LIVE)

    def to_come(self) -> Self:
        return self.filter(ends_at__gt=timezone.now())

    def overdue(self) -> Self:
        """Requests and offers that hold a time although nobody answered by then."""
        return self.filter(state__in=HOLDING, answer_by__lte=timezone.now())


class Booking(PublicModel, Activity):
    """One use of a room. It takes time while it is booked or waits; refused or cancelled it only stays readable."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="bookings")
    municipality_code = models.CharField(max_length=6)
    kind = models.CharField(max_length=8, choices=BookingKind.choices, default=BookingKind.USE)
    state = models.CharField(max_length=10, choices=BookingState.choices, default=BookingState.REQUESTED)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="bookings")
    name = models.CharField(max_length=120, blank=True, default="", help_text="Of a resident; can be erased.")
    email = models.EmailField(blank=True, default="", help_text="Of a resident; can be erased.")
    title = models.CharField(max_length=160)
    people = models.PositiveIntegerField(default=0)
    note = models.TextField(blank=True, default="", help_text="For the manager.")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.TextField(blank=True, default="", help_text="Why refused, cancelled or moved.")
    price_note = models.CharField(max_length=300, blank=True, default="")
    rules = models.ForeignKey(UseRules, models.SET_NULL, null=True, blank=True, related_name="bookings")
    rule_name = models.CharField(
        max_length=160, blank=True, default="", help_text="The rule that fits, as it was then."
    )
    rank = models.PositiveSmallIntegerField(default=0, help_text="Of that rule; 1 goes first, 0 is unknown.")
    rule_cents = models.PositiveIntegerField(null=True, blank=True, help_text="The price by rule; empty: no rule fits.")
    price_cents = models.PositiveIntegerField(null=True, blank=True, help_text="The price asked; empty: not known.")
    answer_by = models.DateTimeField(
        null=True, blank=True, help_text="Until when a request or an offer holds the time."
    )
    attended = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many came; 0: nobody. Empty: not told."
    )
    outside = models.ForeignKey(
        "places.OutsideCalendar", models.CASCADE, null=True, blank=True, related_name="bookings"
    )
    outside_uid = models.CharField(max_length=255, blank=True, default="", help_text="Of the event elsewhere.")
    entry_note = models.TextField(blank=True, default="", help_text="How to get in; only for who has the booking.")
    series = models.ForeignKey(BookingSeries, models.CASCADE, null=True, blank=True, related_name="bookings")
    actor_id = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="places_booking_ends_later"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["room", "starts_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def live(self) -> bool:
        return self.state in LIVE

    @property
    def overdue(self) -> bool:
        """Whether nobody answered in time; whoever wants the room next ends it."""
        return self.state in HOLDING and self.answer_by is not None and self.answer_by <= timezone.now()

    @property
    def over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def who(self) -> str:
        """Who booked, as the manager reads it."""
        if self.kind == BookingKind.BLOCK:
            return str(BookingKind.BLOCK.label)
        return self.organisation.name if self.organisation else self.name

    def release(self) -> None:
        """Give the time back, and what was borrowed; the booking stays readable. Needs a transaction."""
        self.occupancies.all().delete()
        self.item_uses.all().delete()


class OccupancyQuerySet(models.QuerySet["Occupancy"]):
    def take(self, booking: Booking, room: Room, key: UUID, starts_at: datetime, ends_at: datetime) -> None:
        """Take every smallest space of a room. IntegrityError when one of them is taken."""
        told = {"booking": booking, "key": key, "people": booking.people, "starts_at": starts_at, "ends_at": ends_at}
        with transaction.atomic():
            self.bulk_create(Occupancy(space=space, **told) for space in room.spaces)


class Occupancy(models.Model):
    """The half-open time [starts_at, ends_at) that a booking takes of one smallest space, set-up and clear-up included.

    The database itself refuses two rows of one space that overlap and differ in `key`: see the second migration.
    """

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="occupancies")
    space = models.ForeignKey(Room, models.CASCADE, related_name="occupancies")
    key = models.UUIDField(help_text="Of a use of its own: the booking. Of a shared use: one and the same.")
    people = models.PositiveIntegerField(default=0)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = OccupancyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "occupancies"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="places_occupancy_ends_later"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["space", "starts_at"])]

    def __str__(self) -> str:
        return f"{self.space_id} {self.starts_at}"

    def overlaps(self, start: datetime, end: datetime) -> bool:
        return self.starts_at < end and start < self.ends_at
