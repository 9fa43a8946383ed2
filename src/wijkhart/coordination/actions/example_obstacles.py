"""Obstacles for the demonstration: a key that was found, a rule that stays, an insurance that is late."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation, OrganisationKind
from wijkhart.coordination.actions.obstacles import ObstacleFacts, Settlement, log_obstacle, settle_obstacle
from wijkhart.coordination.models import Alliance, Obstacle, ObstacleKind, ObstacleState
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up obstacle: who, what, how long ago, and how it ended (empty: still open)."""

    player: str
    kind: str
    text: str
    ago: int
    state: str
    outcome: str = ""
    due: int | None = None


OBSTACLES: Final = (
    Made(
        "Voetbalvereniging",
        ObstacleKind.KEY,
        "Het hek van het veld gaat om zeven uur op slot. De jongeren kunnen er dan niet meer bij.",
        24,
        ObstacleState.SOLVED,
        "De beheerder gaf de club een eigen sleutel. Het hek gaat nu om tien uur dicht.",
    ),
    Made(
        "Moskeevereniging",
        ObstacleKind.RULE,
        "Voor elke maaltijd moeten wij opnieuw melden dat er veel mensen komen.",
        20,
        ObstacleState.REFUSED,
        "De brandweer moet het weten als er meer dan 50 mensen komen. Eén melding voor het hele jaar mag wel.",
    ),
    Made(
        "Bewonersgroep",
        ObstacleKind.MONEY,
        "Wie betaalt het als er iets kapotgaat in de keuken van de school?",
        30,
        ObstacleState.OPEN,
        due=-4,
    ),
)


def load_example_obstacles(*, by: Actor, municipality: str) -> list[Obstacle]:
    """Made-up obstacles with the example alliances; what stands there already is left alone."""
    if not by.may("obstacle.settle", municipality):
        raise NotAllowed(_("You may not load examples here."))
    if Obstacle.objects.filter(municipality_code=municipality, example=True).exists():
        return []
    rows = Alliance.objects.filter(municipality_code=municipality, example=True).exclude(starts_on=None)
    alliance = rows.order_by("made_at", "pk").first()
    if alliance is None:
        return []
    with transaction.atomic():
        return [_made(by, municipality, alliance, one) for one in OBSTACLES]


def _made(by: Actor, municipality: str, alliance: Alliance, one: Made) -> Obstacle:
    facts = ObstacleFacts(one.player, one.kind, one.text, alliance=alliance)
    made = log_obstacle(by=by, municipality=municipality, facts=facts, anyway=True, example=True)
    today = timezone.localdate()
    owner = Organisation.objects.working_in(municipality).filter(
        example=True, published=True, kind=OrganisationKind.MUNICIPALITY
    )
    told = Settlement(one.state, owner.order_by("name", "pk").first(), None, one.outcome)
    settle_obstacle(by=by, obstacle=made, told=told, version=made.version)
    due = today + timedelta(days=one.due) if one.due is not None else None
    began = timezone.now() - timedelta(days=one.ago)
    Obstacle.objects.filter(pk=made.pk).update(made_at=began, due=due)
    made.refresh_from_db()
    return made
