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


def may_confirm(user: Actor, service: Service) -> bool:
    """Whoever may change it, and whoever calls providers there and heard it from them."""
    return may_edit_service(user, service) or user.may("provider.call", service.municipality_code)


def may_ask(user: Actor, municipality: str) -> bool:
    """Whoever calls silent providers also sends the mails that come first."""
    return user.may("provider.call", municipality)


def may_answer_suggestions(user: Actor, municipality: str) -> bool:
    """The wijk team: brokers, coordinators, administrators."""
    return user.may("suggestion.answer", municipality)


def may_set_periods(user: Actor, municipality: str) -> bool:
    """Whoever answers for the directory there."""
    return user.may("freshness.edit", municipality)


def may_claim(user: Actor, service: Service, organisation: Organisation) -> bool:
    """Somebody who acts for an organisation may say that an entry of another is theirs."""
    acts = organisation.pk in user.organisation_ids and user.may("service.edit_own", service.municipality_code)
    return acts and service.provider_id != organisation.pk


def may_keep_groups(user: Actor, municipality: str) -> bool:
    """A broker of an organisation that collects entries of groups that do not do so themselves."""
    return bool(user.organisation_ids) and user.may("service.collect", municipality)


def may_end_agreement(user: Actor, group: Organisation) -> bool:
    """Who keeps the entries of the group, and who keeps the organisations of the municipality."""
    home = group.home_municipality_code
    keeps = group.kept_by_id in user.organisation_ids and user.may("service.collect", home)
    return group.kept_by_id is not None and (keeps or user.may("organisation.edit", home))


def may_see_history(user: Actor, service: Service) -> bool:
    """Who may change the entry, and who decides on changes there."""
    return may_edit_service(user, service) or user.may("service.approve", service.municipality_code)
