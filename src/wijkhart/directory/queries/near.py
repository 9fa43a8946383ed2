"""Where somebody means: what the geocoder knows, and the places of the directory by their name."""

from typing import Final

from wijkhart.areas.geocoder import SUGGESTIONS, Exactness, Located, NotFound, locate
from wijkhart.core.actors import ANONYMOUS
from wijkhart.places.kinds import fold
from wijkhart.places.models import Place, PlaceQuerySet

SHORTEST: Final = 3
"""Letters from which part of the name of a place is looked for."""


def where_is(text: str, municipality: str = "") -> Located | NotFound:
    """The point that somebody means: a postcode, a wijk, a municipality, a point, or a place that everyone may see."""
    found = locate(text, municipality)
    if isinstance(found, Located) or len(fold(text)) < SHORTEST:
        return found
    places = _places(fold(text), municipality)
    exact = [place for place in places if fold(place.name) == fold(text)]
    chosen = next(iter(exact), places[0] if len(places) == 1 else None)
    if chosen is None:
        names = dict.fromkeys([*found.suggestions, *(place.name for place in places)])
        return NotFound(found.text, tuple(names)[:SUGGESTIONS])
    return Located(chosen.x or 0.0, chosen.y or 0.0, Exactness.POINT, chosen.name)


def _places(folded: str, municipality: str) -> list[Place]:
    places: PlaceQuerySet = Place.objects.visible_to(ANONYMOUS).located()
    if municipality:
        places = places.filter(municipality_code=municipality)
    for word in folded.split():
        places = places.filter(search_text__contains=word)
    return list(places.only("name", "x", "y").order_by("name", "pk")[: SUGGESTIONS + 1])
