"""A place as an HSDS location: address, way in, opening hours."""

from typing import Any, Final

from django.utils.translation import gettext as _

from wijkhart.directory.hsds.basics import Document, attributes, filled, row_id
from wijkhart.directory.hsds.frame import Frame
from wijkhart.directory.hsds.schedules import opening_rows
from wijkhart.places.models import Place, StepFree
from wijkhart.times.models import OpeningHours

COUNTRY: Final = "NL"


def location(place: Place, frame: Frame) -> Document:
    """One place."""
    key = str(place.pk)
    document: dict[str, Any] = {
        "id": key,
        "location_type": "physical",
        "name": place.name,
        "alternate_name": place.registered_name if place.registered_name != place.name else "",
        "description": place.concept,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "external_identifier": place.source_id,
        "external_identifier_type": place.source if place.source_id else "",
    }
    return filled(document | _nested(place, frame)) if frame.full else filled(document)


def _nested(place: Place, frame: Frame) -> Document:
    key = str(place.pk)
    hours = place.opening_hours
    page = frame.url(place.get_absolute_url())
    said = {"location_id": key, "schedule_link": page, "url": page}
    return {
        "addresses": [_address(place, frame)] if _is_whole(place) else [],
        "accessibility": _way_in(place),
        "schedules": opening_rows(hours, frame.today, said) if hours else [],
        "attributes": attributes("location", key, _facts(place)),
    }


def _is_whole(place: Place) -> bool:
    """HSDS wants street, town and postcode all three, or no address at all."""
    return bool(place.street and place.town and place.postcode)


def _address(place: Place, frame: Frame) -> Document:
    """`state_province` may not be left out; we do not know provinces, so the municipality stands there."""
    municipality = frame.names.get(place.municipality_code, place.municipality_code)
    return {
        "id": row_id("address", place.pk),
        "location_id": str(place.pk),
        "address_1": f"{place.street} {place.house_number}".strip(),
        "city": place.town,
        "region": municipality,
        "state_province": municipality,
        "postal_code": f"{place.postcode[:4]} {place.postcode[4:]}".strip(),
        "country": COUNTRY,
        "address_type": "physical",
    }


def _way_in(place: Place) -> list[Document]:
    said = {
        StepFree.YES: _("A wheelchair can get in."),
        StepFree.NO: _("You cannot get in without steps."),
        StepFree.UNKNOWN: "",
    }[StepFree(place.step_free)]
    if not said and not place.access_note:
        return []
    row = {"id": row_id("accessibility", place.pk), "location_id": str(place.pk)}
    return [filled({**row, "description": said, "details": place.access_note})]


def _facts(place: Place) -> Document:
    """What HSDS has no field for."""
    return {
        "kind": place.kind,
        "municipality_code": place.municipality_code,
        "district_code": place.district_code,
        "step_free": place.step_free,
        "functions": place.functions,
        "floor_area": place.floor_area,
        "mobile": place.mobile,
        "agreed": place.agreed,
        "example": place.example,
        **(_closed_days(place.opening_hours) if place.opening_hours else {}),
    }


def _closed_days(hours: OpeningHours) -> Document:
    """The days on which the weekly opening hours do not hold."""
    return {
        "hours_note": hours.note,
        "hours_skip_public_holidays": hours.skips_public_holidays,
        "hours_skip_school_holidays": hours.skips_school_holidays,
        "hours_holiday_region": hours.holiday_region,
        "hours_exception": [
            filled(
                {
                    "on": row.on.isoformat(),
                    "opens_at": row.opens_at and f"{row.opens_at:%H:%M}",
                    "closes_at": row.closes_at and f"{row.closes_at:%H:%M}",
                    "reason": row.reason,
                }
            )
            for row in hours.exceptions.all()
        ],
    }
