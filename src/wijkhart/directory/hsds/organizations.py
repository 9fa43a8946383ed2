"""A provider as an HSDS organization, and how to reach it."""

from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.directory.hsds.basics import Document, attributes, filled, row_id
from wijkhart.directory.hsds.frame import Frame

KVK = ("NL-KVK", "KvK-nummer")
"""The register of companies: its code in the list of org-id.guide, and its name."""


def organization(one: Organisation, frame: Frame) -> Document:
    """One organisation; whole, or only what has one value."""
    page = frame.url(one.get_absolute_url())
    reached = {} if one.contact_hidden else {"email": one.email, "website": one.website}
    document = filled(
        {"id": str(one.pk), "name": one.name, "description": described(one, frame), "uri": page, **reached}
    )
    return document | filled(_nested(one)) if frame.full else document


def described(one: Organisation, frame: Frame) -> str:
    """Its own description, or a sentence of its facts: HSDS asks for one, and a group of neighbours has none."""
    if one.description.strip():
        return one.description
    said = _("%(kind)s, with paid staff or statutes.") if one.formal else _("%(kind)s, residents among themselves.")
    towns = ", ".join(frame.names.get(code, code) for code in one.codes)
    first = said % {"kind": one.get_kind_display().capitalize()}
    return " ".join([first, _("Works in: %(towns)s.") % {"towns": towns}]) if towns else first


def _nested(one: Organisation) -> Document:
    key = str(one.pk)
    numbers = [phone(one.phone, "organization", key)] if one.phone and not one.contact_hidden else []
    contact = contact_of(one, "organization", key)
    return {
        "phones": numbers,
        "contacts": [contact] if contact else [],
        "funding": [_subsidy(key)] if one.subsidised else [],
        "organization_identifiers": [_kvk(one)] if one.kvk_number else [],
        "attributes": attributes("organization", key, _facts(one)),
    }


def _facts(one: Organisation) -> Document:
    """What HSDS has no field for."""
    return {
        "kind": one.kind,
        "formal": one.formal,
        "subsidised": one.subsidised,
        "municipality_code": list(one.codes),
        "home_municipality_code": one.home_municipality_code,
        "own_description": bool(one.description.strip()),
        "contact_hidden": one.contact_hidden,
        "kept_by": one.kept_by_id if one.kept_by and one.kept_by.published else None,
        "example": one.example,
        "source": one.source,
        "source_id": one.source_id,
    }


def _subsidy(key: str) -> Document:
    return {"id": row_id("funding", key), "organization_id": key, "source": _("Subsidy of the municipality")}


def _kvk(one: Organisation) -> Document:
    scheme, called = KVK
    return {
        "id": row_id("identifier", one.pk, scheme),
        "organization_id": str(one.pk),
        "identifier_scheme": scheme,
        "identifier_type": called,
        "identifier": one.kvk_number,
    }


def phone(number: str, entity: str, key: str) -> Document:
    """A number of an organization, service or contact."""
    return {"id": row_id("phone", entity, key, number), f"{entity}_id": key, "number": number, "type": "voice"}


def contact_of(one: Organisation, entity: str, key: str) -> Document | None:
    """How to reach an organisation. A group that wants its own contact hidden is reached through who keeps it."""
    through = one.kept_by if one.contact_hidden else one
    if through is None or not through.published or through.contact_hidden:
        return None
    if not (through.email or through.phone):
        return None
    name = row_id("contact", entity, key, through.pk)
    return filled(
        {
            "id": name,
            f"{entity}_id": key,
            "name": through.name,
            "email": through.email,
            "phones": [phone(through.phone, "contact", name)] if through.phone else [],
        }
    )
