"""Norms, and stored results with their recipe."""

from typing import ClassVar, Self

from django.db import models

from wijkhart.areas.models import Area, Measure
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.themes.models import TargetGroup, Theme


class CoverageNorm(PublicModel):
    """One row of "theme -> figure -> target group -> weekly places per person -> reach in metres".

    A row without municipality is the national default; a municipality's own row for the same theme and target group
    takes its place.
    """

    municipality_code = models.CharField(max_length=6, blank=True, default="")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    target_group = models.ForeignKey(TargetGroup, models.PROTECT, related_name="+")
    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: everyone in the group.",
    )
    share = models.FloatField(
        default=1.0,
        help_text="The part of the people with this figure who would come if there were a place, 0-1.",
    )
    share_origin = models.CharField(max_length=300, help_text="Source, or 'aanname' with the thought behind it.")
    weekly_places = models.FloatField(help_text="Places a week that one person in need uses.")
    weekly_places_origin = models.CharField(max_length=300)
    reach = models.PositiveIntegerField(help_text="Metres, straight line.")
    reach_origin = models.CharField(max_length=300)
    parts_of_day = models.JSONField(default=list, help_text="When this group can come: morning, afternoon, evening.")
    parts_of_day_origin = models.CharField(max_length=300)
    active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["theme__order", "target_group__order"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality_code", "theme", "target_group"], name="coordination_norm_once"
            ),
            models.CheckConstraint(
                condition=models.Q(share__gte=0, share__lte=1), name="coordination_norm_share_is_a_part"
            ),
            models.CheckConstraint(condition=models.Q(weekly_places__gt=0), name="coordination_norm_places_positive"),
            models.CheckConstraint(condition=models.Q(reach__gt=0), name="coordination_norm_reach_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.target_group_id}"


class CoverageRunQuerySet(models.QuerySet["CoverageRun"]):
    def visible_to(self, user: Actor) -> Self:
        """The result in force is public; older ones are for who may read the history."""
        return self.filter(models.Q(in_force=True) | user.scope("coverage.read_history").q())


class CoverageRun(PublicModel):
    """One computation for one municipality, with its recipe."""

    municipality_code = models.CharField(max_length=6)
    in_force = models.BooleanField(default=False, help_text="The one that pages show.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of all inputs.")
    parameters = models.JSONField(default=dict)
    version = models.CharField(max_length=40, help_text="Of the software.")
    computed_at = models.DateTimeField()
    cpu_seconds = models.FloatField()
    actor_id = models.CharField(max_length=60)
    example_supply = models.BooleanField(help_text="Some of the supply is example data.")
    notes = models.JSONField(default=list, help_text="What could not be counted, and why.")

    objects = CoverageRunQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-computed_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality_code"],
                condition=models.Q(in_force=True),
                name="coordination_one_run_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality_code} {self.computed_at}"


class CoverageResult(models.Model):
    """Need and offer for one theme and target group in one wijk."""

    run = models.ForeignKey(CoverageRun, models.CASCADE, related_name="results")
    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="+")
    target_group = models.ForeignKey(TargetGroup, models.CASCADE, related_name="+")
    group_size = models.FloatField(null=True, help_text="People of the target group who live here.")
    need = models.FloatField(null=True, help_text="People with the need; None is unknown.")
    served = models.FloatField(null=True)
    unserved = models.FloatField(null=True, help_text="The white spot, in people.")
    accessibility = models.FloatField(
        null=True, help_text="E2SFCA: weekly places within reach per weekly place needed, weighted by people."
    )
    reasons = models.JSONField(
        default=dict, help_text="People unserved by reason: out_of_reach, not_for_them, wrong_hours, full."
    )
    evidence = models.JSONField(
        default=dict, help_text="The services within reach with what they hold, as data for the plain words."
    )
    missing = models.CharField(max_length=20, blank=True, default="", help_text="Why need is None.")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "area", "theme", "target_group"], name="coordination_result_once")
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.theme_id} {self.target_group_id}"
