"""How sure an order is: of the agenda of a wijk, and of a weighing of the city."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijkhart.agenda.forms.weighing import CertaintyFilter
from wijkhart.agenda.queries.certainty import TOP, certainty_of, heard_in
from wijkhart.agenda.queries.certainty_words import certainty_file, certainty_told
from wijkhart.agenda.queries.city_input import heard_of
from wijkhart.agenda.queries.city_order import issues_of
from wijkhart.agenda.queries.city_words import NAMES as CITY_NAMES
from wijkhart.agenda.queries.city_words import SPOKEN, city_weight_words, title_in
from wijkhart.agenda.queries.reading import PUBLIC, agenda_title, area_of
from wijkhart.agenda.queries.voices import order_of
from wijkhart.agenda.queries.words import NAMES, weight_words
from wijkhart.agenda.views.place import agenda_or_404
from wijkhart.agenda.views.weighings import names_in, weighing_about, weighing_or_404
from wijkhart.analysis.prioritising import Heard
from wijkhart.core.export import FORMATS, export_response
from wijkhart.core.http import Request


@login_not_required
@require_safe
def agenda_certainty(request: Request, pk: UUID) -> HttpResponse:
    """Which issues of a wijk would change place under other weights."""
    agenda = agenda_or_404(request, pk)
    area, order = area_of(agenda), order_of(agenda)
    titles = {str(row.issue.pk): row.issue.title for row in order.rows}
    values = {
        "agenda": agenda,
        "area": area,
        "title": agenda_title(agenda, area.name),
        "weights": weight_words(agenda),
        "fixed": agenda.state in PUBLIC,
        "example": agenda.example,
    }
    weights = (agenda.weight_figures, agenda.weight_professionals, agenda.weight_residents)
    return _page(request, "agenda_certainty", values, heard_in(order), weights, titles, NAMES, NAMES)


@login_not_required
@require_safe
def weighing_certainty(request: Request, pk: UUID) -> HttpResponse:
    """Which issues of the city would change place under other weights."""
    weighing = weighing_or_404(request, pk)
    issues = list(issues_of(weighing))
    names = names_in(weighing)
    titles = {str(one.pk): title_in(one, names) for one in issues}
    values = {
        **weighing_about(weighing),
        "weights": city_weight_words(weighing),
        "example": any(one.example for one in issues),
    }
    heard = heard_of(issues)
    return _page(request, "weighing_certainty", values, heard, weighing.weights, titles, CITY_NAMES, SPOKEN)


def _page(
    request: Request,
    page: str,
    values: dict[str, Any],
    heard: Sequence[Heard],
    weights: Sequence[int],
    titles: Mapping[str, str],
    names: Sequence[Any],
    spoken: Sequence[Any],
) -> HttpResponse:
    """The page of one order, or the same as a file."""
    form = CertaintyFilter(request.GET or None)
    found = certainty_of(heard, weights, around=form.around)
    kind = request.GET.get("uitvoer", "")
    if kind in FORMATS:
        return export_response(kind, _("certainty"), _headings(names), certainty_file(found, titles))
    told = certainty_told(found, titles, names, spoken)
    values |= {"filters": form, "told": told, "top": TOP, "names": names, "places": range(1, TOP + 1)}
    return render(request, f"agenda/{page}.html", values)


def _headings(names: Sequence[Any]) -> list[str]:
    places = [_("Place %(place)s") % {"place": place} for place in range(1, TOP + 1)]
    central = [_("Comes first with: %(voice)s") % {"voice": name} for name in names]
    return [_("Number"), _("Issue"), _("Among the first five"), *places, _("Later"), *central]
