"""Alliances for the demonstration: one at work, one finished, one being brought together. All are made up."""

from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.models import Agenda, AgendaState, Issue
from wijkhart.coordination.actions.alliances import (
    AllianceFacts,
    begin_alliance,
    end_alliance,
    start_alliance,
)
from wijkhart.coordination.actions.invitations import VALID, make_invitation_link, record_answer
from wijkhart.coordination.actions.partners import PartnerFacts, add_partner
from wijkhart.coordination.examples import ASKED, MEETING, TOGETHER, YOUTH, MadeAlliance, MadePlayer
from wijkhart.coordination.models import Alliance, AlliancePartner, AllianceState, CoverageResult
from wijkhart.coordination.queries.alliances import FEWEST_PARTNERS
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.themes.models import TargetGroup, Theme

SOURCE: Final = "example"
NOWHERE: Final = "https://voorbeeld.invalid"
"""Where the links of examples point: nobody has them."""


def load_example_alliances(*, by: Actor, municipality: str) -> list[Alliance]:
    """Made-up alliances in the wijken of the example agendas; what stands there already is left alone."""
    if not by.may("alliance.edit", municipality):
        raise NotAllowed(_("You may not load examples here."))
    agendas = Agenda.objects.filter(municipality_code=municipality, example=True).order_by("pk")
    adopted, ordering = agendas.filter(state=AgendaState.ADOPTED).first(), agendas.first()
    if adopted is None or ordering is None:
        return []
    if Alliance.objects.filter(municipality_code=municipality, example=True).exists():
        return []
    with transaction.atomic():
        made = (_running(by, adopted), _finished(by, adopted), _forming(by, ordering))
    return [one for one in made if one is not None]


def _running(by: Actor, agenda: Agenda) -> Alliance | None:
    made = _made(by, agenda, YOUTH, _issue(agenda, "culture_sport", "youth"), until=_from_now(120))
    if made is None:
        return None
    made = begin_alliance(by=by, alliance=made, starts_on=_from_now(-30), version=made.version)
    return _dated(made, 60)


def _finished(by: Actor, agenda: Agenda) -> Alliance | None:
    made = _made(by, agenda, MEETING, _issue(agenda, "meeting", "everyone"), until=_from_now(30))
    if made is None:
        return None
    made = begin_alliance(by=by, alliance=made, starts_on=timezone.localdate(), version=made.version)
    made = end_alliance(
        by=by, alliance=made, state=AllianceState.FINISHED, outcome=MEETING.outcome, version=made.version
    )
    days = {"starts_on": _from_now(-200), "until": _from_now(-10), "ended_on": _from_now(-10)}
    Alliance.objects.filter(pk=made.pk).update(**days)
    AlliancePartner.objects.filter(alliance=made).update(until=_from_now(-10))
    return _dated(made, 230)


def _forming(by: Actor, agenda: Agenda) -> Alliance | None:
    """Around the largest white spot of meeting in the wijk of the first agenda."""
    spots = CoverageResult.objects.filter(run__in_force=True, area__code=agenda.district_code, theme_id="meeting")
    spot = spots.exclude(unserved=None).order_by("-unserved", "target_group_id").first()
    group = spot.target_group_id if spot else "everyone"
    made = _made(by, agenda, TOGETHER, None, group=group, gap=spot is not None)
    if made is None:
        return None
    return _dated(made, 20)


def _made(
    by: Actor,
    agenda: Agenda,
    words: MadeAlliance,
    issue: Issue | None,
    *,
    until: date | None = None,
    group: str = "everyone",
    gap: bool = False,
) -> Alliance | None:
    """An alliance with its players, asked and with their answers; None where the examples hold too few of them."""
    found = [
        (one, example_organisation(agenda.municipality_code, agenda.district_code, one.key)) for one in words.players
    ]
    players = [(one, organisation) for one, organisation in found if organisation]
    if len(players) < FEWEST_PARTNERS:
        return None
    facts = AllianceFacts(
        title=words.title,
        purpose=words.purpose,
        theme=Theme.objects.get(pk=issue.theme_id if issue else "meeting"),
        target_group=TargetGroup.objects.get(pk=issue.target_group_id if issue else group),
        district_code=agenda.district_code,
        issue=issue,
        gap=gap,
        lead=example_organisation(agenda.municipality_code, agenda.district_code, words.lead),
        agreement=words.agreement,
        grant=words.grant,
        until=until,
    )
    made = start_alliance(by=by, municipality=agenda.municipality_code, facts=facts, example=True)
    for one, organisation in players:
        ask_example_player(by, made, one, organisation, until)
    return made


def ask_example_player(
    by: Actor, made: Alliance, words: MadePlayer, organisation: Organisation, until: date | None
) -> None:
    """Put a made-up player on the list, ask it, and write down what it answered."""
    facts = PartnerFacts(organisation.name, words.task, words.gain, until, organisation)
    partner = add_partner(by=by, alliance=made, facts=facts)
    make_invitation_link(by=by, partner=partner, facts=facts, site=NOWHERE)
    if words.answer != ASKED:
        record_answer(by=by, partner=partner, answer=words.answer, words=words.words)


def example_organisation(town: str, district: str, key: str) -> Organisation | None:
    """The example organisation of this key: of the wijk, else of the municipality, else of another wijk."""
    rows = Organisation.objects.working_in(town).filter(source=SOURCE, source_id__endswith=f":{key}")
    by_area = {one.source_id.partition(":")[0]: one for one in rows.order_by("source_id")}
    return by_area.get(district) or by_area.get(town) or next(iter(by_area.values()), None)


def _issue(agenda: Agenda, theme: str, group: str) -> Issue | None:
    return agenda.issues.filter(theme_id=theme, target_group_id=group).order_by("pk").first()


def _dated(made: Alliance, days: int) -> Alliance:
    """As if it was made so many days ago."""
    then = timezone.now() - timedelta(days=days)
    Alliance.objects.filter(pk=made.pk).update(made_at=then)
    asked = AlliancePartner.objects.filter(alliance=made)
    asked.update(asked_at=then + timedelta(days=4), expires_at=then + timedelta(days=4) + VALID)
    asked.exclude(answered_at=None).update(answered_at=then + timedelta(days=9))
    made.refresh_from_db()
    return made


def _from_now(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
