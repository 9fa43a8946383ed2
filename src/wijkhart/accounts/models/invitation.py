"""How people are asked to join."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models.organisation import Organisation
from wijkhart.accounts.models.user import User
from wijkhart.accounts.roles import Role
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel


class InvitationState(models.TextChoices):
    """Where an invitation stands."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("expired")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: Actor) -> Self:
        """Whoever may invite for a municipality sees its invitations."""
        return self.filter(user.scope("member.invite").q())

    def open(self) -> Self:
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


class Invitation(PublicModel):
    """A request by mail to join an organisation in a role; accepted once, by the address it was sent to."""

    email = models.EmailField()
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role.choices)
    municipality_code = models.CharField(max_length=6)
    district_code = models.CharField(max_length=8, blank=True, default="")
    authority = models.CharField(max_length=200, blank=True, default="", help_text="As in the membership.")
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at"]

    @property
    def state(self) -> InvitationState:
        """What can still be done with it."""
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.withdrawn_at:
            return InvitationState.WITHDRAWN
        return InvitationState.OPEN if self.expires_at > timezone.now() else InvitationState.EXPIRED

    def __str__(self) -> str:
        return f"{self.role} {self.municipality_code}"
