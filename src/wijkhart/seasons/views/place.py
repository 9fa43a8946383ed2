"""What the pages of season rounds begin with: the round, plan or request, for who may see it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from wijkhart.accounts.forms import show_refusal
from wijkhart.areas.models import Area
from wijkhart.areas.queries import area_by_code
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.core.http import Request
from wijkhart.seasons.models import SeasonPlan, SeasonRequest, SeasonRound
from wijkhart.seasons.perms import may_plan

T = TypeVar("T")


def area_of(season: SeasonRound) -> Area:
    """The municipality of a round."""
    return area_by_code(season.municipality_code)


def round_or_404(request: Request, pk: UUID) -> SeasonRound:
    """A round that this actor may see."""
    return get_object_or_404(SeasonRound.objects.visible_to(request.actor).select_related("plan"), pk=pk)


def planned_or_404(request: Request, pk: UUID) -> SeasonRound:
    """A round that this actor plans."""
    season = round_or_404(request, pk)
    must_plan(request, season.municipality_code)
    return season


def read_or_404(request: Request, pk: UUID) -> SeasonRound:
    """A round of which this actor may read requests and plans."""
    season = round_or_404(request, pk)
    if not request.actor.may("season.read", season.municipality_code):
        raise NotAllowed(_("Your role does not give you this page."))
    return season


def must_plan(request: Request, municipality: str) -> None:
    """Refuse the page to who does not plan there."""
    if not may_plan(request.actor, municipality):
        raise NotAllowed(_("You may not plan season rounds of this municipality."))


def plan_or_404(request: Request, pk: UUID) -> SeasonPlan:
    """A plan that this actor may see."""
    rows = SeasonPlan.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("round", "question", "base"), pk=pk)


def working_plan_or_404(request: Request, pk: UUID) -> SeasonPlan:
    """A plan that this actor works on."""
    plan = plan_or_404(request, pk)
    must_plan(request, plan.round.municipality_code)
    return plan


def request_or_404(request: Request, pk: UUID) -> SeasonRequest:
    """A request that this actor may see."""
    rows = SeasonRequest.objects.visible_to(request.actor).select_related(
        "round__plan", "organisation", "theme", "target_group", "last_place", "companion"
    )
    return get_object_or_404(rows.prefetch_related("windows", "ranks__room__place", "ranks__place"), pk=pk)


def tried(form: Form, act: Callable[[], T]) -> T | None:
    """What the action gives; None when it is refused, with the reason in the form and nothing typed lost."""
    try:
        return act()
    except NotAllowed:
        raise
    except BadInput as wrong:
        shown_at: dict[str, str] = getattr(form, "shown_at", {})
        show_refusal(form, BadInput([replace(one, field=shown_at.get(one.field, one.field)) for one in wrong.problems]))
    except Refused as refused:
        show_refusal(form, refused)
    return None


def said(request: Request, act: Callable[[], Any], done: Any) -> bool:
    """Whether a button did what it says; what came of it is told on the next page."""
    try:
        act()
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, refused.message)
        return False
    messages.success(request, done)
    return True


def version_of(request: Request) -> int:
    """The version that a button was pressed on."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0
