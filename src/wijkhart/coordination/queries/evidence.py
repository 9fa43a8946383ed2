"""What names a white spot, an overlap or searches in vain as evidence on an agenda."""

from wijkhart.areas.models import Area
from wijkhart.coordination.models import Overlap
from wijkhart.coordination.queries.gaps import Gap
from wijkhart.themes.models import Theme


def gap_reference(gap: Gap) -> str:
    """A white spot keeps its name from one computation to the next."""
    return f"gap-{gap.key}"


def overlap_reference(overlap: Overlap) -> str:
    return f"overlap-{overlap.pk}"


def searches_reference(area: Area, theme: Theme) -> str:
    return f"searches-{area.code}-{theme.key}"
