"""The rows of the city board: every wijk, theme and target group of the computation in force."""

from django.db.models import Case, F, FloatField, QuerySet, Value, When

from wijkhart.analysis.ages import whole_parts
from wijkhart.analysis.coverage import REASONS
from wijkhart.coordination.models import CoverageResult, CoverageRun


def board_of(run: CoverageRun | None) -> QuerySet[CoverageResult]:
    """The results of a computation with their `share` without a place; none when nothing was computed yet."""
    rows = CoverageResult.objects.filter(run=run) if run else CoverageResult.objects.none()
    share = Case(
        When(need__gt=0, then=F("unserved") / F("need")), default=Value(None), output_field=FloatField(null=True)
    )
    return rows.select_related("area", "theme", "target_group").annotate(share=share)


def whole_reasons(result: CoverageResult) -> dict[str, int]:
    """People without a place by reason in whole numbers that sum to the whole, most people first."""
    parts = whole_parts([result.reasons.get(reason, 0.0) for reason in REASONS])
    found = {reason: people for reason, people in zip(REASONS, parts, strict=True) if people}
    return dict(sorted(found.items(), key=lambda item: -item[1]))
