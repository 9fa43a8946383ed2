"""The wijk analysis: the figures and signals of a moment, with the team's own words beside them."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel


class WijkAnalysisQuerySet(models.QuerySet["WijkAnalysis"]):
    def visible_to(self, user: Actor) -> Self:
        """Published versions are public; a draft is for whoever works on the agenda there."""
        return self.filter(models.Q(published_on__isnull=False) | user.scope("agenda.read_draft").q())


class WijkAnalysis(PublicModel):
    """One version of the analysis of a wijk: what stood there then, kept as it was, and what the team says of it."""

    municipality_code = models.CharField(max_length=6)
    district_code = models.CharField(max_length=8)
    number = models.PositiveSmallIntegerField()
    words = models.JSONField(default=dict, help_text="Part of the page -> the team's own words.")
    facts = models.JSONField(default=dict, help_text="What the page showed, as it was then, each with its source.")
    made_at = models.DateTimeField(default=timezone.now)
    published_on = models.DateField(null=True, blank=True)
    actor_id = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=1)

    objects = WijkAnalysisQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["district_code", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["district_code", "number"], name="agenda_analysis_once")
        ]

    def __str__(self) -> str:
        return f"{self.district_code} {self.number}"
