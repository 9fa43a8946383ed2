"""Any player: a welfare foundation, a scouting group, a church, three neighbours with a key."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkhart.core.actors import Actor
from wijkhart.core.models import SourcedModel


class OrganisationKind(models.TextChoices):
    WELFARE = "welfare", _("welfare organisation")
    YOUTH_WORK = "youth_work", _("youth work")
    ELDERLY_WORK = "elderly_work", _("elderly work")
    SPORT = "sport", _("sport club")
    SCOUTING = "scouting", _("scouting")
    FAITH = "faith", _("church, mosque or other faith group")
    SCHOOL = "school", _("school")
    LIBRARY = "library", _("library or culture")
    HOUSING = "housing", _("housing corporation")
    CARE = "care", _("care organisation")
    MUNICIPALITY = "municipality", _("municipality")
    RESIDENTS = "residents", _("group of residents")
    WORK = "work", _("work and income")
    OTHER = "other", _("other")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: Actor) -> Self:
        """Published organisations are public; a draft is seen by its members and whoever may edit it."""
        return self.filter(
            models.Q(published=True)
            | models.Q(pk__in=user.organisation_ids)
            | user.scope("organisation.edit").q("home_municipality_code")
        )

    def working_in(self, municipality_code: str) -> Self:
        return self.filter(municipality_codes__contains=f",{municipality_code},")


class Organisation(SourcedModel):
    """A provider. Formal or informal, and subsidised or not, are two separate facts; both may be unknown."""

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.OTHER)
    description = models.TextField(blank=True, default="")
    formal = models.BooleanField(help_text="True: with paid staff or statutes; False: people among themselves.")
    subsidised = models.BooleanField(null=True, blank=True, help_text="By the municipality; None is unknown.")
    kvk_number = models.CharField(max_length=8, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    website = models.URLField(blank=True, default="")
    home_municipality_code = models.CharField(max_length=6, help_text="The municipality that keeps this entry.")
    municipality_codes = models.CharField(
        max_length=400, help_text="Where it works, as ',GM0307,GM0150,'; always holds the home municipality."
    )
    trusted = models.BooleanField(default=False, help_text="Its edits are live at once; those of others wait.")
    kept_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who keeps its entries on its behalf.",
    )
    agreed_on = models.DateField(null=True, blank=True, help_text="When it agreed to that.")
    agreement = models.CharField(max_length=200, blank=True, default="", help_text="How it agreed, without names.")
    contact_hidden = models.BooleanField(default=False, help_text="Contact goes through who keeps its entries.")
    published = models.BooleanField(default=True)
    example = models.BooleanField(default=False, help_text="Made up for the demonstration.")
    version = models.PositiveIntegerField(
        default=1, help_text="Counts the edits, so that two editors notice each other."
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta(SourcedModel.Meta):
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def codes(self) -> tuple[str, ...]:
        """The municipalities where it works."""
        return tuple(code for code in self.municipality_codes.split(",") if code)

    @property
    def contact(self) -> "Organisation | None":
        """Whose contact data everyone may see: its own, those of who keeps its entries, or nobody's."""
        return self.kept_by if self.contact_hidden else self

    def get_absolute_url(self) -> str:
        return reverse("organisation_detail", args=[self.pk])
