"""A service in the words of schema.org."""

from typing import Any, Final

from wijkhart.directory.models import Availability, Service, ServiceTime
from wijkhart.places.models import Place, StepFree
from wijkhart.places.structured import place_facts
from wijkhart.times.models import Occurrence

DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EVERY: Final = {1.0: "P1W", 0.5: "P2W"}
"""How often in a mean week -> how schema.org says it."""


def service_facts(service: Service, next_time: Occurrence | None, url: str) -> dict[str, Any]:
    """An Event with its next date, or a Service when no date is known."""
    facts: dict[str, Any] = {
        "@type": "Event" if next_time else "Service",
        "name": service.name,
        "description": service.description,
        "url": url,
        "audience": _audience(service),
    }
    facts |= _price(service)
    runner = {"@type": "Organization", "name": service.provider.name}
    if next_time is None:
        return facts | {"provider": runner} | _channel(service)
    facts |= {"organizer": runner, "startDate": next_time.starts_at, "endDate": next_time.ends_at}
    facts |= {"inLanguage": ["nl", *service.languages], "eventAttendanceMode": _attendance(service)}
    if service.capacity:
        facts["maximumAttendeeCapacity"] = service.capacity
    if ages := _ages(service):
        facts["typicalAgeRange"] = ages
    if schedule := [_weekly(one) for one in service.times.all() if one.per_week in EVERY]:
        facts["eventSchedule"] = schedule
    if service.place and not service.at_home:
        facts["location"] = _location(service.place)
    return facts


def _audience(service: Service) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@type": "PeopleAudience",
        "audienceType": ", ".join(group.label for group in service.target_groups.all()),
        "suggestedMinAge": service.minimum_age,
        "suggestedMaxAge": service.maximum_age,
    }
    return {key: value for key, value in told.items() if value not in (None, "")}


def _ages(service: Service) -> str:
    """As schema.org writes a range: "65-", "6-12"."""
    low, high = service.minimum_age, service.maximum_age
    if low is None and high is None:
        return ""
    return f"{low or 0}-{'' if high is None else high}"


def _price(service: Service) -> dict[str, Any]:
    if service.price is None:
        return {}
    offer = {"@type": "Offer", "price": service.price, "priceCurrency": "EUR"}
    if service.availability != Availability.UNKNOWN:
        full = service.availability == Availability.FULL
        offer["availability"] = f"https://schema.org/{'SoldOut' if full else 'InStock'}"
    return {"isAccessibleForFree": service.price == 0, "offers": offer}


def _attendance(service: Service) -> str:
    mode = "Offline" if not service.online else ("Mixed" if service.place_id else "Online")
    return f"https://schema.org/{mode}EventAttendanceMode"


def _weekly(one: ServiceTime) -> dict[str, Any]:
    return {
        "@type": "Schedule",
        "repeatFrequency": EVERY[one.per_week],
        "byDay": f"https://schema.org/{DAYS[one.weekday]}",
        "startTime": f"{one.starts_at:%H:%M:%S}",
        "endTime": f"{one.ends_at:%H:%M:%S}",
        "scheduleTimezone": "Europe/Amsterdam",
    }


def _channel(service: Service) -> dict[str, Any]:
    """Where a service without dates can be had."""
    channel: dict[str, Any] = {
        "@type": "ServiceChannel",
        "availableLanguage": ["nl", *service.languages],
    }
    if service.place and not service.at_home:
        channel["serviceLocation"] = _location(service.place)
    return {"availableChannel": channel}


def _location(place: Place) -> dict[str, Any]:
    facts = place_facts(place)
    if place.step_free == StepFree.UNKNOWN:
        return facts
    feature = {"@type": "LocationFeatureSpecification", "name": "wheelchair accessible entrance"}
    return facts | {"amenityFeature": feature | {"value": place.step_free == StepFree.YES}}
