"""Obstacles: the list with what comes up most, one of them, writing one down, and telling one behind a link."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.agenda.actions.signals import NamesAPerson
from wijkhart.agenda.forms.fields import Difference, differences
from wijkhart.agenda.naming_words import seen_in_words
from wijkhart.agenda.views.place import read_again, tried
from wijkhart.areas.models import Area
from wijkhart.areas.queries import area_by_code, districts_of
from wijkhart.coordination.actions import log_obstacle, settle_obstacle, tell_obstacle
from wijkhart.coordination.links import invited
from wijkhart.coordination.models import Alliance, AlliancePartner, Obstacle
from wijkhart.coordination.obstacle_forms import ObstacleFilter, ObstacleForm, SettleForm, TellForm
from wijkhart.coordination.perms import may_log_obstacles, may_read_alliances, may_settle_obstacles
from wijkhart.coordination.queries.invitations import LinkRefused, partner_of_token
from wijkhart.coordination.queries.obstacles import obstacles_by_kind, obstacles_in, obstacles_of
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request
from wijkhart.core.limits import sender_of
from wijkhart.core.lists import Column, Listing

COLUMNS: Final[tuple[Column[Obstacle], ...]] = (
    Column("sinds", gettext_lazy("Since"), lambda one: one.made_at.date(), ("made_at",)),
    Column("speler", gettext_lazy("Who meets it"), lambda one: one.player, ("player",)),
    Column("soort", gettext_lazy("What kind?"), lambda one: one.get_kind_display(), ("kind",)),
    Column("wat", gettext_lazy("What happens"), lambda one: one.text),
    Column(
        "eigenaar", gettext_lazy("Who sees to it"), lambda one: one.owner.name if one.owner else "", ("owner__name",)
    ),
    Column("uiterlijk", gettext_lazy("By when"), lambda one: one.due or "", ("due",)),
    Column("staat", gettext_lazy("How it stands"), lambda one: one.get_state_display(), ("state",)),
)
EXPORT: Final[tuple[Column[Obstacle], ...]] = (
    *COLUMNS,
    Column("afloop", gettext_lazy("How it ended"), lambda one: one.outcome),
    Column("einde", gettext_lazy("Ended on"), lambda one: one.settled_on or ""),
    Column("voorbeeld", gettext_lazy("Example data"), lambda one: one.example),
)


@require_safe
def obstacle_list(request: Request, code: str) -> HttpResponse:
    """Every obstacle of a municipality, and which kinds come up most."""
    area = municipality_or_404(code)
    if not may_read_alliances(request.actor, code):
        raise NotAllowed(_("You may not see the obstacles of this municipality."))
    rows = obstacles_in(request.actor, code)
    filters = ObstacleFilter(request.GET or None, rows=rows, municipality=code)
    listing = Listing(request, rows, columns=EXPORT, filters=filters, sort="-sinds", name=f"obstakels-{area.name}")
    values = {
        "area": area,
        "listing": listing,
        "columns": COLUMNS,
        "any": rows.exists(),
        "kinds": obstacles_by_kind(rows),
        "may_log": may_log_obstacles(request.actor, code),
    }
    return listing.export() or render(request, "coordination/obstacle_list.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def obstacle_add(request: Request, code: str) -> HttpResponse:
    """Write an obstacle down."""
    area = municipality_or_404(code)
    if not may_log_obstacles(request.actor, code):
        raise NotAllowed(_("You may not write down obstacles in this municipality."))
    asked = request.GET.get("alliantie", "")
    form = ObstacleForm(request.POST or None, request.actor, code, ask="sure" in request.POST, alliance=asked)
    seen: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        made = _kept(request, form, code, seen)
        if made is not None:
            messages.success(request, _("It is written down. Agree on who sees to it."))
            return redirect(made)
    values = {"area": area, "form": form, "seen": seen}
    return render(request, "coordination/obstacle_add.html", values)


def _kept(request: Request, form: ObstacleForm, code: str, seen: list[tuple[str, str]]) -> Obstacle | None:
    """The obstacle; None when it is refused, with the reason, and with the box to say that no person was seen."""
    try:
        return log_obstacle(
            by=request.actor, municipality=code, facts=form.facts(), anyway=bool(form.cleaned_data.get("sure"))
        )
    except NamesAPerson as refused:
        seen.extend(seen_in_words(refused.seen))
        form.fields["sure"] = ObstacleForm(None, request.actor, code, ask=True).fields["sure"]
        form.order_fields(ObstacleForm.field_order)
        add_refusal(form, refused)
    except NotAllowed:
        raise
    except Refused as refused:
        add_refusal(form, refused)
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def obstacle_detail(request: Request, pk: UUID) -> HttpResponse:
    """One obstacle, and who takes it away by when."""
    rows = Obstacle.objects.visible_to(request.actor).select_related("alliance", "owner", "partner")
    obstacle = get_object_or_404(rows, pk=pk)
    form = SettleForm(request.POST or None, request.actor, obstacle)
    changed: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        saved = tried(
            form, lambda: settle_obstacle(by=request.actor, obstacle=obstacle, told=form.settlement(), version=version)
        )
        if saved is not None:
            messages.success(request, _("What was agreed is saved."))
            return redirect(saved)
        obstacle.refresh_from_db()
        read_again(form, request, obstacle.version)
        changed = differences(form, SettleForm.told(obstacle)) if obstacle.version != version else []
    values = {
        **_about(obstacle),
        "obstacle": obstacle,
        "form": form if may_settle_obstacles(request.actor, obstacle.municipality_code) else None,
        "differences": changed,
        "alliance": _alliance(request, obstacle),
    }
    return render(request, "coordination/obstacle_detail.html", values)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_obstacle(request: Request, token: str) -> HttpResponse:
    """What stands in the way of a player, told behind its link; and what became of what it told before."""
    try:
        partner = partner_of_token(token)
    except LinkRefused as refused:
        status = 410 if refused.known else 404
        return render(request, "coordination/invitation_refused.html", {"reason": refused.message}, status=status)
    form = TellForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _told(request, partner, form):
        messages.success(request, _("Thank you. Somebody looks at it, and you read here what came of it."))
        return redirect("invitation_obstacle", token)
    values = {
        "form": form,
        "partner": partner,
        "alliance": partner.alliance,
        "token": token,
        "obstacles": obstacles_of(partner),
    }
    return render(request, "coordination/invitation_obstacle.html", values)


def _told(request: Request, partner: AlliancePartner, form: TellForm) -> Obstacle | None:
    """What the player told; None when it is refused, with the reason in the form."""
    given, sender = form.cleaned_data, sender_of(request)
    return tried(form, lambda: tell_obstacle(by=invited(partner), partner=partner, sender=sender, **given))


def _about(obstacle: Obstacle) -> dict[str, Any]:
    wijken: dict[str, Area] = {one.code: one for one in districts_of(obstacle.municipality_code)}
    return {"area": area_by_code(obstacle.municipality_code), "wijk": wijken.get(obstacle.district_code)}


def _alliance(request: Request, obstacle: Obstacle) -> Alliance | None:
    """The alliance it belongs to, when this actor may see that."""
    if obstacle.alliance_id is None:
        return None
    return Alliance.objects.visible_to(request.actor).filter(pk=obstacle.alliance_id).first()
