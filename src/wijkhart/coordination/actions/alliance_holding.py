"""Locking an alliance and its players, and noticing that somebody else wrote meanwhile."""

from typing import Final

from django.utils.translation import gettext as _

from wijkhart.coordination.models import Alliance, AlliancePartner, AllianceState
from wijkhart.coordination.perms import may_edit_alliance
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused

OPEN: Final = frozenset({AllianceState.FORMING, AllianceState.RUNNING})


def hold_alliance(by: Actor, alliance: Alliance, version: int | None = None) -> Alliance:
    """The alliance, locked until the transaction ends, for who may work on it and read it last."""
    locked = Alliance.objects.select_for_update().get(pk=alliance.pk)
    if not may_edit_alliance(by, locked):
        raise NotAllowed(_("You may not work on this alliance."))
    if version is not None and locked.version != version:
        raise Refused(_("Somebody else changed this alliance meanwhile. Look at what it says now, and save again."))
    return locked


def hold_open_alliance(by: Actor, alliance: Alliance, version: int | None = None) -> Alliance:
    """The same, while its players can still change."""
    locked = hold_alliance(by, alliance, version)
    if locked.state not in OPEN:
        raise Refused(_("This alliance has ended. Its players stay as they were."))
    return locked


def hold_partner(by: Actor, partner: AlliancePartner, version: int | None = None) -> AlliancePartner:
    """One player with its alliance, both locked, while the alliance is open."""
    alliance = hold_open_alliance(by, partner.alliance, version)
    locked = AlliancePartner.objects.select_for_update().filter(pk=partner.pk).first()
    if locked is None:
        raise Refused(_("Somebody else took this player from the list meanwhile."))
    locked.alliance = alliance
    return locked
