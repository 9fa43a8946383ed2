"""Who may write what is offered; each predicate says why."""

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor
from wijkhart.directory.models import Service


def may_offer(user: Actor, provider: Organisation, municipality: str) -> bool:
    """Whoever keeps the directory there, a provider for itself, and who keeps its entries on its behalf."""
    own = provider.pk in user.organisation_ids and user.may("service.edit_own", municipality)
    return own or user.may("service.edit", municipality) or _collects(user, provider, municipality)


def may_edit_service(user: Actor, service: Service) -> bool:
    """As `may_offer`, for something that is there already."""
    return may_offer(user, service.provider, service.municipality_code)


def goes_live(user: Actor, provider: Organisation, municipality: str) -> bool:
    """Whether a change is live at once: of who keeps the directory, of a trusted provider, or of a trusted keeper."""
    if user.may("service.edit", municipality):
        return True
    if _collects(user, provider, municipality):
        return bool(provider.kept_by and provider.kept_by.trusted)
    return provider.trusted and may_offer(user, provider, municipality)


def may_read_signs(user: Actor, municipality: str) -> bool:
    """Professionals, of their own municipality."""
    return user.may("search_sign.read", municipality)


def _collects(user: Actor, provider: Organisation, municipality: str) -> bool:
    """A broker of the organisation that keeps the entries of this group, with the agreement of the group."""
    return provider.kept_by_id in user.organisation_ids and user.may("service.collect", municipality)
