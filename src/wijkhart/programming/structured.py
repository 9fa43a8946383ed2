"""A published week for search engines."""

from collections.abc import Iterable
from typing import Any

from wijkhart.programming.models import WeekLine


def week_events(lines: Iterable[WeekLine], url: str) -> list[dict[str, Any]]:
    """schema.org Event for each line."""
    return [_event(line, url) for line in lines]


def _event(line: WeekLine, url: str) -> dict[str, Any]:
    begins, ends = line.instants
    facts: dict[str, Any] = {"@type": "Event", "name": line.title, "startDate": begins, "endDate": ends, "url": url}
    if line.about:
        facts["description"] = line.about
    if line.place:
        facts["location"] = {"@type": "Place", "name": line.place.name, "address": line.place.address}
    if line.maker:
        facts["organizer"] = {"@type": "Organization", "name": line.maker}
    return facts
