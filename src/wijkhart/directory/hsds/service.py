"""Something offered as an HSDS service, and where it is as a service_at_location."""

from typing import Any, Final

from django.utils.translation import gettext as _

from wijkhart.directory import cards
from wijkhart.directory.hsds.basics import Document, at_place, attributes, filled, row_id
from wijkhart.directory.hsds.facts import service_facts
from wijkhart.directory.hsds.frame import Depth, Frame
from wijkhart.directory.hsds.locations import location
from wijkhart.directory.hsds.organizations import contact_of, organization, phone
from wijkhart.directory.hsds.schedules import schedule_rows
from wijkhart.directory.hsds.words import term_attributes
from wijkhart.directory.models import Availability, Freshness, LifeCycle, Reach, Service
from wijkhart.times.queries import describe

CURRENCY: Final = "EUR"
STATUSES: Final = {
    LifeCycle.RUNNING: "active",
    LifeCycle.PAUSED: "temporarily closed",
    LifeCycle.ENDED: "defunct",
    LifeCycle.IDEA: "inactive",
}


def status(service: Service) -> str:
    """Whether it can be used. What was not confirmed for too long is no longer shown, and so inactive."""
    if service.freshness == Freshness.HIDDEN and service.life_cycle != LifeCycle.ENDED:
        return "inactive"
    return STATUSES[LifeCycle(service.life_cycle)]


def service_document(service: Service, frame: Frame) -> Document:
    """One service, as deep as the frame says."""
    if frame.depth is Depth.MINIMAL:
        return _minimal(service, frame)
    document = _minimal(service, frame) | filled(_single(service))
    if service.provider.published:
        document["organization"] = organization(service.provider, frame)
    return document | filled(_nested(service, frame)) if frame.full else document


def _minimal(service: Service, frame: Frame) -> Document:
    """What HSDS and Open Referral UK ask for, and what a harvester compares."""
    return {
        "id": str(service.pk),
        "name": service.name,
        "status": status(service),
        "url": service.website or frame.url(service.get_absolute_url()),
        "last_modified": service.changed_at.isoformat(timespec="milliseconds"),
    }


def _single(service: Service) -> Document:
    """Everything that has one value."""
    hidden = service.provider.contact_hidden
    return {
        "organization_id": str(service.provider_id),
        "description": service.description,
        "email": "" if hidden else service.email,
        "application_process": service.how_to_join,
        "fees_description": "" if service.price is None else cards.price(service).capitalize(),
        "eligibility_description": cards.for_whom(service).capitalize(),
        "minimum_age": service.minimum_age,
        "maximum_age": service.maximum_age,
        "assured_date": service.confirmed_at and service.confirmed_at.isoformat(),
        "alert": _("This has stopped for a while.") if service.life_cycle == LifeCycle.PAUSED else "",
    }


def _nested(service: Service, frame: Frame) -> Document:
    key = str(service.pk)
    own = service.phone and not service.provider.contact_hidden
    contact = contact_of(service.provider, "service", key) if service.provider.published else None
    words = [*service.themes.all(), *service.target_groups.all()]
    return {
        "additional_urls": [_page(service, frame)],
        "phones": [phone(service.phone, "service", key)] if own else [],
        "contacts": [contact] if contact else [],
        "schedules": schedules(service, frame),
        "service_areas": [service_area(service, frame)],
        "service_at_locations": [_at_location(service, frame)] if has_location(service) else [],
        "languages": [_language(service, code) for code in service.languages],
        "cost_options": [_cost(service, frame)] if service.price is not None else [],
        "capacities": [_capacity(service)] if service.availability == Availability.FULL else [],
        "attributes": [*term_attributes(key, words, frame), *attributes("service", key, service_facts(service))],
    }


def has_location(service: Service) -> bool:
    """Whether it happens at a place that everybody may see."""
    return service.place is not None and service.place.published


def schedules(service: Service, frame: Frame) -> list[Document]:
    """When it happens in the coming year."""
    if service.schedule is None:
        return []
    page = frame.url(service.get_absolute_url())
    attending = cards.where(service) if service.at_home else _("by telephone or on a screen") if service.online else ""
    said = {
        "service_id": str(service.pk),
        "description": describe(service.schedule),
        "attending_type": attending,
        "schedule_link": page,
        "url": page,
    }
    return schedule_rows(service.schedule, frame.today, filled(said))


def area_code(service: Service) -> str:
    """The area whose people it is for: its wijk, or the municipality when it is for all or has no wijk."""
    own = service.place.district_code if service.place else service.district_code
    return service.municipality_code if service.level == Reach.CITY or not own else own


def service_area(service: Service, frame: Frame) -> Document:
    """For the people of which wijk or municipality it is."""
    code = area_code(service)
    kind = "municipality" if code == service.municipality_code else "district"
    return {
        "id": row_id("service_area", service.pk),
        "service_id": str(service.pk),
        "name": frame.names.get(code, code),
        "attributes": attributes(
            "service_area", row_id("service_area", service.pk), {"area_code": code, "level": kind}
        ),
    }


def _page(service: Service, frame: Frame) -> Document:
    page = frame.url(service.get_absolute_url())
    return {"id": row_id("url", service.pk), "service_id": str(service.pk), "label": "Wijkhart", "url": page}


def _language(service: Service, code: str) -> Document:
    names = dict(zip(service.languages, service.language_names, strict=True))
    return {
        "id": row_id("language", service.pk, code),
        "service_id": str(service.pk),
        "name": str(names[code]),
        "code": code,
    }


def _cost(service: Service, frame: Frame) -> Document:
    """`url` is asked for by Open Referral UK."""
    return {
        "id": row_id("cost_option", service.pk),
        "service_id": str(service.pk),
        "currency": CURRENCY,
        "amount": float(service.price or 0),
        "amount_description": _("per time"),
        "url": frame.url(service.get_absolute_url()),
    }


def _capacity(service: Service) -> Document:
    """HSDS asks how many places are free; we know that only of what is full."""
    unit = row_id("unit", "people")
    return filled(
        {
            "id": row_id("capacity", service.pk),
            "service_id": str(service.pk),
            "unit_id": unit,
            "unit": {"id": unit, "name": _("people")},
            "available": 0,
            "maximum": service.capacity,
            "updated": service.changed_at.isoformat(timespec="milliseconds"),
        }
    )


def _at_location(service: Service, frame: Frame) -> Document:
    """The row that joins a service to its place."""
    key = str(at_place(service.pk))
    facts = {"room_id": service.room_id, "room": service.room.name if service.room else ""}
    row = filled({"id": key, "service_id": str(service.pk), "location_id": str(service.place_id)})
    if service.place is not None:
        row["location"] = location(service.place, frame)
    described = {"description": _("Room: %(name)s") % {"name": facts["room"]} if facts["room"] else ""}
    return row | filled({**described, "attributes": attributes("service_at_location", key, facts)})


def service_at_location(service: Service, frame: Frame) -> Document:
    """A service at its place, on its own.

    Its name, status and url stand beside it: the published description of this answer points to the schema of a
    service, which asks for them.
    """
    row: dict[str, Any] = _minimal(service, frame)
    if frame.depth is Depth.MINIMAL:
        return row | {"id": str(at_place(service.pk))}
    row |= _at_location(service, frame)
    if not frame.full:
        return row
    key = row["id"]
    rows = [{**one, "service_at_location_id": key} for one in schedules(service, frame)]
    areas = [{**service_area(service, frame), "service_at_location_id": key}]
    return row | filled({"schedules": rows, "service_areas": areas, "service": service_document(service, frame)})
