"""Says who acts in a request."""

from collections.abc import Callable
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from wijkhart.accounts.actors import ActingUser, chosen_among, memberships_of
from wijkhart.accounts.models import User
from wijkhart.accounts.roles import STAFF
from wijkhart.core.actors import ANONYMOUS, Actor

ACTIVE_MEMBERSHIP: Final = "active_membership"
"""The session key under which the chosen membership stands."""

WITHOUT_SECOND_FACTOR: Final = ("account_", "mfa_", "membership_choose")
"""How the names of pages begin that somebody reaches who still has to add a second factor."""


def actor_of(request: HttpRequest) -> Actor:
    """The visitor, or the person with the membership chosen in this session."""
    user = request.user
    if not user.is_authenticated:
        return ANONYMOUS
    choices = memberships_of(user)
    chosen = chosen_among(choices, request.session.get(ACTIVE_MEMBERSHIP, ""))
    if chosen and chosen.role in STAFF and lacks_second_factor(user):
        return ActingUser(user, None, choices, second_factor_due=True)
    return ActingUser(user, chosen, choices)


def lacks_second_factor(user: User) -> bool:
    """No authenticator app and no passkey; the made-up people of a demonstration need none."""
    if settings.DEMO and user.example:
        return False
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return not Authenticator.objects.filter(user_id=user.pk, type__in=kinds).exists()


class ActorMiddleware:
    """Sets `request.actor`; stands right behind Django's AuthenticationMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_of(request)  # type: ignore[attr-defined]  # typed by core.http.Request in the views
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Lead staff without a second factor to the page where they add one; public pages stay open."""
        actor = getattr(request, "actor", ANONYMOUS)
        if not (isinstance(actor, ActingUser) and actor.second_factor_due) or not getattr(view, "login_required", True):
            return None
        name = request.resolver_match.url_name if request.resolver_match else None
        return None if name and name.startswith(WITHOUT_SECOND_FACTOR) else redirect("mfa_index")
