"""The table of wijken: figures that stand in no other file, such as loneliness of people of 65 and older."""

from collections import defaultdict
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from wijkhart.areas.actions.catalogue import keep_source, source_key
from wijkhart.areas.actions.divisions import Named, division_of, join_remarks, keep_division, wanted
from wijkhart.areas.actions.figures import NewFigure, all_at_once
from wijkhart.areas.actions.reporting import Remark, begin, check_known, write_report
from wijkhart.areas.models import ImportReport
from wijkhart.areas.readers.district_table import Column, DistrictRow, read_district_table
from wijkhart.core.actors import Actor
from wijkhart.core.progress import Progress, silent


def import_district_table(
    *, by: Actor, path: Path, municipality: str = "", progress: Progress = silent
) -> ImportReport:
    """Bring in the table of wijken (CSV); the start of a column's name is its source and year.

    Only columns of the catalogue are read; an empty cell gives no figure. A second time changes nothing.
    """
    path = Path(path)
    begin(by, municipality)
    progress(0, None, _("Reading the table of wijken"))
    table = read_district_table(path)
    rows = [row for row in table.rows if wanted(row.code, municipality)]
    check_known(path, municipality)
    progress(0, len(rows), _("Finding the areas of each year"))
    figures: list[NewFigure] = []
    remarks: list[Remark] = []
    of_year: dict[int, list[Named]] = {}
    for year, columns in sorted(_by_year(table.columns).items()):
        named = of_year[year] = [Named(row.code, row.name, row.row) for row in rows if _gives(row, columns)]
        since = division_of(named, year)
        for column in columns:
            figures += _figures(column, rows, since)
        remarks += join_remarks(named, year, municipality)
    with all_at_once(by=by, figures=figures, progress=progress) as counts:
        _keep_what_they_are_about(by, of_year, table.columns)
        counts["rows"] = len(rows)
        progress(len(rows), len(rows), _("Done"))
        return write_report(
            by=by, kind="district_table", path=path, municipality=municipality, counts=counts, remarks=remarks
        )


def _keep_what_they_are_about(by: Actor, of_year: dict[int, list[Named]], columns: list[Column]) -> None:
    for year, named in of_year.items():
        keep_division(by=by, named=named, year=year)
    for key, year in {(column.source, column.year) for column in columns}:
        keep_source(by=by, key=key, year=year)


def _by_year(columns: list[Column]) -> dict[int, list[Column]]:
    years: dict[int, list[Column]] = defaultdict(list)
    for column in columns:
        years[column.year].append(column)
    return years


def _gives(row: DistrictRow, columns: list[Column]) -> bool:
    return any(column.name in row.values for column in columns)


def _figures(column: Column, rows: list[DistrictRow], since: dict[str, date]) -> list[NewFigure]:
    source = source_key(column.source, column.year)
    return [
        NewFigure(
            row.code,
            since[row.code],
            column.measure,
            source,
            column.year,
            row.values[column.name],
            estimate=column.estimate,
        )
        for row in rows
        if column.name in row.values
    ]
