"""A budget: what there is to divide over some years, what was promised already, and the least that each wijk gets."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel


class BudgetQuerySet(models.QuerySet["Budget"]):
    def visible_to(self, user: Actor) -> Self:
        """Public once a division of it was adopted; before that for professionals of the municipality."""
        return self.filter(models.Q(divisions__adopted_on__isnull=False) | user.scope("division.read").q()).distinct()


class Budget(PublicModel):
    """People's hours, euros and places for some years (meerjarenbudget), before it is divided."""

    municipality_code = models.CharField(max_length=6)
    title = models.CharField(max_length=120)
    note = models.TextField(max_length=2000, blank=True, default="", help_text="Where the amounts come from.")
    first_year = models.PositiveSmallIntegerField()
    example = models.BooleanField(default=False, help_text="Made up for the demonstration.")
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = BudgetQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-first_year", "title"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality_code", "title"], name="deployment_budget_title_once")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("budget_detail", args=[self.pk])


class BudgetYear(models.Model):
    """What there is in one year; empty is no limit. Seen with its budget."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    hours = models.FloatField(null=True, blank=True)
    euros = models.FloatField(null=True, blank=True)
    places = models.FloatField(null=True, blank=True, help_text="Room places times hours.")

    class Meta:
        ordering: ClassVar[list[str]] = ["year"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["budget", "year"], name="deployment_budget_year_once")
        ]

    def __str__(self) -> str:
        return f"{self.year}"


class BudgetKind(models.Model):
    """A kind of effort in a budget: its cost, its provider, and the hours a year that this provider can give."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="kinds")
    kind = models.CharField(max_length=30, help_text="Key of a kind of effort.")
    euros = models.FloatField()
    places = models.FloatField(default=0)
    provider = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    capacity = models.FloatField(null=True, blank=True, help_text="Hours a year; empty: not known yet.")
    endless = models.BooleanField(default=False, help_text="The provider can give as much as is asked.")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["budget", "kind"], name="deployment_budget_kind_once")
        ]

    def __str__(self) -> str:
        return self.kind


class BudgetDistrict(models.Model):
    """A wijk in a budget: from which year it takes part, its lower limit, and what it had last year."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="districts")
    district_code = models.CharField(max_length=8)
    first_year = models.PositiveSmallIntegerField()
    floor = models.FloatField(default=0, help_text="Hours a year that it gets at least.")
    last_year = models.JSONField(null=True, blank=True, help_text="Kind -> hours; None: not known.")

    class Meta:
        ordering: ClassVar[list[str]] = ["district_code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["budget", "district_code"], name="deployment_budget_district_once"),
            models.CheckConstraint(condition=models.Q(floor__gte=0), name="deployment_budget_floor_not_negative"),
        ]

    def __str__(self) -> str:
        return self.district_code


class Commitment(models.Model):
    """Hours that were promised already to a wijk in a year (lopende afspraak)."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="commitments")
    district_code = models.CharField(max_length=8)
    kind = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    hours = models.FloatField()
    says = models.CharField(max_length=200, help_text="What was promised, to whom.")

    class Meta:
        ordering: ClassVar[list[str]] = ["year", "district_code", "kind"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["budget", "district_code", "kind", "year"], name="deployment_commitment_once"
            ),
            models.CheckConstraint(condition=models.Q(hours__gt=0), name="deployment_commitment_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.district_code} {self.kind} {self.year}"
