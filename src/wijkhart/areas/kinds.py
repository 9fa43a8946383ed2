"""The files that can be brought in: what they are called, what they look like inside, and which job reads them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SQLITE, ZIP, JSON, TEXT = "gpkg", "xlsx", "json", "txt"


@dataclass(frozen=True, slots=True)
class ImportKind:
    """One kind of file."""

    key: str
    label: "StrOrPromise"
    shapes: tuple[str, ...]
    """What the file may be inside; also the ending of its stored name."""
    dated: bool = False
    """Whether the reader may need to be told the year."""

    @property
    def job(self) -> str:
        return f"areas.{self.key}"


KINDS: Final[dict[str, ImportKind]] = {
    kind.key: kind
    for kind in (
        ImportKind("boundaries", _("Map of areas (GeoJSON or GeoPackage)"), (JSON, SQLITE), True),
        ImportKind("health_monitor", _("Health monitor of RIVM (xlsx)"), (ZIP,)),
        ImportKind("key_figures", _("Key figures of StatLine (JSON)"), (JSON,), True),
        ImportKind("district_table", _("Table of wijken (CSV)"), (TEXT,)),
        ImportKind("postcodes", _("Postcodes of four digits (GeoNames)"), (TEXT,)),
    )
}
REMARKS: Final[dict[str, "StrOrPromise"]] = {
    "repaired": _("repaired"),
    "skipped": _("left out"),
    "water": _("without figures"),
    "suppressed": _("withheld by the publisher"),
    "not_asked": _("not asked"),
    "not_joined": _("wijk not on today's map"),
    "not_joined_municipality": _("municipality not on today's map"),
    "not_joined_neighbourhood": _("buurt not on today's map"),
    "no_figure": _("wijk without a figure"),
    "no_figure_municipality": _("municipality without a figure"),
    "no_figure_neighbourhood": _("buurt without a figure"),
    "linked": _("joined by a link"),
    "dropped": _("wrong, left out"),
    "no_map": _("no map"),
    "no_municipality": _("without a municipality"),
    "no_coordinates": _("without coordinates"),
    "outside_grid": _("outside the RD grid"),
    "no_district": _("in no wijk"),
    "mobile": _("mobile or temporary"),
    "same_address": _("same address"),
    "kept_agreed": _("kept as the owner has it"),
}
"""What the kinds of remarks in a report are called; of the importers here and of places."""
COUNTS: Final[dict[str, "StrOrPromise"]] = {
    "areas": _("areas read"),
    "rows": _("rows read"),
    "areas_new": _("new areas"),
    "areas_changed": _("changed areas"),
    "areas_unchanged": _("areas that were the same"),
    "areas_ended": _("areas that ended"),
    "figures": _("figures read"),
    "figures_new": _("new figures"),
    "figures_changed": _("changed figures"),
    "figures_unchanged": _("figures that were the same"),
    "postcodes_new": _("new postcodes"),
    "postcodes_changed": _("changed postcodes"),
    "postcodes_unchanged": _("postcodes that were the same"),
    "new": _("new"),
    "changed": _("changed"),
    "unchanged": _("the same as before"),
}
"""What the counts of a report are called."""


def shape_of(start: bytes) -> str:
    """What a file is by its first bytes, whatever its name says; empty when it is none of ours."""
    if start.startswith(b"SQLite format 3\0"):
        return SQLITE
    if start.startswith(b"PK\x03\x04"):
        return ZIP
    text = start.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in text or not text.strip():
        return ""
    return JSON if text.lstrip()[:1] in (b"{", b"[") else TEXT
