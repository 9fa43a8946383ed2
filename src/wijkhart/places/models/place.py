"""Places."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.areas.models import Area
from wijkhart.core.actors import Actor
from wijkhart.core.models import SourcedModel
from wijkhart.times.models import OpeningHours


class PlaceKind(models.TextChoices):
    COMMUNITY = "community", _("community centre")
    FAITH = "faith", _("church, mosque or other house of prayer")
    SCHOOL = "school", _("school or children's centre")
    SPORT = "sport", _("sport hall or club")
    CARE = "care", _("care building")
    SENIOR = "senior", _("senior flat or residential centre")
    CULTURE = "culture", _("library or culture")
    TOWN_HALL = "town_hall", _("town hall or office")
    HOSPITALITY = "hospitality", _("café or restaurant")
    OUTDOOR = "outdoor", _("outdoor place")
    OTHER = "other", _("other place")


class StepFree(models.TextChoices):
    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("unknown")


class PlaceQuerySet(models.QuerySet["Place"]):
    def visible_to(self, user: Actor) -> Self:
        """Published places are public; a draft is seen by its owner and whoever may read drafts there."""
        return self.filter(
            models.Q(published=True) | models.Q(owner_id__in=user.organisation_ids) | user.scope("place.read_draft").q()
        )

    def within(self, area: Area) -> Self:
        """Places in a municipality or a wijk."""
        if area.code == area.municipality_code:
            return self.filter(municipality_code=area.code)
        return self.filter(district_code=area.code)

    def fixed(self) -> Self:
        """Buildings and spots that stay where they are."""
        return self.filter(mobile=False)

    def located(self) -> Self:
        """Places whose point is known."""
        return self.exclude(x=None).exclude(y=None)


class Place(SourcedModel):
    """A building or spot where people meet."""

    name = models.CharField(max_length=160)
    registered_name = models.CharField(
        max_length=200, blank=True, default="", help_text="The name as the source writes it, when that is different."
    )
    search_text = models.TextField(blank=True, default="", help_text="Name and address folded, for finding.")
    kind = models.CharField(max_length=20, choices=PlaceKind.choices, default=PlaceKind.OTHER)
    municipality_code = models.CharField(max_length=6)
    district_code = models.CharField(
        max_length=8, blank=True, default="", help_text="The wijk by its border; empty: unknown."
    )
    street = models.CharField(max_length=120, blank=True, default="")
    house_number = models.CharField(max_length=20, blank=True, default="")
    postcode = models.CharField(max_length=6, blank=True, default="", help_text="1234AB or 1234.")
    town = models.CharField(max_length=80, blank=True, default="")
    x = models.FloatField(null=True, blank=True, help_text="RD metres (EPSG:28992).")
    y = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    step_free = models.CharField(max_length=8, choices=StepFree.choices, default=StepFree.UNKNOWN)
    access_note = models.TextField(blank=True, default="")
    owner = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="places")
    manager = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="managed_places",
        help_text="Who runs it, when that is not the owner.",
    )
    phone = models.CharField(max_length=20, blank=True, default="", help_text="Of the manager; public.")
    email = models.EmailField(blank=True, default="", help_text="Of the manager; public, and new requests go there.")
    concept = models.TextField(blank=True, default="", help_text="What this place is for, in its owner's words.")
    functions = models.JSONField(
        default=list, blank=True, help_text="Use of the building as registered, as written there."
    )
    floor_area = models.PositiveIntegerField(null=True, blank=True, help_text="m2 in all.")
    opening_hours = models.ForeignKey(
        OpeningHours, models.SET_NULL, null=True, blank=True, related_name="places", help_text="Empty: unknown."
    )
    staffed_hours = models.ForeignKey(
        OpeningHours, models.SET_NULL, null=True, blank=True, related_name="+", help_text="Empty: unknown."
    )
    mobile = models.BooleanField(default=False, help_text="A mobile or temporary spot.")
    agreed = models.BooleanField(default=False, help_text="True: the owner takes part; False: only known from a list.")
    published = models.BooleanField(default=True)
    example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1, help_text="Goes up with each change, so that none is overwritten.")

    objects = PlaceQuerySet.as_manager()

    class Meta(SourcedModel.Meta):
        ordering: ClassVar[list[str]] = ["name"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["municipality_code", "district_code"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("place_detail", args=[self.pk])

    @property
    def address(self) -> str:
        """Street, number, postcode and town on one line, as far as they are known."""
        street = f"{self.street} {self.house_number}".strip()
        code = f"{self.postcode[:4]} {self.postcode[4:]}".strip()
        return ", ".join(part for part in (street, f"{code} {self.town}".strip()) if part)
