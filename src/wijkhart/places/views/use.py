"""How much rooms are used against the norm, for a municipality and for one place."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijkhart.accounts.views.tenants import demand, municipality_or_404
from wijkhart.core.errors import NotAllowed
from wijkhart.core.export import FORMATS, export_response
from wijkhart.core.http import Request
from wijkhart.core.lists import address
from wijkhart.places.forms import UseFilter
from wijkhart.places.models import Place, UseBase, UseNorm, UseUnit
from wijkhart.places.perms import may_decide, may_edit_place
from wijkhart.places.queries.holding import Norms
from wijkhart.places.queries.use import read_use
from wijkhart.places.queries.use_chart import use_chart
from wijkhart.places.queries.use_tables import all_tables, heat, summary, trend


@require_safe
def use_overview(request: Request, code: str) -> HttpResponse:
    """The use of all rooms of a municipality that can be booked here."""
    area = municipality_or_404(code)
    demand(request.actor, "use.read", area.code)
    places = Place.objects.visible_to(request.actor).filter(municipality_code=area.code, rooms__isnull=False)
    return _page(request, places.distinct(), area.code, f"gebruik-{area.code}", {"area": area, "place": None})


@require_safe
def place_use(request: Request, pk: UUID) -> HttpResponse:
    """The use of the rooms of one place."""
    rows = Place.objects.visible_to(request.actor)
    place = get_object_or_404(rows.select_related("owner"), pk=pk)
    own = may_decide(request.actor, place) or may_edit_place(request.actor, place)
    if not own and not request.actor.may("use.read", place.municipality_code):
        raise NotAllowed(_("Your role does not give you this page."))
    about = {"place": place, "area": municipality_or_404(place.municipality_code)}
    return _page(request, rows.filter(pk=pk), place.municipality_code, f"gebruik-{place.name}", about)


def _page(
    request: Request, places: QuerySet[Place], municipality: str, name: str, about: dict[str, Any]
) -> HttpResponse:
    form = UseFilter(request.GET or None)
    said = UseNorm.objects.visible_to(request.actor).filter(municipality_code=municipality, place=None, part_of_day="")
    norm = said.first()
    unit = form.asked("eenheid") or (norm.unit if norm else UseUnit.HOURS.value)
    base = form.asked("basis") or (norm.base if norm else UseBase.OPEN.value)
    read = read_use(places, form.period(timezone.localdate()), base)
    tables = all_tables(read, unit)
    if file := _file(request, tables, name):
        return file
    place = about["place"]
    kept = Norms(municipality).of(place.pk if place else None, "")
    top = summary(read, unit, kept.percent)
    values = {
        **about,
        "form": form,
        "read": read,
        "unit": UseUnit(unit).label,
        "base": UseBase(base).label,
        "kept": kept,
        "top": top,
        "heat": heat(read, unit),
        "weekdays": range(7),
        "chart": use_chart(trend(read, unit), unit, top.most),
        "tables": [(one, _links(request, one.key)) for one in tables],
        "may_set": request.actor.may("use_norm.edit", municipality),
        "now": timezone.now(),
    }
    return render(request, "places/use_overview.html" if place is None else "places/place_use.html", values)


def _links(request: Request, key: str) -> list[tuple[str, str]]:
    return [(name, address(request, uitvoer=kind, tabel=key)) for kind, name in FORMATS.items()]


def _file(request: Request, tables: list[Any], name: str) -> HttpResponse | None:
    """One table as a file, when that was asked for."""
    kind, key = request.GET.get("uitvoer", ""), request.GET.get("tabel", "")
    table = next((one for one in tables if one.key == key), None)
    if kind not in FORMATS or table is None:
        return None
    return export_response(kind, f"{name}-{key}", table.headings, table.rows)
