"""Where Wijkhart differs from django-allauth's defaults."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Nobody signs up unasked: an account comes with an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
