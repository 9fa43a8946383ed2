"""The columns of the city board: on the page, and more of them in a file."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from wijkhart.areas.models import Missing
from wijkhart.coordination.models import CoverageResult
from wijkhart.coordination.queries.board import whole_reasons
from wijkhart.coordination.words import PARTS_LABELS, REASON_LABELS, quarter_label
from wijkhart.core.lists import Column

Row = CoverageResult


def why_of(row: Row) -> str:
    """The reasons in words with their people, or why nothing can be said."""
    if row.missing in Missing.values and not row.need:
        return str(Missing(row.missing).label)
    return ", ".join(f"{REASON_LABELS[reason]}: {people}" for reason, people in whole_reasons(row).items())


def percent_of(row: Row, decimals: int = 0) -> float | None:
    """The part of the people in need that has no place, in percent; the query gives it."""
    share: float | None = getattr(row, "share", None)
    return None if share is None else round(100 * share, decimals)


def _whole(number: float | None) -> int | str:
    return "" if number is None else round(number)


def _rounded(number: float | None, decimals: int, times: float = 1) -> float | str:
    return "" if number is None else round(times * number, decimals)


def _of_first_help(key: str) -> Callable[[Row], Any]:
    """A fact of what helps most; empty when nothing is known to help."""
    return lambda row: row.helps[0].get(key, "") if row.helps else ""


def _of_closing(kind: str, key: str) -> Callable[[Row], Any]:
    """A fact of the smallest change of one kind; empty when no such change closes the spot."""
    return lambda row: (row.closes.get(kind) or {}).get(key, "")


def _help_part(row: Row) -> str:
    part = _of_first_help("part")(row)
    return str(PARTS_LABELS.get(part, part))


COLUMNS: list[Column[Row]] = [
    Column("wijk", _("Wijk"), lambda row: row.area.name, ("area__name",)),
    Column("thema", _("Theme"), lambda row: row.theme.label, ("theme__order",)),
    Column("groep", _("For whom"), lambda row: row.target_group.label, ("target_group__order",)),
    Column("vraag", _("In need"), lambda row: _whole(row.need), ("need",)),
    Column("zonder", _("Without a place"), lambda row: _whole(row.unserved), ("unserved",)),
    Column("aandeel", _("Share (%)"), lambda row: percent_of(row, 1), ("share",)),
    Column("bereik", _("Places nearby"), lambda row: _rounded(row.accessibility, 2), ("accessibility",)),
    Column("zekerheid", _("In the worst quarter?"), lambda row: quarter_label(row.worst_quarter), ("worst_quarter",)),
    Column("waarom", _("Why"), why_of),
]
EXPORT_COLUMNS: list[Column[Row]] = [
    Column("code", _("Code"), lambda row: row.area.code, ("area__code",)),
    *COLUMNS,
    Column("laag", _("Without a place, low"), lambda row: _whole(row.low)),
    Column("hoog", _("Without a place, high"), lambda row: _whole(row.high)),
    Column("kans", _("Chance of the worst quarter (%)"), lambda row: _rounded(row.worst_quarter, 0, 100)),
    Column("hulp_plek", _("Helps most: where"), _of_first_help("place_name")),
    Column("hulp_aanbod", _("Helps most: which service"), _of_first_help("service_name")),
    Column("hulp_dagdeel", _("Helps most: part of the day"), _help_part),
    Column("hulp_plekken", _("Helps most: places a week"), _of_first_help("places")),
    Column("hulp_hier", _("Helps most: people more here"), _of_first_help("gain")),
    Column("hulp_totaal", _("Helps most: people more in total"), _of_first_help("total")),
    Column("dicht_vraag", _("Closes when the need is times"), _of_closing("need", "factor")),
    Column("dicht_aanbod", _("Closes with more places at"), _of_closing("capacity", "service_name")),
    Column("dicht_plekken", _("Closes with so many places a week more"), _of_closing("capacity", "places")),
    Column("dicht_open", _("Closes when it opens longer"), _of_closing("hours", "service_name")),
    Column("dicht_nieuw", _("Closes with something new of so many places a week"), _of_closing("own", "places")),
    Column("dicht_meters", _("Closes when people go so many metres"), _of_closing("reach", "metres")),
]
