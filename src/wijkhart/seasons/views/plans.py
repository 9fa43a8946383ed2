"""Plans of a round: one as the week of each room, its sessions as a list, and who gets how much."""

from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wijkhart.core.formats import weekday
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, ComputedListing, Listing
from wijkhart.seasons.forms.plans import SessionFilter
from wijkhart.seasons.models import SeasonPlan, SeasonSession
from wijkhart.seasons.perms import may_plan
from wijkhart.seasons.queries.shares import Share, shares_of
from wijkhart.seasons.queries.week import rooms_in, sessions_of, week_of
from wijkhart.seasons.views.place import area_of, plan_or_404

SESSIONS: Final[tuple[Column[SeasonSession], ...]] = (
    Column("dag", gettext_lazy("Day"), lambda one: weekday(one.weekday), ("weekday", "starts", "room__name")),
    Column("van", gettext_lazy("From"), lambda one: f"{one.starts:%H:%M}", ("starts", "weekday")),
    Column("tot", gettext_lazy("Until"), lambda one: f"{one.ends:%H:%M}", ("ends", "weekday")),
    Column("plek", gettext_lazy("Place"), lambda one: one.room.place.name, ("room__place__name", "weekday", "starts")),
    Column("ruimte", gettext_lazy("Room"), lambda one: one.room.name, ("room__name", "weekday", "starts")),
    Column("wie", gettext_lazy("Who"), lambda one: one.request.who, ("request__organisation__name", "request__name")),
    Column("wat", gettext_lazy("What for"), lambda one: one.request.title, ("request__title", "weekday")),
)
SHARES: Final[tuple[Column[Share], ...]] = (
    Column("wie", gettext_lazy("Who"), lambda one: one.name, ("name",)),
    Column("gevraagd", gettext_lazy("Hours a week asked"), lambda one: one.asked, ("asked",)),
    Column("gekregen", gettext_lazy("Hours a week in the plan"), lambda one: one.granted, ("granted",)),
    Column("deel", gettext_lazy("Share"), lambda one: round(one.percent, 1), ("percent",)),
    Column("niets", gettext_lazy("Requests without anything"), lambda one: one.nothing, ("nothing",)),
    Column("wens", gettext_lazy("On a time that was liked best"), lambda one: one.wished_percent, ("wished",)),
)


def about(request: Request, plan: SeasonPlan, tab: str) -> dict[str, Any]:
    """What every page of a plan shows above itself."""
    season = plan.round
    return {
        "plan": plan,
        "season": season,
        "area": area_of(season),
        "tab": tab,
        "reads": request.actor.may("season.read", season.municipality_code),
        "may_plan": may_plan(request.actor, season.municipality_code),
        "public": season.told and season.plan_id == plan.pk,
        "pinned": plan.sessions.filter(pinned=True).count(),
    }


@login_not_required
@require_safe
def season_plan_detail(request: Request, pk: UUID) -> HttpResponse:
    """The week of one room in a plan, room by room."""
    plan = plan_or_404(request, pk)
    rooms = rooms_in(plan)
    asked = request.GET.get("ruimte", "")
    room = next((one for one in rooms if str(one.pk) == asked), rooms[0] if rooms else None)
    values = {
        **about(request, plan, "week"),
        "rooms": rooms,
        "room": room,
        "days": [weekday(day).capitalize() for day in range(7)],
        "week": week_of(plan, room, sessions_of(plan)) if room else [],
    }
    return render(request, "seasons/season_plan_detail.html", values)


@login_not_required
@require_safe
def season_plan_sessions(request: Request, pk: UUID) -> HttpResponse:
    """Every session of a plan as a list."""
    plan = plan_or_404(request, pk)
    form = SessionFilter(request.GET, rooms_in(plan))
    rows = plan.sessions.select_related("request__organisation", "room__place")
    listing = Listing(request, rows, columns=SESSIONS, filters=form, sort="dag", per_page=50, name="plan")
    values = {**about(request, plan, "sessions"), "form": form, "listing": listing}
    return listing.export() or render(request, "seasons/season_plan_sessions.html", values)


@login_not_required
@require_safe
def season_plan_shares(request: Request, pk: UUID) -> HttpResponse:
    """Who gets how much of what was asked."""
    plan = plan_or_404(request, pk)
    kinds, parties, total = shares_of(plan)
    listing = ComputedListing(request, parties, columns=SHARES, sort="-gevraagd", per_page=50, name="verdeling")
    values = {**about(request, plan, "shares"), "kinds": kinds, "total": total, "listing": listing}
    return listing.export() or render(request, "seasons/season_plan_shares.html", values)
