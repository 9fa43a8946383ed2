"""Tables as files: CSV (`;` and BOM, as Dutch spreadsheets expect), ODS and XLSX, safe against formulas."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.writer.excel import save_workbook

FORMATS: Final = {"csv": "CSV", "ods": "ODS", "xlsx": "XLSX"}
"""The value of `?uitvoer=` and what the link says."""

TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")

Row = Sequence[Any]


def export_response(kind: str, name: str, headings: Sequence[str], rows: Iterable[Row]) -> HttpResponse:
    """One table as a download named after the list and the day."""
    filename = f"{slugify(name)}-{timezone.localdate():%Y%m%d}.{kind}"
    content = WRITERS[kind](headings, rows)
    return HttpResponse(
        content, content_type=TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{filename}"'}
    )


def safe_text(value: str) -> str:
    """Text that a spreadsheet will not run: a formula gets an apostrophe before it.

    >>> safe_text("=1+1"), safe_text("gewoon")
    ("'=1+1", 'gewoon')
    """
    return f"'{value}" if value.lstrip(" ").startswith(FORMULA_STARTS) else value


def plain(value: Any) -> int | float | str:
    """One cell: a number stays a number, a missing value stays empty, the rest becomes safe text."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case int() | float():
            return value
        case Decimal():
            return float(value)
        case dt.datetime():
            local = timezone.localtime(value) if timezone.is_aware(value) else value
            return f"{local:%Y-%m-%d %H:%M}"
        case _:
            return safe_text(str(value))


def csv_bytes(headings: Sequence[str], rows: Iterable[Row]) -> bytes:
    """The table as CSV with `;`, decimal commas and a byte order mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_text(heading) for heading in headings])
    writer.writerows([_comma(plain(value)) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(headings: Sequence[str], rows: Iterable[Row]) -> bytes:
    """The table as an Excel workbook of one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Wijkhart")
    sheet.append([safe_text(heading) for heading in headings])
    for row in rows:
        sheet.append([plain(value) for value in row])
    out = io.BytesIO()
    save_workbook(book, out)
    return out.getvalue()


def ods_bytes(headings: Sequence[str], rows: Iterable[Row]) -> bytes:
    """The table as an OpenDocument sheet."""
    book = OpenDocumentSpreadsheet()
    table = Table(name="Wijkhart")
    table.addElement(_ods_row([safe_text(heading) for heading in headings]))
    for row in rows:
        table.addElement(_ods_row([plain(value) for value in row]))
    book.spreadsheet.addElement(table)
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def _ods_row(values: Sequence[int | float | str]) -> TableRow:
    row = TableRow()
    for value in values:
        row.addElement(_ods_cell(value))
    return row


def _ods_cell(value: int | float | str) -> TableCell:
    cell = TableCell(valuetype="string") if isinstance(value, str) else TableCell(valuetype="float", value=value)
    cell.addElement(P(text=str(value)))
    return cell


def _comma(value: float | str) -> str:
    return value if isinstance(value, str) else str(value).replace(".", ",")


WRITERS: Final = {"csv": csv_bytes, "ods": ods_bytes, "xlsx": xlsx_bytes}
