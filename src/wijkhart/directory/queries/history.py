"""The history of an entry, and the changes that wait, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkhart.audit.models import ActorName
from wijkhart.core.actors import Actor
from wijkhart.directory.fact_words import Difference, told
from wijkhart.directory.models import ChangeState, Service, ServiceChange

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

VERBS: "Final[dict[str, StrOrPromise]]" = {
    "offered": gettext_lazy("Entered"),
    "changed": gettext_lazy("Changed"),
    "closed": gettext_lazy("Stopped"),
    "paused": gettext_lazy("Stopped for a while"),
    "reopened": gettext_lazy("Opened again"),
    "claimed": gettext_lazy("Given to another organisation"),
    "withdrawn": gettext_lazy("Taken out: the group withdrew"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One change as a page shows it."""

    change: ServiceChange
    title: str
    who: str
    differences: list[Difference]
    may_undo: bool = False


def history_of(actor: Actor, service: Service) -> list[Told]:
    """Every change of an entry that the actor may see, the newest first."""
    changes = ServiceChange.objects.visible_to(actor).filter(service=service).select_related("provider")
    return [_told(actor, change, undo=True) for change in changes.order_by("-made_at", "-pk")]


def changes_told(actor: Actor, changes: Iterable[ServiceChange]) -> list[Told]:
    """Changes in words."""
    return [_told(actor, change) for change in changes]


def _told(actor: Actor, change: ServiceChange, *, undo: bool = False) -> Told:
    live = change.state == ChangeState.LIVE
    return Told(
        change,
        str(VERBS.get(change.verb, change.verb)),
        who_of(actor, change),
        told(change.facts),
        undo and live and change.verb not in ("offered", "claimed", "withdrawn"),
    )


def who_of(actor: Actor, change: ServiceChange) -> str:
    """Who made a change: by name for who may know the people there, otherwise the organisation or the wijk team."""
    if change.actor_id == actor.actor_id:
        return _("you")
    if change.actor_id.startswith("system:"):
        return _("Wijkhart itself")
    if actor.may("member.read", change.municipality_code):
        name = ActorName.objects.filter(pk=change.actor_id).values_list("name", flat=True).first()
        return name or _("somebody of %(name)s") % {"name": change.provider.name}
    return _("somebody of %(name)s, or who keeps the directory") % {"name": change.provider.name}
