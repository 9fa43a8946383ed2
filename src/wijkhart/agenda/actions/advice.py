"""Fixing the order as advice, and adopting it."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.agenda.actions.agendas import Told, enter
from wijkhart.agenda.actions.holding import hold_agenda, refuse_future
from wijkhart.agenda.models import Agenda, AgendaState, Ballot, Issue, IssueStatus
from wijkhart.agenda.queries.voices import order_of
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, Refused


def fix_advice(*, by: Actor, agenda: Agenda, told: Told, version: int) -> Agenda:
    """Fix the order that the voices give as the advice; from then on the agenda is public.

    Issues that share a place are written down in the order of their titles; what nobody speaks of stands last.
    """
    refuse_future(told.done_on)
    with transaction.atomic():
        locked = hold_agenda(by, agenda, "agenda.edit", version)
        if locked.state != AgendaState.PRIORITISING:
            raise Refused(_("Only an agenda that is being put in order can be fixed as advice."))
        _refuse_open_ballot(locked)
        rows = order_of(locked).rows
        if not rows:
            raise Refused(_("There is no issue yet to put in order. Add one first."))
        for position, row in enumerate(rows, 1):
            Issue.objects.filter(pk=row.issue.pk).update(position=position, advised_position=position)
        enter(by, locked, AgendaState.ADVICE, told)
    return locked


def adopt_agenda(
    *,
    by: Actor,
    agenda: Agenda,
    positions: Mapping[UUID, int],
    reasons: Mapping[UUID, str],
    told: Told,
    version: int,
) -> Agenda:
    """The municipality weighs and adopts: the places of the advice, or others with a reason for each that moved.

    The issues without a reason must stand among each other as in the advice: they only gave way.
    """
    refuse_future(told.done_on)
    with transaction.atomic():
        locked = hold_agenda(by, agenda, "agenda.adopt", version)
        if locked.state != AgendaState.ADVICE:
            raise Refused(_("Only an advice can be adopted."))
        issues = list(locked.issues.standing().order_by("advised_position", "title"))
        if problems := _order_problems(issues, positions) or _reason_problems(issues, positions, reasons):
            raise BadInput(problems)
        for issue in issues:
            issue.position, issue.version = positions[issue.pk], issue.version + 1
            issue.position_reason = reasons.get(issue.pk, "").strip()[:300]
            if issue.status == IssueStatus.PROPOSED:
                issue.status = IssueStatus.CHOSEN
            issue.save()
        enter(by, locked, AgendaState.ADOPTED, told)
    return locked


def _refuse_open_ballot(agenda: Agenda) -> None:
    ballot = Ballot.objects.filter(agenda=agenda).first()
    if ballot is not None and ballot.is_open:
        message = _("Residents can vote until %(day)s. Wait until the vote has closed.")
        raise Refused(message % {"day": f"{ballot.closes_on:%d-%m-%Y}"})


def _order_problems(issues: list[Issue], positions: Mapping[UUID, int]) -> list[InputProblem]:
    """Every issue a place of its own, from 1 up."""
    wanted, given = list(range(1, len(issues) + 1)), [positions.get(issue.pk, 0) for issue in issues]
    if sorted(given) == wanted:
        return []
    message = _("Give each issue a place of its own, from 1 to %(last)s.") % {"last": len(issues)}
    doubtful = [
        issue for issue, place in zip(issues, given, strict=True) if given.count(place) > 1 or place not in wanted
    ]
    return [
        InputProblem(_("order"), None, f"position_{issue.pk}", message, _("Change the number.")) for issue in doubtful
    ]


def _reason_problems(
    issues: list[Issue], positions: Mapping[UUID, int], reasons: Mapping[UUID, str]
) -> list[InputProblem]:
    """The issues without a reason that do not stand among each other as in the advice."""
    silent = [issue for issue in issues if not reasons.get(issue.pk, "").strip()]
    passed = [
        issue
        for number, issue in enumerate(silent)
        if any(positions[other.pk] > positions[issue.pk] for other in silent[:number])
    ]
    return [
        InputProblem(
            _("order"),
            None,
            f"reason_{issue.pk}",
            _("This issue was moved: say why."),
            _("Everybody can read it beside the advice."),
        )
        for issue in passed
    ]
