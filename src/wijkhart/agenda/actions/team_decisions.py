"""What a wijk team decided: each decision is an action with an owner and a day, and later what came of it."""

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.actions.team_holding import hold_decision, hold_team, refuse_names, refuse_odd_day, refuse_stranger
from wijkhart.agenda.models import DecisionState, Issue, TeamDecision, TeamMeeting, WijkTeam
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, Refused


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What was decided, who sees to it and until when."""

    text: str
    due: date
    decided_on: date
    owner: Organisation | None = None
    owner_name: str = ""
    meeting: TeamMeeting | None = None
    issue: Issue | None = None
    public: bool = True


def record_decision(*, by: Actor, team: WijkTeam, facts: DecisionFacts, sure: bool = False) -> TeamDecision:
    """Write a decision down, from a meeting or apart from one."""
    _check(facts, team, sure)
    with transaction.atomic():
        locked = hold_team(by, team)
        made = TeamDecision(team=locked)
        _fill(made, facts)
        made.save(force_insert=True)
        record(by, "decision.made", made, municipality=locked.municipality_code)
    return made


def change_decision(
    *, by: Actor, decision: TeamDecision, facts: DecisionFacts, version: int, sure: bool = False
) -> TeamDecision:
    """Change a decision that is still to do: its words, owner or day."""
    _check(facts, decision.team, sure)
    with transaction.atomic():
        locked = hold_decision(by, decision, version)
        if locked.state != DecisionState.OPEN:
            raise Refused(_("This decision has been settled. Set it back to “to do” first."))
        _fill(locked, facts)
        _kept(by, locked, "decision.changed")
    return locked


def settle_decision(
    *, by: Actor, decision: TeamDecision, state: str, outcome: str, version: int, sure: bool = False
) -> TeamDecision:
    """Say that it is done, or not and why; set back to "to do" it waits again."""
    if state not in DecisionState.values:
        raise Refused(_("Choose one of the list."), field="state")
    if state == DecisionState.DROPPED and not outcome.strip():
        raise Refused(_("Say why it was not done. Whoever counted on it will read it."), field="outcome")
    refuse_names([("outcome", outcome)], decision.team.municipality_code, sure=sure)
    with transaction.atomic():
        locked = hold_decision(by, decision, version)
        locked.state, locked.outcome = state, outcome.strip()
        locked.settled_on = None if state == DecisionState.OPEN else timezone.localdate()
        _kept(by, locked, "decision.reopened" if state == DecisionState.OPEN else "decision.settled")
    return locked


def _check(facts: DecisionFacts, team: WijkTeam, sure: bool) -> None:
    named = bool(facts.owner_name.strip())
    faults = (
        (not facts.text.strip(), "text", _("What was decided?"), _("A sentence is enough.")),
        (
            facts.owner is None and not named,
            "owner",
            _("Who sees to it?"),
            _("Choose an organisation, or name a group in words."),
        ),
        (
            facts.owner is not None and named,
            "owner_name",
            _("One sees to it: an organisation or a group, not both."),
            _("Leave one of the two empty."),
        ),
        (
            facts.decided_on > timezone.localdate(),
            "decided_on",
            _("This day is still to come."),
            _("Write a decision down once it was made."),
        ),
        (
            facts.due < facts.decided_on,
            "due",
            _("This day lies before the decision itself."),
            _("Choose a later day."),
        ),
        (
            facts.meeting is not None and facts.meeting.team_id != team.pk,
            "meeting",
            _("This meeting is of another team."),
            _("Choose one of the list."),
        ),
        (
            facts.issue is not None and not _is_here(facts.issue, team),
            "issue",
            _("This issue is of another wijk."),
            _("Choose one of the list."),
        ),
    )
    problems = [InputProblem(_("decision"), None, field, said, what) for wrong, field, said, what in faults if wrong]
    if problems:
        raise BadInput(problems)
    for field in ("due", "decided_on"):
        refuse_odd_day(getattr(facts, field), field)
    refuse_stranger(facts.owner, team.municipality_code, "owner")
    refuse_names([("text", facts.text), ("owner_name", facts.owner_name)], team.municipality_code, sure=sure)


def _is_here(issue: Issue, team: WijkTeam) -> bool:
    """On an agenda of the wijk of this team, or on that of its whole municipality."""
    agenda = issue.agenda
    return agenda.municipality_code == team.municipality_code and agenda.district_code in ("", team.district_code)


def _fill(decision: TeamDecision, facts: DecisionFacts) -> None:
    for field in fields(facts):
        value = getattr(facts, field.name)
        setattr(decision, field.name, value.strip() if isinstance(value, str) else value)


def _kept(by: Actor, locked: TeamDecision, verb: str) -> None:
    locked.version += 1
    locked.save()
    record(by, verb, locked, municipality=locked.team.municipality_code)
