"""Decisions of wijk teams: those of a municipality, one, writing it down and saying what came of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.agenda.actions.team_decisions import change_decision, record_decision, settle_decision
from wijkhart.agenda.forms.fields import Difference, differences, today
from wijkhart.agenda.forms.team_work import DecisionFilter, DecisionForm, SettleForm
from wijkhart.agenda.models import TeamDecision, TeamMeeting, WijkTeam
from wijkhart.agenda.queries.team import decision_rows, decisions_seen, player_of
from wijkhart.agenda.views.areas import municipality_or_404
from wijkhart.agenda.views.team_place import (
    Seen,
    about,
    asked,
    decision_or_404,
    decision_to_edit,
    kept,
    team_to_edit,
    told_again,
)
from wijkhart.areas.models import Area
from wijkhart.areas.queries import districts_of
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing


def columns_of(names: dict[str, str]) -> list[Column[TeamDecision]]:
    """The columns of the list; wijken by their names."""
    return [
        Column("besluit", gettext_lazy("Decision"), lambda row: row.text, ("text",)),
        Column(
            "wijk",
            gettext_lazy("Wijk"),
            lambda row: names.get(row.team.district_code, row.team.district_code),
            ("team__district_code",),
        ),
        Column(
            "wie",
            gettext_lazy("Who sees to it"),
            lambda row: player_of(row.owner, row.owner_name).name,
            ("owner__name", "owner_name"),
        ),
        Column("klaar", gettext_lazy("By when"), lambda row: row.due, ("due",)),
        Column("staat", gettext_lazy("State"), lambda row: row.get_state_display(), ("state",)),
        Column("laat", gettext_lazy("Late"), lambda row: row.late),
        Column("besloten", gettext_lazy("Decided on"), lambda row: row.decided_on, ("decided_on",)),
        Column("uitkomst", gettext_lazy("What came of it"), lambda row: row.outcome),
        Column("openbaar", gettext_lazy("Public"), lambda row: row.public),
        Column("voorbeeld", gettext_lazy("Example"), lambda row: row.team.example),
    ]


SHOWN = ("besluit", "wijk", "wie", "klaar", "staat")


@login_not_required
@require_safe
def decision_list(request: Request, code: str) -> HttpResponse:
    """What the wijk teams of a municipality decided: who does what, until when, and what came of it."""
    area = municipality_or_404(code)
    rows = decisions_seen(request.actor).filter(team__municipality_code=area.code)
    teams = WijkTeam.objects.visible_to(request.actor).filter(municipality_code=area.code)
    names = dict(districts_of(area.code).filter(code__in=teams.values("district_code")).values_list("code", "name"))
    filters = DecisionFilter(request.GET or None, names=names)
    listing = Listing(
        request, rows, columns=columns_of(names), filters=filters, sort="klaar", name=f"besluiten-{area.code}"
    )
    values = {
        "area": area,
        "listing": listing,
        "columns": [one for one in listing.columns if one.key in SHOWN],
        "rows": decision_rows(listing, names),
        "any": rows.exists(),
        "example": teams.filter(example=True).exists(),
        "today": timezone.localdate(),
    }
    return listing.export() or render(request, "agenda/decision_list.html", values)


@login_not_required
@require_safe
def decision_detail(request: Request, pk: UUID) -> HttpResponse:
    """One decision: who sees to it, until when, where it was made and what came of it."""
    area, decision = decision_or_404(request, pk)
    may_edit = request.actor.may("team.edit", area.municipality_code)
    return render(request, "agenda/decision_detail.html", {**_about(area, decision), "may_edit": may_edit})


@require_http_methods(["GET", "HEAD", "POST"])
def decision_record(request: Request, code: str) -> HttpResponse:
    """Write down what was decided, from a meeting or apart."""
    area, team = team_to_edit(request, code)
    start = _start(request, team)
    form, seen = asked(request, DecisionForm(request.POST or None, request.actor, team, start)), Seen()
    if request.method == "POST":

        def act(sure: bool) -> TeamDecision:
            return record_decision(by=request.actor, team=team, facts=form.facts(), sure=sure)

        made = kept(form, act, seen)
        if made is not None:
            messages.success(request, _("The decision is kept. It stays on the list until it is done."))
            return redirect(made.meeting or made)
    return render(request, "agenda/decision_record.html", {**about(area, team), "form": form, "seen": seen})


@require_http_methods(["GET", "HEAD", "POST"])
def decision_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change a decision that is still to do."""
    area, decision = decision_to_edit(request, pk)
    start = {**DecisionForm.told(decision), "version": decision.version}
    form, seen = asked(request, DecisionForm(request.POST or None, request.actor, decision.team, start)), Seen()
    changed: list[Difference] = []
    if request.method == "POST":

        def act(sure: bool) -> TeamDecision:
            version = form.cleaned_data["version"] or 0
            return change_decision(by=request.actor, decision=decision, facts=form.facts(), version=version, sure=sure)

        saved = kept(form, act, seen)
        if saved is not None:
            messages.success(request, _("The decision has been changed."))
            return redirect(saved)
        changed = _met(request, form, decision)
    values = {**_about(area, decision), "form": form, "seen": seen, "differences": changed}
    return render(request, "agenda/decision_edit.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def decision_settle(request: Request, pk: UUID) -> HttpResponse:
    """Say what came of a decision: done, not done and why, or still to do."""
    area, decision = decision_to_edit(request, pk)
    start = {**SettleForm.told(decision), "version": decision.version}
    form, seen = asked(request, SettleForm(request.POST or None, initial=start)), Seen()
    changed: list[Difference] = []
    if request.method == "POST":

        def act(sure: bool) -> TeamDecision:
            said = form.cleaned_data
            told = {"state": said["state"], "outcome": said["outcome"], "version": said["version"] or 0}
            return settle_decision(by=request.actor, decision=decision, sure=sure, **told)

        saved = kept(form, act, seen)
        if saved is not None:
            messages.success(request, _("What came of it is kept."))
            return redirect(saved)
        changed = _met(request, form, decision)
    values = {**_about(area, decision), "form": form, "seen": seen, "differences": changed}
    return render(request, "agenda/decision_settle.html", values)


def _start(request: Request, team: WijkTeam) -> dict[str, Any]:
    """What the form begins with: the meeting or issue that the address names."""
    meeting = _named(TeamMeeting.objects.visible_to(request.actor).filter(team=team), request.GET.get("overleg", ""))
    start: dict[str, Any] = {"decided_on": today(), "issue": request.GET.get("punt", ""), "public": True}
    if meeting is not None:
        held = timezone.localdate(meeting.starts_at)
        start |= {"meeting": meeting.pk, "decided_on": min(held, timezone.localdate()), "public": meeting.open_to_all}
    return start


def _named(rows: QuerySet[TeamMeeting], key: str) -> TeamMeeting | None:
    try:
        return rows.filter(pk=UUID(key)).first()
    except ValueError:
        return None


def _met(request: Request, form: DecisionForm | SettleForm, decision: TeamDecision) -> list[Difference]:
    """What somebody else changed since the form was opened; the form holds the version of now from here."""
    now = TeamDecision.objects.visible_to(request.actor).get(pk=decision.pk)
    changed = differences(form, form.told(now)) if str(now.version) != request.POST.get("version", "") else []
    told_again(form, request, version=now.version)
    return changed


def _about(area: Area, decision: TeamDecision) -> dict[str, Any]:
    (row,) = decision_rows([decision])
    return {**about(area, decision.team), "row": row, "decision": decision}
