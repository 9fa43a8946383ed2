"""Cooperation for the demonstration: two years of alliances in the wijk of the example team. All are made up."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.agenda.models.team import WijkTeam
from wijkhart.coordination.actions.alliances import AllianceFacts, begin_alliance, end_alliance, start_alliance
from wijkhart.coordination.actions.example_alliances import ask_example_player, example_organisation
from wijkhart.coordination.cooperation_examples import COOPERATION, MadeCooperation
from wijkhart.coordination.models import Alliance, AlliancePartner, AllianceState
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.themes.models import TargetGroup, Theme

LOOK_AGAIN: Final = 120
"""Days from now until they look whether to go on."""
ASKED_BEFORE: Final = 20
"""Days before it began that players were asked."""


def load_example_cooperation(*, by: Actor, municipality: str) -> list[Alliance]:
    """Made-up alliances in the wijk of the oldest example team; what stands there already is left alone."""
    if not by.may("alliance.edit", municipality):
        raise NotAllowed(_("You may not load examples here."))
    team = WijkTeam.objects.filter(municipality_code=municipality, example=True).order_by("starts_on", "pk").first()
    titles = [one.title for one in COOPERATION]
    if team is None or Alliance.objects.filter(municipality_code=municipality, title__in=titles).exists():
        return []
    with transaction.atomic():
        made = [_made(by, team, words) for words in COOPERATION]
    return [one for one in made if one is not None]


def _made(by: Actor, team: WijkTeam, words: MadeCooperation) -> Alliance | None:
    """One alliance with its past; None where the examples do not hold all of its players."""
    town, wijk = team.municipality_code, team.district_code
    found = [example_organisation(town, wijk, one.key) for one in words.players]
    players = [organisation for organisation in found if organisation]
    if len(players) < len(words.players):
        return None
    theme, group = words.about
    facts = AllianceFacts(
        title=words.title,
        purpose=words.purpose,
        theme=Theme.objects.get(pk=theme),
        target_group=TargetGroup.objects.get(pk=group),
        district_code=wijk,
        lead=players[0],
        agreement=words.agreement,
        until=timezone.localdate() + timedelta(days=LOOK_AGAIN),
    )
    made = start_alliance(by=by, municipality=town, facts=facts, example=True)
    for one, organisation in zip(words.players, players, strict=True):
        ask_example_player(by, made, one, organisation, facts.until)
    made = begin_alliance(by=by, alliance=made, starts_on=timezone.localdate(), version=made.version)
    if words.ended is not None:
        state = AllianceState.FINISHED
        made = end_alliance(by=by, alliance=made, state=state, outcome=words.outcome, version=made.version)
    return _in_the_past(made, words)


def _in_the_past(made: Alliance, words: MadeCooperation) -> Alliance:
    """As if it began and ended so many days ago."""
    asked = _ago(words.began + ASKED_BEFORE)
    days = {"made_at": asked, "starts_on": timezone.localdate(_ago(words.began))}
    if words.ended is not None:
        over = timezone.localdate(_ago(words.ended))
        days |= {"ended_on": over, "until": over}
    Alliance.objects.filter(pk=made.pk).update(**days)
    AlliancePartner.objects.filter(alliance=made).update(asked_at=asked, answered_at=_ago(words.began + 1))
    made.refresh_from_db()
    return made


def _ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)
