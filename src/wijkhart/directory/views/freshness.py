"""How fresh entries are, how long a confirmation counts, and confirming one's own entry."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.accounts.views.tenants import demand, municipality_or_404
from wijkhart.areas.models import Area
from wijkhart.core.actors import NATIONAL
from wijkhart.core.errors import BadInput, NotAllowed
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing
from wijkhart.directory import cards
from wijkhart.directory.actions import confirm_service, reset_freshness_period, set_freshness_period
from wijkhart.directory.actions.asking import kinds_now
from wijkhart.directory.asked_words import facts_of
from wijkhart.directory.forms import FreshnessFilter, PeriodForm
from wijkhart.directory.freshness import limits, season_of, to_ask
from wijkhart.directory.models import FieldGroup, Freshness, FreshnessPeriod, Service, ServiceKind
from wijkhart.directory.perms import may_confirm, may_edit_service, may_set_periods
from wijkhart.directory.queries import shown
from wijkhart.directory.queries.freshness import clocks_of, periods_in_force
from wijkhart.directory.queries.overview import fresh_per_district, round_of

COLUMNS: list[Column[Service]] = [
    Column("naam", gettext_lazy("Entry"), lambda row: row.name, ("name",)),
    Column("aanbieder", gettext_lazy("Offered by"), lambda row: row.provider.name, ("provider__name", "name")),
    Column("plek", gettext_lazy("Place"), cards.where),
    Column("stand", gettext_lazy("State"), lambda row: row.get_freshness_display(), ("freshness", "confirmed_at")),
    Column("bevestigd", gettext_lazy("Confirmed on"), lambda row: row.confirmed_at, ("confirmed_at", "name")),
]
BADGES: Final = {
    Freshness.FRESH: "ok",
    Freshness.DUE: "info",
    Freshness.STALE: "warning",
    Freshness.HIDDEN: "error",
}


@require_safe
def freshness_overview(request: Request, code: str) -> HttpResponse:
    """How many entries are fresh, per wijk; which are not; and the button that asks."""
    area = municipality_or_404(code)
    demand(request.actor, "provider.call", area.code)
    services = Service.objects.visible_to(request.actor).open().filter(municipality_code=area.code, published=True)
    districts = dict(Area.objects.current().districts().within(area.code).values_list("code", "name"))
    listing = Listing(
        request,
        services.select_related("place", "provider"),
        columns=COLUMNS,
        filters=FreshnessFilter(request.GET, districts=districts),
        sort="bevestigd",
        name=f"bevestigen-{area.code}",
    )
    if file := listing.export():
        return file
    *districts_now, whole = fresh_per_district(services, area.code)
    values = {
        "area": area,
        "listing": listing,
        "rows": [(row, BADGES[Freshness(row.freshness)]) for row in listing],
        "districts": districts_now,
        "states": Freshness.labels,
        "whole": whole.counts,
        "round": round_of(area.code, kinds_now()),
        "season": season_of(timezone.localdate()),
        "limits": limits(),
        "may_set": may_set_periods(request.actor, area.code),
    }
    return render(request, "directory/freshness_overview.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def service_confirm(request: Request, pk: UUID) -> HttpResponse:
    """A provider who is logged in says that the own entry is still right."""
    rows = Service.objects.visible_to(request.actor)
    service = get_object_or_404(shown(rows).select_related("place", "room", "provider__kept_by"), pk=pk)
    if not may_confirm(request.actor, service):
        raise NotAllowed(_("You may not confirm this entry."))
    if request.method == "POST":
        confirm_service(by=request.actor, service=service)
        messages.success(request, _("Thank you. Everyone can see that this is right as of today."))
        return redirect(service)
    due = to_ask(clocks_of(service), today=timezone.localdate(), limits=limits())
    values = {
        "service": service,
        "facts": facts_of(service, due),
        "confirmed": cards.confirmed(service),
        "may_edit": may_edit_service(request.actor, service),
    }
    return render(request, "directory/service_confirm.html", values)


@require_safe
def freshness_period_list(request: Request, code: str) -> HttpResponse:
    """How long a confirmation counts there, and where each number comes from."""
    area = municipality_or_404(code)
    demand(request.actor, "provider.call", area.code)
    periods = periods_in_force(area.code)
    known = {(row.kind, row.group): row for row in _periods(area.code)}
    rows = [
        (ServiceKind(kind).label, FieldGroup(group).label, days, known.get((kind, group)), f"{kind}-{group}")
        for kind in ServiceKind.values
        for group in FieldGroup.values
        for days in [periods[kind][group]]
    ]
    may_set = may_set_periods(request.actor, area.code)
    values = {"area": area, "rows": rows, "limits": limits(), "may_set": may_set}
    return render(request, "directory/freshness_period_list.html", values)


def _periods(code: str) -> list[FreshnessPeriod]:
    """The rows that count there, the own ones last."""
    rows = FreshnessPeriod.objects.filter(Q(municipality_code=NATIONAL) | Q(municipality_code=code))
    return list(rows.order_by("municipality_code"))


@require_http_methods(["GET", "HEAD", "POST"])
def freshness_period_edit(request: Request, code: str, part: str) -> HttpResponse:
    """Set one period for this municipality."""
    area = municipality_or_404(code)
    demand(request.actor, "freshness.edit", area.code)
    kind, group = _named(part)
    row = next((one for one in reversed(_periods(area.code)) if (one.kind, one.group) == (kind, group)), None)
    days = periods_in_force(area.code)[kind][group]
    form = PeriodForm(request.POST or None, initial={"days": days, "origin": row.origin if row else ""})
    if request.method == "POST" and form.is_valid():
        try:
            set_freshness_period(by=request.actor, municipality=area.code, kind=kind, group=group, **form.cleaned_data)
        except BadInput as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The period is saved. Tonight every entry is looked at with it."))
            return redirect("freshness_period_list", area.code)
    words = {"kind": ServiceKind(kind).label, "group": FieldGroup(group).label}
    own = row if row and row.municipality_code else None
    return render(
        request, "directory/freshness_period_edit.html", {"area": area, "form": form, "own": own, "part": part, **words}
    )


@require_POST
def freshness_period_reset(request: Request, code: str, part: str) -> HttpResponse:
    """Back to the national period."""
    area = municipality_or_404(code)
    demand(request.actor, "freshness.edit", area.code)
    kind, group = _named(part)
    own = get_object_or_404(FreshnessPeriod, municipality_code=area.code, kind=kind, group=group)
    reset_freshness_period(by=request.actor, period=own)
    messages.success(request, _("The national period counts again."))
    return redirect("freshness_period_list", area.code)


def _named(part: str) -> tuple[str, str]:
    kind, _dash, group = part.partition("-")
    if kind not in ServiceKind.values or group not in FieldGroup.values:
        raise Http404(_("There is no such period."))
    return kind, group
