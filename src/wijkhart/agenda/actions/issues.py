"""Issues: proposing and changing them, saying how they stand, and which are the same."""

from dataclasses import dataclass, fields

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.actions.holding import OPEN, hold_agenda, hold_issue
from wijkhart.agenda.models import Agenda, Ballot, Issue, IssueStatus, Vulnerability
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, Refused
from wijkhart.themes.models import TargetGroup, Theme

NEEDS_A_REASON = frozenset({IssueStatus.DROPPED, IssueStatus.CITY, IssueStatus.REACHED})


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What people say of an issue."""

    title: str
    theme: Theme
    target_group: TargetGroup
    text: str = ""
    vulnerabilities: tuple[str, ...] = ()
    wished_result: str = ""
    measured_by: str = ""
    owner: Organisation | None = None


def propose_issue(*, by: Actor, agenda: Agenda, facts: IssueFacts, example: bool = False) -> Issue:
    """Put an issue on an agenda that is still being made; not while residents vote on the list."""
    with transaction.atomic():
        locked = hold_agenda(by, agenda, "agenda.edit")
        if locked.state not in OPEN:
            raise Refused(_("The advice is fixed. Go a step back first, with a reason."))
        _refuse_while_voting(locked)
        _refuse_bad(facts, locked.municipality_code)
        made = Issue(agenda=locked, municipality_code=locked.municipality_code, example=example)
        _fill(made, facts)
        made.save(force_insert=True)
        record(by, "issue.proposed", made, municipality=locked.municipality_code)
    return made


def edit_issue(*, by: Actor, issue: Issue, facts: IssueFacts, version: int) -> Issue:
    """Change what is said of an issue, unless somebody else did so since `version` was read."""
    with transaction.atomic():
        locked = hold_issue(by, issue, "agenda.edit", version)
        _refuse_bad(facts, locked.municipality_code)
        _fill(locked, facts)
        locked.version += 1
        locked.save()
        record(by, "issue.changed", locked, municipality=locked.municipality_code)
    return locked


def set_issue_status(*, by: Actor, issue: Issue, status: str, reason: str, version: int) -> Issue:
    """Say how an issue stands; what is not taken up, moved or reached says why."""
    if status not in IssueStatus.values or status == IssueStatus.DUPLICATE:
        raise Refused(_("Choose one of the list."), field="status")
    if status in NEEDS_A_REASON and not reason.strip():
        raise Refused(_("Say why. Whoever asked for this will read it."), field="status_reason")
    with transaction.atomic():
        locked = hold_issue(by, issue, "agenda.edit", version)
        locked.status, locked.status_reason = status, reason.strip()
        locked.duplicate_of, locked.version = None, locked.version + 1
        locked.save()
        record(by, "issue.settled", locked, municipality=locked.municipality_code)
    return locked


def mark_duplicate(*, by: Actor, issue: Issue, kept: Issue, reason: str, version: int) -> Issue:
    """Say that an issue is the same as another, which stays. Evidence and voices stay readable and count once there."""
    with transaction.atomic():
        locked = hold_issue(by, issue, "agenda.edit", version)
        other = Issue.objects.select_for_update().get(pk=kept.pk)
        if locked.agenda.state not in OPEN:
            raise Refused(_("The advice is fixed. Go a step back first, with a reason."))
        if other.agenda_id != locked.agenda_id or other.pk == locked.pk:
            raise Refused(_("Choose another issue of the same agenda."), field="kept")
        if other.status == IssueStatus.DUPLICATE:
            raise Refused(_("That one is a duplicate itself. Choose the issue that stays."), field="kept")
        Issue.objects.filter(duplicate_of=locked).update(duplicate_of=other)
        locked.status, locked.status_reason = IssueStatus.DUPLICATE, reason.strip()
        locked.duplicate_of, locked.version = other, locked.version + 1
        locked.save()
        record(by, "issue.merged", locked, municipality=locked.municipality_code)
    return locked


def _fill(issue: Issue, facts: IssueFacts) -> None:
    for field in fields(facts):
        value = getattr(facts, field.name)
        setattr(issue, field.name, value.strip() if isinstance(value, str) else value)
    issue.vulnerabilities = [kind for kind in Vulnerability.values if kind in facts.vulnerabilities]


def _refuse_bad(facts: IssueFacts, municipality: str) -> None:
    faults = (
        (not facts.title.strip(), "title", _("Give the issue a title."), _("A few words are enough.")),
        (
            bool(set(facts.vulnerabilities) - set(Vulnerability.values)),
            "vulnerabilities",
            _("This is not one of the four kinds."),
            _("Choose from the list, as people stated it."),
        ),
        (
            facts.owner is not None and municipality not in facts.owner.codes,
            "owner",
            _("This organisation does not work in this municipality."),
            _("Choose one of the list."),
        ),
        (
            bool(facts.measured_by.strip()) and not facts.wished_result.strip(),
            "wished_result",
            _("Say first what should come of it."),
            _("Then say how you measure that."),
        ),
    )
    problems = [
        InputProblem(_("issue"), None, field, message, advice) for wrong, field, message, advice in faults if wrong
    ]
    if problems:
        raise BadInput(problems)


def _refuse_while_voting(agenda: Agenda) -> None:
    ballot = Ballot.objects.filter(agenda=agenda).first()
    if ballot is not None and ballot.is_open:
        raise Refused(_("Residents are voting on this list now. Add the issue after the vote has closed."))
