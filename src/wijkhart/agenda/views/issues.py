"""Issues: reading one with its evidence, writing it, saying how it stands, and giving a voice on it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.agenda.actions import (
    Piece,
    attach_evidence,
    attach_figure,
    detach_evidence,
    edit_issue,
    mark_duplicate,
    propose_issue,
    rate_issue,
    set_issue_status,
)
from wijkhart.agenda.forms.fields import Difference, differences
from wijkhart.agenda.forms.issues import DuplicateForm, EvidenceForm, FigureForm, IssueForm, RatingForm, StatusForm
from wijkhart.agenda.models import Agenda, AgendaState, Issue, Rating, Vulnerability
from wijkhart.agenda.perms import may_edit_programme
from wijkhart.agenda.queries.programme import task_groups_about
from wijkhart.agenda.queries.reading import agenda_title, area_of
from wijkhart.agenda.queries.team import decisions_about, team_of
from wijkhart.agenda.queries.voices import order_of
from wijkhart.agenda.queries.words import voice_words, why_words
from wijkhart.agenda.views.place import agenda_or_404, ask_right, issue_or_404, read_again, tried
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused
from wijkhart.core.http import Request


@login_not_required
@require_safe
def issue_detail(request: Request, pk: UUID) -> HttpResponse:
    """One issue: what is needed, for whom, why it stands there and what the voices say."""
    issue, actor = issue_or_404(request, pk), request.actor
    code, agenda = issue.municipality_code, issue.agenda
    row = next((one for one in order_of(agenda).rows if one.issue.pk == issue.pk), None)
    rating = Rating.objects.filter(issue=issue, actor_id=actor.actor_id).first()
    rates = actor.may("agenda.rate", code) and agenda.state == AgendaState.PRIORITISING and row is not None
    values = {
        **_about(agenda),
        "issue": issue,
        "pieces": list(issue.evidence.all()),
        "doubles": list(issue.duplicates.all()),
        "kinds": [Vulnerability(kind).label for kind in issue.vulnerabilities],
        "row": row,
        "voices": voice_words(row) if row else None,
        "why": why_words(row, agenda) if row else [],
        "rating": rating,
        "rating_form": RatingForm(initial={"points": rating.points if rating else None}) if rates else None,
        "may_edit": actor.may("agenda.edit", code),
        "task_groups": task_groups_about(actor, issue),
        "may_edit_programme": may_edit_programme(actor, code),
        "doors": _doors(issue, actor),
        "decisions": decisions_about(actor, issue),
        "team_to_decide": team_of(actor, agenda.district_code) if actor.may("team.edit", code) else None,
    }
    return render(request, "agenda/issue_detail.html", values)


def _doors(issue: Issue, actor: Actor) -> list[tuple[str, str]]:
    """Where parts above this one go on from an issue: the settings name them, for they are not known here."""
    code = issue.municipality_code
    return [
        (str(label), f"{reverse(view, args=[code])}?punt={issue.pk}")
        for label, view, right in settings.ISSUE_DOORS
        if not right or actor.may(right, code)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_issue(request: Request, pk: UUID) -> HttpResponse:
    """Put an issue on an agenda."""
    agenda = agenda_or_404(request, pk)
    ask_right(request, "agenda.edit", agenda.municipality_code)
    form = IssueForm(request.POST or None, request.actor, agenda.municipality_code)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: propose_issue(by=request.actor, agenda=agenda, facts=form.facts()))
        if made is not None:
            messages.success(request, _("The issue is on the list. Attach why it stands there."))
            return redirect(made)
    return render(request, "agenda/agenda_issue.html", {**_about(agenda), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def issue_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change an issue; what somebody else saved meanwhile is shown, not overwritten."""
    issue = _editable(request, pk)
    form = IssueForm(request.POST or None, request.actor, issue.municipality_code, issue)
    changed: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        saved = tried(form, lambda: edit_issue(by=request.actor, issue=issue, facts=form.facts(), version=version))
        if saved is not None:
            messages.success(request, _("The issue has been changed."))
            return redirect(saved)
        now = issue_or_404(request, pk)
        read_again(form, request, now.version)
        changed = differences(form, IssueForm.told(now)) if now.version != version else []
    values = {**_about(issue.agenda), "issue": issue, "form": form, "differences": changed}
    return render(request, "agenda/issue_edit.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def issue_status(request: Request, pk: UUID) -> HttpResponse:
    """Say how an issue stands."""
    issue = _editable(request, pk)
    told = {"status": issue.status, "status_reason": issue.status_reason, "version": issue.version}
    form = StatusForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved = tried(
            form,
            lambda: set_issue_status(
                by=request.actor,
                issue=issue,
                status=given["status"],
                reason=given["status_reason"],
                version=given["version"] or 0,
            ),
        )
        if saved is not None:
            messages.success(request, _("How it stands is saved."))
            return redirect(saved)
        read_again(form, request, issue_or_404(request, pk).version)
    return render(request, "agenda/issue_status.html", {**_about(issue.agenda), "issue": issue, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def issue_duplicate(request: Request, pk: UUID) -> HttpResponse:
    """Say which issue this one is the same as."""
    issue = _editable(request, pk)
    form = DuplicateForm(request.POST or None, request.actor, issue, request.GET.get("van", ""))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved = tried(
            form,
            lambda: mark_duplicate(
                by=request.actor,
                issue=issue,
                kept=given["kept"],
                reason=given["reason"],
                version=given["version"] or 0,
            ),
        )
        if saved is not None:
            messages.success(request, _("The two are one now. Nothing that people said is lost."))
            return redirect(given["kept"])
        read_again(form, request, issue_or_404(request, pk).version)
    return render(request, "agenda/issue_duplicate.html", {**_about(issue.agenda), "issue": issue, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def issue_evidence(request: Request, pk: UUID) -> HttpResponse:
    """Attach a figure of the wijk, or a piece from elsewhere."""
    issue = _editable(request, pk)
    figure = FigureForm(request.POST if "cijfer-measure" in request.POST else None, request.actor)
    piece = EvidenceForm(request.POST if "stuk-title" in request.POST else None)
    if request.method == "POST" and _attached(request, issue, figure, piece):
        messages.success(request, _("It is attached."))
        return redirect(issue)
    values = {**_about(issue.agenda), "issue": issue, "figure": figure, "piece": piece}
    return render(request, "agenda/issue_evidence.html", values)


@require_POST
def issue_detach(request: Request, pk: UUID, part: int) -> HttpResponse:
    """Take a piece of evidence away."""
    issue = _editable(request, pk)
    detach_evidence(by=request.actor, evidence=get_object_or_404(issue.evidence.all(), pk=part))
    messages.success(request, _("The piece has been taken away."))
    return redirect(issue)


@require_POST
def issue_rate(request: Request, pk: UUID) -> HttpResponse:
    """Give one's voice as a professional."""
    issue = issue_or_404(request, pk)
    ask_right(request, "agenda.rate", issue.municipality_code)
    form = RatingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a number from 0 to 10."))
        return redirect(issue)
    try:
        rate_issue(by=request.actor, issue=issue, points=form.cleaned_data["points"])
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Your voice counts. You can change it while the agenda is being put in order."))
    return redirect(issue)


def _attached(request: Request, issue: Issue, figure: FigureForm, piece: EvidenceForm) -> bool:
    if figure.is_bound:
        if not figure.is_valid():
            return False
        measure, high = figure.cleaned_data["measure"], figure.cleaned_data["worse"] == "high"
        made = tried(figure, lambda: attach_figure(by=request.actor, issue=issue, measure=measure, high_is_worse=high))
        return made is not None
    if not piece.is_valid():
        return False
    told = Piece(**piece.cleaned_data)
    return tried(piece, lambda: attach_evidence(by=request.actor, issue=issue, piece=told)) is not None


def _editable(request: Request, pk: UUID) -> Issue:
    issue = issue_or_404(request, pk)
    ask_right(request, "agenda.edit", issue.municipality_code)
    return issue


def _about(agenda: Agenda) -> dict[str, Any]:
    area = area_of(agenda)
    return {"agenda": agenda, "area": area, "title": agenda_title(agenda, area.name)}
