"""The work programme under an agenda: its task groups, open questions, and what was reported."""

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.actions.holding import Stale, demand, hold_agenda
from wijkhart.agenda.models import Agenda, Issue, OpenQuestion, ProgrammeReport, ReportTo, TaskGroup
from wijkhart.agenda.perms import may_keep_task_group
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What people say of a task group."""

    title: str
    text: str = ""
    issue: Issue | None = None
    lead: Organisation | None = None
    members: str = ""


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What was laid before whom, on which day, and what they said."""

    to: str
    reported_on: date
    text: str
    reply: str = ""
    adopted: bool = False


def make_task_group(*, by: Actor, agenda: Agenda, facts: GroupFacts, example: bool = False) -> TaskGroup:
    """A task group for an agenda, about one of its issues or about all of it."""
    with transaction.atomic():
        locked = hold_agenda(by, agenda, "programme.edit")
        _refuse_bad(facts, locked)
        made = TaskGroup(agenda=locked, example=example)
        _fill(made, facts)
        made.save(force_insert=True)
        record(by, "task_group.made", made, municipality=locked.municipality_code)
    return made


def change_task_group(*, by: Actor, group: TaskGroup, facts: GroupFacts, version: int) -> TaskGroup:
    """Change what is said of a task group, unless somebody else did so since `version` was read."""
    with transaction.atomic():
        locked = hold_group(by, group, version=version, everything=True)
        _refuse_bad(facts, locked.agenda)
        _fill(locked, facts)
        _keep(by, locked, "task_group.changed")
    return locked


def end_task_group(*, by: Actor, group: TaskGroup, outcome: str, version: int) -> TaskGroup:
    """Say that a task group is ready, and what came of it. Steps that are still to do stay readable as such."""
    if not outcome.strip():
        raise Refused(_("Say what came of it. Residents will read it."), field="outcome")
    with transaction.atomic():
        locked = hold_group(by, group, version=version)
        if locked.ended_on:
            raise Refused(_("This task group has ended already."))
        locked.outcome, locked.ended_on = outcome.strip(), timezone.localdate()
        _keep(by, locked, "task_group.ended")
    return locked


def reopen_task_group(*, by: Actor, group: TaskGroup, version: int) -> TaskGroup:
    """Let a task group go on after all."""
    with transaction.atomic():
        locked = hold_group(by, group, version=version)
        if not locked.ended_on:
            raise Refused(_("This task group is still at work."))
        locked.ended_on = None
        _keep(by, locked, "task_group.reopened")
    return locked


def ask_question(*, by: Actor, agenda: Agenda, text: str, group: TaskGroup | None = None) -> OpenQuestion:
    """Write down a question that the agenda leaves open; a task group may take it."""
    if not text.strip():
        raise Refused(_("Write the question."), field="text")
    with transaction.atomic():
        locked = hold_agenda(by, agenda, "programme.edit")
        made = OpenQuestion.objects.create(agenda=locked, text=text.strip(), group=_of_agenda(group, locked))
        record(by, "agenda.question_asked", locked, municipality=locked.municipality_code)
    return made


def answer_question(
    *, by: Actor, question: OpenQuestion, answer: str, group: TaskGroup | None, was: str
) -> OpenQuestion:
    """Give a question to a task group, answer it, or better the answer, unless it is not `was` any more."""
    with transaction.atomic():
        agenda = Agenda.objects.select_for_update().get(pk=question.agenda_id)
        locked = OpenQuestion.objects.select_for_update().get(pk=question.pk)
        taken = locked.group
        if not (taken and may_keep_task_group(by, taken)):
            demand(by, "programme.edit", agenda.municipality_code)
        if locked.answer != was:
            raise Stale(_("Somebody else answered this question meanwhile. Look at the answer, and save again."))
        locked.answer, locked.group = answer.strip(), _of_agenda(group, agenda)
        locked.answered_on = (locked.answered_on or timezone.localdate()) if locked.answer else None
        locked.save()
        record(by, "agenda.question_answered", agenda, municipality=agenda.municipality_code)
    return locked


def report_programme(*, by: Actor, agenda: Agenda, facts: ReportFacts) -> ProgrammeReport:
    """Write down what was laid before the college, the council or the residents, and what they said."""
    _refuse_bad_report(facts)
    with transaction.atomic():
        locked = hold_agenda(by, agenda, "programme.edit")
        made = ProgrammeReport.objects.create(
            agenda=locked,
            to=facts.to,
            reported_on=facts.reported_on,
            text=facts.text.strip(),
            reply=facts.reply.strip(),
            adopted=facts.adopted,
        )
        record(by, "agenda.reported", locked, municipality=locked.municipality_code)
    return made


def note_reply(*, by: Actor, report: ProgrammeReport, reply: str, adopted: bool, was: str) -> ProgrammeReport:
    """Write down what they said later, unless the reply is not `was` any more."""
    if not reply.strip():
        raise Refused(_("Write what they said."), field="reply")
    with transaction.atomic():
        agenda = hold_agenda(by, report.agenda, "programme.edit")
        locked = ProgrammeReport.objects.select_for_update().get(pk=report.pk)
        if locked.reply != was:
            raise Stale(_("Somebody else wrote down the reply meanwhile. Look at it, and save again."))
        locked.reply, locked.adopted = reply.strip(), adopted
        locked.save()
        record(by, "agenda.replied", agenda, municipality=agenda.municipality_code)
    return locked


def hold_group(by: Actor, group: TaskGroup, *, version: int | None = None, everything: bool = False) -> TaskGroup:
    """The task group with its agenda, both locked, for who keeps it and read it last.

    The lead keeps its steps and its end; with `everything` only who works on the programme passes.
    """
    agenda = Agenda.objects.select_for_update().get(pk=group.agenda_id)
    locked = TaskGroup.objects.select_for_update().get(pk=group.pk)
    locked.agenda = agenda
    if everything:
        demand(by, "programme.edit", agenda.municipality_code)
    elif not may_keep_task_group(by, locked):
        raise NotAllowed(_("Only its lead and who works on the programme may keep this task group."))
    if version is not None and locked.version != version:
        raise Stale(_("Somebody else changed this task group meanwhile. Look at what it says now, and save again."))
    return locked


def _keep(by: Actor, group: TaskGroup, verb: str) -> None:
    group.version += 1
    group.save()
    record(by, verb, group, municipality=group.agenda.municipality_code)


def _fill(group: TaskGroup, facts: GroupFacts) -> None:
    for field in fields(facts):
        value = getattr(facts, field.name)
        setattr(group, field.name, value.strip() if isinstance(value, str) else value)


def _of_agenda(group: TaskGroup | None, agenda: Agenda) -> TaskGroup | None:
    if group is not None and group.agenda_id != agenda.pk:
        raise Refused(_("Choose a task group of the same agenda."), field="group")
    return group


def _refuse_bad(facts: GroupFacts, agenda: Agenda) -> None:
    faults = (
        (not facts.title.strip(), "title", _("Give the task group a name."), _("A few words are enough.")),
        (
            facts.issue is not None and facts.issue.agenda_id != agenda.pk,
            "issue",
            _("This issue stands on another agenda."),
            _("Choose one of the list."),
        ),
        (
            facts.lead is not None and agenda.municipality_code not in facts.lead.codes,
            "lead",
            _("This organisation does not work in this municipality."),
            _("Choose one of the list."),
        ),
    )
    _refuse(_("task group"), faults)


def _refuse_bad_report(facts: ReportFacts) -> None:
    faults = (
        (facts.to not in ReportTo.values, "to", _("Say to whom."), _("Choose one of the list.")),
        (not facts.text.strip(), "text", _("Write the results so far."), _("Plain words: residents read it too.")),
        (
            facts.reported_on > timezone.localdate(),
            "reported_on",
            _("This day is still to come."),
            _("Write a report down once it was given."),
        ),
        (
            facts.adopted and facts.to == ReportTo.RESIDENTS,
            "adopted",
            _("Residents do not adopt a programme."),
            _("Choose the college or the council, or take the tick away."),
        ),
    )
    _refuse(_("report"), faults)


def _refuse(what: str, faults: tuple[tuple[bool, str, str, str], ...]) -> None:
    problems = [InputProblem(what, None, field, message, advice) for wrong, field, message, advice in faults if wrong]
    if problems:
        raise BadInput(problems)
