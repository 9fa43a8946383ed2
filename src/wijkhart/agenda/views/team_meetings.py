"""Meetings of a wijk team: the page that is printed for the table, planning, cancelling and writing down."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.agenda.actions.team_meetings import cancel_meeting, change_meeting, plan_meeting, write_minutes
from wijkhart.agenda.forms.fields import Difference, differences
from wijkhart.agenda.forms.queue import SureForm
from wijkhart.agenda.forms.team_work import MeetingCancelForm, MeetingForm, MinutesForm
from wijkhart.agenda.models import TeamMeeting
from wijkhart.agenda.queries.team import decision_rows, decisions_seen
from wijkhart.agenda.views.team_place import (
    Seen,
    about,
    asked,
    kept,
    meeting_or_404,
    meeting_to_edit,
    team_to_edit,
    told_again,
)
from wijkhart.areas.models import Area
from wijkhart.core.http import Request


@login_not_required
@require_safe
def meeting_detail(request: Request, pk: UUID) -> HttpResponse:
    """One meeting: its points, what was said, and what was decided."""
    area, meeting = meeting_or_404(request, pk)
    values = {
        **_about(area, meeting),
        "points": meeting.about.splitlines(),
        "decisions": decision_rows(decisions_seen(request.actor).filter(meeting=meeting)),
        "begun": meeting.starts_at <= timezone.now(),
        "may_edit": request.actor.may("team.edit", area.municipality_code),
    }
    return render(request, "agenda/meeting_detail.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_plan(request: Request, code: str) -> HttpResponse:
    """Put a meeting in the calendar."""
    area, team = team_to_edit(request, code)
    form, seen = asked(request, MeetingForm(request.POST or None)), Seen()
    if request.method == "POST":

        def act(sure: bool) -> TeamMeeting:
            return plan_meeting(by=request.actor, team=team, facts=form.facts(), sure=sure)

        made = kept(form, act, seen)
        if made is not None:
            past = _("The meeting is kept. It lies in the past: write down what was said and decided.")
            messages.success(request, past if made.starts_at < timezone.now() else _("The meeting is in the calendar."))
            return redirect(made)
    return render(request, "agenda/meeting_plan.html", {**about(area, team), "form": form, "seen": seen})


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: Request, pk: UUID) -> HttpResponse:
    """Move a meeting or change its points; what somebody else saved meanwhile is shown, not overwritten."""
    area, meeting = meeting_to_edit(request, pk)
    start = {**MeetingForm.told(meeting), "version": meeting.version}
    form, seen = asked(request, MeetingForm(request.POST or None, initial=start)), Seen()
    changed: list[Difference] = []
    if request.method == "POST":

        def act(sure: bool) -> TeamMeeting:
            version = form.cleaned_data["version"] or 0
            return change_meeting(by=request.actor, meeting=meeting, facts=form.facts(), version=version, sure=sure)

        saved = kept(form, act, seen)
        if saved is not None:
            messages.success(request, _("The meeting has been changed. Calendars follow by themselves."))
            return redirect(saved)
        changed = _met(request, form, meeting, MeetingForm.told)
    values = {**_about(area, meeting), "form": form, "seen": seen, "differences": changed}
    return render(request, "agenda/meeting_edit.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request: Request, pk: UUID) -> HttpResponse:
    """Say that a meeting does not go on, and why."""
    area, meeting = meeting_to_edit(request, pk)
    form = asked(request, MeetingCancelForm(request.POST or None, initial={"version": meeting.version}))
    seen = Seen()
    if request.method == "POST":

        def act(sure: bool) -> TeamMeeting:
            told = {"reason": form.cleaned_data["reason"], "version": form.cleaned_data["version"] or 0}
            return cancel_meeting(by=request.actor, meeting=meeting, sure=sure, **told)

        saved = kept(form, act, seen)
        if saved is not None:
            messages.success(request, _("The meeting is cancelled. Calendars follow by themselves."))
            return redirect(saved)
        _met(request, form, meeting, lambda _now: {})
    return render(request, "agenda/meeting_cancel.html", {**_about(area, meeting), "form": form, "seen": seen})


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_minutes(request: Request, pk: UUID) -> HttpResponse:
    """Write down what was said; what somebody else wrote meanwhile is shown, not overwritten."""
    area, meeting = meeting_to_edit(request, pk)
    start = {"minutes": meeting.minutes, "version": meeting.version}
    form, seen = asked(request, MinutesForm(request.POST or None, initial=start)), Seen()
    changed: list[Difference] = []
    if request.method == "POST":

        def act(sure: bool) -> TeamMeeting:
            told = {"minutes": form.cleaned_data["minutes"], "version": form.cleaned_data["version"] or 0}
            return write_minutes(by=request.actor, meeting=meeting, sure=sure, **told)

        saved = kept(form, act, seen)
        if saved is not None:
            messages.success(request, _("The minutes are kept. Write down the decisions too, each with an owner."))
            return redirect(saved)
        changed = _met(request, form, meeting, lambda now: {"minutes": now.minutes})
    values = {**_about(area, meeting), "form": form, "seen": seen, "differences": changed}
    return render(request, "agenda/meeting_minutes.html", values)


def _met(
    request: Request, form: SureForm, meeting: TeamMeeting, told: Callable[[TeamMeeting], dict[str, Any]]
) -> list[Difference]:
    """What somebody else changed since the form was opened; the form holds the version of now from here."""
    now = TeamMeeting.objects.visible_to(request.actor).get(pk=meeting.pk)
    changed = differences(form, told(now)) if str(now.version) != request.POST.get("version", "") else []
    told_again(form, request, version=now.version)
    return changed


def _about(area: Area, meeting: TeamMeeting) -> dict[str, Any]:
    return {**about(area, meeting.team), "meeting": meeting}
