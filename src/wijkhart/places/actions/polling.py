"""Bringing in the open list of polling places: known public places, not an agreed directory."""

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.areas.models import ImportReport, Source
from wijkhart.areas.queries import districts_at
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed
from wijkhart.core.progress import Progress, silent
from wijkhart.places.kinds import clean_name, fold, kind_of
from wijkhart.places.models import Place, PlaceKind
from wijkhart.places.polling_file import PollingRow, read_polling_places

SOURCE = "stembureaus-2023"
BATCH = 1000


def import_polling_places(
    *, by: Actor, path: Path, municipality: str = "", progress: Progress = silent
) -> ImportReport:
    """Bring in every row of the list, or those of one municipality; a second time changes nothing.

    Each row is one place: the publisher lists a building once and numbers the station in its name ("Bergkerk 1"),
    so nothing is merged; the number goes from the name and the name as registered is kept. Rows that share an
    address with another are named in the report. A place that its owner has taken over is left alone.
    """
    if not by.may("areas.import", municipality):
        raise NotAllowed(_("You may not bring in places here."))
    path = Path(path)
    progress(0, None, _("Reading the list of polling places"))
    rows = _of_municipality(path, read_polling_places(path), municipality)
    progress(0, len(rows), _("Finding the wijk of each place"))
    districts = districts_at([(row.x, row.y) for row in rows])
    facts = [_facts(row, district) for row, district in zip(rows, districts, strict=True)]
    with transaction.atomic():
        counts, kept = _write(facts, progress)
        report = ImportReport.objects.create(
            kind="places",
            municipality_code=municipality,
            file_name=path.name,
            digest=hashlib.sha256(path.read_bytes()).hexdigest(),
            actor_id=by.actor_id,
            counts={"rows": len(rows), **counts},
            remarks=_remarks(rows, districts) + kept,
        )
        report.counts |= Counter(remark["kind"] for remark in report.remarks)
        report.save(update_fields=["counts"])
        record(by, "places.imported", report, municipality=municipality)
    progress(len(rows), len(rows), _("Done"))
    return report


def _of_municipality(path: Path, rows: list[PollingRow], municipality: str) -> list[PollingRow]:
    wanted = [row for row in rows if municipality in ("", row.municipality)]
    if not wanted:
        message = _("No row of this file is in municipality %(code)s.") % {"code": municipality or "-"}
        advice = _("Check the municipality code, or take the national file.")
        raise BadInput([InputProblem(path.name, None, "CBS gemeentecode", message, advice)])
    return wanted


def _facts(row: PollingRow, district: str) -> dict[str, Any]:
    name = clean_name(row.name)[:160]
    street, number, town = row.street[:120], row.house_number[:20], row.town[:80]
    return {
        "source_id": row.id,
        "name": name,
        "registered_name": row.name[:200] if row.name != name else "",
        "search_text": fold(f"{row.name} {street} {number} {row.postcode} {town}"),
        "kind": kind_of(row.name, list(row.uses), row.derived),
        "municipality_code": row.municipality,
        "district_code": district,
        "street": street,
        "house_number": number,
        "postcode": row.postcode[:6],
        "town": town,
        "x": row.x,
        "y": row.y,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "step_free": row.step_free,
        "access_note": row.extra,
        "functions": list(row.uses),
        "mobile": row.mobile,
    }


def _write(facts: list[dict[str, Any]], progress: Progress) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """Make what is new, change what differs, leave what its owner took over."""
    Source.objects.get_or_create(
        key=SOURCE,
        defaults={
            "title": "Stembureaus Tweede Kamerverkiezing 22 november 2023",
            "publisher": "Waar is mijn stemlokaal",
            "licence": "vrij te hergebruiken zonder voorwaarden",
            "address": "https://waarismijnstemlokaal.nl/data",
        },
    )
    known = {place.source_id: place for place in Place.objects.filter(source=SOURCE)}
    new = [Place(source=SOURCE, **fact) for fact in facts if fact["source_id"] not in known]
    old = [
        (known[fact["source_id"]], _keeping(known[fact["source_id"]], fact))
        for fact in facts
        if fact["source_id"] in known
    ]
    kept = [place for place, _fact in old if place.agreed]
    changed = [_changed(place, fact) for place, fact in old if not place.agreed and _differs(place, fact)]
    progress(len(old), len(facts), _("Writing the places"))
    Place.objects.bulk_create(new, batch_size=BATCH)
    if changed:
        Place.objects.bulk_update(changed, [*facts[0], "version"], batch_size=BATCH)
    counts = {"new": len(new), "changed": len(changed), "unchanged": len(old) - len(changed)}
    return counts, [_remark("kept_agreed", place.source_id, None, "", place.name) for place in kept]


def _keeping(place: Place, fact: dict[str, Any]) -> dict[str, Any]:
    """A kind that an earlier, richer file told is not lost to one that says nothing."""
    return fact | {"kind": place.kind} if fact["kind"] == PlaceKind.OTHER else fact


def _differs(place: Place, fact: dict[str, Any]) -> bool:
    return any(getattr(place, field) != value for field, value in fact.items())


def _changed(place: Place, fact: dict[str, Any]) -> Place:
    for field, value in fact.items():
        setattr(place, field, value)
    place.version += 1
    return place


def _remark(kind: str, code: str, row: int | None, field: str, text: str) -> dict[str, Any]:
    return {"kind": kind, "code": code, "row": row, "field": field, "text": text}


def _remarks(rows: list[PollingRow], districts: list[str]) -> list[dict[str, Any]]:
    addresses = Counter(_address(row) for row in rows)
    remarks = []
    for row, district in zip(rows, districts, strict=True):
        for kind, field in _oddities(row, district, addresses):
            remarks.append(_remark(kind, row.municipality, row.row, field, row.name))
    return remarks


def _address(row: PollingRow) -> tuple[str, str, str]:
    return (row.municipality, row.postcode, row.house_number)


def _oddities(row: PollingRow, district: str, addresses: Counter[tuple[str, str, str]]) -> list[tuple[str, str]]:
    found = []
    if row.latitude is None and row.x is None:
        found.append(("no_coordinates", "X"))
    elif row.x is None:
        found.append(("outside_grid", "X"))
    elif not district:
        found.append(("no_district", "X"))
    if row.mobile:
        found.append(("mobile", "Type stembureau"))
    if row.postcode and row.house_number and addresses[_address(row)] > 1:
        found.append(("same_address", "Postcode"))
    return found
