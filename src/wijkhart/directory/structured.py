"""A service in the words of schema.org."""

from typing import Any

from wijkhart.directory.models import Service
from wijkhart.places.structured import place_facts
from wijkhart.times.models import Occurrence


def service_facts(service: Service, next_time: Occurrence | None, url: str) -> dict[str, Any]:
    """An Event with its next date, or a Service when no date is known."""
    facts: dict[str, Any] = {
        "@type": "Event" if next_time else "Service",
        "name": service.name,
        "description": service.description,
        "url": url,
    }
    runner = {"@type": "Organization", "name": service.provider.name}
    if next_time is None:
        return facts | {"provider": runner}
    facts |= {"organizer": runner, "startDate": next_time.starts_at, "endDate": next_time.ends_at}
    if service.price is not None:
        facts["isAccessibleForFree"] = service.price == 0
        facts["offers"] = {"@type": "Offer", "price": service.price, "priceCurrency": "EUR"}
    if service.place and not service.at_home:
        facts["location"] = place_facts(service.place)
    return facts
