"""White spots: the stored computation in force."""

from typing import Any

from django.http import Http404, HttpResponse
from ninja import Query, Router

from wijkhart.config.api.operations.doors import MUNICIPALITY, area_or_404, get
from wijkhart.config.api.paging import Asked, cut
from wijkhart.config.api.shapes import CoverageOut, CoveragePage
from wijkhart.coordination.models import CoverageResult
from wijkhart.coordination.queries import coverage_in_force, inputs_moved_on
from wijkhart.core.http import Request

router = Router(tags=["coverage"])


@get(router, "/municipalities/{municipality}/coverage", CoveragePage)
def coverage_list(request: Request, response: HttpResponse, municipality: str, asked: Query[Asked]) -> dict[str, Any]:
    """Need and offer per wijk, theme and target group, as computed last; 404 when nothing was computed yet."""
    area_or_404(request.actor, municipality, MUNICIPALITY)
    run = coverage_in_force(request.actor, municipality)
    if run is None:
        raise Http404
    rows = CoverageResult.objects.filter(run=run).select_related("area")
    shown, frame = cut(request, response, rows.order_by("area__code", "theme_id", "target_group_id"), asked)
    return {
        "example_supply": run.example_supply,
        "municipality_code": run.municipality_code,
        "computed_at": run.computed_at,
        "version": run.version,
        "digest": run.digest,
        "parameters": run.parameters,
        "older_than_its_inputs": [one.kind for one in inputs_moved_on(run)],
        **frame,
        "results": [_result(row) for row in shown],
    }


def _result(row: CoverageResult) -> CoverageOut:
    return CoverageOut(
        district_code=row.area.code,
        theme=row.theme_id,
        target_group=row.target_group_id,
        group_size=row.group_size,
        need=row.need,
        served=row.served,
        unserved=row.unserved,
        low=row.low,
        high=row.high,
        worst_quarter=row.worst_quarter,
        accessibility=row.accessibility,
        reasons=row.reasons,
        sensitivity=row.sensitivity,
        helps=row.helps,
        closes=row.closes,
        missing=row.missing,
    )
