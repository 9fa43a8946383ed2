"""What people are, for which organisation and where."""

from typing import ClassVar, Final, Self

from django.db import models
from django.utils import timezone

from wijkhart.accounts.models.organisation import Organisation
from wijkhart.accounts.models.user import User
from wijkhart.accounts.roles import Role
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel

OWN: Final = "user:"
"""How the id of an actor who is a user begins."""


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, user: Actor) -> Self:
        """Who may read members sees those of the municipality; everyone sees their own."""
        own = models.Q(user_id__in=[user.actor_id.removeprefix(OWN)] if user.actor_id.startswith(OWN) else [])
        return self.filter(user.scope("member.read").q() | own)

    def valid_now(self) -> Self:
        today = timezone.localdate()
        begun = self.filter(valid_from__lte=today, ended_at=None)
        return begun.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=today))


class Membership(PublicModel):
    """Ties a user to an organisation with a role, in one municipality and perhaps in one wijk of it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    municipality_code = models.CharField(max_length=6)
    district_code = models.CharField(max_length=8, blank=True, default="", help_text="Empty: the whole municipality.")
    authority = models.CharField(
        max_length=200, blank=True, default="", help_text="What this person may decide, in plain words (M7)."
    )
    valid_from = models.DateField(default=timezone.localdate)
    valid_to = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When somebody ended it; it stays for the record.")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["municipality_code", "role"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "municipality_code", "district_code"],
                condition=models.Q(ended_at=None),
                name="accounts_membership_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="accounts_membership_ends_after_start",
            ),
        ]

    @property
    def area_code(self) -> str:
        """Where it holds: one wijk, or the whole municipality."""
        return self.district_code or self.municipality_code

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
