"""Asking for a season: the form, one's own requests, changing and withdrawing."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.accounts.models import Organisation
from wijkhart.core.errors import NotAllowed
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing
from wijkhart.places.perms import may_book_for
from wijkhart.seasons.actions.requests import change_request, submit_request, withdraw_request
from wijkhart.seasons.forms.asking import RequestForm, rearranged, windows_of, windows_typed
from wijkhart.seasons.models import SeasonRequest, SeasonRound
from wijkhart.seasons.perms import may_change_request, may_plan
from wijkhart.seasons.views.place import area_of, request_or_404, round_or_404, said, tried, version_of

COLUMNS: Final[tuple[Column[SeasonRequest], ...]] = (
    Column("wat", gettext_lazy("What for"), lambda one: one.title, ("title",)),
    Column("wie", gettext_lazy("Who asks"), lambda one: one.who, ("organisation__name", "name")),
    Column("ronde", gettext_lazy("Round"), lambda one: one.round.title, ("round__first_day", "title")),
    Column("staat", gettext_lazy("How it stands"), lambda one: one.get_state_display(), ("state", "title")),
)


@require_safe
def season_request_mine(request: Request) -> HttpResponse:
    """What the organisation for which somebody acts asked, in every round."""
    rows = SeasonRequest.objects.visible_to(request.actor).filter(organisation_id__in=request.actor.organisation_ids)
    rows = rows.select_related("round", "organisation")
    listing = Listing(request, rows, columns=COLUMNS, sort="-ronde", name="seizoensaanvragen")
    open_rounds = SeasonRound.objects.visible_to(request.actor).asking()
    near = [one for one in open_rounds if request.actor.may("booking.make", one.municipality_code)]
    return listing.export() or render(request, "seasons/season_request_mine.html", {"listing": listing, "rounds": near})


@require_http_methods(["GET", "HEAD", "POST"])
def season_round_ask(request: Request, pk: UUID) -> HttpResponse:
    """Ask for a season."""
    season = round_or_404(request, pk)
    plans = may_plan(request.actor, season.municipality_code)
    organisations = _organisations(request, season, plans=plans)
    if not plans and not organisations:
        raise NotAllowed(_("Only organisations with an account can ask for a season. Call the municipality."))
    told = _start(organisations, plans=plans)
    form = _form(request, season, rows=[], organisations=organisations, plans=plans, initial=told)
    if _saves(request) and form.is_valid():
        facts = form.facts()
        made = tried(form, lambda: submit_request(by=request.actor, season=season, facts=facts))
        if made is not None:
            messages.success(request, _("Your request is in. You can change it until the deadline."))
            return redirect("season_request_detail", made.pk)
    values = {"form": form, "season": season, "area": area_of(season), "about": None, "moved": _moves(request)}
    return render(request, "seasons/season_request_edit.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def season_request_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change a request."""
    about = _own_or_404(request, pk)
    season = about.round
    plans = may_plan(request.actor, season.municipality_code)
    organisations = [about.organisation] if about.organisation else []
    told = RequestForm.told_of(about)
    form = _form(
        request, season, rows=windows_of(about), organisations=organisations, plans=plans, initial=told, about=about
    )
    if _saves(request) and form.is_valid():
        facts, version = form.facts(), form.cleaned_data["version"] or 0
        saved = tried(form, lambda: change_request(by=request.actor, request=about, facts=facts, version=version))
        if saved is not None:
            messages.success(request, _("Your request is saved."))
            return redirect("season_request_detail", saved.pk)
    values = {"form": form, "season": season, "area": area_of(season), "about": about, "moved": _moves(request)}
    return render(request, "seasons/season_request_edit.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def season_request_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Ask whether a request may go, then withdraw it."""
    about = _own_or_404(request, pk)
    if request.method == "POST":
        done = _("Your request is withdrawn. Somebody else can use the room now.")
        said(request, lambda: withdraw_request(by=request.actor, request=about, version=version_of(request)), done)
        return redirect("season_request_detail", about.pk)
    values = {"about": about, "season": about.round, "area": area_of(about.round)}
    return render(request, "seasons/season_request_withdraw.html", values)


def _own_or_404(request: Request, pk: UUID) -> SeasonRequest:
    about = request_or_404(request, pk)
    if not may_change_request(request.actor, about):
        raise NotAllowed(_("You may not change this request."))
    return about


def _moves(request: Request) -> bool:
    """Whether a button of the rows was pressed, not the one that saves."""
    return request.method == "POST" and request.POST.get("do", "save") != "save"


def _saves(request: Request) -> bool:
    return request.method == "POST" and not _moves(request)


def _form(
    request: Request,
    season: SeasonRound,
    *,
    rows: list[dict[str, Any]],
    organisations: list[Organisation],
    plans: bool,
    initial: dict[str, Any],
    about: SeasonRequest | None = None,
) -> RequestForm:
    """The form; rows that a button added or took out keep all that was typed."""
    rooms = list(season.rooms.select_related("place").order_by("place__name", "name"))
    own = season.requests.asked().filter(organisation__in=[] if len(organisations) > 1 else organisations)
    others = list(own.exclude(pk=about.pk) if about else own)
    rest: dict[str, Any] = {
        "others": others,
        "round_": season,
        "rooms": rooms,
        "organisations": organisations,
        "plans": plans,
    }
    if _moves(request):
        typed = {**{name: request.POST.get(name, "") for name in request.POST if not name.startswith("window_")}}
        several = {name: request.POST.getlist(name) for name in ("traits", "equipment")}
        moved = rearranged(windows_typed(request.POST), request.POST["do"])
        ticks = {
            name: name in request.POST
            for name in ("open_to_all", "local", "elsewhere", "same_room", "step_free", "may_share", "quiet")
        }
        return RequestForm(None, rows=moved, initial={**initial, **typed, **several, **ticks}, **rest)
    if request.method == "POST":
        return RequestForm(request.POST, rows=windows_typed(request.POST), initial=initial, **rest)
    return RequestForm(None, rows=rows, initial=initial, **rest)


def _organisations(request: Request, season: SeasonRound, *, plans: bool) -> list[Organisation]:
    """For whom somebody can ask: their own, and for the planner everyone who works there."""
    rows = Organisation.objects.visible_to(request.actor).order_by("name")
    if plans:
        return list(rows.working_in(season.municipality_code))
    own = rows.filter(pk__in=request.actor.organisation_ids)
    return [one for one in own if may_book_for(request.actor, one, season.municipality_code)]


def _start(organisations: list[Organisation], *, plans: bool) -> dict[str, Any]:
    """The likely answers."""
    if plans or not organisations:
        return {}
    only = organisations[0]
    kind = "residents" if only.kind == "residents" else "subsidised" if only.subsidised else "non_subsidised"
    return {"organisation": str(only.pk), "user_kind": kind}
