"""Says who acts in a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from wijkhart.accounts.actors import ActingUser, active_membership
from wijkhart.core.actors import ANONYMOUS, Actor

ACTIVE_MEMBERSHIP = "active_membership"
"""The session key under which the chosen membership stands."""


def actor_of(request: HttpRequest) -> Actor:
    """The visitor, or the person with the membership chosen in this session."""
    user = request.user
    if not user.is_authenticated:
        return ANONYMOUS

    return ActingUser(user, active_membership(user, request.session.get(ACTIVE_MEMBERSHIP, "")))


class ActorMiddleware:
    """Sets `request.actor`; stands right behind Django's AuthenticationMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_of(request)  # type: ignore[attr-defined]  # typed by core.http.Request in the views
        return self.get_response(request)
