"""The history of an entry, and the changes that wait, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkhart.audit.models import ActorName
from wijkhart.core.actors import Actor
from wijkhart.directory.fact_words import Difference, names_in, told
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
    return _all_told(actor, list(changes.order_by("-made_at", "-pk")), undo=True)


def changes_told(actor: Actor, changes: Iterable[ServiceChange]) -> list[Told]:
    """Changes in words."""
    return _all_told(actor, list(changes))


def _all_told(actor: Actor, changes: list[ServiceChange], *, undo: bool = False) -> list[Told]:
    names = names_in(change.facts for change in changes)
    people = dict(ActorName.objects.filter(pk__in={one.actor_id for one in changes}).values_list("pk", "name"))
    return [
        Told(
            change,
            str(VERBS.get(change.verb, change.verb)),
            who_of(actor, change, people),
            told(change.facts, names),
            undo and change.state == ChangeState.LIVE and change.verb not in ("offered", "claimed", "withdrawn"),
        )
        for change in changes
    ]


def who_of(actor: Actor, change: ServiceChange, people: Mapping[str, str]) -> str:
    """Who made a change: by name for who may know the people there, otherwise the organisation or the wijk team."""
    if change.actor_id == actor.actor_id:
        return _("you")
    if change.actor_id.startswith("system:"):
        return _("Wijkhart itself")
    if actor.may("member.read", change.municipality_code):
        return people.get(change.actor_id) or _("somebody of %(name)s") % {"name": change.provider.name}
    return _("somebody of %(name)s, or who keeps the directory") % {"name": change.provider.name}
