"""What every write of the wijk team asks first: the right, the lock, what was read, and words that name no person."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.actions.holding import Stale
from wijkhart.agenda.actions.signals import NamesAPerson
from wijkhart.agenda.models import TeamDecision, TeamMeeting, WijkTeam
from wijkhart.agenda.naming import sightings
from wijkhart.agenda.queries.known_names import known_names
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.plain_text import wrong_in_text

FIRST_DAY: Final = date(2000, 1, 1)
"""Before this day a date of a team is a slip of the hand."""
AHEAD: Final = timedelta(days=3 * 366)


def demand_team(by: Actor, municipality: str) -> None:
    """Refuse who does not keep the teams there."""
    if not by.may("team.edit", municipality):
        raise NotAllowed(_("You may not keep the wijk teams of this municipality."))


def hold_team(by: Actor, team: WijkTeam, version: int | None = None) -> WijkTeam:
    """The team, locked until the transaction ends: all writes to one team come one after the other."""
    locked = WijkTeam.objects.select_for_update().get(pk=team.pk)
    demand_team(by, locked.municipality_code)
    if version is not None and locked.version != version:
        raise Stale(_("Somebody else changed this team meanwhile. Look at what it says now, and save again."))
    return locked


def hold_meeting(by: Actor, meeting: TeamMeeting, version: int) -> TeamMeeting:
    """The meeting with its team, both locked, for who read it last."""
    team = hold_team(by, meeting.team)
    locked = TeamMeeting.objects.select_for_update().get(pk=meeting.pk)
    locked.team = team
    if locked.version != version:
        raise Stale(_("Somebody else changed this meeting meanwhile. Look at what it says now, and save again."))
    return locked


def hold_decision(by: Actor, decision: TeamDecision, version: int) -> TeamDecision:
    """The decision with its team, both locked, for who read it last."""
    team = hold_team(by, decision.team)
    locked = TeamDecision.objects.select_for_update().get(pk=decision.pk)
    locked.team = team
    if locked.version != version:
        raise Stale(_("Somebody else changed this decision meanwhile. Look at what it says now, and save again."))
    return locked


def refuse_odd_day(day: date, field: str) -> None:
    """A day long ago or far ahead is a slip of the hand."""
    if not FIRST_DAY <= day <= timezone.localdate() + AHEAD:
        raise Refused(_("This day lies too far away. Look at the year once more."), field=field)


def refuse_stranger(organisation: Organisation | None, municipality: str, field: str) -> None:
    """A player of a team works in its municipality and stands on the public map."""
    if organisation is not None and not (organisation.published and municipality in organisation.codes):
        raise Refused(_("This organisation does not work in this municipality."), field=field)


def refuse_markup(texts: Iterable[tuple[str, str]]) -> None:
    """Each text is plain; `texts` gives them by the name of their field."""
    for field, text in texts:
        if wrong := wrong_in_text(text):
            raise Refused(" ".join(wrong), field=field)


def refuse_names(texts: Iterable[tuple[str, str]], municipality: str, *, sure: bool) -> None:
    """Texts are plain, and name no person; who is `sure` that what was seen is no person keeps them."""
    known: frozenset[str] | None = None
    for field, text in texts:
        refuse_markup([(field, text)])
        if sure or not text.strip():
            continue
        known = known_names(municipality) if known is None else known
        if seen := sightings(text, known):
            raise NamesAPerson(seen, field=field)
