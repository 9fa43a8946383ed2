"""The concept of a place as rules that bookings must obey, and the share of time that is kept for the unexpected."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkhart.core.actors import Actor
from wijkhart.places.models.place import Place
from wijkhart.places.models.room import Room
from wijkhart.places.models.rules import rule_digest
from wijkhart.times.models import PartOfDay


class Effect(models.TextChoices):
    """What a rule of the concept does."""

    ONLY = "only", _("only for")
    NEVER = "never", _("not for")


class ConceptRuleQuerySet(models.QuerySet["ConceptRule"]):
    def visible_to(self, user: Actor) -> Self:
        """The rules of a place are seen by whoever sees the place."""
        return self.filter(place__in=Place.objects.visible_to(user))


class ConceptRule(models.Model):
    """For whom and for what some hours are meant. A booking that touches the hours must obey all rules there.

    ONLY: the booking has one of the kinds of user (if any are named), one of the target groups (if any) and every
    trait (if any). NEVER: it has none of what is named.
    """

    place = models.ForeignKey(Place, models.CASCADE, related_name="concept_rules")
    room = models.ForeignKey(
        Room, models.CASCADE, null=True, blank=True, related_name="concept_rules", help_text="Empty: every room."
    )
    position = models.PositiveSmallIntegerField(default=0)
    effect = models.CharField(max_length=6, choices=Effect.choices)
    weekdays = models.JSONField(default=list, blank=True, help_text="0 is Monday; empty: every day.")
    part_of_day = models.CharField(
        max_length=10, choices=PartOfDay.choices, blank=True, default="", help_text="Empty: all day."
    )
    user_kinds = models.JSONField(default=list, blank=True, help_text="Keys of UserKind.")
    target_groups = models.JSONField(default=list, blank=True, help_text="Keys of TargetGroup.")
    traits = models.JSONField(default=list, blank=True, help_text="Keys of Trait.")
    why = models.CharField(max_length=300, help_text="From the vision of the place; who is refused reads it.")

    objects = ConceptRuleQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "position", "pk"]

    def __str__(self) -> str:
        return self.why

    @property
    def key(self) -> str:
        """When and for whom it stands, to know it again; its reason and its place in the list may change."""
        named = [sorted(one) for one in (self.weekdays, self.user_kinds, self.target_groups, self.traits)]
        return rule_digest("concept", self.effect, self.part_of_day, str(self.room_id or ""), *named)


class UseUnit(models.TextChoices):
    """In what use is counted."""

    ROOMS = "rooms", _("rooms in use")
    HOURS = "hours", _("hours of rooms")
    AREA = "area", _("hours of m²")


class UseBase(models.TextChoices):
    """What counts as 100%."""

    OPEN = "open", _("the hours in which rooms are offered")
    STAFFED = "staffed", _("the hours with staff")
    PARTS = "parts", _("parts of the day: mornings, afternoons and evenings in which rooms are offered")


class UseNormQuerySet(models.QuerySet["UseNorm"]):
    def visible_to(self, user: Actor) -> Self:
        """What share is kept free is public: it is why somebody is refused."""
        return self


class UseNorm(models.Model):
    """The norm of a municipality, or what differs for one place or one part of the day of it."""

    municipality_code = models.CharField(max_length=6)
    place = models.ForeignKey(Place, models.CASCADE, null=True, blank=True, related_name="use_norms")
    part_of_day = models.CharField(max_length=10, choices=PartOfDay.choices, blank=True, default="")
    free_percent = models.PositiveSmallIntegerField(default=15, help_text="Kept for the unexpected.")
    days_before = models.PositiveSmallIntegerField(default=14, help_text="From then on it is open to all.")
    unit = models.CharField(
        max_length=6, choices=UseUnit.choices, default=UseUnit.HOURS, help_text="Municipality only."
    )
    base = models.CharField(max_length=8, choices=UseBase.choices, default=UseBase.OPEN, help_text="Municipality only.")
    version = models.PositiveIntegerField(default=1)

    objects = UseNormQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "part_of_day"], name="places_use_norm_once"),
            models.UniqueConstraint(
                fields=["municipality_code", "part_of_day"],
                condition=models.Q(place=None),
                name="places_use_norm_once_in_all",
            ),
            models.CheckConstraint(condition=models.Q(free_percent__lte=100), name="places_use_norm_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_code} {self.free_percent}%"
