"""The answer to a request: what it got, why not more, taking what is free, objecting; and all that got less."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.core.errors import NotAllowed
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing
from wijkhart.places.models import Equipment, Trait
from wijkhart.seasons.actions.publishing import object_to_plan, take_alternative
from wijkhart.seasons.forms.asking import in_words
from wijkhart.seasons.forms.plans import UnmetFilter, time_in
from wijkhart.seasons.forms.rounds import ObjectForm
from wijkhart.seasons.ical import season_ical
from wijkhart.seasons.models import ObjectionState, SeasonPlan, SeasonReason, SeasonRequest
from wijkhart.seasons.perms import may_ask_as, may_change_request, may_plan
from wijkhart.seasons.queries.answers import displaced_by, first_wish_words, given_to, room_in
from wijkhart.seasons.queries.dates import dates_in
from wijkhart.seasons.queries.faults import Fault, faults_of, pin_faults
from wijkhart.seasons.queries.moving import Spot
from wijkhart.seasons.queries.naming import Names
from wijkhart.seasons.queries.reason_words import told_of
from wijkhart.seasons.views.place import area_of, plan_or_404, read_or_404, request_or_404, said, tried
from wijkhart.seasons.views.plans import about as about_plan


@require_safe
def season_request_detail(request: Request, pk: UUID) -> HttpResponse:
    """One request with its answer."""
    about = request_or_404(request, pk)
    season = about.round
    reads = request.actor.may("season.read", season.municipality_code)
    plan = _plan_of(request, about, reads=reads)
    changes, objections = may_change_request(request.actor, about), list(about.objections.all())
    values = {
        "about": about,
        "season": season,
        "area": area_of(season),
        "length": in_words(about.minutes),
        "equipment": [Equipment(one).label for one in about.equipment],
        "traits": [Trait(one).label for one in about.traits],
        "plan": plan,
        "reads": reads,
        "may_plan": may_plan(request.actor, season.municipality_code),
        "may_change": changes and about.state == "asked" and (season.asks or (reads and not season.told)),
        "may_take": changes and season.state == "published",
        "may_object": season.takes_objections
        and may_ask_as(request.actor, about)
        and all(one.state != ObjectionState.OPEN for one in objections),
        "objections": objections,
        **_answer(plan, about, reads=reads),
    }
    return render(request, "seasons/season_request_detail.html", values)


def _plan_of(request: Request, about: SeasonRequest, *, reads: bool) -> SeasonPlan | None:
    """The published plan; before that, for who works on it, the one that the address names or the newest."""
    rows = SeasonPlan.objects.visible_to(request.actor).filter(round=about.round).select_related("question", "round")
    published = about.round.plan
    if about.round.told and published is not None:
        return rows.filter(pk=published.pk).first()
    if not reads:
        return None
    asked = request.GET.get("plan", "")
    return rows.filter(number=int(asked)).first() if asked.isdecimal() and len(asked) < 6 else rows.first()


def _answer(plan: SeasonPlan | None, about: SeasonRequest, *, reads: bool) -> dict[str, Any]:
    """What the plan says of this request."""
    if plan is None:
        return {"given": [], "answer": None, "never": False, "first_wish": (), "displaced": [], "counted": False}
    given, names = given_to(plan, about), Names(plan.round)
    reason = plan.reasons.filter(request=about).select_related("request").first()
    answer = told_of(reason, names) if reason else None
    wish = first_wish_words(plan, about, names) if given or (reason and not reason.never) else ()
    return {
        "given": [(one, *dates_in(plan, one)) for one in given],
        "answer": answer,
        "never": reason is not None and reason.never,
        "first_wish": () if answer and wish == answer.why else wish,
        "displaced": displaced_by(plan, about) if reads and given else [],
        "counted": any(one["key"] == str(about.pk) for one in plan.question.inputs["requests"]),
    }


WEEKDAYS: Final = frozenset("0123456")


@require_POST
def season_request_take(request: Request, pk: UUID) -> HttpResponse:
    """Take a free session that was offered."""
    about = request_or_404(request, pk)
    plan = about.round.plan
    room = room_in(plan, request.POST.get("room", "")) if plan else None
    starts, day = time_in(request.POST.get("starts", "")), request.POST.get("weekday", "")
    minutes = request.POST.get("minutes", "0")
    if room is None or starts is None or day not in WEEKDAYS or not (minutes.isdecimal() and len(minutes) < 5):
        raise Http404
    spot = Spot(room, int(day), starts, int(minutes))
    done = _("It is yours. You find it below.")
    said(request, lambda: take_alternative(by=request.actor, request=about, spot=spot), done)
    return redirect(reverse("season_request_detail", args=[about.pk]) + "#antwoord")


@require_http_methods(["GET", "HEAD", "POST"])
def season_request_object(request: Request, pk: UUID) -> HttpResponse:
    """Object to the answer."""
    about = request_or_404(request, pk)
    if not may_change_request(request.actor, about):
        raise NotAllowed(_("You may object for your own organisation only."))
    form = ObjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        made = tried(form, lambda: object_to_plan(by=request.actor, request=about, text=text))
        if made is not None:
            messages.success(request, _("Your objection is in. You read the answer on this page."))
            return redirect("season_request_detail", about.pk)
    values = {"form": form, "about": about, "season": about.round, "area": area_of(about.round)}
    return render(request, "seasons/season_request_object.html", values)


@require_safe
def season_request_calendar(request: Request, pk: UUID) -> HttpResponse:
    """What a group got, for a calendar of its own."""
    about = request_or_404(request, pk)
    plan = about.round.plan if about.round.told else None
    if plan is None:
        raise Http404(_("The plan is not published yet."))
    url = request.build_absolute_uri(reverse("season_request_detail", args=[about.pk]))
    answer = HttpResponse(season_ical(plan, about, given_to(plan, about), url), content_type="text/calendar")
    answer["Content-Disposition"] = 'attachment; filename="seizoen.ics"'
    return answer


UNMET: Final[tuple[Column[SeasonReason], ...]] = (
    Column("wie", gettext_lazy("Who asks"), lambda one: one.request.who, ("request__organisation__name", "id")),
    Column("wat", gettext_lazy("What for"), lambda one: one.request.title, ("request__title", "id")),
    Column(
        "soort", gettext_lazy("Kind of user"), lambda one: one.request.get_user_kind_display(), ("request__user_kind",)
    ),
    Column("gevraagd", gettext_lazy("Times a week asked"), lambda one: one.asked, ("asked", "id")),
    Column("gekregen", gettext_lazy("Times a week in the plan"), lambda one: one.granted, ("granted", "id")),
)


@require_safe
def season_plan_unmet(request: Request, pk: UUID) -> HttpResponse:
    """Every request that got less than it asked, with why."""
    plan = plan_or_404(request, pk)
    read_or_404(request, plan.round_id)
    rows = plan.reasons.select_related("request__organisation")
    names = Names(plan.round)
    why = Column[SeasonReason]("waarom", gettext_lazy("Why?"), lambda one: " ".join(told_of(one, names).why))
    form = UnmetFilter(request.GET)
    listing = Listing(request, rows, columns=(*UNMET, why), filters=form, sort="wie", per_page=25, name="niet-gelukt")
    if file := listing.export():
        return file
    values = {
        **about_plan(request, plan, "unmet"),
        "form": form,
        "listing": listing,
        "rows": [(one, told_of(one, names)) for one in listing.page],
    }
    return render(request, "seasons/season_plan_unmet.html", values)


@require_safe
def season_round_check(request: Request, pk: UUID) -> HttpResponse:
    """What does not add up before a plan is made, and what is not known."""
    season = read_or_404(request, pk)
    plan = season.plan or SeasonPlan.objects.visible_to(request.actor).filter(round=season).first()
    values = {
        "season": season,
        "area": area_of(season),
        "faults": _gathered([*(pin_faults(plan) if plan else []), *faults_of(season)]),
        "may_plan": may_plan(request.actor, season.municipality_code),
    }
    return render(request, "seasons/season_round_check.html", values)


def _gathered(faults: list[Fault]) -> list[tuple[str, str, list[SeasonRequest]]]:
    """What is wrong and what to do, each once, with the requests that it is about."""
    found: dict[tuple[str, str], list[SeasonRequest]] = {}
    for one in faults:
        found.setdefault((one.message, one.advice), []).extend([one.request] if one.request else [])
    return [(message, advice, requests) for (message, advice), requests in found.items()]
