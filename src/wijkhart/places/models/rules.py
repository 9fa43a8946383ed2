"""Who goes first and at which tariff, as published rules with a number: the same in every building."""

import hashlib
import json
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.places.models.place import Place


def rule_digest(*said: object) -> str:
    """What a rule says as a short text, to know it again: the same words in the next version give the same text."""
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


class UseRulesQuerySet(models.QuerySet["UseRules"]):
    def visible_to(self, user: Actor) -> Self:
        """Published rules are public; a draft is seen by whoever may make rules there."""
        return self.filter(~models.Q(published_at=None) | user.scope("use_rules.edit").q())

    def published(self) -> Self:
        return self.exclude(published_at=None)


class UseRules(PublicModel):
    """One version of the rules of a municipality. Once published it never changes; a change is the next version."""

    municipality_code = models.CharField(max_length=6)
    number = models.PositiveIntegerField(help_text="1, 2, 3 ... within the municipality.")
    valid_from = models.DateField(help_text="For uses from this day on.")
    why = models.TextField(blank=True, default="", help_text="What changed and why; public.")
    published_at = models.DateTimeField(null=True, blank=True, help_text="Empty: still being made.")
    actor_id = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = UseRulesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "use rules"
        ordering: ClassVar[list[str]] = ["municipality_code", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality_code", "number"], name="places_use_rules_number_once"),
            models.UniqueConstraint(
                fields=["municipality_code"],
                condition=models.Q(published_at=None),
                name="places_use_rules_one_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_code} {self.number}"


class UseRule(models.Model):
    """One line of a version. The first line that fits a booking counts; an empty condition fits everything."""

    rules = models.ForeignKey(UseRules, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    user_kinds = models.JSONField(default=list, blank=True, help_text="Keys of UserKind; empty: every kind.")
    open_to_all = models.BooleanField(null=True, blank=True, help_text="Empty: both.")
    local = models.BooleanField(null=True, blank=True, help_text="Empty: both.")
    rank = models.PositiveSmallIntegerField(help_text="1 goes first.")
    percent = models.PositiveSmallIntegerField(help_text="Of the rate of the room; 0 is free.")
    days_ahead = models.PositiveSmallIntegerField(default=365, help_text="How long beforehand at most.")
    why = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["rules", "position"], name="places_use_rule_position_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def early_key(self) -> str:
        """Whom it lets book how long beforehand, to know it again."""
        return rule_digest("early", sorted(self.user_kinds), self.open_to_all, self.local, self.days_ahead)


class RoomRate(models.Model):
    """What an hour of a room costs in full, by its size: a rate for rooms up to so many m²."""

    rules = models.ForeignKey(UseRules, models.CASCADE, related_name="rates")
    up_to = models.PositiveIntegerField(null=True, blank=True, help_text="m2; empty: every larger room.")
    cents_an_hour = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[models.OrderBy | str]] = [models.F("up_to").asc(nulls_last=True)]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["rules", "up_to"], name="places_room_rate_once"),
            models.UniqueConstraint(
                fields=["rules"], condition=models.Q(up_to=None), name="places_room_rate_one_largest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.up_to} {self.cents_an_hour}"


class RefusalGround(models.Model):
    """A published reason for which a request may be refused."""

    rules = models.ForeignKey(UseRules, models.CASCADE, related_name="grounds")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]

    def __str__(self) -> str:
        return self.text


class ExceptionKind(models.TextChoices):
    """What was done otherwise than the rules say."""

    PRICE = "price", _("another price")
    REFUSAL = "refusal", _("refused on a ground that is not in the rules")
    EARLY = "early", _("booked earlier than the rules allow")
    CONCEPT = "concept", _("booked against the concept of the place")


class RuleExceptionQuerySet(models.QuerySet["RuleException"]):
    def visible_to(self, user: Actor) -> Self:
        """Public, because they hold no name, at every place that somebody may see."""
        return self.filter(place__in=Place.objects.visible_to(user))


class RuleException(PublicModel):
    """A decision that departs from the rules: what, why, and under which rule. Never by whom it was asked."""

    municipality_code = models.CharField(max_length=6)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="rule_exceptions")
    booking = models.ForeignKey(
        "places.Booking",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="exceptions",
        help_text="For which it was decided; shown only on the page of that booking.",
    )
    kind = models.CharField(max_length=10, choices=ExceptionKind.choices)
    rule_name = models.CharField(max_length=160, blank=True, default="", help_text="The rule that it departs from.")
    rule_key = models.CharField(
        max_length=32, blank=True, default="", help_text="What that rule says, to know it again when a booking moves."
    )
    rules = models.ForeignKey(UseRules, models.SET_NULL, null=True, blank=True, related_name="exceptions")
    user_kind = models.CharField(max_length=16, blank=True, default="")
    said = models.JSONField(
        default=dict, blank=True, help_text="Numbers: such as the price by rule and the price asked."
    )
    why = models.TextField()
    actor_id = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    example = models.BooleanField(default=False)

    objects = RuleExceptionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}"
