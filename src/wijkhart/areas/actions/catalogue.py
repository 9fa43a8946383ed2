"""The catalogue goes into the database as it stands in the files."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.areas.catalogue import measures, sources
from wijkhart.areas.models import Measure, Source
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed


@transaction.atomic
def load_measures(*, by: Actor, municipality: str = "") -> int:
    """Bring the measures in the database in line with the catalogue; says how many were new or changed."""
    if not by.may("areas.import", municipality):
        raise NotAllowed(_("You may not bring in figures here."))
    known = {measure.key: measure for measure in Measure.objects.all()}
    stale = [
        Measure(key=entry.key, **entry.facts)
        for entry in measures()
        if entry.key not in known or any(getattr(known[entry.key], name) != told for name, told in entry.facts.items())
    ]
    if stale:
        names = list(measures()[0].facts)
        Measure.objects.bulk_create(stale, update_conflicts=True, unique_fields=["key"], update_fields=names)
        record(by, "measures.loaded", municipality=municipality)
    return len(stale)


def source_key(key: str, year: int | None = None) -> str:
    """The key of the row of a data set of the catalogue, for one year."""
    return f"{key}-{year}" if year else key


def keep_source(*, by: Actor, key: str, year: int | None = None) -> Source:
    """The row of a data set of the catalogue, for one year."""
    entry = sources()[key]
    facts: dict[str, Any] = {
        "title": entry.title.format(year=year),
        "publisher": entry.publisher,
        "licence": entry.licence,
        "address": entry.address,
        "year": year,
        "used_for_nl": entry.used_for_nl,
        "used_for_en": entry.used_for_en,
    }
    facts["loaded_at"] = timezone.now()
    return Source.objects.update_or_create(key=source_key(key, year), defaults=facts)[0]
