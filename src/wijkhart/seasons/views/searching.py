"""Requests and plans of a round for who makes it: the lists, what is wrong beforehand, and the search."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.core.formats import weekday
from wijkhart.core.http import Request
from wijkhart.core.jobs.actions import enqueue_job
from wijkhart.core.jobs.models import Job
from wijkhart.core.lists import Column, Listing
from wijkhart.seasons.actions.planning import plan_greedily
from wijkhart.seasons.actions.requests import set_bonus
from wijkhart.seasons.forms.rounds import BonusForm, ComputeForm, RequestFilter
from wijkhart.seasons.models import SeasonPlan, SeasonRequest, SeasonRound
from wijkhart.seasons.perms import may_plan
from wijkhart.seasons.tasks import COMPUTE, EXPLAIN
from wijkhart.seasons.views.place import area_of, must_plan, planned_or_404, read_or_404, request_or_404, said, tried


def _windows(one: SeasonRequest) -> str:
    """The hours of a request in one cell of a file."""
    return "; ".join(
        f"{weekday(row.weekday)} {row.begins:%H:%M}-{row.ends:%H:%M} ({row.get_degree_display()})"
        for row in one.windows.all()
    )


def _wishes(one: SeasonRequest) -> str:
    """The rooms of a request in one cell of a file."""
    return "; ".join(row.room.name if row.room else row.place.name if row.place else "" for row in one.ranks.all())


REQUESTS: Final[tuple[Column[SeasonRequest], ...]] = (
    Column("wie", gettext_lazy("Who asks"), lambda one: one.who, ("organisation__name", "name", "title")),
    Column("wat", gettext_lazy("What for"), lambda one: one.title, ("title",)),
    Column("soort", gettext_lazy("Kind of user"), lambda one: one.get_user_kind_display(), ("user_kind", "title")),
    Column("keren", gettext_lazy("Times a week"), lambda one: one.times, ("times", "title")),
    Column("minuten", gettext_lazy("Minutes each time"), lambda one: one.minutes, ("minutes", "title")),
    Column("mensen", gettext_lazy("People"), lambda one: one.people, ("people", "title")),
    Column("uren", gettext_lazy("Hours"), _windows),
    Column("wensen", gettext_lazy("Rooms and places"), _wishes),
    Column("bonus", gettext_lazy("Bonus"), lambda one: one.bonus, ("bonus", "title")),
    Column("gevraagd", gettext_lazy("Asked on"), lambda one: one.made_at, ("made_at",)),
)
SHOWN: Final = ("wie", "wat", "soort", "keren", "minuten", "mensen", "bonus")


@require_safe
def season_round_requests(request: Request, pk: UUID) -> HttpResponse:
    """Everything that was asked in a round."""
    season = read_or_404(request, pk)
    rooms = list(season.rooms.select_related("place"))
    rows = SeasonRequest.objects.visible_to(request.actor).filter(round=season).select_related("organisation")
    rows = rows.prefetch_related("windows", "ranks__room", "ranks__place")
    form = RequestFilter(request.GET, rooms)
    listing = Listing(request, rows, columns=REQUESTS, filters=form, sort="wie", per_page=50, name="aanvragen")
    values = {
        "season": season,
        "area": area_of(season),
        "form": form,
        "listing": listing,
        "columns": [listing.column(key) for key in SHOWN],
        "may_plan": may_plan(request.actor, season.municipality_code),
    }
    return listing.export() or render(request, "seasons/season_round_requests.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def season_request_bonus(request: Request, pk: UUID) -> HttpResponse:
    """Give a request points because it fills a white spot."""
    about = request_or_404(request, pk)
    must_plan(request, about.round.municipality_code)
    told = {"bonus": about.bonus, "bonus_why": about.bonus_why, "version": about.version}
    form = BonusForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved = tried(
            form,
            lambda: set_bonus(
                by=request.actor,
                request=about,
                points=given["bonus"],
                why=given["bonus_why"],
                version=given["version"] or 0,
            ),
        )
        if saved is not None:
            messages.success(request, _("The bonus is saved. It counts in the next plan."))
            return redirect("season_request_detail", about.pk)
    values = {"form": form, "about": about, "season": about.round, "area": area_of(about.round)}
    return render(request, "seasons/season_request_bonus.html", values)


@require_safe
def season_round_plans(request: Request, pk: UUID) -> HttpResponse:
    """The plans of a round; htmx asks for the search alone."""
    season = read_or_404(request, pk)
    values: dict[str, Any] = {"season": season, "may_plan": may_plan(request.actor, season.municipality_code)}
    values["job"] = _open_job(season)
    values["plan"] = _searched(season, values["job"])
    if request.htmx:
        return render(request, "seasons/_search_state.html", values)
    rows = SeasonPlan.objects.visible_to(request.actor).filter(round=season).select_related("question", "base")
    listing = Listing(request, rows, columns=PLANS, sort="-plan", per_page=50, name="plannen")
    best = rows.order_by("-points", "number").values_list("pk", flat=True).first()
    more = {"area": area_of(season), "form": ComputeForm(), "listing": listing, "best": best}
    return listing.export() or render(request, "seasons/season_round_plans.html", {**values, **more})


PLANS: Final[tuple[Column[SeasonPlan], ...]] = (
    Column("plan", gettext_lazy("Plan"), lambda one: one.number, ("number",)),
    Column("hoe", gettext_lazy("How it was made"), lambda one: one.get_made_by_display(), ("made_by", "number")),
    Column("keren", gettext_lazy("Times a week with a room"), lambda one: one.granted, ("granted", "number")),
    Column("gevraagd", gettext_lazy("Times a week asked"), lambda one: one.asked),
    Column("punten", gettext_lazy("Points"), lambda one: one.points, ("points", "number")),
    Column("onder", gettext_lazy("At most below the best"), lambda one: one.gap_percent),
    Column("gemaakt", gettext_lazy("Made on"), lambda one: one.made_at, ("made_at",)),
)


def _open_job(season: SeasonRound) -> Job | None:
    rows = Job.objects.open().filter(kind=COMPUTE, key=str(season.pk), municipality_code=season.municipality_code)
    return rows.first()


def _searched(season: SeasonRound, job: Job | None) -> SeasonPlan | None:
    """The plan that a search is making."""
    return season.plans.filter(job_id=job.pk).first() if job else None


@require_POST
def season_round_search(request: Request, pk: UUID) -> HttpResponse:
    """A plan at once, and a search for a better one."""
    season = planned_or_404(request, pk)
    form = ComputeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how long the computer may search."))
    elif request.POST.get("stap") == "nu":
        said(request, lambda: _first_plan(request, season), _("A first plan stands."))
    else:
        seconds = form.cleaned_data["seconds"]
        said(request, lambda: start_search(request, season, seconds=seconds), _("The search has begun."))
    return redirect("season_round_plans", season.pk)


def _first_plan(request: Request, season: SeasonRound) -> SeasonPlan:
    """The plan of the public order, and the work of saying why."""
    made = plan_greedily(by=request.actor, season=season)
    start_explaining(request, made)
    return made


def start_explaining(request: Request, plan: SeasonPlan) -> Job:
    """Hand to a worker why groups got less in a plan."""
    return enqueue_job(
        by=request.actor,
        kind=EXPLAIN,
        params={"plan": str(plan.pk)},
        municipality=plan.round.municipality_code,
        key=f"{plan.pk} {plan.version}",
        title=_("Why groups got less in plan %(number)s") % {"number": plan.number},
    )


def start_search(request: Request, season: SeasonRound, *, seconds: int, base: SeasonPlan | None = None) -> Job:
    """Hand the search to a worker; one round is searched once at a time."""
    told = {"season": str(season.pk), "seconds": seconds, "base": str(base.pk) if base else ""}
    return enqueue_job(
        by=request.actor,
        kind=COMPUTE,
        params={**told, "few_changes": base is not None},
        municipality=season.municipality_code,
        key=str(season.pk),
        title=_("Plan of “%(name)s”") % {"name": season.title},
    )
