"""The kinds of effort and the reach that count in a municipality."""

from wijkhart.core.actors import NATIONAL
from wijkhart.deployment.models import EffortKind, ReachCurve


def kinds_in_force(municipality: str, *, resting: bool = False) -> list[EffortKind]:
    """The national kinds, each replaced by the municipality's own row with the same key; `resting`: with those that
    do not count."""
    chosen: dict[str, EffortKind] = {}
    rows = EffortKind.objects.filter(municipality_code__in=[NATIONAL, municipality])
    for row in sorted(rows, key=lambda one: one.municipality_code):
        chosen[row.key] = row
    return sorted((one for one in chosen.values() if one.active or resting), key=lambda one: (one.order, one.key))


def curves_in_force(municipality: str, *, resting: bool = False) -> list[ReachCurve]:
    """The national curves, each replaced by the municipality's own for the same theme, kind and wijk."""
    rows = ReachCurve.objects.filter(municipality_code__in=[NATIONAL, municipality]).select_related("theme")
    chosen: dict[tuple[str, str, str], ReachCurve] = {}
    for row in sorted(rows, key=lambda one: one.municipality_code):
        chosen[row.theme_id, row.kind, row.district_code] = row
    counting = (one for one in chosen.values() if one.active or resting)
    return sorted(counting, key=lambda one: (one.theme.order, one.theme_id, one.kind, one.district_code))
