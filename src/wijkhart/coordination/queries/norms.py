"""The norms that count in a municipality."""

from typing import Any

from wijkhart.coordination.models import CoverageNorm
from wijkhart.core.actors import NATIONAL

FACTS = (
    "share",
    "share_origin",
    "weekly_places",
    "weekly_places_origin",
    "reach",
    "reach_origin",
    "parts_of_day",
    "parts_of_day_origin",
)
"""What a norm says, apart from what it is about and which figure it uses."""


def norms_in_force(municipality: str) -> list[CoverageNorm]:
    """The national norms, each replaced by the municipality's own row for the same theme and target group."""
    rows = CoverageNorm.objects.filter(municipality_code__in=[NATIONAL, municipality]).select_related(
        "theme", "target_group", "measure"
    )
    chosen: dict[tuple[str, str], CoverageNorm] = {}
    for norm in sorted(rows, key=lambda row: row.municipality_code):
        chosen[norm.theme_id, norm.target_group_id] = norm
    return sorted(
        chosen.values(),
        key=lambda n: (n.theme.order, n.theme_id, n.target_group.order, n.target_group_id),
    )


def recipe_of(norm: CoverageNorm) -> dict[str, Any]:
    """A norm as it is kept with a computation."""
    about = {"theme": norm.theme_id, "target_group": norm.target_group_id, "measure": norm.measure_id or ""}
    return {**about, **{name: getattr(norm, name) for name in FACTS}, "own": bool(norm.municipality_code)}
