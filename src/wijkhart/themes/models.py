"""Themes, needs and target groups; the fixed lists are choices."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wijkhart.core.actors import Actor


class Line(models.IntegerChoices):
    """Who helps: daily life (0), open professional help (1), help by decision (2)."""

    ZERO = 0, _("line 0: daily life and each other")
    FIRST = 1, _("line 1: open to everyone")
    SECOND = 2, _("line 2: after a decision")


class Condition(models.TextChoices):
    """The five conditions for wellbeing, served by the municipality."""

    SELF_RELIANCE = "self_reliance", _("self-reliance")
    NETWORKS = "networks", _("social networks")
    FACILITIES = "facilities", _("collective facilities")
    SURROUNDINGS = "surroundings", _("liveable surroundings")
    SUPPORT = "support", _("individual and group support")


class WheelPart(models.TextChoices):
    """The parts of life on the participation wheel."""

    MONEY = "money", _("money and rules")
    HOUSING = "housing", _("living and home")
    HEALTH = "health", _("health and care")
    CONTACTS = "contacts", _("contacts and meeting")
    FAMILY = "family", _("family and growing up")
    LEARNING = "learning", _("learning and language")
    WORK = "work", _("work and being useful")
    LEISURE = "leisure", _("free time, sport and culture")
    SAFETY = "safety", _("safety and the street")


def label_field() -> str:
    """The field that `label` reads in the language of now, for who asks the database for labels only."""
    return "label_en" if get_language() == "en" else "label_nl"


class Labelled(models.Model):
    """A word of the shared list, with its B1 label and its other names, in Dutch and English."""

    key = models.SlugField(primary_key=True, max_length=60)
    label_nl = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120)
    explanation_nl = models.TextField(blank=True, default="")
    explanation_en = models.TextField(blank=True, default="")
    synonyms_nl = models.JSONField(default=list, blank=True)
    synonyms_en = models.JSONField(default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(
        default=False, help_text="No longer in the files: kept for what points to it, not offered any more."
    )

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["order", "key"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return str(getattr(self, label_field()))

    @property
    def explanation(self) -> str:
        return self.explanation_en if get_language() == "en" else self.explanation_nl

    @property
    def synonyms(self) -> list[str]:
        return list(self.synonyms_en if get_language() == "en" else self.synonyms_nl)


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, user: Actor) -> Self:
        """The shared words are open data."""
        return self

    def in_use(self) -> Self:
        return self.filter(retired=False)


class Theme(Labelled):
    condition = models.CharField(max_length=20, choices=Condition.choices)
    icon = models.SlugField(max_length=40, blank=True, default="")

    objects = ThemeQuerySet.as_manager()

    def get_absolute_url(self) -> str:
        return reverse("theme_detail", args=[self.pk])


class NeedQuerySet(models.QuerySet["Need"]):
    def visible_to(self, user: Actor) -> Self:
        """The shared words are open data."""
        return self

    def in_use(self) -> Self:
        return self.filter(retired=False)


class Need(Labelled):
    """What people come with, in their own words, under one theme."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="needs")
    wheel_part = models.CharField(max_length=20, choices=WheelPart.choices)

    objects = NeedQuerySet.as_manager()


class TargetGroupQuerySet(models.QuerySet["TargetGroup"]):
    def visible_to(self, user: Actor) -> Self:
        """The shared words are open data."""
        return self

    def in_use(self) -> Self:
        return self.filter(retired=False)


class TargetGroup(Labelled):
    """For whom. Ages are bounds for finding and counting; vulnerability is never derived from them (M43)."""

    age_from = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Inclusive; empty: no lower bound.")
    age_to = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Inclusive; empty: no upper bound.")
    everyone = models.BooleanField(default=False, help_text="True only for the group that includes all.")

    objects = TargetGroupQuerySet.as_manager()
