"""Who waits for a room that is taken, and what was offered."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.places.models.activity import Activity
from wijkhart.places.models.booking import Booking
from wijkhart.places.models.room import Room
from wijkhart.places.models.series import BookingSeries


class WaitingState(models.TextChoices):
    WAITING = "waiting", _("waits")
    OFFERED = "offered", _("has an offer")
    TAKEN = "taken", _("took the offer")
    OVER = "over", _("the date is over")
    WITHDRAWN = "withdrawn", _("stopped waiting")


class WaitingEntryQuerySet(models.QuerySet["WaitingEntry"]):
    def visible_to(self, user: Actor) -> Self:
        """By whoever decides on the room, and by who waits."""
        own = models.Q(organisation_id__in=user.organisation_ids) & user.scope("booking.make").q()
        if user.actor_id.startswith("user:"):
            own |= models.Q(organisation=None, actor_id=user.actor_id)
        keeps = models.Q(room__place__owner_id__in=user.organisation_ids) & user.scope("booking.decide_own").q()
        keeps |= models.Q(room__place__manager_id__in=user.organisation_ids) & user.scope("booking.decide_own").q()
        return self.filter(own | keeps | user.scope("booking.decide").q())

    def waiting(self) -> Self:
        return self.filter(state=WaitingState.WAITING)


class WaitingEntry(PublicModel, Activity):
    """Somebody who wants a room at a time at which it is taken; a date of a series that could not be made, too."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="waiting_entries")
    municipality_code = models.CharField(max_length=6)
    state = models.CharField(max_length=10, choices=WaitingState.choices, default=WaitingState.WAITING)
    series = models.ForeignKey(BookingSeries, models.CASCADE, null=True, blank=True, related_name="waiting_entries")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, blank=True, default="", help_text="Of a resident; can be erased.")
    email = models.EmailField(blank=True, default="", help_text="Of a resident; can be erased.")
    title = models.CharField(max_length=160)
    people = models.PositiveIntegerField(default=0)
    note = models.TextField(blank=True, default="", help_text="For the manager.")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    offer = models.OneToOneField(
        Booking, models.SET_NULL, null=True, blank=True, related_name="waiting_entry", help_text="Holds the time."
    )
    actor_id = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = WaitingEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "waiting entries"
        ordering: ClassVar[list[str]] = ["made_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="places_waiting_ends_later"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["room", "starts_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def who(self) -> str:
        """Who waits, as the manager reads it."""
        return self.organisation.name if self.organisation else self.name

    def end_offer(self, state: str = WaitingState.WAITING) -> None:
        """Wait on without an offer, or stop and be erased. Needs a transaction that locked this row."""
        if state == WaitingState.WAITING and self.starts_at <= timezone.now():
            state = WaitingState.OVER
        self.state, self.offer = state, None
        if state == WaitingState.WITHDRAWN:
            self.name = self.email = self.note = ""
        self.version += 1
        self.save()
