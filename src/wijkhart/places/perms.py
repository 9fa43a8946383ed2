"""Who may write about places; the reason stands with each."""

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor
from wijkhart.places.models import Booking, Place, WaitingEntry


def may_register_place(user: Actor, municipality: str, owner: Organisation | None) -> bool:
    """Whoever keeps the places of the municipality, and an organisation for a place of its own."""
    own = owner is not None and owner.pk in user.organisation_ids and user.may("place.edit_own", municipality)
    return own or user.may("place.edit", municipality)


def may_edit_place(user: Actor, place: Place) -> bool:
    """As registering: the keeper of the municipality, and the owner."""
    return may_register_place(user, place.municipality_code, place.owner)


def may_decide(user: Actor, place: Place) -> bool:
    """Decide on bookings: whoever does so for the municipality, and the organisation that owns or runs the place."""
    own = not {place.owner_id, place.manager_id}.isdisjoint(user.organisation_ids)
    code = place.municipality_code
    return user.may("booking.decide", code) or (own and user.may("booking.decide_own", code))


def decides_somewhere(user: Actor) -> bool:
    """Whether there are rooms that this actor decides on."""
    scopes = [user.scope(right) for right in ("booking.decide", "booking.decide_own")]
    return any(one.codes or one.everywhere for one in scopes)


def may_book_for(user: Actor, organisation: Organisation, municipality: str) -> bool:
    """Book for an organisation: who acts for it, in a role that may."""
    return organisation.pk in user.organisation_ids and user.may("booking.make", municipality)


def holds_booking(user: Actor, booking: Booking) -> bool:
    """Whoever booked: by the link of the mail, by account, or for the same organisation."""
    if booking.organisation is not None:
        return may_book_for(user, booking.organisation, booking.municipality_code)
    by_account = user.actor_id.startswith("user:") and user.actor_id == booking.actor_id
    return by_account or user.actor_id == f"link:{booking.pk}"


def holds_entry(user: Actor, entry: WaitingEntry) -> bool:
    """Whoever waits: by the link of the mail, by account, or for the same organisation."""
    if entry.organisation is not None:
        return may_book_for(user, entry.organisation, entry.municipality_code)
    by_account = user.actor_id.startswith("user:") and user.actor_id == entry.actor_id
    return by_account or user.actor_id == f"link:{entry.pk}"


def may_edit_rules(user: Actor, municipality: str) -> bool:
    """Make and publish the rules of use of a municipality."""
    return user.may("use_rules.edit", municipality)
