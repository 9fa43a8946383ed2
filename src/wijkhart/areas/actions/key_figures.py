"""Key figures of Statistics Netherlands, from StatLine."""

from pathlib import Path

from django.utils.translation import gettext as _

from wijkhart.areas.actions.catalogue import keep_source, source_key
from wijkhart.areas.actions.divisions import Named, division_of, join_remarks, keep_division, wanted
from wijkhart.areas.actions.figures import NewFigure, all_at_once, given
from wijkhart.areas.actions.reporting import begin, nothing_there, write_report
from wijkhart.areas.models import ImportReport, Missing
from wijkhart.areas.readers.statline import StatlineRow, read_statline
from wijkhart.core.actors import Actor
from wijkhart.core.progress import Progress, silent

SOURCE = "cbs-kerncijfers"


def import_key_figures(
    *,
    by: Actor,
    path: Path,
    municipality: str = "",
    year: int | None = None,
    description: Path | None = None,
    progress: Progress = silent,
) -> ImportReport:
    """Bring in key figures of StatLine (JSON), as OData gives them or as a dictionary by area code.

    `description` is the table's DataProperties.json; without it the one beside the file is read, if there is one.
    A second time changes nothing.
    """
    path = Path(path)
    begin(by, municipality)
    progress(0, None, _("Reading the key figures"))
    told = read_statline(path, description, year)
    rows = [row for row in told.rows if wanted(row.code, municipality)]
    if not rows:
        raise nothing_there(path, municipality)
    named = [Named(row.code, row.name or row.code, row.row) for row in rows]
    since, source = division_of(named, told.year), source_key(SOURCE, told.year)
    figures = [
        NewFigure(row.code, since[row.code], key, source, told.year, *given(value, _why(row)))
        for row in rows
        for key, value in row.values.items()
    ]
    remarks = join_remarks(named, told.year, municipality)
    with all_at_once(by=by, figures=figures, progress=progress) as counts:
        keep_division(by=by, named=named, year=told.year)
        keep_source(by=by, key=SOURCE, year=told.year)
        counts["areas"] = len(rows)
        progress(len(rows), len(rows), _("Done"))
        return write_report(
            by=by, kind="key_figures", path=path, municipality=municipality, counts=counts, remarks=remarks
        )


def _why(row: StatlineRow) -> Missing:
    return Missing.NO_INHABITANTS if row.values.get("population") == 0 else Missing.SUPPRESSED
