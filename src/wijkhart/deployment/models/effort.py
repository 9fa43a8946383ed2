"""Kinds of effort (opbouwwerk, jongerenwerk ...): what an hour costs, and how many people it is expected to reach."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language

from wijkhart.core.models import PublicModel
from wijkhart.themes.models import Theme


class EffortKind(PublicModel):
    """A kind of effort. A row without municipality is the national start; a municipality's own row takes its place."""

    municipality_code = models.CharField(max_length=6, blank=True, default="")
    key = models.CharField(max_length=30)
    title_nl = models.CharField(max_length=80)
    title_en = models.CharField(max_length=80)
    euros = models.FloatField(help_text="For an hour, all costs together.")
    euros_origin = models.CharField(max_length=300, help_text="Source, or 'aanname' with the thought behind it.")
    places = models.FloatField(default=0, help_text="Room places in use for an hour of it.")
    places_origin = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "key"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality_code", "key"], name="deployment_kind_once"),
            models.CheckConstraint(
                condition=models.Q(euros__gte=0, places__gte=0), name="deployment_kind_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def title(self) -> str:
        """In the language of the page."""
        return self.title_en if (get_language() or "nl").startswith("en") else self.title_nl


class ReachCurve(PublicModel):
    """How many people with one theme an hour of one kind reaches in a year, less and less.

    `steps`: [hours up to, people per hour], hours going up and people per hour never. Without municipality: the
    national start; without wijk: for every wijk.
    """

    municipality_code = models.CharField(max_length=6, blank=True, default="")
    district_code = models.CharField(max_length=8, blank=True, default="")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, help_text="Key of a kind of effort.")
    steps = models.JSONField(default=list)
    source = models.CharField(max_length=300, blank=True, default="", help_text="Empty: an assumption.")
    thought = models.CharField(max_length=300, blank=True, default="", help_text="The thought behind an assumption.")
    active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["theme__order", "kind", "district_code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality_code", "district_code", "theme", "kind"], name="deployment_curve_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.kind}"
