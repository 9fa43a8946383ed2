"""Objections to a plan, and booking it when they are answered."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.core.http import Request
from wijkhart.core.jobs.actions import enqueue_job
from wijkhart.core.jobs.models import Job
from wijkhart.core.lists import Column, Listing
from wijkhart.places.models import SeriesGap
from wijkhart.seasons.actions.publishing import answer_objection
from wijkhart.seasons.forms.rounds import AnswerForm, FinalForm, ObjectionFilter
from wijkhart.seasons.models import Objection, ObjectionState, RoundState, SeasonRound
from wijkhart.seasons.perms import may_plan
from wijkhart.seasons.tasks import FINALISE
from wijkhart.seasons.views.place import area_of, must_plan, planned_or_404, read_or_404, tried

OBJECTIONS: Final[tuple[Column[Objection], ...]] = (
    Column("gemaakt", gettext_lazy("Made on"), lambda one: one.made_at, ("made_at",)),
    Column("wie", gettext_lazy("Who"), lambda one: one.request.who, ("request__organisation__name", "made_at")),
    Column("wat", gettext_lazy("About"), lambda one: one.request.title, ("request__title", "made_at")),
    Column("bezwaar", gettext_lazy("What is not right?"), lambda one: one.text),
    Column("staat", gettext_lazy("How it stands"), lambda one: one.get_state_display(), ("state", "made_at")),
    Column("antwoord", gettext_lazy("Answer"), lambda one: one.answer),
)
SHOWN: Final = ("gemaakt", "wie", "wat", "staat")
MOST_GAPS: Final = 200


@require_safe
def season_round_objections(request: Request, pk: UUID) -> HttpResponse:
    """What was objected in a round."""
    season = read_or_404(request, pk)
    rows = Objection.objects.visible_to(request.actor).filter(request__round=season)
    rows = rows.select_related("request__organisation")
    form = ObjectionFilter(request.GET)
    listing = Listing(request, rows, columns=OBJECTIONS, filters=form, sort="staat", name="bezwaren")
    values = {
        "season": season,
        "area": area_of(season),
        "form": form,
        "listing": listing,
        "columns": [listing.column(key) for key in SHOWN],
        "waiting": rows.filter(state=ObjectionState.OPEN).count(),
    }
    return listing.export() or render(request, "seasons/season_round_objections.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def objection_answer(request: Request, pk: UUID) -> HttpResponse:
    """One objection with what stands in the plan, and the answer."""
    rows = Objection.objects.visible_to(request.actor).select_related("request__round__plan", "request__organisation")
    objection = get_object_or_404(rows, pk=pk)
    season = objection.request.round
    must_plan(request, season.municipality_code)
    form = AnswerForm(request.POST or None, initial={"version": objection.version})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        saved = tried(
            form,
            lambda: answer_objection(
                by=request.actor,
                objection=objection,
                upheld=told["state"] == ObjectionState.UPHELD,
                answer=told["answer"],
                version=told["version"] or 0,
            ),
        )
        if saved is not None:
            messages.success(request, _("The answer is sent. Who objected reads it with the request."))
            return redirect("season_round_objections", season.pk)
    plan = season.plan
    values = {
        "form": form,
        "objection": objection,
        "asked": objection.request,
        "season": season,
        "area": area_of(season),
        "plan": plan,
        "sessions": _sessions(plan, objection),
    }
    return render(request, "seasons/objection_answer.html", values)


def _sessions(plan: Any, objection: Objection) -> list[Any]:
    return list(plan.sessions.filter(request=objection.request).select_related("room__place")) if plan else []


@require_http_methods(["GET", "HEAD", "POST"])
def season_round_final(request: Request, pk: UUID) -> HttpResponse:
    """What will be booked, the button that does it, and what could not be booked."""
    season = planned_or_404(request, pk) if request.method == "POST" else read_or_404(request, pk)
    early = bool(season.objections_until and timezone.localdate() <= season.objections_until)
    form = FinalForm(request.POST or None, early=early, initial={"version": season.version})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        job = tried(form, lambda: _enqueue(request, season, told["version"] or 0, told.get("early_why", "")))
        if job is not None:
            return redirect(job)
    sessions = season.plan.sessions.select_related("series") if season.plan else None
    gaps = SeriesGap.objects.filter(series__in=sessions.values("series")) if sessions is not None else None
    values = {
        "season": season,
        "area": area_of(season),
        "form": form,
        "early": early,
        "count": sessions.count() if sessions is not None else 0,
        "waiting": Objection.objects.filter(request__round=season, state=ObjectionState.OPEN).count(),
        "gaps": list(gaps.select_related("series__room__place").order_by("on")[:MOST_GAPS]) if gaps is not None else [],
        "gap_count": gaps.count() if gaps is not None else 0,
        "job": _last_job(season),
        "ready": season.state == RoundState.PUBLISHED,
        "may_plan": may_plan(request.actor, season.municipality_code),
    }
    return render(request, "seasons/season_round_final.html", values)


def _last_job(season: SeasonRound) -> Job | None:
    return Job.objects.filter(kind=FINALISE, key=str(season.pk)).order_by("-created_at").first()


def _enqueue(request: Request, season: SeasonRound, version: int, early_why: str) -> Job:
    return enqueue_job(
        by=request.actor,
        kind=FINALISE,
        params={"season": str(season.pk), "version": version, "early_why": early_why},
        municipality=season.municipality_code,
        key=str(season.pk),
        title=_("Book “%(name)s”") % {"name": season.title},
    )
