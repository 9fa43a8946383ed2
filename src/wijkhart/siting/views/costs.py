"""What places cost: the list, and one place."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.agenda.views.place import read_again, tried
from wijkhart.areas.queries import area_by_code
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.core.errors import NotAllowed
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, ComputedListing
from wijkhart.places.models import Place
from wijkhart.siting.actions.costs import remove_cost, set_cost
from wijkhart.siting.forms import CostForm
from wijkhart.siting.models import PlaceCost, Way
from wijkhart.siting.perms import may_edit_studies, may_read_studies
from wijkhart.siting.queries.costs import CostRow, cost_rows
from wijkhart.siting.views.place import must_edit

COLUMNS: list[Column[CostRow]] = [
    Column("plek", gettext_lazy("Place"), lambda one: one.name, ("name",)),
    Column("wijk", gettext_lazy("Wijk"), lambda one: one.wijk, ("wijk",)),
    Column("eigenaar", gettext_lazy("Owner"), lambda one: one.owner, ("owner",)),
    Column("subsidie", gettext_lazy("Subsidised"), lambda one: one.subsidised, ("subsidised",)),
    Column("hart", gettext_lazy("Can be the heart"), lambda one: one.heart, ("heart",)),
    Column("kosten", gettext_lazy("Euros a year"), lambda one: one.euros, ("euros",)),
    Column("manieren", gettext_lazy("Other ways"), lambda one: one.others, ()),
]


@require_safe
def siting_costs(request: Request, code: str) -> HttpResponse:
    """What each place costs a year, in which ways it can stay, and of which it is not known."""
    area = municipality_or_404(code)
    if not may_read_studies(request.actor, code):
        raise NotAllowed(_("Your role does not give you this page."))
    rows = cost_rows(request.actor, code)
    listing = ComputedListing(request, rows, columns=COLUMNS, sort="plek", per_page=50, name=f"kosten-{code}")
    values = {
        "area": area,
        "listing": listing,
        "columns": COLUMNS,
        "unknown": sum(one.euros is None for one in rows),
        "total": sum(one.euros or 0.0 for one in rows),
        "may_edit": may_edit_studies(request.actor, code),
    }
    return listing.export() or render(request, "siting/siting_costs.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def place_cost(request: Request, pk: UUID) -> HttpResponse:
    """What one place costs, in each way to have it."""
    place = get_object_or_404(Place.objects.visible_to(request.actor), pk=pk)
    must_edit(request, place.municipality_code)
    asked = request.GET.get("manier", "")
    way = asked if asked in Way.values else Way.KEEP
    form = CostForm(request.POST or None, place, way)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        saved = tried(form, lambda: set_cost(by=request.actor, place=place, facts=form.facts(), version=version))
        if saved is not None:
            messages.success(request, _("The cost is saved. Studies keep their numbers until you compute them again."))
            return redirect("place_cost", place.pk)
        now = PlaceCost.objects.filter(place=place, way=form.cleaned_data["way"]).first()
        read_again(form, request, now.version if now else 0)
    values: dict[str, Any] = {
        "area": area_by_code(place.municipality_code),
        "place": place,
        "form": form,
        "costs": PlaceCost.objects.visible_to(request.actor).filter(place=place).order_by("way"),
    }
    return render(request, "siting/place_cost.html", values)


@require_POST
def place_cost_remove(request: Request, pk: UUID) -> HttpResponse:
    """Take one way to have a place away."""
    cost = get_object_or_404(PlaceCost.objects.visible_to(request.actor).select_related("place"), pk=pk)
    must_edit(request, cost.place.municipality_code)
    remove_cost(by=request.actor, cost=cost, version=cost.version)
    messages.success(request, _("This way to have the place is gone."))
    return redirect("place_cost", cost.place_id)
