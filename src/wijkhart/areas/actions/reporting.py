"""What every importer does before and after: may it, for where, and what is written down."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.areas.actions.catalogue import load_measures
from wijkhart.areas.models import Area, ImportReport
from wijkhart.areas.readers.problems import broken
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing in a file that somebody should know."""

    kind: str
    text: str
    code: str = ""
    row: int | None = None
    field: str = ""


@dataclass(slots=True)
class Outcome:
    """What an import did: how many of each, and what is worth saying."""

    counts: Counter[str] = field(default_factory=Counter)
    remarks: list[Remark] = field(default_factory=list)


def begin(by: Actor, municipality: str) -> None:
    """Refuse who may not import here, and see to it that the catalogue is in the database."""
    if not by.may("areas.import", municipality):
        raise NotAllowed(_("You may not bring in figures here."))
    load_measures(by=by, municipality=municipality)


def write_report(
    *, by: Actor, kind: str, path: Path, municipality: str, counts: Counter[str], remarks: Iterable[Remark]
) -> ImportReport:
    """Write down what an import did, with the digest of the file that it read."""
    told = [asdict(remark) for remark in remarks]
    with transaction.atomic():
        report = ImportReport.objects.create(
            kind=kind,
            municipality_code=municipality,
            file_name=path.name[:200],
            digest=hashlib.sha256(path.read_bytes()).hexdigest(),
            actor_id=by.actor_id,
            counts=dict(counts) | dict(Counter(remark["kind"] for remark in told)),
            remarks=told,
        )
        record(by, f"areas.{kind}_imported", report, municipality=municipality)
    return report


def nothing_there(path: Path, municipality: str) -> Exception:
    """The file has no row of the municipality that was asked for."""
    return broken(
        path,
        _("No row of this file is in municipality %(code)s.") % {"code": municipality},
        _("Check the municipality code, such as GM0307, or take the national file."),
    )


def check_known(path: Path, municipality: str) -> None:
    """Refuse a municipality that is not on today's map.

    A file of an older division need not have a row of it: a municipality that was merged since then has none, and
    its wijken are named in the report as areas without a figure.
    """
    if municipality and not Area.objects.current().municipalities().filter(code=municipality).exists():
        raise nothing_there(path, municipality)
