"""Which school holidays a municipality follows."""

from wijkhart.areas.models import Area
from wijkhart.times.models import Region

NORTH_OF_SOUTH, SOUTH_OF_NORTH = 430_000, 468_000


def school_region(y: float | None) -> str:
    """The school region, roughly, by how far north it lies on the RD grid; who keeps the entry can say otherwise."""
    if y is None or NORTH_OF_SOUTH <= y <= SOUTH_OF_NORTH:
        return Region.MIDDLE
    return Region.NORTH if y > SOUTH_OF_NORTH else Region.SOUTH


def school_region_of(municipality: str) -> str:
    """The school region of a municipality by its code."""
    return school_region(Area.objects.current().filter(code=municipality).values_list("y", flat=True).first())
