"""Where Wijkhart differs from django-allauth's defaults."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest, HttpResponse

from wijkhart.accounts.models import User


def exists_here(user: object) -> bool:
    """Whether this is a person of this installation: made-up people exist in a demonstration only."""
    return settings.DEMO or not (isinstance(user, User) and user.example)


class LoginBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth carries no types
    """The made-up people of a demonstration, whose password is known, exist nowhere else."""

    def user_can_authenticate(self, user: AbstractBaseUser | AnonymousUser | None) -> bool:
        return bool(super().user_can_authenticate(user)) and exists_here(user)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Nobody signs up unasked: an account comes with an invitation. Mails carry no name of a person in the subject."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        if not exists_here(user):
            return cast(HttpResponse, self.respond_user_inactive(request, user))
        return cast("HttpResponse | None", super().pre_login(request, user, **kwargs))

    def format_email_subject(self, subject: str) -> str:
        return f"{settings.SITE_NAME}: {subject}"

    def render_mail(self, template_prefix: str, email: str, context: dict[str, Any], headers: Any = None) -> Any:
        return super().render_mail(template_prefix, email, {**context, "site_name": settings.SITE_NAME}, headers)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    """The name that authenticator apps show."""

    def get_totp_issuer(self) -> str:
        return str(settings.SITE_NAME)
