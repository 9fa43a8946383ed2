"""One white spot."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijkhart.agenda.queries.reading import evidence_about
from wijkhart.coordination.actions.evidence import gap_says
from wijkhart.coordination.perms import (
    may_place_on_agenda,
    may_read_overlaps,
    may_read_scenarios,
    may_recompute,
    may_start_alliances,
)
from wijkhart.coordination.queries import (
    coverage_in_force,
    gap_name,
    gap_of,
    inputs_moved_on,
    players_order,
    sensitivity_rows,
    told_gaps,
)
from wijkhart.coordination.queries.advice import ADVISED
from wijkhart.coordination.queries.board import board_of
from wijkhart.coordination.queries.evidence import gap_reference
from wijkhart.coordination.views.gap_columns import percent_of, why_of
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.core.http import Request


@login_not_required
@require_safe
def gap_detail(request: Request, code: str, district: str, theme: str, group: str) -> HttpResponse:
    """One theme and target group in one wijk: why, how sure, what helps, who could do it, what would close it."""
    area = municipality_or_404(code)
    run = coverage_in_force(request.actor, code)
    if run is None:
        raise Http404(_("Nothing has been computed yet."))
    row = get_object_or_404(board_of(run), area__code=district, theme_id=theme, target_group_id=group)
    gap = gap_of(request.actor, row.area, theme, group)
    pieces = evidence_about(request.actor, gap_reference(gap)) if gap else []
    values = {
        "area": area,
        "run": run,
        "row": row,
        "name": gap_name(row.theme, row.target_group),
        "why": why_of(row),
        "percent": percent_of(row),
        "spot": told_gaps(request.actor, row.area, [gap])[0] if gap and gap.need else None,
        "sensitivity": sensitivity_rows(gap) if gap else [],
        "players_order": players_order(),
        "advised": ADVISED,
        "may_place": may_place_on_agenda(request.actor, code),
        "on_agendas": pieces,
        "outdated": [piece for piece in pieces if gap and piece.says != gap_says(gap, run).says],
        "may_ask": may_read_scenarios(request.actor, code),
        "may_see_overlaps": may_read_overlaps(request.actor, code),
        "moved_on": inputs_moved_on(run),
        "may_ally": may_start_alliances(request.actor, code),
        "may_recompute": may_recompute(request.actor, code),
    }
    return render(request, "coordination/gap_detail.html", values)
