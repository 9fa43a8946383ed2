"""Rounds: the list, one of them for everybody, and making, changing, opening and closing them."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.accounts.views.tenants import municipality_or_404
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing
from wijkhart.places.models import BookingMode, Place, Room, UserKind
from wijkhart.seasons.actions.rounds import change_round, close_round, make_round, open_round, remove_round
from wijkhart.seasons.forms.rounds import RoundFilter, RoundForm
from wijkhart.seasons.goal_words import GOALS
from wijkhart.seasons.models import RoundState, SeasonRequest, SeasonRound
from wijkhart.seasons.perms import may_plan
from wijkhart.seasons.round_facts import USUAL
from wijkhart.seasons.views.place import area_of, must_plan, planned_or_404, round_or_404, said, tried, version_of

COLUMNS: Final[tuple[Column[SeasonRound], ...]] = (
    Column("naam", gettext_lazy("Name"), lambda one: one.title, ("title",)),
    Column("van", gettext_lazy("First day"), lambda one: one.first_day, ("first_day", "title")),
    Column("tot", gettext_lazy("Last day"), lambda one: one.last_day, ("last_day", "title")),
    Column("vragen", gettext_lazy("Ask until"), lambda one: one.ask_until, ("ask_until", "title")),
    Column("staat", gettext_lazy("How it stands"), lambda one: one.get_state_display(), ("state", "-first_day")),
)
BADGES: Final = {
    RoundState.DRAFT: "neutral",
    RoundState.OPEN: "ok",
    RoundState.CLOSED: "warning",
    RoundState.PUBLISHED: "info",
    RoundState.FINAL: "accent",
}
"""State -> kind of badge."""


@login_not_required
@require_safe
def season_round_list(request: Request, code: str) -> HttpResponse:
    """The rounds of a municipality."""
    area = municipality_or_404(code)
    rows = SeasonRound.objects.visible_to(request.actor).filter(municipality_code=area.code)
    form = RoundFilter(request.GET)
    listing = Listing(request, rows, columns=COLUMNS, filters=form, sort="-van", name="seizoensrondes")
    if file := listing.export():
        return file
    values = {
        "area": area,
        "form": form,
        "listing": listing,
        "rows": [(one, BADGES[RoundState(one.state)]) for one in listing.page],
        "place": _place(request, form),
        "may_plan": may_plan(request.actor, area.code),
        "asks": bool(request.actor.organisation_ids),
    }
    return render(request, "seasons/season_round_list.html", values)


def _place(request: Request, form: RoundFilter) -> Place | None:
    """The place of which only the rounds are shown."""
    asked = form.cleaned_data.get("plek") if form.is_valid() else None
    return Place.objects.visible_to(request.actor).filter(pk=asked).first() if asked else None


@login_not_required
@require_safe
def place_seasons(request: Request, pk: UUID) -> HttpResponse:
    """From a place to the rounds in which its rooms take part."""
    place = get_object_or_404(Place.objects.visible_to(request.actor), pk=pk)
    return redirect(f"{reverse('season_round_list', args=[place.municipality_code])}?plek={place.pk}")


@login_not_required
@require_safe
def season_round_detail(request: Request, pk: UUID) -> HttpResponse:
    """One round, for everybody: when, who, where, and what counts for how much."""
    season = round_or_404(request, pk)
    code = season.municipality_code
    own = SeasonRequest.objects.visible_to(request.actor).filter(
        round=season, organisation_id__in=request.actor.organisation_ids
    )
    values = {
        "season": season,
        "area": area_of(season),
        "badge": BADGES[RoundState(season.state)],
        "kinds": [UserKind(one).label for one in season.user_kinds],
        "goals": [(words, season.goals.get(name, USUAL[name])) for name, words in GOALS.items()],
        "places": _places(season),
        "own": own.select_related("organisation"),
        "reads": request.actor.may("season.read", code),
        "may_plan": may_plan(request.actor, code),
        "may_ask": season.asks and request.actor.may("booking.make", code) and bool(request.actor.organisation_ids),
    }
    return render(request, "seasons/season_round_detail.html", values)


def _places(season: SeasonRound) -> list[tuple[Any, list[Room]]]:
    """The places of a round, each with its rooms."""
    found: dict[Any, list[Room]] = {}
    for room in season.rooms.select_related("place").order_by("place__name", "name"):
        found.setdefault(room.place, []).append(room)
    return list(found.items())


@require_http_methods(["GET", "HEAD", "POST"])
def season_round_add(request: Request, code: str) -> HttpResponse:
    """Make a round."""
    area = municipality_or_404(code)
    must_plan(request, area.code)
    form = RoundForm(request.POST or None, _offered(request, area.code))
    if request.method == "POST" and form.is_valid():
        facts, rooms = form.facts(), form.chosen()
        made = tried(form, lambda: make_round(by=request.actor, municipality=area.code, facts=facts, rooms=rooms))
        if made is not None:
            messages.success(request, _("The round is made. Nobody else sees it until you open it."))
            return redirect("season_round_detail", made.pk)
    return render(request, "seasons/season_round_edit.html", {"form": form, "area": area, "season": None})


@require_http_methods(["GET", "HEAD", "POST"])
def season_round_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change a round."""
    season = planned_or_404(request, pk)
    form = RoundForm(
        request.POST or None, _offered(request, season.municipality_code), initial=RoundForm.told_of(season)
    )
    if request.method == "POST" and form.is_valid():
        facts, rooms, version = form.facts(), form.chosen(), form.cleaned_data["version"] or 0
        saved = tried(
            form,
            lambda: change_round(by=request.actor, season=season, facts=facts, version=version, rooms=rooms),
        )
        if saved is not None:
            messages.success(request, _("The round is saved."))
            return redirect("season_round_detail", saved.pk)
    values = {"form": form, "area": area_of(season), "season": season}
    return render(request, "seasons/season_round_edit.html", values)


def _offered(request: Request, code: str) -> list[Room]:
    rows = Room.objects.visible_to(request.actor).filter(place__municipality_code=code)
    return list(rows.exclude(booking_mode=BookingMode.NONE).select_related("place").order_by("place__name", "name"))


STEPS: Final = {
    "open": (open_round, gettext_lazy("The round is open: groups can ask now.")),
    "close": (close_round, gettext_lazy("The round is closed: make the plan now.")),
}
"""What the buttons at a round do: the action, and what is said after it."""


@require_POST
def season_round_step(request: Request, pk: UUID) -> HttpResponse:
    """One step with a round."""
    season = planned_or_404(request, pk)
    act, done = STEPS.get(request.POST.get("stap", ""), (None, ""))
    if act is None:
        raise Http404
    said(request, lambda: act(by=request.actor, season=season, version=version_of(request)), done)
    return redirect("season_round_detail", season.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def season_round_remove(request: Request, pk: UUID) -> HttpResponse:
    """Ask whether a round may go, then take it away."""
    season = planned_or_404(request, pk)
    if request.method == "POST":
        code = season.municipality_code
        gone = _("The round “%(name)s” has been removed.") % {"name": season.title}
        if said(request, lambda: remove_round(by=request.actor, season=season, version=version_of(request)), gone):
            return redirect("season_round_list", code)
        return redirect("season_round_detail", season.pk)
    values = {"season": season, "area": area_of(season)}
    return render(request, "seasons/season_round_remove.html", values)
