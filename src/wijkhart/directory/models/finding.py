"""What finding rests on: one row per service with all that is asked by, and what was looked for in vain."""

from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.core.actors import Actor
from wijkhart.directory.models.service import Service


class SearchState(models.Model):
    """One row that says how far the search entries are: it goes up in the transaction of each change."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    epoch = models.UUIDField(default=uuid4, help_text="Another when the entries were made anew from nothing.")
    revision = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.revision}"


class SearchEntry(models.Model):
    """One service as finding knows it; worked out from it, never edited. Holds only what everyone may find."""

    service = models.OneToOneField(Service, models.CASCADE, primary_key=True, related_name="search_entry")
    revision = models.PositiveBigIntegerField(db_index=True)
    findable = models.BooleanField(default=True)
    facts = models.JSONField(default=dict, help_text="All that is asked by, see `directory.queries.entries`.")
    card = models.TextField(default="", help_text="What the API shows of it, as JSON.")
    made_from = models.CharField(max_length=64, default="", help_text="Digest of what it was worked out from.")

    def __str__(self) -> str:
        return f"{self.service_id}"


class SearchSignKind(models.TextChoices):
    """What somebody met."""

    NOTHING = "nothing", _("nothing found")
    FULL = "full", _("full")
    REFUSED = "refused", _("turned down")


class SearchSignQuerySet(models.QuerySet["SearchSign"]):
    def visible_to(self, user: Actor) -> Self:
        """Whoever may read signs of demand there; those of no known municipality for whoever reads everywhere."""
        return self.filter(user.scope("search_sign.read").q())


class SearchSign(models.Model):
    """A search in vain, counted per day: a sign of demand without a person in it.

    Of the words only those are kept that the directory's own vocabulary knows, so no name or address is.
    """

    municipality_code = models.CharField(max_length=6)
    district_code = models.CharField(max_length=8, blank=True, default="", help_text="Empty: no wijk was named.")
    theme_id = models.CharField(max_length=40, blank=True, default="", help_text="Key of the theme; empty: not known.")
    target_group_id = models.CharField(max_length=40, blank=True, default="")
    kind = models.CharField(max_length=8, choices=SearchSignKind.choices)
    words = models.CharField(max_length=120, blank=True, default="", help_text="Known words only.")
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    part_of_day = models.CharField(max_length=10, blank=True, default="")
    on = models.DateField(default=timezone.localdate)
    times = models.PositiveIntegerField(default=1)

    objects = SearchSignQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-on", "-times", "id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["municipality_code", "on"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.words} {self.on}"
