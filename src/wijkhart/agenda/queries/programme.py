"""How far the work under an agenda is, as its pages read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.agenda.models import (
    Agenda,
    Issue,
    OpenQuestion,
    ProgrammeReport,
    StepState,
    TaskGroup,
    TaskStep,
)
from wijkhart.agenda.queries.reading import agendas_of
from wijkhart.core.actors import Actor


@dataclass(frozen=True, slots=True)
class Progress:
    """How many steps are done, to do, late (to do, and their day has passed), and will not be done."""

    done: int
    to_do: int
    late: int
    dropped: int

    @property
    def total(self) -> int:
        """All steps that count: what will not be done does not."""
        return self.done + self.to_do + self.late

    @property
    def sentence(self) -> str:
        """`3 van de 8 stappen zijn klaar; 1 is te laat.`"""
        if not self.total:
            return _("No steps have been agreed yet.")
        said = ngettext("%(done)s of %(total)s step is done.", "%(done)s of %(total)s steps are done.", self.total) % {
            "done": self.done,
            "total": self.total,
        }
        if not self.late:
            return said
        return said + " " + ngettext("%(late)s is late.", "%(late)s are late.", self.late) % {"late": self.late}


@dataclass(frozen=True, slots=True)
class GroupAtWork:
    """A task group with its steps and how far they are."""

    group: TaskGroup
    steps: tuple[TaskStep, ...]
    progress: Progress

    @property
    def next_step(self) -> TaskStep | None:
        """The first step that is still to do."""
        return next((step for step in self.steps if step.state == StepState.OPEN), None)

    @property
    def ready(self) -> bool:
        """Whether every step is settled while the group has not ended: then somebody may end it."""
        return self.group.ended_on is None and bool(self.steps) and self.next_step is None


@dataclass(frozen=True, slots=True)
class IssueAtWork:
    """An issue of the agenda (None: the agenda as a whole) with the task groups that work on it."""

    issue: Issue | None
    groups: tuple[GroupAtWork, ...]

    @property
    def may_be_reached(self) -> bool:
        """Whether all its groups have ended while the issue does not say that it is reached."""
        open_ = self.issue is not None and self.issue.status in ("chosen", "working", "proposed")
        return open_ and bool(self.groups) and all(one.group.ended_on for one in self.groups)


@dataclass(frozen=True, slots=True)
class Programme:
    """All work under one agenda."""

    agenda: Agenda
    issues: tuple[IssueAtWork, ...]
    untouched: tuple[Issue, ...]
    """Issues on which nobody works yet."""
    questions: tuple[OpenQuestion, ...]
    reports: tuple[ProgrammeReport, ...]
    progress: Progress

    @property
    def adopted(self) -> ProgrammeReport | None:
        """The report with which the programme was adopted; the newest, when there are several."""
        return next((report for report in self.reports if report.adopted), None)

    @property
    def exists(self) -> bool:
        return bool(self.issues or self.questions or self.reports)


def programme_of(agenda: Agenda) -> Programme:
    """The work under an agenda that the caller may see, in the order of the agenda."""
    groups = [_at_work(group) for group in groups_of(agenda)]
    issues = list(agenda.issues.standing())
    by_issue = {issue: tuple(one for one in groups if one.group.issue_id == issue.pk) for issue in issues}
    apart = tuple(one for one in groups if one.group.issue_id not in {issue.pk for issue in issues})
    rows = [IssueAtWork(issue, found) for issue, found in by_issue.items() if found]
    return Programme(
        agenda=agenda,
        issues=tuple([*rows, IssueAtWork(None, apart)] if apart else rows),
        untouched=tuple(issue for issue, found in by_issue.items() if not found),
        questions=tuple(agenda.questions.select_related("group")),
        reports=tuple(agenda.reports.all()),
        progress=progress_of([step for one in groups for step in one.steps]),
    )


def groups_of(agenda: Agenda) -> QuerySet[TaskGroup]:
    """The task groups of an agenda with their lead and steps."""
    return agenda.task_groups.select_related("lead", "issue").prefetch_related("steps").order_by("title")


def group_at_work(group: TaskGroup) -> GroupAtWork:
    """One task group with how far it is."""
    return _at_work(group)


def progress_of(steps: Iterable[TaskStep]) -> Progress:
    """The counts of some steps."""
    told = [("late" if step.late else step.state) for step in steps]
    return Progress(
        done=told.count(StepState.DONE),
        to_do=told.count(StepState.OPEN),
        late=told.count("late"),
        dropped=told.count(StepState.DROPPED),
    )


def task_groups_about(actor: Actor, issue: Issue) -> Sequence[TaskGroup]:
    """The task groups that work on an issue."""
    return list(TaskGroup.objects.visible_to(actor).filter(issue=issue).select_related("lead"))


def programmes_in(actor: Actor, municipality: str) -> QuerySet[Agenda]:
    """The agendas of a municipality under which work was begun, with `groups`, `done`, `open_` and `late` counted,
    and `reported`, the day of the last report."""
    step = Q(task_groups__steps__state=StepState.OPEN)
    today = timezone.localdate()
    rows = agendas_of(actor, municipality).annotate(
        groups=Count("task_groups", distinct=True),
        done=Count("task_groups__steps", filter=Q(task_groups__steps__state=StepState.DONE), distinct=True),
        to_do=Count(
            "task_groups__steps", filter=step & Q(task_groups__steps__due__gte=today), distinct=True
        ),
        late=Count("task_groups__steps", filter=step & Q(task_groups__steps__due__lt=today), distinct=True),
        reported=Max("reports__reported_on"),
    )  # fmt: skip
    return rows.exclude(groups=0, reported=None)


def _at_work(group: TaskGroup) -> GroupAtWork:
    steps = tuple(group.steps.all())
    return GroupAtWork(group, steps, progress_of(steps))
