"""Postcodes of four digits, for "near me" without a network."""

from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.areas.actions.catalogue import keep_source
from wijkhart.areas.actions.reporting import Remark, begin, check_known, write_report
from wijkhart.areas.models import ImportReport, Level, Postcode
from wijkhart.areas.queries.space import areas_at
from wijkhart.areas.readers.postcodes import PostcodeRow, read_postcodes
from wijkhart.core.actors import Actor
from wijkhart.core.progress import Progress, silent

FACTS = ["place", "municipality_code", "latitude", "longitude", "x", "y"]


def import_postcodes(*, by: Actor, path: Path, municipality: str = "", progress: Progress = silent) -> ImportReport:
    """Bring in postcodes with their points (NL.txt of GeoNames); a second time changes nothing.

    A row whose point lies over 50 km from the middle of its neighbours by number is wrong: it is dropped and named.
    """
    path = Path(path)
    begin(by, municipality)
    progress(0, None, _("Reading the postcodes"))
    read = read_postcodes(path)
    _locate(read)
    rows = [row for row in read if municipality in ("", row.municipality)]
    check_known(path, municipality)
    postcodes = _postcodes([row for row in rows if not row.is_wrong])
    with transaction.atomic():
        keep_source(by=by, key="geonames-postcodes")
        counts = _write(by, postcodes)
        progress(len(rows), len(rows), _("Done"))
        return write_report(
            by=by, kind="postcodes", path=path, municipality=municipality, counts=counts, remarks=_remarks(rows)
        )


def _locate(rows: list[PostcodeRow]) -> None:
    """The municipality of today's map that holds the point goes before the older one in the file."""
    codes = areas_at([(row.x, row.y) for row in rows], Level.MUNICIPALITY)
    for row, code in zip(rows, codes, strict=True):
        row.municipality = row.municipality if row.is_wrong else code or row.municipality


def _postcodes(rows: list[PostcodeRow]) -> list[Postcode]:
    """One for each number: the middle of its points, under its first name."""
    by_digits: dict[str, list[PostcodeRow]] = defaultdict(list)
    for row in rows:
        by_digits[row.digits].append(row)
    return [
        Postcode(
            digits=digits,
            place=same[0].place[:80],
            municipality_code=same[0].municipality,
            latitude=_middle([row.latitude for row in same], 6),
            longitude=_middle([row.longitude for row in same], 6),
            x=_middle([row.x for row in same], 1),
            y=_middle([row.y for row in same], 1),
        )
        for digits, same in sorted(by_digits.items())
    ]


def _middle(values: list[float], decimals: int) -> float:
    return round(float(np.mean(values)), decimals)


def _write(by: Actor, postcodes: list[Postcode]) -> Counter[str]:
    known = Postcode.objects.in_bulk([one.digits for one in postcodes])
    new = [one for one in postcodes if one.digits not in known]
    changed = [
        one
        for one in postcodes
        if one.digits in known and any(getattr(one, name) != getattr(known[one.digits], name) for name in FACTS)
    ]
    Postcode.objects.bulk_create(new, batch_size=1000)
    Postcode.objects.bulk_update(changed, FACTS, batch_size=500)
    same = len(postcodes) - len(new) - len(changed)
    return Counter(postcodes_new=len(new), postcodes_changed=len(changed), postcodes_unchanged=same)


def _remarks(rows: list[PostcodeRow]) -> list[Remark]:
    remarks = []
    for row in rows:
        facts = {"digits": row.digits, "place": row.place, "km": round(row.astray / 1000)}
        if row.is_wrong:
            text = _("%(digits)s %(place)s lies %(km)d km from the postcodes with numbers around it; it was left out.")
            remarks.append(Remark("dropped", text % facts, row.digits, row.row, "latitude"))
        elif not row.municipality:
            text = _("%(digits)s %(place)s has no municipality.") % facts
            remarks.append(Remark("no_municipality", text, row.digits, row.row))
    return remarks
