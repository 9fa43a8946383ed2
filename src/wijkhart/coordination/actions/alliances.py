"""Bringing players together: starting an alliance, agreeing, going on, and ending it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.models import Issue
from wijkhart.areas.queries import districts_of
from wijkhart.audit.actions import record
from wijkhart.coordination.actions.alliance_holding import hold_alliance
from wijkhart.coordination.actions.partners import PartnerFacts, put_partner
from wijkhart.coordination.models import Alliance, AlliancePartner, AllianceState, Overlap, PartnerState
from wijkhart.coordination.perms import may_lead_alliance
from wijkhart.coordination.queries.alliances import FEWEST_PARTNERS
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused
from wijkhart.themes.models import TargetGroup, Theme

ENDS: Final = {AllianceState.FINISHED: "alliance.finished", AllianceState.STOPPED: "alliance.stopped"}


@dataclass(frozen=True, slots=True)
class AllianceFacts:
    """What an alliance is for, around what, and what was agreed."""

    title: str
    purpose: str
    theme: Theme
    target_group: TargetGroup
    district_code: str = ""
    issue: Issue | None = None
    gap: bool = False
    overlap: Overlap | None = None
    lead: Organisation | None = None
    agreement: str = ""
    grant: str = ""
    until: date | None = None


def start_alliance(
    *, by: Actor, municipality: str, facts: AllianceFacts, partners: Sequence[PartnerFacts] = (), example: bool = False
) -> Alliance:
    """A new alliance with the players that somebody thinks of; nobody is asked yet."""
    if not may_lead_alliance(by, municipality, facts.lead):
        raise NotAllowed(_("You may bring players together for your own organisation only."))
    if problems := _problems(facts, municipality):
        raise BadInput(problems)
    with transaction.atomic():
        made = Alliance(municipality_code=municipality, example=example)
        _fill(made, facts)
        made.save(force_insert=True)
        record(by, "alliance.started", made, municipality=municipality)
        for one in partners:
            put_partner(by, made, one)
    return made


def edit_alliance(*, by: Actor, alliance: Alliance, facts: AllianceFacts, version: int) -> Alliance:
    """Change what it is for and what was agreed, unless somebody else did so since `version` was read."""
    with transaction.atomic():
        locked = hold_alliance(by, alliance, version)
        if not may_lead_alliance(by, locked.municipality_code, facts.lead):
            raise Refused(_("You cannot give this alliance to another organisation than your own."), field="lead")
        if problems := _problems(facts, locked.municipality_code, locked):
            raise BadInput(problems)
        _fill(locked, facts)
        _kept(by, locked, "alliance.changed")
    return locked


def begin_alliance(*, by: Actor, alliance: Alliance, starts_on: date, version: int) -> Alliance:
    """From now on it works, and everybody can read it: two players said yes, agreed, and will look again."""
    with transaction.atomic():
        locked = hold_alliance(by, alliance, version)
        if missing := missing_to_begin(locked, locked.partners.all()):
            raise Refused(" ".join(missing))
        if starts_on > timezone.localdate():
            raise Refused(_("This day is still to come. Write it down once you begin."), field="starts_on")
        locked.state, locked.starts_on = AllianceState.RUNNING, starts_on
        _kept(by, locked, "alliance.begun")
    return locked


def missing_to_begin(alliance: Alliance, partners: Iterable[AlliancePartner]) -> list[str]:
    """What must be there first, each as a sentence that says what to do."""
    willing = sum(partner.state == PartnerState.YES for partner in partners)
    faults = (
        (alliance.state != AllianceState.FORMING, _("This alliance has begun or ended already.")),
        (willing < FEWEST_PARTNERS, _("At least two players must have said yes. Invite them first.")),
        (not alliance.agreement.strip(), _("Write down first what was agreed.")),
        (
            alliance.until is None or alliance.until <= timezone.localdate(),
            _("Agree first on a day to come to look whether you go on."),
        ),
    )
    return [sentence for wrong, sentence in faults if wrong]


def prolong_alliance(*, by: Actor, alliance: Alliance, until: date, version: int) -> Alliance:
    """Go on, until a new day to look again."""
    with transaction.atomic():
        locked = hold_alliance(by, alliance, version)
        if locked.state != AllianceState.RUNNING:
            raise Refused(_("This alliance is not at work."))
        if until <= max(timezone.localdate(), locked.until or until.min):
            raise Refused(_("Choose a day after today, and after the day that was agreed."), field="until")
        locked.until = until
        _kept(by, locked, "alliance.prolonged")
    return locked


def end_alliance(*, by: Actor, alliance: Alliance, state: str, outcome: str, version: int) -> Alliance:
    """Finish it with what came of it, or stop it with the reason; addresses and words of players are wiped."""
    if state not in ENDS:
        raise Refused(_("Choose how it ends."), field="state")
    if not outcome.strip():
        raise Refused(_("Say what came of it, or why it stops."), field="outcome")
    with transaction.atomic():
        locked = hold_alliance(by, alliance, version)
        if locked.state in ENDS:
            raise Refused(_("This alliance has ended already."))
        if locked.state == AllianceState.FORMING and state == AllianceState.FINISHED:
            raise Refused(
                _("It has not begun, so it cannot be finished. You can stop it, with a reason."), field="state"
            )
        locked.partners.update(email="", words="")
        locked.state, locked.outcome, locked.ended_on = state, outcome.strip(), timezone.localdate()
        _kept(by, locked, ENDS[AllianceState(state)])
    return locked


def _kept(by: Actor, locked: Alliance, verb: str) -> None:
    locked.version += 1
    locked.save()
    record(by, verb, locked, municipality=locked.municipality_code)


def _fill(alliance: Alliance, facts: AllianceFacts) -> None:
    for field in fields(facts):
        value = getattr(facts, field.name)
        setattr(alliance, field.name, value.strip() if isinstance(value, str) else value)


def _problems(facts: AllianceFacts, municipality: str, now: Alliance | None = None) -> list[InputProblem]:
    """What cannot be, each with advice."""
    choose, district = _("Choose one of the list."), facts.district_code
    issue, overlap, lead = facts.issue, facts.overlap, facts.lead
    past = facts.until is not None and facts.until < timezone.localdate()
    running = now is not None and now.state == AllianceState.RUNNING
    faults = (
        (not facts.title.strip(), "title", _("Give the alliance a title."), _("A few words are enough.")),
        (not facts.purpose.strip(), "purpose", _("Say what you want to reach together."), _("A sentence is enough.")),
        (
            bool(district) and not districts_of(municipality).filter(code=district).exists(),
            "district_code",
            _("This wijk does not lie in this municipality."),
            choose,
        ),
        (facts.gap and not district, "district_code", _("A white spot lies in one wijk."), _("Choose the wijk.")),
        (
            issue is not None and issue.municipality_code != municipality,
            "issue",
            _("This issue is not of this municipality."),
            choose,
        ),
        (
            overlap is not None and overlap.municipality_code != municipality,
            "overlap",
            _("This overlap is not of this municipality."),
            choose,
        ),
        (
            lead is not None and municipality not in lead.codes,
            "lead",
            _("This organisation does not work in this municipality."),
            choose,
        ),
        (
            past and (now is None or now.until != facts.until),
            "until",
            _("This day has passed."),
            _("Choose a day to come, or leave it empty."),
        ),
        (
            running and not facts.agreement.strip(),
            "agreement",
            _("An alliance at work has an agreement."),
            _("Write down what was agreed."),
        ),
        (
            running and facts.until is None,
            "until",
            _("An alliance at work has a day to look again."),
            _("Choose a day to come."),
        ),
    )
    return [
        InputProblem(_("alliance"), None, field, message, advice) for wrong, field, message, advice in faults if wrong
    ]
