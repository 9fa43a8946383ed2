"""A division of a budget: a scenario with its choices, its result with recipe and reasons, and what came of it."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.deployment.models.budget import Budget


class DivisionState(models.TextChoices):
    WAITING = "waiting", _("not computed yet")
    COMPUTED = "computed", _("computed")
    CLASH = "clash", _("cannot be made: limits clash")
    FAULTY = "faulty", _("cannot be made: something is missing or wrong")
    ADOPTED = "adopted", _("adopted")
    WITHDRAWN = "withdrawn", _("adopted earlier, withdrawn")


class NeedBasis(models.TextChoices):
    NEED = "need", _("all people in need")
    UNSERVED = "unserved", _("people in need without a place (the white spots)")


class DivisionQuerySet(models.QuerySet["Division"]):
    def visible_to(self, user: Actor) -> Self:
        """What was adopted is public, also when it was withdrawn later; other scenarios are for professionals there."""
        return self.filter(
            models.Q(adopted_on__isnull=False) | user.scope("division.read").q("budget__municipality_code")
        )

    def adopted(self) -> Self:
        return self.filter(state=DivisionState.ADOPTED)


class Division(PublicModel):
    """One way to divide a budget: choices, and what they lead to."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="divisions")
    name = models.CharField(max_length=120)
    note = models.TextField(max_length=2000, blank=True, default="", help_text="The thought behind these choices.")
    fairness = models.PositiveSmallIntegerField(
        default=0, help_text="0: as much reach as can be; 100: the worst-off wijk first."
    )
    reserve = models.FloatField(default=5, help_text="Percent of every amount that is held back.")
    block = models.FloatField(default=0, help_text="Hours come in blocks of so many; 0: any amount.")
    basis = models.CharField(max_length=8, choices=NeedBasis.choices, default=NeedBasis.NEED)
    agenda_weight = models.FloatField(
        default=9,
        help_text="How much the heaviest theme of the agenda counts on top of 1; 0: the agenda does not count.",
    )
    emphasis = models.JSONField(default=dict, blank=True, help_text="Theme -> how many times as heavy it counts.")
    state = models.CharField(max_length=10, choices=DivisionState.choices, default=DivisionState.WAITING)
    inputs = models.JSONField(default=dict, help_text="The whole question as it was solved.")
    sources = models.JSONField(default=dict, help_text="Of need and weights: source, day, what is not known.")
    result = models.JSONField(
        default=dict, help_text="Totals, bound, baselines, worth of more, curves halved and doubled."
    )
    problems = models.JSONField(default=list, help_text="Faults, or limits that clash with what would mend them.")
    digest = models.CharField(max_length=64, blank=True, default="", help_text="SHA-256 of the question.")
    software = models.CharField(max_length=40, blank=True, default="")
    computed_at = models.DateTimeField(null=True, blank=True)
    cpu_seconds = models.FloatField(null=True, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    adopted_by = models.CharField(max_length=120, blank=True, default="", help_text="Who decided: college, council.")
    reason = models.TextField(max_length=2000, blank=True, default="", help_text="Why this one was chosen.")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True, default="")
    example = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = DivisionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["budget", "name"], name="deployment_division_name_once"),
            models.UniqueConstraint(
                fields=["budget"], condition=models.Q(state="adopted"), name="deployment_one_division_adopted"
            ),
            models.CheckConstraint(condition=models.Q(fairness__lte=100), name="deployment_fairness_is_a_percent"),
            models.CheckConstraint(
                condition=models.Q(reserve__gte=0, reserve__lt=100), name="deployment_reserve_is_a_percent"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="adopted") | ~models.Q(reason=""), name="deployment_adopted_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("division_detail", args=[self.pk])

    @property
    def has_result(self) -> bool:
        """Whether there is a division to show."""
        return self.state in (DivisionState.COMPUTED, DivisionState.ADOPTED, DivisionState.WITHDRAWN)

    @property
    def smallest_percent(self) -> float | None:
        """The part of the weighed need that is served in the wijk where it is smallest, in percents."""
        share = self.result.get("smallest_share")
        return None if share is None else 100 * float(share)

    @property
    def gap_percent(self) -> float:
        """How far it can be from the best, in percents."""
        return 100 * float(self.result.get("gap", 0.0))


class DivisionDistrict(models.Model):
    """What one wijk gets in a division, beside what, and why. Seen with its division."""

    division = models.ForeignKey(Division, models.CASCADE, related_name="districts")
    district_code = models.CharField(max_length=8)
    name = models.CharField(max_length=120)
    inhabitants = models.PositiveIntegerField(null=True)
    hours = models.FloatField(help_text="Over all years.")
    by_inhabitants = models.FloatField(help_text="Over all years, when divided by inhabitants.")
    last_year = models.FloatField(null=True, help_text="Hours in the year before; None: not known.")
    people = models.FloatField(help_text="Expected to be reached, over all years.")
    share = models.FloatField(null=True, help_text="Part of the weighted need that is served, worst year.")
    extra = models.FloatField(null=True, help_text="People that 100 hours more would reach here.")
    claims = models.JSONField(default=list, help_text="The reasons as data; pages make sentences of them.")

    class Meta:
        ordering: ClassVar[list[str]] = ["district_code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["division", "district_code"], name="deployment_division_district_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def percent(self) -> float | None:
        """The part of the weighed need that is served here, in percents."""
        return None if self.share is None else 100 * self.share


class DivisionShare(models.Model):
    """Hours of one kind for one wijk in one year. Seen with its division."""

    division = models.ForeignKey(Division, models.CASCADE, related_name="shares")
    district_code = models.CharField(max_length=8)
    kind = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    hours = models.FloatField()

    class Meta:
        ordering: ClassVar[list[str]] = ["district_code", "year", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["division", "district_code", "kind", "year"], name="deployment_division_share_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.district_code} {self.kind} {self.year}"


class ReserveGrantQuerySet(models.QuerySet["ReserveGrant"]):
    def visible_to(self, user: Actor) -> Self:
        """A grant is seen by whoever sees its division."""
        return self.filter(division__in=Division.objects.visible_to(user))


class ReserveGrant(PublicModel):
    """Hours granted later from the reserve of an adopted division, with the reason. Seen with its division."""

    division = models.ForeignKey(Division, models.CASCADE, related_name="grants")
    district_code = models.CharField(max_length=8)
    kind = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    hours = models.FloatField()
    reason = models.CharField(max_length=500)
    granted_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True, default="")
    actor_id = models.CharField(max_length=60)

    objects = ReserveGrantQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-granted_on", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(hours__gt=0), name="deployment_grant_positive")
        ]

    def __str__(self) -> str:
        return f"{self.district_code} {self.kind} {self.year}"
