"""Which rules were set aside for a booking, by whom and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wijkhart.audit.queries import names_of
from wijkhart.core.actors import Actor
from wijkhart.places.models import Booking, RuleException
from wijkhart.places.perms import may_decide


@dataclass(frozen=True, slots=True)
class SetAside:
    """One decision for a booking that departs from the rules, as the page of the booking shows it."""

    row: RuleException
    who: str


def set_aside_for(actor: Actor, booking: Booking) -> list[SetAside]:
    """What was decided otherwise for a booking, as far as the actor may read it; the oldest first."""
    visible = RuleException.objects.visible_to(actor).filter(booking=booking)
    rows = list(visible.select_related("rules").order_by("made_at", "pk"))
    named = bool(rows) and may_decide(actor, booking.room.place)
    names = names_of(one.actor_id for one in rows) if named else {}
    return [SetAside(one, _who(actor, one, names)) for one in rows]


def keys_set_aside(booking: Booking) -> frozenset[str]:
    """The keys of the rules that were set aside for a booking."""
    return frozenset(booking.exceptions.exclude(rule_key="").values_list("rule_key", flat=True))


def _who(actor: Actor, row: RuleException, names: Mapping[str, str]) -> str:
    """By name only for whoever decides on the room too."""
    if row.actor_id == actor.actor_id:
        return _("you")
    return names.get(row.actor_id) or _("somebody who decides on this room")
