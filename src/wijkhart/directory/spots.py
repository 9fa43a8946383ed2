"""The map beside a list of what was found."""

from collections.abc import Sequence
from urllib.parse import urlencode

from wijkhart.areas.maps import SpotMap, spot_map
from wijkhart.areas.queries import districts_of
from wijkhart.directory.cards import Card
from wijkhart.directory.forms import ServiceFilter
from wijkhart.directory.queries.find import Search


def map_of(cards: Sequence[Card], form: ServiceFilter, asked: Search) -> SpotMap | None:
    """The cards by their number on the wijken of the municipality; nothing when there is not one municipality.

    What is at one and the same point shares a mark, which leads to the first.
    """
    points: dict[tuple[float, float], list[tuple[int, Card]]] = {}
    for number, card in enumerate(cards, start=1):
        if point := card.service.coordinates:
            points.setdefault(point, []).append((number, card))
    if not form.municipality or not points:
        return None
    spots = [
        (
            f"{there[0][0]}+" if len(there) > 1 else f"{there[0][0]}",
            *point,
            ", ".join(f"{number}. {card.service.name}" for number, card in there),
            f"#hit-{there[0][0]}",
        )
        for point, there in points.items()
    ]
    areas = list(districts_of(form.municipality))
    asked_now = {name: value for name, value in form.parameters.items() if name not in ("bij", "afstand")}
    urls = {area.code: f"?{urlencode({**asked_now, 'wijk': area.code})}" for area in areas}
    near = asked.near
    return spot_map(areas, spots, urls, (near.x, near.y, near.radius) if near else None)
