"""What a booking tells about the activity and its user. Rules of use and the concept of a place ask only for this."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkhart.themes.models import TargetGroup


class UserKind(models.TextChoices):
    """Who uses the room."""

    SUBSIDISED = "subsidised", _("organisation with a subsidy")
    NON_SUBSIDISED = "non_subsidised", _("organisation without a subsidy, not for profit")
    RESIDENTS = "residents", _("residents among themselves")
    COMMERCIAL = "commercial", _("company, or for profit")


class Trait(models.TextChoices):
    """What an activity says of itself, for the rules of a place."""

    LOUD = "loud", _("music or loud")
    ALCOHOL = "alcohol", _("alcohol is served")
    WOMEN_ONLY = "women_only", _("for women only")
    VULNERABLE_YOUTH = "vulnerable_youth", _("for vulnerable young people")
    YOUTH_INITIATIVE = "youth_initiative", _("made by young people themselves")


class Activity(models.Model):
    """The facts that decide who goes first, what it costs, and where it fits."""

    user_kind = models.CharField(max_length=16, choices=UserKind.choices, default=UserKind.RESIDENTS)
    open_to_all = models.BooleanField(default=False, help_text="Anybody may come.")
    local = models.BooleanField(default=True, help_text="Most who come live in the municipality.")
    target_group = models.ForeignKey(TargetGroup, models.SET_NULL, null=True, blank=True, related_name="+")
    traits = models.JSONField(default=list, blank=True, help_text="Keys of Trait.")

    class Meta:
        abstract = True
