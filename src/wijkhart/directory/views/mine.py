"""What one keeps, what one sent, and the history of an entry."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.accounts.models import Organisation
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing
from wijkhart.directory.actions import claim_service, undo_change
from wijkhart.directory.forms.keeping import ClaimForm, MineFilter
from wijkhart.directory.models import ChangeState, Service, ServiceChange
from wijkhart.directory.perms import may_claim, may_edit_service, may_keep_groups, may_see_history
from wijkhart.directory.queries.history import changes_told, history_of
from wijkhart.directory.queries.keeping import (
    claims_with_others,
    kept_groups,
    municipality_of,
    my_services,
    my_waiting,
    providers_of,
)

COLUMNS: list[Column[Service]] = [
    Column("naam", gettext_lazy("Name"), lambda row: row.name, ("name",)),
    Column("van", gettext_lazy("Offered by"), lambda row: row.provider.name, ("provider__name", "name")),
    Column("plek", gettext_lazy("Place"), lambda row: row.place.name if row.place else "", ("place__name", "name")),
    Column("staat", gettext_lazy("State"), lambda row: row.get_life_cycle_display(), ("life_cycle", "name")),
    Column("vers", gettext_lazy("How sure"), lambda row: row.get_freshness_display(), ("freshness", "name")),
    Column("bevestigd", gettext_lazy("Confirmed on"), lambda row: row.confirmed_at, ("confirmed_at", "name")),
    Column("openbaar", gettext_lazy("Everyone may see it"), lambda row: row.published),
    Column("voorbeeld", gettext_lazy("Example"), lambda row: row.example),
]
SHOWN = COLUMNS[:6]


@require_safe
def service_mine(request: Request) -> HttpResponse:
    """The entries of the organisations one acts for or keeps; what waits, and what is claimed."""
    actor = request.actor
    rows = my_services(actor)
    providers = dict(rows.order_by().values_list("provider_id", "provider__name").distinct())
    filters = MineFilter(request.GET, {str(key): name for key, name in providers.items()})
    listing = Listing(request, rows, columns=COLUMNS, filters=filters, sort="naam", name="mijn-aanbod")
    if file := listing.export():
        return file
    waiting = ServiceChange.objects.waiting().filter(service__in=[one.pk for one in listing])
    code = municipality_of(actor)
    values = {
        "listing": listing,
        "columns": SHOWN,
        "rows": [(row, may_edit_service(actor, row)) for row in listing],
        "any": bool(providers),
        "waiting": set(waiting.values_list("service_id", flat=True)),
        "sent": changes_told(actor, my_waiting(actor)[:20]),
        "claims": claims_with_others(actor),
        "groups": list(kept_groups(actor)) if may_keep_groups(actor, code) else [],
        "keeps_in": code if may_keep_groups(actor, code) else "",
        "may_offer": bool(code) and providers_of(actor, code).exists(),
        "queue": code if actor.may("service.approve", code) else "",
        "life_cycle": code if actor.may("life_cycle.read", code) else "",
    }
    return render(request, "directory/service_mine.html", values)


@require_safe
def service_history(request: Request, pk: UUID) -> HttpResponse:
    """Every change of an entry, field by field."""
    service = _seen(request, pk)
    if not may_see_history(request.actor, service):
        raise NotAllowed(_("Only who keeps this entry and the wijk team see its history."))
    values = {
        "service": service,
        "history": history_of(request.actor, service),
        "may_edit": may_edit_service(request.actor, service),
    }
    return render(request, "directory/service_history.html", values)


@require_POST
def service_change_undo(request: Request, pk: UUID) -> HttpResponse:
    """Put back what an entry said before a change."""
    rows = ServiceChange.objects.visible_to(request.actor).select_related("service__provider__kept_by", "provider")
    change = get_object_or_404(rows, pk=pk)
    made = undo_change(by=request.actor, change=change)
    if made.state == ChangeState.LIVE:
        messages.success(request, _("It says again what it said before."))
    else:
        messages.success(request, _("Thank you. The wijk team looks at it first; you see here when it is live."))
    return redirect("service_history", change.service_id)


@require_http_methods(["GET", "HEAD", "POST"])
def service_claim(request: Request, pk: UUID) -> HttpResponse:
    """Say that an entry of another organisation is yours."""
    service = _seen(request, pk)
    own = Organisation.objects.filter(pk__in=request.actor.organisation_ids).first()
    if own is None or not may_claim(request.actor, service, own):
        raise NotAllowed(_("You may not claim this entry."))
    form = ClaimForm(request.POST or None)
    others = service.claims.open().exclude(organisation=own).exists()
    if request.method == "POST" and form.is_valid():
        try:
            claim_service(by=request.actor, service=service, organisation=own, reason=form.cleaned_data["reason"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("Thank you. The wijk team decides whose entry this is."))
            if others:
                messages.warning(request, _("Another organisation says that this entry is theirs, too."))
            return redirect("service_mine")
    values = {"form": form, "service": service, "organisation": own, "others": others}
    return render(request, "directory/service_claim.html", values)


def _seen(request: Request, pk: UUID) -> Service:
    rows = Service.objects.visible_to(request.actor).select_related("provider__kept_by", "place")
    return get_object_or_404(rows, pk=pk)
