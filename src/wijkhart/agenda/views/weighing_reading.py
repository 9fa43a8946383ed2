"""A weighing as a wijk reads it, and beside that of the last period."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wijkhart.agenda.queries.city_order import Compared, DistrictRow, compared, district_rows
from wijkhart.agenda.queries.city_words import (
    city_weight_words,
    compared_words,
    move_words,
    pass_words,
    title_in,
    told_of,
    why_there,
)
from wijkhart.agenda.queries.weighing import previous_of
from wijkhart.agenda.views.weighings import district_or_404, names_in, weighing_about, weighing_or_404
from wijkhart.core.export import FORMATS, export_response
from wijkhart.core.http import Request

DISTRICT_HEADINGS: Final = (
    gettext_lazy("Issue"),
    gettext_lazy("Place in the wijk"),
    gettext_lazy("Place here for the city"),
    gettext_lazy("Place in the city"),
    gettext_lazy("Why"),
    gettext_lazy("What would change it"),
)
COMPARED_HEADINGS: Final = (
    gettext_lazy("Issue"),
    gettext_lazy("Theme"),
    gettext_lazy("Place now"),
    gettext_lazy("Place before"),
    gettext_lazy("What became of it"),
)


@login_not_required
@require_safe
def weighing_district(request: Request, pk: UUID, code: str) -> HttpResponse:
    """What the city made of the agenda of one wijk, issue by issue, with the reason."""
    weighing = weighing_or_404(request, pk)
    area, names = district_or_404(weighing, code), names_in(weighing)
    rows = district_rows(weighing, code)
    told = told_of(weighing, names, weighing.issues.count())
    kind = request.GET.get("uitvoer", "")
    said = [(row, move_words(row, told), why_there(row.city, told), pass_words(row.city, names)) for row in rows]
    if kind in FORMATS:
        lines = [_district_line(row, why, change) for row, _move, why, change in said]
        return export_response(kind, f"weging-{area.name}", [str(word) for word in DISTRICT_HEADINGS], lines)
    values = {
        **weighing_about(weighing),
        "area": area,
        "rows": said,
        "up": sum(row.moved > 0 for row in rows),
        "down": sum(row.moved < 0 for row in rows),
        "weights": city_weight_words(weighing),
    }
    return render(request, "agenda/weighing_district.html", values)


@login_not_required
@require_safe
def weighing_compare(request: Request, pk: UUID) -> HttpResponse:
    """What is new, gone, up and down since the last period."""
    weighing = weighing_or_404(request, pk)
    names = names_in(weighing)
    before = previous_of(request.actor, weighing)
    rows = compared(weighing, before) if before else []
    kind, wanted = request.GET.get("uitvoer", ""), request.GET.get("soort", "")
    shown = [one for one in rows if one.kind == wanted] if wanted else rows
    if kind in FORMATS:
        return export_response(
            kind,
            f"vergelijk-{weighing.title}",
            [str(word) for word in COMPARED_HEADINGS],
            [_compared_line(one, names) for one in shown],
        )
    counts = {name: sum(one.kind == name for one in rows) for name in ("new", "gone", "up", "down", "same")}
    values = {
        **weighing_about(weighing),
        "before": before,
        "rows": [(one, title_in(one.issue, names), compared_words(one)) for one in shown],
        "counts": [(name, label, counts[name]) for name, label in _kinds()],
        "wanted": wanted,
        "weights": city_weight_words(weighing),
        "weights_before": city_weight_words(before) if before else "",
    }
    return render(request, "agenda/weighing_compare.html", values)


def _kinds() -> list[tuple[str, str]]:
    return [
        ("new", _("new")),
        ("gone", _("gone")),
        ("up", _("went up")),
        ("down", _("went down")),
        ("same", _("at the same place")),
    ]


def _district_line(row: DistrictRow, why: list[str], change: str) -> list[Any]:
    return [row.part.title, row.part.place, row.among, row.city.issue.position, " ".join(why), change]


def _compared_line(one: Compared, names: Mapping[str, str]) -> list[Any]:
    return [
        title_in(one.issue, names),
        one.issue.theme.label,
        one.place_now,
        one.place_before,
        compared_words(one),
    ]
