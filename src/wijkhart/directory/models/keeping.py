"""Keeping entries true: what was confirmed when, what was asked, what somebody wants to change."""

from typing import ClassVar, Final, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.directory.models.service import Service, ServiceKind


class FieldGroup(models.TextChoices):
    """Facts that age together: hours faster than a description."""

    TIMES = "times", _("days and hours")
    PLACE = "place", _("place and way in")
    CONTACT = "contact", _("contact and how to join")
    COST = "cost", _("what it costs")
    CONTENT = "content", _("what it is and for whom")


GROUP_FIELDS: Final = {
    FieldGroup.TIMES: ("timetable",),
    FieldGroup.PLACE: ("place", "room", "district_code", "at_home", "online"),
    FieldGroup.CONTACT: ("sign_up", "how_to_join", "availability", "phone", "email", "website"),
    FieldGroup.COST: ("price",),
    FieldGroup.CONTENT: (
        *("name", "description", "kind", "function", "themes", "target_groups", "minimum_age", "maximum_age"),
        *("line", "level", "collective", "aimed_at", "capacity", "languages"),
    ),
}
"""Group -> the fields of an `Offer` in it. A field in none is about the entry itself and has no clock."""


class FreshnessPeriodQuerySet(models.QuerySet["FreshnessPeriod"]):
    def visible_to(self, user: Actor) -> Self:
        """How long a confirmation counts is public."""
        return self


class FreshnessPeriod(models.Model):
    """How many days a confirmation of one group of facts counts, per kind of entry; a municipality may have its own."""

    municipality_code = models.CharField(max_length=6, blank=True, default="", help_text="Empty: everywhere.")
    kind = models.CharField(max_length=10, choices=ServiceKind.choices)
    group = models.CharField(max_length=8, choices=FieldGroup.choices)
    days = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=200, blank=True, default="", help_text="Where it comes from, or 'aanname'.")

    objects = FreshnessPeriodQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["municipality_code", "kind", "group"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality_code", "kind", "group"], name="directory_freshness_period_once"
            ),
            models.CheckConstraint(condition=models.Q(days__gte=7), name="directory_freshness_period_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.group} {self.days}"


class ConfirmedBy(models.TextChoices):
    """How we know."""

    EDIT = "edit", _("entered or changed")
    LINK = "link", _("answered a mail")
    PHONE = "phone", _("asked by telephone")
    VISIT = "visit", _("confirmed after logging in")


class Confirmation(models.Model):
    """The last time that somebody said one group of facts of a service is right. Seen by whoever sees the service."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="confirmations")
    group = models.CharField(max_length=8, choices=FieldGroup.choices)
    confirmed_on = models.DateField()
    how = models.CharField(max_length=8, choices=ConfirmedBy.choices, default=ConfirmedBy.EDIT)
    actor_id = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["group"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["service", "group"], name="directory_confirmation_once")
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.confirmed_on}"


class ChangeState(models.TextChoices):
    """Where a change stands."""

    WAITING = "waiting", _("waits for the wijk team")
    LIVE = "live", _("live")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ServiceChangeQuerySet(models.QuerySet["ServiceChange"]):
    def visible_to(self, user: Actor) -> Self:
        """A provider sees its own and those of its entries, who keeps them too; who approves sees all of the place."""
        own = user.organisation_ids
        return self.filter(
            models.Q(provider_id__in=own)
            | models.Q(provider__kept_by_id__in=own)
            | models.Q(service__provider_id__in=own)
            | user.scope("service.approve").q()
        )

    def waiting(self) -> Self:
        return self.filter(state=ChangeState.WAITING)

    def live(self) -> Self:
        return self.filter(state=ChangeState.LIVE)


class ServiceChange(PublicModel):
    """One change of an entry, field by field: what it said and should say. Those that are live are its history."""

    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="changes", help_text="None: a new one, waiting."
    )
    provider = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    municipality_code = models.CharField(max_length=6)
    verb = models.CharField(max_length=20, help_text="offered, changed, closed, reopened.")
    facts = models.JSONField(help_text="Field -> [before, after], as plain values.")
    base_version = models.PositiveIntegerField(
        default=0, help_text="The version of the service it was written against."
    )
    state = models.CharField(max_length=10, choices=ChangeState.choices, default=ChangeState.WAITING)
    note = models.CharField(max_length=300, blank=True, default="", help_text="What the sender adds for the wijk team.")
    actor_id = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    decided_by = models.CharField(max_length=60, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, default="", help_text="Why it was refused.")

    objects = ServiceChangeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["municipality_code", "state"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.made_at}"


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: Actor) -> Self:
        """Who claims sees the claim, and whoever approves changes there."""
        return self.filter(models.Q(organisation_id__in=user.organisation_ids) | user.scope("service.approve").q())

    def open(self) -> Self:
        return self.filter(decided_at=None)


class Claim(PublicModel):
    """An organisation says that an entry of another is theirs; the wijk team decides."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="claims")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    municipality_code = models.CharField(max_length=6)
    reason = models.CharField(max_length=300)
    actor_id = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    granted = models.BooleanField(null=True, blank=True)
    decided_by = models.CharField(max_length=60, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["service", "organisation"], condition=models.Q(decided_at=None), name="directory_claim_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.made_at}"
