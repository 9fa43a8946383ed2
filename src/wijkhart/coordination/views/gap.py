"""One white spot."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijkhart.coordination.perms import may_recompute
from wijkhart.coordination.queries import coverage_in_force, inputs_moved_on
from wijkhart.coordination.queries.board import board_of
from wijkhart.coordination.views.gap_columns import percent_of, why_of
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.coordination.words import quarter_label
from wijkhart.core.http import Request


@login_not_required
@require_safe
def gap_detail(request: Request, code: str, district: str, theme: str, group: str) -> HttpResponse:
    """One theme and target group in one wijk, as it stands in the computation in force."""
    area = municipality_or_404(code)
    run = coverage_in_force(request.actor, code)
    if run is None:
        raise Http404(_("Nothing has been computed yet."))
    row = get_object_or_404(board_of(run), area__code=district, theme_id=theme, target_group_id=group)
    values = {
        "area": area,
        "run": run,
        "row": row,
        "why": why_of(row),
        "percent": percent_of(row),
        "quarter": quarter_label(row.worst_quarter),
        "moved_on": inputs_moved_on(run),
        "may_recompute": may_recompute(request.actor, code),
    }
    return render(request, "coordination/gap_detail.html", values)
