"""Locking a handover, and noticing that somebody else wrote meanwhile."""

from typing import Final

from django.utils.translation import gettext as _

from wijkhart.coordination.models import Handover, HandoverState
from wijkhart.coordination.perms import may_keep_handover
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused

GOING: Final = frozenset({HandoverState.GOING})


def hold_handover(by: Actor, handover: Handover, version: int, states: frozenset[HandoverState] = GOING) -> Handover:
    """The handover, locked until the transaction ends and one version further, for who keeps it and read it last."""
    rows = Handover.objects.select_for_update(of=("self",)).select_related("service__provider", "supported_by")
    locked = rows.get(pk=handover.pk)
    if not may_keep_handover(by, locked):
        raise NotAllowed(_("You may not work on this handover."))
    if locked.version != version:
        raise Refused(_("Somebody else changed this handover meanwhile. Look at what it says now, and save again."))
    if locked.state not in states:
        raise Refused(_("This handover has ended. It stays as it was."))
    locked.version += 1
    return locked
