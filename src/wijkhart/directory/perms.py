"""Who may write what is offered."""

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor


def may_offer(user: Actor, provider: Organisation, municipality: str) -> bool:
    """Whoever keeps the directory there, and a provider for itself."""
    own = provider.pk in user.organisation_ids and user.may("service.edit_own", municipality)
    return own or user.may("service.edit", municipality)
