"""The health monitor: modelled estimates for the areas of its own year."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from wijkhart.areas.actions.catalogue import keep_source, source_key
from wijkhart.areas.actions.divisions import Named, division_of, join_remarks, keep_division, wanted
from wijkhart.areas.actions.figures import NewFigure, all_at_once
from wijkhart.areas.actions.reporting import Remark, begin, check_known, write_report
from wijkhart.areas.models import ImportReport, Missing
from wijkhart.areas.readers.monitor import MonitorFile, MonitorRow, read_monitor
from wijkhart.core.actors import Actor
from wijkhart.core.progress import Progress, silent

SOURCE = "gezondheidsmonitor"


def import_health_monitor(
    *, by: Actor, path: Path, municipality: str = "", progress: Progress = silent
) -> ImportReport:
    """Bring in a file of the health monitor (xlsx of RIVM); a second time changes nothing.

    Areas of its year that are not on today's map are kept as areas of that year. All values are modelled estimates.
    """
    path = Path(path)
    begin(by, municipality)
    progress(0, None, _("Reading the health monitor"))
    told = read_monitor(path, progress)
    rows = [row for row in told.rows if wanted(row.code, municipality)]
    check_known(path, municipality)
    named = [Named(row.code, _name(row), row.row) for row in rows]
    progress(0, len(rows), _("Finding the areas of %(year)s") % {"year": told.year})
    since, source = division_of(named, told.year), source_key(SOURCE, told.year)
    figures = [
        NewFigure(row.code, since[row.code], key, source, told.year, *_said(value), estimate=True)
        for row in rows
        for key, value in row.values.items()
    ]
    remarks = [*_remarks(told, rows), *join_remarks(named, told.year, municipality)]
    with all_at_once(by=by, figures=figures, progress=progress) as counts:
        keep_division(by=by, named=named, year=told.year)
        keep_source(by=by, key=SOURCE, year=told.year)
        counts["areas"] = len(rows)
        progress(len(rows), len(rows), _("Done"))
        return write_report(
            by=by, kind="health_monitor", path=path, municipality=municipality, counts=counts, remarks=remarks
        )


def _said(value: float | Missing) -> tuple[float | None, str]:
    return (None, value.value) if isinstance(value, Missing) else (value, "")


def _name(row: MonitorRow) -> str:
    """Municipalities and the country have a name; wijken and buurten have only that of their municipality."""
    return row.municipality_name or row.code


def _remarks(told: MonitorFile, rows: list[MonitorRow]) -> Iterator[Remark]:
    if told.other:
        text = _("%(count)d rows of other ages, or of margins, were left out.") % {"count": told.other}
        yield Remark("skipped", text)
    for row in rows:
        withheld = [key for key, value in row.values.items() if value == Missing.SUPPRESSED]
        if withheld:
            text = _("%(code)s (%(name)s): withheld by the publisher.") % {"code": row.code, "name": _name(row)}
            yield Remark("suppressed", text, row.code, row.row, "" if len(withheld) > 3 else ", ".join(withheld))
    asked_nowhere = [
        key for key in (rows[0].values if rows else {}) if all(row.values[key] == Missing.NOT_ASKED for row in rows)
    ]
    for key in asked_nowhere:
        text = _("%(measure)s was not asked in %(year)s.") % {"measure": key, "year": told.year}
        yield Remark("not_asked", text, field=key)
