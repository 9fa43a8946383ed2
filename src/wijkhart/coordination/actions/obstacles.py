"""What stands in the way of a player (M42): said, given an owner and a day, and brought to an end with a reason."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.actions.signals import NamesAPerson, checked_text
from wijkhart.agenda.naming import sightings
from wijkhart.agenda.queries.known_names import known_names
from wijkhart.audit.actions import record
from wijkhart.coordination.links import invited
from wijkhart.coordination.models import Alliance, AlliancePartner, Obstacle, ObstacleKind, ObstacleState
from wijkhart.coordination.perms import may_log_obstacles, may_settle_obstacles
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused
from wijkhart.core.limits import takes_turn

LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class ObstacleFacts:
    """Who meets what, where."""

    player: str
    kind: str
    text: str
    district: str = ""
    alliance: Alliance | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """Who sees to it, by when, how it stands, and in which words."""

    state: str
    owner: Organisation | None = None
    due: date | None = None
    outcome: str = ""


def log_obstacle(
    *, by: Actor, municipality: str, facts: ObstacleFacts, anyway: bool = False, example: bool = False
) -> Obstacle:
    """Write down what a player meets. Words that seem to name a person are refused, unless it is said that they do not
    (`anyway`)."""
    if not may_log_obstacles(by, municipality):
        raise NotAllowed(_("You may not write down obstacles in this municipality."))
    if facts.alliance is not None and facts.alliance.municipality_code != municipality:
        raise Refused(_("This alliance works in another municipality."), field="alliance")
    _refuse_bad(facts, municipality, anyway=anyway)
    with transaction.atomic():
        made = Obstacle.objects.create(
            municipality_code=municipality,
            district_code=facts.district or (facts.alliance.district_code if facts.alliance else ""),
            alliance=facts.alliance,
            player=facts.player.strip(),
            kind=facts.kind,
            text=facts.text.strip(),
            example=example,
        )
        record(by, "obstacle.logged", made, municipality=municipality)
    return made


def tell_obstacle(*, by: Actor, partner: AlliancePartner, kind: str, text: str, sender: str) -> Obstacle:
    """What a player says behind the link of its invitation, without an account. `sender` as `core.limits` says it."""
    if by.actor_id != invited(partner).actor_id:
        raise NotAllowed(_("Only who holds the link can answer with it."))
    alliance = partner.alliance
    _refuse_bad(ObstacleFacts(partner.name, kind, text), alliance.municipality_code, anyway=False)
    if not takes_turn("obstacle", sender):
        raise Refused(_("Too many messages are coming in now. Try again in an hour. What you typed is still here."))
    with transaction.atomic():
        made = Obstacle.objects.create(
            municipality_code=alliance.municipality_code,
            district_code=alliance.district_code,
            alliance=alliance,
            partner=partner,
            player=partner.name,
            kind=kind,
            text=text.strip(),
            example=alliance.example,
        )
        record(by, "obstacle.logged", made, municipality=alliance.municipality_code)
    return made


def settle_obstacle(*, by: Actor, obstacle: Obstacle, told: Settlement, version: int) -> Obstacle:
    """Say who takes an obstacle away, by when, and how it ended; unless somebody did so since `version` was read."""
    with transaction.atomic():
        locked = Obstacle.objects.select_for_update().get(pk=obstacle.pk)
        if not may_settle_obstacles(by, locked.municipality_code):
            raise NotAllowed(_("You may not give an obstacle of this municipality an owner or an end."))
        if locked.version != version:
            message = _("Somebody else changed this obstacle meanwhile. Look at what it says now, and save again.")
            raise Refused(message)
        if problems := _problems(locked, told):
            raise BadInput(problems)
        verb = _verb(locked.state, told.state)
        if locked.state != told.state:
            locked.settled_on = None if told.state == ObstacleState.OPEN else timezone.localdate()
        locked.state, locked.owner, locked.due = told.state, told.owner, told.due
        locked.outcome, locked.version = told.outcome.strip(), locked.version + 1
        locked.save()
        record(by, verb, locked, municipality=locked.municipality_code)
    return locked


def _verb(before: str, after: str) -> str:
    if before == after:
        return "obstacle.changed"
    return "obstacle.reopened" if after == ObstacleState.OPEN else f"obstacle.{after}"


def _refuse_bad(facts: ObstacleFacts, municipality: str, *, anyway: bool) -> None:
    if not facts.player.strip():
        raise Refused(_("Say which organisation or group meets this."), field="player")
    if facts.kind not in ObstacleKind.values:
        raise Refused(_("Choose one of the list."), field="kind")
    text = checked_text(facts.text, longest=LONGEST)
    seen = sightings(text, known_names(municipality))
    if seen and not anyway:
        raise NamesAPerson(seen)


def _problems(obstacle: Obstacle, told: Settlement) -> list[InputProblem]:
    ended = told.state in (ObstacleState.SOLVED, ObstacleState.REFUSED)
    faults = (
        (
            told.state not in ObstacleState.values,
            "state",
            _("This is not one of the ends."),
            _("Choose one of the list."),
        ),
        (
            ended and not told.outcome.strip(),
            "outcome",
            _("Say how it was solved, or why that cannot be."),
            _("The player reads it."),
        ),
        (
            told.owner is not None and obstacle.municipality_code not in told.owner.codes,
            "owner",
            _("This organisation does not work in this municipality."),
            _("Choose one of the list."),
        ),
        (
            told.due is not None and told.due != obstacle.due and told.due < timezone.localdate(),
            "due",
            _("This day has passed."),
            _("Choose a day to come, or leave it empty."),
        ),
    )
    return [
        InputProblem(_("obstacle"), None, field, message, advice) for wrong, field, message, advice in faults if wrong
    ]
