"""What somebody may do with an entry, for the page that shows it."""

from dataclasses import dataclass

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor
from wijkhart.directory.models import AimedAt, LifeCycle, Service
from wijkhart.directory.perms import may_claim, may_edit_service, may_see_history
from wijkhart.themes.models import Line


@dataclass(frozen=True, slots=True)
class Keeper:
    """What the actor may do with one entry."""

    edit: bool
    history: bool
    claim: bool
    close: bool
    reopen: bool
    exit: bool

    @property
    def any(self) -> bool:
        """Whether there is anything to show."""
        return self.edit or self.history or self.claim


def keeper_of(actor: Actor, service: Service) -> Keeper:
    """What this actor may do with this entry; costs nothing for a visitor."""
    edit = may_edit_service(actor, service)
    general = service.line == Line.FIRST and service.aimed_at == AimedAt.GENERAL
    return Keeper(
        edit=edit,
        history=may_see_history(actor, service),
        claim=not edit and _could_claim(actor, service),
        close=edit and service.life_cycle != LifeCycle.ENDED,
        reopen=edit and service.life_cycle != LifeCycle.RUNNING,
        exit=edit and general and service.life_cycle != LifeCycle.ENDED,
    )


def _could_claim(actor: Actor, service: Service) -> bool:
    if not actor.organisation_ids:
        return False
    return any(may_claim(actor, service, Organisation(pk=key)) for key in actor.organisation_ids)
