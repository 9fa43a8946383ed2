"""The list of places. The page of one place stands in `directory`, which knows what happens there."""

from collections.abc import Iterable
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wijkhart.areas.models import Area
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing
from wijkhart.places.forms import PlaceFilter
from wijkhart.places.models import Place

COLUMNS: Final[tuple[Column[Place], ...]] = (
    Column("naam", _("Name"), lambda place: place.name, ("name",)),
    Column("soort", _("Kind"), lambda place: place.get_kind_display(), ("kind", "name")),
    Column("adres", _("Address"), lambda place: place.address, ("town", "street", "name")),
    Column("wijk", _("Wijk code"), lambda place: place.district_code, ("district_code", "name")),
    Column("gemeente", _("Municipality code"), lambda place: place.municipality_code),
    Column("rolstoel", _("Wheelchair can get in"), lambda place: place.get_step_free_display(), ("step_free", "name")),
    Column("afspraak", _("Agreed"), lambda place: place.agreed, ("agreed", "name")),
    Column("mobiel", _("Mobile or temporary"), lambda place: place.mobile),
    Column("x", _("X (RD)"), lambda place: place.x),
    Column("y", _("Y (RD)"), lambda place: place.y),
    Column("bron", _("Source"), lambda place: place.source),
)


@login_not_required
@require_safe
def place_list(request: Request) -> HttpResponse:
    """The places somebody may see."""
    places = Place.objects.visible_to(request.actor)
    form = PlaceFilter(request.GET, places)
    listing = Listing(request, places, columns=COLUMNS, filters=form, sort="naam", name="plekken")
    if file := listing.export():
        return file
    page = listing.page
    names = _district_names(page.rows)
    home = next(iter(sorted(request.actor.scope("place.edit").codes)), "")
    rows = [(place, names.get(place.district_code, "")) for place in page]
    context = {"form": form, "listing": listing, "page": page, "rows": rows, "home": home, "own": _own(request)}
    return render(request, "places/place_list.html", context)


def _own(request: Request) -> list[Place]:
    """Those that an organisation of this actor owns or runs."""
    keys = request.actor.organisation_ids
    if not keys:
        return []
    rows = Place.objects.visible_to(request.actor).filter(Q(owner__in=keys) | Q(manager__in=keys))
    return list(rows.distinct().order_by("name")[:20])


def _district_names(places: Iterable[Place]) -> dict[str, str]:
    codes = {place.district_code for place in places if place.district_code}
    return dict(Area.objects.current().filter(code__in=codes).values_list("code", "name"))
