"""Asking providers whether their entries still hold, and hearing from anyone that one does not."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor
from wijkhart.core.mails import MailFault
from wijkhart.core.models import PublicModel
from wijkhart.directory.models.service import Service


class DigestKind(models.TextChoices):
    """Why a provider is asked."""

    REGULAR = "regular", _("regular")
    REMINDER = "reminder", _("reminder")
    SUMMER = "summer", _("before the summer")
    CHRISTMAS = "christmas", _("before Christmas")
    PHONE = "phone", _("called, nobody answered")


class DigestQuerySet(models.QuerySet["Digest"]):
    def visible_to(self, user: Actor) -> Self:
        """The provider, and whoever calls silent providers there."""
        return self.filter(models.Q(organisation_id__in=user.organisation_ids) | user.scope("provider.call").q())

    def unanswered(self) -> Self:
        return self.filter(answered_at=None)


class Digest(PublicModel):
    """One time that a provider was asked about all its entries that are due: a mail with a link that needs no account.

    The organisation is who gets the mail: the provider itself, or who keeps its entries.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="digests")
    municipality_code = models.CharField(max_length=6)
    kind = models.CharField(max_length=10, choices=DigestKind.choices, default=DigestKind.REGULAR)
    token_digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    failed = models.CharField(
        max_length=12, choices=MailFault.choices, blank=True, default="", help_text="Why the mail could not be sent."
    )

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-sent_at"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["municipality_code", "answered_at"])]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.sent_at}"


class DigestItem(models.Model):
    """One service in a digest: which groups of facts were asked about. Seen with its digest."""

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="items")
    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    groups = models.JSONField(help_text="The groups of facts that are due.")
    answers = models.JSONField(default=dict, blank=True, help_text="Group -> 'right' or 'wrong'; 'ended' -> 'right'.")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["digest", "service"], name="directory_digest_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.service_id}"


class SuggestionState(models.TextChoices):
    """Where a suggestion stands."""

    NEW = "new", _("new")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("not taken over")


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, user: Actor) -> Self:
        """Whoever answers suggestions there, and the provider of the entry."""
        return self.filter(
            user.scope("suggestion.answer").q() | models.Q(service__provider_id__in=user.organisation_ids)
        )

    def open(self) -> Self:
        return self.filter(state=SuggestionState.NEW)


class Suggestion(PublicModel):
    """Somebody says that an entry is not right ("klopt dit niet?"). The address is wiped once it was answered."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="suggestions")
    municipality_code = models.CharField(max_length=6)
    group = models.CharField(max_length=8, blank=True, default="", help_text="Which facts; empty: something else.")
    text = models.TextField(max_length=1000)
    email = models.EmailField(blank=True, default="", help_text="Only to answer; wiped after that.")
    token_digest = models.CharField(
        max_length=64, unique=True, help_text="Of the page where the sender sees the answer."
    )
    state = models.CharField(max_length=10, choices=SuggestionState.choices, default=SuggestionState.NEW)
    answer = models.TextField(max_length=1000, blank=True, default="")
    made_at = models.DateTimeField(default=timezone.now)
    answered_by = models.CharField(max_length=60, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["municipality_code", "state"])]

    def __str__(self) -> str:
        return f"{self.service_id} {self.made_at}"
