"""Who may write about places; the reason stands with each."""

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor
from wijkhart.places.models import Place


def may_register_place(user: Actor, municipality: str, owner: Organisation | None) -> bool:
    """Whoever keeps the places of the municipality, and an organisation for a place of its own."""
    own = owner is not None and owner.pk in user.organisation_ids and user.may("place.edit_own", municipality)
    return own or user.may("place.edit", municipality)


def may_edit_place(user: Actor, place: Place) -> bool:
    """As registering: the keeper of the municipality, and the owner."""
    return may_register_place(user, place.municipality_code, place.owner)
