"""A place in the words of schema.org."""

from typing import Any

from wijkhart.places.models import Place


def place_facts(place: Place) -> dict[str, Any]:
    """A Place with its address and point."""
    facts: dict[str, Any] = {
        "@type": "Place",
        "name": place.name,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": f"{place.street} {place.house_number}".strip(),
            "postalCode": place.postcode,
            "addressLocality": place.town,
            "addressCountry": "NL",
        },
    }
    if place.latitude is not None and place.longitude is not None:
        facts["geo"] = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return facts
