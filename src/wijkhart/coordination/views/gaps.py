"""The city board of white spots."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wijkhart.coordination.forms import GapFilter
from wijkhart.coordination.models import CoverageRun
from wijkhart.coordination.perms import may_read_history, may_read_overlaps, may_read_scenarios, may_recompute
from wijkhart.coordination.queries import coverage_in_force, inputs_moved_on
from wijkhart.coordination.queries.board import board_of, district_sums
from wijkhart.coordination.queries.city_map import city_map, sum_in_words
from wijkhart.coordination.queries.remarks import remarks_on
from wijkhart.coordination.views.gap_columns import COLUMNS, EXPORT_COLUMNS, percent_of, why_of
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.coordination.words import quarter_label
from wijkhart.core.http import Request
from wijkhart.core.lists import Listing


@login_not_required
@require_safe
def gap_list(request: Request, code: str) -> HttpResponse:
    """Every wijk, theme and target group with people who have no place, and why."""
    area = municipality_or_404(code)
    run = coverage_in_force(request.actor, code)
    filters = GapFilter({"toon": "", **request.GET.dict()}, run=run)
    listing = Listing(
        request,
        board_of(run),
        columns=EXPORT_COLUMNS,
        filters=filters,
        sort="-zonder",
        name=f"witte-vlekken-{code}",
    )
    exported = listing.export()
    if exported:
        return exported
    values: dict[str, Any] = {
        "area": area,
        "run": run,
        "listing": listing,
        "columns": COLUMNS,
        "rows": [(row, why_of(row), percent_of(row), quarter_label(row.worst_quarter)) for row in listing],
        "may_recompute": may_recompute(request.actor, code),
        "may_ask": may_read_scenarios(request.actor, code),
        "may_see_overlaps": may_read_overlaps(request.actor, code),
        "may_read_history": may_read_history(request.actor, code),
        "moved_on": inputs_moved_on(run),
        **(_city(run, filters) if run else {}),
    }
    return render(request, "coordination/gap_list.html", values)


def _city(run: CoverageRun, filters: GapFilter) -> dict[str, Any]:
    """The wijken as a map and a table, for the theme and group that the filters ask for."""
    theme, group = filters.asked("thema"), filters.asked("groep")
    sums = district_sums(run, theme, group)
    picture = city_map(sums, filters.asked("kaart"))
    bands = {shape.code: shape.band for shape in picture.shapes}
    return {
        "map": picture,
        "about": filters.about(),
        "by_share": bool(filters.asked("kaart")),
        "districts": [(one, bands[one.area.code], sum_in_words(one)) for one in sums],
        "remarks": remarks_on(run, sums, everything=not (theme or group)),
    }
