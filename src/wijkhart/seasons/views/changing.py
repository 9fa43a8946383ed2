"""Working on a plan: pinning, moving by hand, working it out again, comparing, removing and publishing."""

from datetime import time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.formats import weekday
from wijkhart.core.http import Request
from wijkhart.seasons.actions.moving import copy_plan, move_by_hand, pin_sessions
from wijkhart.seasons.actions.planning import remove_plan
from wijkhart.seasons.actions.publishing import publish_plan
from wijkhart.seasons.forms.plans import MoveForm
from wijkhart.seasons.forms.rounds import CompareForm, ComputeForm, VersionForm
from wijkhart.seasons.models import SeasonPlan, SeasonRequest, SeasonSession
from wijkhart.seasons.queries.comparing import comparison_of
from wijkhart.seasons.queries.moving import Effect, Spot, effect_of
from wijkhart.seasons.queries.plans import plans_of
from wijkhart.seasons.queries.week import rooms_in
from wijkhart.seasons.views.place import plan_or_404, read_or_404, said, tried, version_of, working_plan_or_404
from wijkhart.seasons.views.plans import about
from wijkhart.seasons.views.searching import start_explaining, start_search


@require_POST
def season_plan_pin(request: Request, pk: UUID, part: int) -> HttpResponse:
    """Pin a session, or let it go."""
    plan = working_plan_or_404(request, pk)
    session = _session_or_404(plan, part)
    pinned = request.POST.get("stap") == "pin"
    done = _("Pinned: it stays when the plan is worked out again.") if pinned else _("Unpinned.")
    version = version_of(request)
    said(
        request,
        lambda: pin_sessions(by=request.actor, plan=plan, sessions=[session], pinned=pinned, version=version),
        done,
    )
    back = request.POST.get("terug", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else reverse("season_plan_sessions", args=[plan.pk]))


def _session_or_404(plan: SeasonPlan, part: int) -> SeasonSession:
    rows = plan.sessions.select_related("request__organisation", "request__round", "room__place")
    return get_object_or_404(rows, pk=part)


@require_http_methods(["GET", "HEAD", "POST"])
def season_plan_move(request: Request, pk: UUID, part: int) -> HttpResponse:
    """Move a session, or take it out; what it does is shown first."""
    plan = working_plan_or_404(request, pk)
    session = _session_or_404(plan, part)
    return _by_hand(request, plan, session.request, session)


@require_http_methods(["GET", "HEAD", "POST"])
def season_plan_place(request: Request, pk: UUID, part: UUID) -> HttpResponse:
    """Give a request a room by hand; what it does is shown first."""
    plan = working_plan_or_404(request, pk)
    rows = SeasonRequest.objects.visible_to(request.actor).filter(round=plan.round)
    asked = get_object_or_404(rows.select_related("organisation", "round"), pk=part)
    return _by_hand(request, plan, asked, None)


def _by_hand(request: Request, plan: SeasonPlan, asked: SeasonRequest, out: SeasonSession | None) -> HttpResponse:
    """The form, the effect of what was chosen, and the button that does it."""
    rooms = rooms_in(plan)
    typed = request.POST if request.method == "POST" else request.GET
    data = typed if "starts" in typed or "stap" in typed else None
    form = MoveForm(data, rooms, initial=MoveForm.told_of(out) if out else {})
    taking_out = typed.get("stap") == "uit" and out is not None
    into = spot_in(form) if data is not None and not taking_out and form.is_valid() else None
    effect = None
    if into is not None or taking_out:
        effect = effect_of(plan, request=asked, out=out, into=into)
        if request.method == "POST" and _moved(request, form, plan, asked, out, into):
            return redirect("season_plan_sessions", plan.pk)
    values = {
        **about(request, plan, "sessions"),
        "form": form,
        "asked": asked,
        "session": out,
        "into": into,
        "into_day": weekday(into.weekday) if into else "",
        "taking_out": taking_out,
        "effect": effect,
    }
    return render(request, "seasons/season_plan_move.html", values)


def spot_in(form: MoveForm) -> Spot:
    """Where and when a filled-in form says."""
    starts: time = form.cleaned_data["starts"]
    return Spot(form.chosen_room(), int(form.cleaned_data["weekday"]), starts)


def _moved(
    request: Request, form: Form, plan: SeasonPlan, asked: SeasonRequest, out: SeasonSession | None, into: Spot | None
) -> bool:
    made: tuple[SeasonPlan, Effect] | None = tried(
        form,
        lambda: move_by_hand(
            by=request.actor,
            plan=plan,
            request=asked,
            version=version_of(request),
            out=out,
            into=into,
            knowingly="knowingly" in request.POST,
        ),
    )
    if made is not None:
        start_explaining(request, made[0])
        gone = _("Taken out of the plan.")
        messages.success(request, gone if into is None else _("Done. It is pinned, so it stays there."))
    return made is not None


@require_http_methods(["GET", "HEAD", "POST"])
def season_plan_again(request: Request, pk: UUID) -> HttpResponse:
    """Work a plan out again around what is pinned, with few changes."""
    plan = working_plan_or_404(request, pk)
    form = ComputeForm(request.POST or None, initial={"seconds": 30})
    if request.method == "POST" and form.is_valid():
        seconds = form.cleaned_data["seconds"]
        job = tried(form, lambda: start_search(request, plan.round, seconds=seconds, base=plan))
        if job is not None:
            return redirect("season_round_plans", plan.round_id)
    return render(request, "seasons/season_plan_again.html", {**about(request, plan, ""), "form": form})


@require_POST
def season_plan_explain(request: Request, pk: UUID) -> HttpResponse:
    """Work out anew why groups got less."""
    plan = working_plan_or_404(request, pk)
    start_explaining(request, plan)
    messages.success(request, _("Why groups got less is being worked out. Look again in a minute."))
    return redirect("season_plan_unmet", plan.pk)


@require_POST
def season_plan_copy(request: Request, pk: UUID) -> HttpResponse:
    """The same plan again, to work on by hand."""
    plan = working_plan_or_404(request, pk)
    try:
        made = copy_plan(by=request.actor, plan=plan)
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("season_plan_detail", plan.pk)
    messages.success(request, _("This is a copy. You can change it; the other plan stays as it is."))
    return redirect("season_plan_detail", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def season_plan_remove(request: Request, pk: UUID) -> HttpResponse:
    """Ask whether a plan may go, then take it away."""
    plan = working_plan_or_404(request, pk)
    if request.method == "POST":
        gone = _("Plan %(number)s has been removed.") % {"number": plan.number}
        if said(request, lambda: remove_plan(by=request.actor, plan=plan), gone):
            return redirect("season_round_plans", plan.round_id)
        return redirect("season_plan_detail", plan.pk)
    return render(request, "seasons/season_plan_remove.html", about(request, plan, ""))


@require_safe
def season_plan_compare(request: Request, pk: UUID) -> HttpResponse:
    """This plan beside another: points, hours by kind, and who changes."""
    plan = plan_or_404(request, pk)
    read_or_404(request, plan.round_id)
    others = [one for one in plans_of(request.actor, plan.round) if one.pk != plan.pk]
    told = request.GET if "met" in request.GET else {"met": str(plan.base_id)} if plan.base_id else {}
    form = CompareForm(told, others)
    asked = told.get("met", "")
    other = next((one for one in others if str(one.pk) == asked), None)
    values: dict[str, Any] = {**about(request, plan, "compare"), "form": form, "other": other, "others": others}
    values["found"] = comparison_of(other, plan) if other else None
    return render(request, "seasons/season_plan_compare.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def season_plan_publish(request: Request, pk: UUID) -> HttpResponse:
    """Say what publishing does, and publish."""
    plan = working_plan_or_404(request, pk)
    season = plan.round
    form = VersionForm(request.POST or None, initial={"version": season.version})
    if request.method == "POST" and form.is_valid() and not plan.explained:
        start_explaining(request, plan)
        form.add_error(None, _("Why groups got less is being worked out. Publish when that is done, in a minute."))
    elif request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        told = tried(form, lambda: publish_plan(by=request.actor, plan=plan, version=version))
        if told is not None:
            messages.success(request, _("The plan is published. Every group reads its answer now."))
            return redirect("season_round_detail", season.pk)
    if season.told:
        raise Http404(_("The plan of this round is published already."))
    values = {**about(request, plan, ""), "form": form, "unmet": plan.reasons.count()}
    return render(request, "seasons/season_plan_publish.html", values)
