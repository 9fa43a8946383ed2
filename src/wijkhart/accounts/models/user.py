"""People who log in, what they are for whom, and how they were asked."""

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from wijkhart.accounts.models.organisation import Organisation
from wijkhart.accounts.roles import Role
from wijkhart.core.actors import Actor
from wijkhart.core.ids import new_id
from wijkhart.core.models import PublicModel


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who logs in with an e-mail address. Rights come from memberships, never from the user."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, user: Actor) -> Self:
        """Who may read members sees those of the municipality; everyone sees their own."""
        return self.filter(user.scope("member.read").q() | models.Q(organisation_id__in=user.organisation_ids))

    def valid_now(self) -> Self:
        today = timezone.localdate()
        return self.filter(valid_from__lte=today).filter(models.Q(valid_to=None) | models.Q(valid_to__gte=today))


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

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["municipality_code", "role"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "municipality_code", "district_code"],
                name="accounts_membership_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="accounts_membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: Actor) -> Self:
        return self.filter(user.scope("member.invite").q())


class Invitation(PublicModel):
    """A request by mail to join an organisation in a role; accepted once, by the address it was sent to."""

    email = models.EmailField()
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role.choices)
    municipality_code = models.CharField(max_length=6)
    district_code = models.CharField(max_length=8, blank=True, default="")
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.role} {self.municipality_code}"
