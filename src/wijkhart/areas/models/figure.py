"""Figures about areas, each with its source, period, unit and certainty."""

from typing import ClassVar, Final, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wijkhart.areas.models.area import Area
from wijkhart.core.actors import Actor


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, user: Actor) -> Self:
        """Anybody may know where a number comes from."""
        return self


class Source(models.Model):
    """Where figures and places come from, with licence."""

    key = models.SlugField(primary_key=True, max_length=60)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=120)
    licence = models.CharField(max_length=80)
    address = models.URLField(blank=True, default="")
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The year it is about.")
    loaded_at = models.DateTimeField(null=True, blank=True, help_text="When it was last brought in.")
    used_for_nl = models.CharField(max_length=300, blank=True, default="")
    used_for_en = models.CharField(max_length=300, blank=True, default="")

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def used_for(self) -> str:
        """What it is used for, in the language of the reader."""
        return self.used_for_en if get_language() == "en" else self.used_for_nl


UNITS: Final = {
    "people": _("people"),
    "percent": _("percent"),
    "households": _("households"),
    "per_km2": _("inhabitants per square kilometre"),
    "euro": _("euro"),
    "ha": _("hectares"),
    "number": _("number"),
}
WHOM: Final = {
    "all": _("all inhabitants"),
    "18plus": _("people of 18 and older"),
    "65plus": _("people of 65 and older"),
    "households": _("households"),
}


class MeasureQuerySet(models.QuerySet["Measure"]):
    def visible_to(self, user: Actor) -> Self:
        """Anybody may know what a figure means."""
        return self


class Measure(models.Model):
    """What a figure says: the catalogue stands in `areas/data/measures.toml`."""

    key = models.SlugField(primary_key=True, max_length=60)
    label_nl = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120)
    explanation_nl = models.TextField(blank=True, default="")
    explanation_en = models.TextField(blank=True, default="")
    unit = models.CharField(max_length=20, help_text="people, percent, households, per_km2, euro, ha, number")
    population = models.CharField(max_length=20, default="all", help_text="Of whom: all, 18plus, 65plus, households.")
    group = models.CharField(max_length=20, help_text="who, fare, living, other: the block of the wijk picture.")
    order = models.PositiveSmallIntegerField(default=0)
    higher_is = models.CharField(
        max_length=8, default="neutral", help_text="worse, better or neutral, for colours only."
    )

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["group", "order", "key"]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """The page that explains it."""
        return reverse("measure_detail", args=[self.key])

    @property
    def whom(self) -> str:
        """Of whom the figure is, in words."""
        return str(WHOM.get(self.population, self.population))

    @property
    def unit_label(self) -> str:
        """The unit in words."""
        return str(UNITS.get(self.unit, self.unit))

    @property
    def is_estimated(self) -> bool:
        """Whether it comes from a survey, so that values of wijken are modelled."""
        return self.group == "fare"

    @property
    def label(self) -> str:
        return self.label_en if get_language() == "en" else self.label_nl

    @property
    def explanation(self) -> str:
        return self.explanation_en if get_language() == "en" else self.explanation_nl


class Missing(models.TextChoices):
    """Why a figure has no value. Never shown as 0."""

    SUPPRESSED = "suppressed", _("withheld by the publisher because too few people live or answered here")
    NOT_ASKED = "not_asked", _("not asked or not published for this area")
    NOT_JOINED = "not_joined", _("the figures are of an older division in which this area did not exist")
    NO_INHABITANTS = "no_inhabitants", _("nobody lives here")
    UNKNOWN = "unknown", _("not in the files that were loaded")


class FigureQuerySet(models.QuerySet["Figure"]):
    def visible_to(self, user: Actor) -> Self:
        """Figures are open data."""
        return self


class Figure(models.Model):
    """One number about one area in one period."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="figures")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="figures")
    source = models.ForeignKey(Source, models.PROTECT, related_name="figures")
    period = models.PositiveSmallIntegerField(help_text="The year it is about.")
    value = models.FloatField(null=True, blank=True)
    missing = models.CharField(max_length=14, choices=Missing.choices, blank=True, default="")
    estimate = models.BooleanField(default=False, help_text="A modelled estimate, not a count.")
    low = models.FloatField(null=True, blank=True, help_text="Interval as the source publishes it; empty: none given.")
    high = models.FloatField(null=True, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["area", "measure", "source", "period"], name="areas_figure_once"),
            models.CheckConstraint(
                condition=models.Q(value=None) ^ models.Q(missing=""), name="areas_figure_value_or_reason"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["measure", "period"])]

    def __str__(self) -> str:
        return f"{self.area_id} {self.measure_id} {self.period}"


class StagedFigure(models.Model):
    """A figure that is being brought in: nobody sees it until the whole import stands ready and is moved over.

    It names its area and source without pointing at them: they may come in at the same moment as the figure.
    """

    batch = models.UUIDField(db_index=True)
    staged_on = models.DateField(auto_now_add=True)
    code = models.CharField(max_length=10)
    since = models.DateField(help_text="From when this version of the area holds.")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="+")
    source = models.SlugField(max_length=60, db_index=False)
    period = models.PositiveSmallIntegerField()
    value = models.FloatField(null=True)
    missing = models.CharField(max_length=14, default="")
    estimate = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.batch} {self.code} {self.measure_id} {self.period}"
