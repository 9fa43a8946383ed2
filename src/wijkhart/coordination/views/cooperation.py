"""Cooperation as a network: of one wijk, and of all wijken of a municipality beside each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wijkhart.agenda.views.areas import district_or_404
from wijkhart.analysis.cooperation import Figures
from wijkhart.areas.models import Area
from wijkhart.areas.queries import area_by_code, districts_of
from wijkhart.coordination.cooperation_forms import CooperationFilter, CooperationListFilter
from wijkhart.coordination.perms import may_read_alliances, may_start_alliances
from wijkhart.coordination.queries.cooperation import Cooperation, Shared, cooperation_of, figures_by_wijk
from wijkhart.coordination.queries.cooperation_picture import network_picture, time_chart
from wijkhart.coordination.queries.cooperation_words import bridges_in_words, holders_of
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.core.export import FORMATS, export_response
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, ComputedListing, address

SORTED: Final = ("computed",)
TIES: Final[tuple[Column[Shared], ...]] = (
    Column("een", _("Who"), lambda row: row.first.name, SORTED),
    Column("ander", _("With whom"), lambda row: row.second.name, SORTED),
    Column("wat", _("On what"), lambda row: row.thing.title, SORTED),
    Column("soort", _("Kind"), lambda row: row.kind, SORTED),
    Column("sinds", _("Since"), lambda row: row.since, SORTED),
)
TIES_FILE: Final[tuple[Column[Shared], ...]] = (
    *TIES,
    Column("wijk", _("Code of the wijk"), lambda row: row.thing.district),
    Column("voorbeeld", _("Example data"), lambda row: row.thing.example),
)


def percent_of(found: Figures) -> float | None:
    """The density in percent; None with fewer than two players."""
    return None if found.density is None else round(100 * found.density, 1)


@dataclass(frozen=True, slots=True)
class WijkRow:
    """One wijk of the table, with its figures."""

    area: Area
    found: Figures

    @property
    def percent(self) -> float | None:
        """The density in percent; None with fewer than two players."""
        return percent_of(self.found)


WIJKEN: Final[tuple[Column[WijkRow], ...]] = (
    Column("wijk", _("Wijk"), lambda row: row.area.name, SORTED),
    Column("spelers", _("Players"), lambda row: row.found.players, SORTED),
    Column("paren", _("Pairs that work together"), lambda row: row.found.pairs, SORTED),
    Column("dichtheid", _("Density (%)"), lambda row: row.percent, SORTED),
    Column("bruggen", _("Bridges"), lambda row: row.found.bridges, SORTED),
    Column("houvast", _("Players it hangs on"), lambda row: row.found.cut_players, SORTED),
    Column("alleen", _("Players that stand alone"), lambda row: row.found.alone, SORTED),
)
WIJKEN_FILE: Final[tuple[Column[WijkRow], ...]] = (
    Column("code", _("Code of the wijk"), lambda row: row.area.code),
    *WIJKEN,
    Column("groepen", _("Groups"), lambda row: row.found.groups),
    Column("grootste", _("Players in the largest group"), lambda row: row.found.largest),
    Column("dag", _("Counted on"), lambda row: row.found.day),
)
MEASURES: Final = (
    (_("Players"), lambda found: found.players),
    (_("Pairs that work together"), lambda found: found.pairs),
    (_("Density (%)"), percent_of),
    (_("Groups"), lambda found: found.groups),
    (_("Players in the largest group"), lambda found: found.largest),
    (_("Bridges"), lambda found: found.bridges),
    (_("Players it hangs on"), lambda found: found.cut_players),
    (_("Players that stand alone"), lambda found: found.alone),
)


@login_not_required
@require_safe
def cooperation_detail(request: Request, code: str) -> HttpResponse:
    """The network of a wijk: drawn, in tables, who stands alone, what holds it together, and how it went."""
    area = district_or_404(code)
    form = CooperationFilter(request.GET, actor=request.actor)
    found = cooperation_of(request.actor, area, form.asked)
    if file := _file(request, found):
        return file
    listing = ComputedListing(request, found.shared, columns=TIES_FILE, name=f"samenwerking-{code}", per_page=50)
    inside = may_read_alliances(request.actor, area.municipality_code)
    values = {
        **_shown(request, found, form),
        "area": area,
        "town": area_by_code(area.municipality_code),
        "listing": listing,
        "columns": TIES,
        "inside": inside,
        "alone": found.alone if inside else [],
        "may_start": may_start_alliances(request.actor, area.municipality_code),
    }
    return listing.export() or render(request, "coordination/cooperation_detail.html", values)


@login_not_required
@require_safe
def cooperation_list(request: Request, code: str) -> HttpResponse:
    """The wijken of a municipality beside each other, and the network across them."""
    area = municipality_or_404(code)
    form = CooperationListFilter(request.GET, actor=request.actor)
    found = cooperation_of(request.actor, area, form.asked)
    if file := _file(request, found):
        return file
    wijken = list(districts_of(code).defer("border", "outline").order_by("name"))
    figures = figures_by_wijk(found.facts, found.asked, [wijk.code for wijk in wijken])
    rows = [WijkRow(wijk, figures[wijk.code]) for wijk in wijken if form.keeps(wijk.name, figures[wijk.code])]
    listing = ComputedListing(request, rows, columns=WIJKEN_FILE, sort="-paren", name=f"samenwerking-{code}")
    values = {
        **_shown(request, found, form),
        "area": area,
        "listing": listing,
        "columns": WIJKEN,
        "shared": found.shared,
        "tie_words": [column.label for column in TIES],
        "inside": may_read_alliances(request.actor, code),
    }
    return listing.export() or render(request, "coordination/cooperation_list.html", values)


def _shown(request: Request, found: Cooperation, form: CooperationFilter) -> dict[str, Any]:
    """What both pages show of a network."""
    return {
        "form": form,
        "found": found,
        "day": found.asked.day,
        "figures": found.figures,
        "picture": network_picture(found),
        "holders": holders_of(found),
        "links": bridges_in_words(found),
        "percent": percent_of(found.figures),
        "table": [(row, percent_of(row)) for row in found.over_time],
        "chart": time_chart(found.over_time),
        "files": {what: _addresses(request, what) for what in ("cijfers", "banden")},
    }


def _addresses(request: Request, what: str) -> list[tuple[str, str]]:
    """Links to a table of the page as a file."""
    return [(name, address(request, uitvoer=kind, wat=what, pagina=None)) for kind, name in FORMATS.items()]


def _file(request: Request, found: Cooperation) -> HttpResponse | None:
    """The figures over time, or all ties, when one of these was asked for; the list itself exports the rest."""
    kind, what = request.GET.get("uitvoer", ""), request.GET.get("wat", "")
    if kind not in FORMATS:
        return None
    name = f"samenwerking-{found.code}-{what}"
    if what == "cijfers":
        headings = [str(_("Counted on")), *(str(label) for label, _value in MEASURES)]
        return export_response(kind, name, headings, _figure_rows(found.over_time))
    if what == "banden":
        headings = [str(column.label) for column in TIES_FILE]
        return export_response(kind, name, headings, ([one.value(row) for one in TIES_FILE] for row in found.shared))
    return None


def _figure_rows(rows: Iterable[Figures]) -> Iterable[list[Any]]:
    return ([found.day, *(value(found) for _label, value in MEASURES)] for found in rows)
