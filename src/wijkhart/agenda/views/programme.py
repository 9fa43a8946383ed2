"""The work programme: how far it is for everybody, and its groups, questions and reports for who keeps them."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.agenda.actions import answer_question, ask_question, make_task_group, note_reply, report_programme
from wijkhart.agenda.charts import progress_bar
from wijkhart.agenda.forms.programme import (
    AnswerForm,
    ProgrammeFilter,
    QuestionForm,
    ReplyForm,
    ReportForm,
    TaskGroupForm,
)
from wijkhart.agenda.models import Agenda, TaskStep
from wijkhart.agenda.perms import may_edit_programme, may_keep_task_group
from wijkhart.agenda.queries.programme import programme_of, programmes_in
from wijkhart.agenda.queries.reading import agenda_title, area_of
from wijkhart.agenda.views.place import agenda_or_404, area_or_404, ask_right, tried
from wijkhart.areas.models import Level
from wijkhart.areas.queries import area_by_code, districts_of
from wijkhart.core.export import FORMATS, export_response
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing

COLUMNS: Final[tuple[Column[Any], ...]] = (
    Column("wijk", gettext_lazy("Wijk"), lambda one: one.district_code or one.municipality_code, ("district_code",)),
    Column("van", gettext_lazy("From"), lambda one: one.starts_on, ("starts_on",)),
    Column("tot", gettext_lazy("Until"), lambda one: one.ends_on, ("ends_on",)),
    Column("groepen", gettext_lazy("Task groups"), lambda one: one.groups, ("groups",)),
    Column("klaar", gettext_lazy("Steps done"), lambda one: one.done, ("done",)),
    Column("tedoen", gettext_lazy("Steps to do"), lambda one: one.to_do, ("to_do",)),
    Column("telaat", gettext_lazy("Steps late"), lambda one: one.late, ("late",)),
    Column("verslag", gettext_lazy("Last report"), lambda one: one.reported or "", ("reported",)),
)
HEADINGS: Final = (
    gettext_lazy("Issue"),
    gettext_lazy("Task group"),
    gettext_lazy("Lead"),
    gettext_lazy("Step"),
    gettext_lazy("Ready on"),
    gettext_lazy("Status"),
    gettext_lazy("On"),
    gettext_lazy("What came of it"),
)


@login_not_required
@require_safe
def programme_list(request: Request, code: str) -> HttpResponse:
    """Every programme of a municipality: per wijk and for the city, what is late first."""
    area = area_or_404(code, Level.MUNICIPALITY)
    names = {code: area.name, **dict(districts_of(code).values_list("code", "name"))}
    filters = ProgrammeFilter(request.GET or None, names=names)
    rows = programmes_in(request.actor, code)
    listing = Listing(request, rows, columns=COLUMNS, filters=filters, sort="-telaat", name=f"uitwerking-{area.name}")
    values = {
        "area": area,
        "listing": listing,
        "rows": [(row, names.get(row.district_code or code, row.district_code)) for row in listing],
        "any": rows.exists(),
    }
    return listing.export() or render(request, "agenda/programme_list.html", values)


@login_not_required
@require_safe
def programme_detail(request: Request, pk: UUID) -> HttpResponse:
    """How far the work under an agenda is: what is done, to do and late, who works on what, and what was reported."""
    agenda, actor = agenda_or_404(request, pk), request.actor
    programme, about = programme_of(agenda), programme_about(agenda)
    kind = request.GET.get("uitvoer", "")
    if kind in FORMATS:
        name = f"uitwerking-{about['area'].name}"
        return export_response(kind, name, [str(word) for word in HEADINGS], _file(agenda))
    values = {
        **about,
        "town": area_by_code(agenda.municipality_code),
        "programme": programme,
        "bar": progress_bar(programme.progress.done, programme.progress.to_do, programme.progress.late),
        "may_edit": may_edit_programme(actor, agenda.municipality_code),
        "answers": [
            (question, bool(question.group and may_keep_task_group(actor, question.group)))
            for question in programme.questions
        ],
    }
    return render(request, "agenda/programme_detail.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_task_group(request: Request, pk: UUID) -> HttpResponse:
    """Make a task group."""
    agenda = _editable(request, pk)
    form = TaskGroupForm(request.POST or None, request.actor, agenda, issue=request.GET.get("punt", ""))
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: make_task_group(by=request.actor, agenda=agenda, facts=form.facts()))
        if made is not None:
            messages.success(request, _("The task group is there. Agree on its steps now."))
            return redirect(made)
    return render(request, "agenda/programme_task_group.html", {**programme_about(agenda), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def programme_question(request: Request, pk: UUID) -> HttpResponse:
    """Write down an open question."""
    agenda = _editable(request, pk)
    form = QuestionForm(request.POST or None, agenda)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: ask_question(by=request.actor, agenda=agenda, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("The question stands with the programme."))
            return redirect("programme_detail", agenda.pk)
    return render(request, "agenda/programme_question.html", {**programme_about(agenda), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def question_answer(request: Request, pk: UUID, part: int) -> HttpResponse:
    """Answer a question, or say who takes it."""
    agenda = agenda_or_404(request, pk)
    question = get_object_or_404(agenda.questions.select_related("group", "agenda"), pk=part)
    if question.group is None or not may_keep_task_group(request.actor, question.group):
        ask_right(request, "programme.edit", agenda.municipality_code)
    form = AnswerForm(request.POST or None, question)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved = tried(form, lambda: answer_question(by=request.actor, question=question, **given))
        if saved is not None:
            messages.success(request, _("It is saved."))
            return redirect("programme_detail", agenda.pk)
        question.refresh_from_db()
        form.data = {**request.POST.dict(), "was": question.answer}
    values = {**programme_about(agenda), "form": form, "question": question}
    return render(request, "agenda/question_answer.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_report(request: Request, pk: UUID) -> HttpResponse:
    """Write down what was laid before the college, the council or the residents."""
    agenda = _editable(request, pk)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: report_programme(by=request.actor, agenda=agenda, facts=form.facts()))
        if made is not None:
            messages.success(request, _("The report stands with the programme."))
            return redirect("programme_detail", agenda.pk)
    return render(request, "agenda/programme_report.html", {**programme_about(agenda), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def report_reply(request: Request, pk: UUID, part: int) -> HttpResponse:
    """Write down what they said of a report."""
    agenda = _editable(request, pk)
    report = get_object_or_404(agenda.reports.select_related("agenda"), pk=part)
    form = ReplyForm(
        request.POST or None, initial={"reply": report.reply, "adopted": report.adopted, "was": report.reply}
    )
    if request.method == "POST" and form.is_valid():
        saved = tried(form, lambda: note_reply(by=request.actor, report=report, **form.cleaned_data))
        if saved is not None:
            messages.success(request, _("It is saved."))
            return redirect("programme_detail", agenda.pk)
        report.refresh_from_db()
        form.data = {**request.POST.dict(), "was": report.reply}
    values = {**programme_about(agenda), "form": form, "report": report}
    return render(request, "agenda/report_reply.html", values)


def programme_about(agenda: Agenda) -> dict[str, Any]:
    """What every page of a programme begins with."""
    area = area_of(agenda)
    title = agenda_title(agenda, area.name)
    return {"agenda": agenda, "area": area, "title": title, "url": reverse("programme_detail", args=[agenda.pk])}


def _editable(request: Request, pk: UUID) -> Agenda:
    agenda = agenda_or_404(request, pk)
    ask_right(request, "programme.edit", agenda.municipality_code)
    return agenda


def _file(agenda: Agenda) -> list[list[Any]]:
    steps = TaskStep.objects.filter(group__agenda=agenda).select_related("group__issue", "group__lead")
    return [
        [
            step.group.issue.title if step.group.issue else "",
            step.group.title,
            step.group.lead.name if step.group.lead else "",
            step.title,
            step.due,
            _("late") if step.late else step.get_state_display(),
            step.settled_on or "",
            step.says,
        ]
        for step in steps.order_by("group__title", "due", "id")
    ]
