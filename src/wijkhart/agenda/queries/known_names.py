"""Names that are no persons: of organisations, places and areas that everybody may see."""

from wijkhart.accounts.models import Organisation
from wijkhart.areas.models import Area
from wijkhart.core.actors import ANONYMOUS
from wijkhart.places.models import Place


def known_names(municipality: str) -> frozenset[str]:
    """What organisations, places and wijken of this municipality are called."""
    organisations = Organisation.objects.visible_to(ANONYMOUS).working_in(municipality)
    places = Place.objects.visible_to(ANONYMOUS).filter(municipality_code=municipality)
    areas = Area.objects.current().within(municipality)
    return frozenset(name for rows in (organisations, places, areas) for name in rows.values_list("name", flat=True))
