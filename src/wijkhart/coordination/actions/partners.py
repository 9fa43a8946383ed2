"""The players of an alliance: who is thought of, what each would do, and who stops."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.audit.actions import record
from wijkhart.coordination.actions.alliance_holding import hold_open_alliance, hold_partner
from wijkhart.coordination.models import Alliance, AlliancePartner, PartnerState
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused

AGAIN = frozenset({PartnerState.NO, PartnerState.LEFT})
"""Players that can be put on the list once more: they start as not asked."""


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """A player that somebody thinks of: what it would do, until when, and what is in it for it."""

    name: str
    task: str = ""
    gain: str = ""
    until: date | None = None
    organisation: Organisation | None = None


def add_partner(*, by: Actor, alliance: Alliance, facts: PartnerFacts) -> AlliancePartner:
    """Put one more player on the list; it is not asked yet."""
    with transaction.atomic():
        return put_partner(by, hold_open_alliance(by, alliance), facts)


def put_partner(by: Actor, locked: Alliance, facts: PartnerFacts) -> AlliancePartner:
    """Put a player on the list of a locked alliance, inside the transaction of the action."""
    name = facts.name.strip()
    if not name:
        raise Refused(_("Say who it is."), field="name")
    known = locked.partners.filter(name__iexact=name).first()
    if known is not None and known.state not in AGAIN:
        raise Refused(_("“%(name)s” is on the list already.") % {"name": known.name}, field="name")
    partner = known or AlliancePartner(alliance=locked, name=name)
    partner.state, partner.words, partner.answered_at, partner.left_on = PartnerState.THOUGHT, "", None, None
    partner.organisation = facts.organisation
    fill_partner(partner, facts)
    partner.save()
    record(by, "partner.added", partner, municipality=locked.municipality_code)
    return partner


def edit_partner(*, by: Actor, partner: AlliancePartner, facts: PartnerFacts, version: int) -> AlliancePartner:
    """Change what a player does, until when, and what is in it; unless the alliance changed since it was read."""
    with transaction.atomic():
        locked = hold_partner(by, partner, version)
        fill_partner(locked, facts)
        locked.save()
        locked.alliance.version += 1
        locked.alliance.save()
        record(by, "partner.changed", locked, municipality=locked.alliance.municipality_code)
    return locked


def let_partner_go(*, by: Actor, partner: AlliancePartner) -> None:
    """A player stops, or is taken off the list. One that was never asked leaves no trace but the log.

    Its address and its words are wiped. Its link stays known, so that it can say that it no longer works.
    """
    with transaction.atomic():
        locked = hold_partner(by, partner)
        municipality = locked.alliance.municipality_code
        if locked.state == PartnerState.THOUGHT and not locked.token_digest:
            record(by, "partner.removed", locked, municipality=municipality)
            locked.delete()
            return
        locked.left_on = timezone.localdate() if locked.state == PartnerState.YES else None
        locked.state, locked.email, locked.words = PartnerState.LEFT, "", ""
        locked.save()
        record(by, "partner.left", locked, municipality=municipality)


def fill_partner(partner: AlliancePartner, facts: PartnerFacts) -> None:
    """The task, the gain and the day, as given."""
    partner.task, partner.gain, partner.until = facts.task.strip(), facts.gain.strip(), facts.until
