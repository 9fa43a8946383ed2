"""Norms and rules, stored results with their recipe, overlaps and scenarios."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.areas.models import Area, Measure
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.directory.models import Service
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.models import PartOfDay


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


class CertaintyRule(PublicModel):
    """How far an input may lie from what was published, each with its origin.

    A row without municipality is the national default; a municipality's own row for the same kind takes its place.
    """

    class Kind(models.TextChoices):
        PEOPLE_STEP = "people_step", _("rounding of the number of inhabitants")
        AGES_STEP = "ages_step", _("rounding of the age groups")
        FIGURE_STEP = "figure_step", _("rounding of a figure")
        MODEL_ERROR = "model_error", _("error of a modelled estimate")
        SPREAD = "spread", _("uneven spread of people over the wijk")

    municipality_code = models.CharField(max_length=6, blank=True, default="")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    value = models.FloatField(help_text="The unit follows from the kind: people, points of a percent, or a ratio.")
    origin = models.CharField(max_length=300, help_text="Source, or 'aanname' with the thought behind it.")

    class Meta:
        ordering: ClassVar[list[str]] = ["kind"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality_code", "kind"], name="coordination_certainty_rule_once"),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="coordination_certainty_rule_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


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
    low = models.FloatField(null=True, help_text="5 % of the drawn worlds have fewer people unserved.")
    high = models.FloatField(null=True, help_text="5 % of the drawn worlds have more people unserved.")
    worst_quarter = models.FloatField(
        null=True, help_text="Part of the drawn worlds in which this wijk is in the worst quarter of the municipality."
    )
    accessibility = models.FloatField(
        null=True, help_text="E2SFCA: weekly places within reach per weekly place needed, weighted by people."
    )
    reasons = models.JSONField(
        default=dict, help_text="People unserved by reason: out_of_reach, not_for_them, wrong_hours, full."
    )
    evidence = models.JSONField(
        default=dict, help_text="The services within reach with what they hold, as data for the plain words."
    )
    sensitivity = models.JSONField(default=dict, help_text="The answer with each norm halved and doubled.")
    helps = models.JSONField(default=list, help_text="Where one more group helps most, best first.")
    closes = models.JSONField(default=dict, help_text="The smallest change of each kind that closes the spot.")
    missing = models.CharField(max_length=20, blank=True, default="", help_text="Why need is None.")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "area", "theme", "target_group"], name="coordination_result_once")
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.theme_id} {self.target_group_id}"


class ServiceUse(models.Model):
    """How much of one service is in use for one theme in one part of day, in the plan of a computation."""

    run = models.ForeignKey(CoverageRun, models.CASCADE, related_name="uses")
    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="+")
    part_of_day = models.CharField(max_length=10, choices=PartOfDay.choices)
    places = models.FloatField(help_text="Places a week for this theme.")
    used = models.FloatField(help_text="Places a week in use, if all places are used as well and as fairly as can be.")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["run", "service", "theme", "part_of_day"], name="coordination_service_use_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.theme_id} {self.part_of_day}"


class OverlapQuerySet(models.QuerySet["Overlap"]):
    def visible_to(self, user: Actor) -> Self:
        """Professionals of the municipality; it is about the work of named players."""
        return self.filter(user.scope("overlap.read").q())

    def open(self) -> Self:
        return self.filter(state=Overlap.State.OPEN)

    def current(self) -> Self:
        """Those that the computation in force still finds."""
        return self.filter(run__in_force=True)


class Overlap(PublicModel):
    """Services doing the same for the same people at the same time, nearby, with more places than need.

    Found anew by each computation and recognised by `key`, so that its owner and its end outlive the run.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        BUNDLED = "bundled", _("bundled")
        MOVED = "moved", _("moved")
        REDEPLOYED = "redeployed", _("redeployed")
        STOPPED = "stopped", _("stopped")
        KEPT = "kept", _("kept, with a reason")

    municipality_code = models.CharField(max_length=6)
    key = models.CharField(max_length=64, help_text="Digest of theme, part of day and services.")
    run = models.ForeignKey(
        CoverageRun, models.SET_NULL, null=True, related_name="overlaps", help_text="The last one that found it."
    )
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    target_group = models.ForeignKey(
        TargetGroup,
        models.PROTECT,
        related_name="+",
        help_text="Of the groups they are all for, the one with the most need; can change from run to run.",
    )
    part_of_day = models.CharField(max_length=10, choices=PartOfDay.choices)
    capacity = models.FloatField(help_text="Places a week of the services together, in this part of day.")
    need = models.FloatField(help_text="Places a week needed by all who can reach one of them.")
    facts = models.JSONField(
        default=dict, help_text="The services, and each proposal with people served before and after."
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    owner = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="overlaps", help_text="Who sees to it."
    )
    due = models.DateField(null=True, blank=True, help_text="When it should have an end.")
    reason = models.TextField(blank=True, default="", help_text="What was decided and why; needed when it is kept.")
    settled_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="Goes up with each change, so that none is overwritten.")

    objects = OverlapQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["theme__order", "target_group__order", "part_of_day", "key"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality_code", "key"], name="coordination_overlap_once"),
            models.CheckConstraint(
                condition=~models.Q(state="kept") | ~models.Q(reason=""), name="coordination_overlap_kept_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_code} {self.theme_id} {self.target_group_id} {self.part_of_day}"

    def get_absolute_url(self) -> str:
        return reverse("overlap_detail", args=[self.municipality_code, self.pk])


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    def visible_to(self, user: Actor) -> Self:
        """Professionals of the municipality: it is a thought, not a decision."""
        return self.filter(user.scope("scenario.read").q())


class Scenario(PublicModel):
    """A what-if that is kept: changes of the supply, and what they would do, with the recipe."""

    municipality_code = models.CharField(max_length=6)
    name = models.CharField(max_length=120)
    note = models.TextField(blank=True, default="")
    changes = models.JSONField(default=list, help_text="What is added, moved, changed or closed, in order.")
    result = models.JSONField(default=dict, help_text="People served before and after, for whom and where.")
    digest = models.CharField(
        max_length=64, help_text="SHA-256 of the inputs it was computed with, before the changes."
    )
    software = models.CharField(max_length=40, help_text="Version of the software.")
    computed_at = models.DateTimeField()
    actor_id = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=1, help_text="Goes up with each change, so that none is overwritten.")

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-computed_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality_code", "name"], name="coordination_scenario_name_once")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("scenario_detail", args=[self.municipality_code, self.pk])
