"""How much a division rests on what was assumed, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from wijkhart.core.formats import number
from wijkhart.deployment.claim_words import limit_words
from wijkhart.deployment.models import Division
from wijkhart.deployment.names import Names

TOLD: Final = 4
"""How many wijken are named of those that change."""


@dataclass(frozen=True, slots=True)
class SwingRow:
    """The division with one reach halved or doubled, beside the division as it is."""

    theme: str
    kind: str
    factor: float
    source: str
    """Empty: an assumption."""
    moved: float
    """Hours that would lie elsewhere."""
    part: float
    """Of all hours, in percents."""
    where: str

    @property
    def change(self) -> str:
        return _("half as large") if self.factor < 1 else _("twice as large")


@dataclass(frozen=True, slots=True)
class TippingRow:
    """From which weight of a theme on hours move."""

    theme: str
    factor: float
    exact: bool
    where: str

    @property
    def turned(self) -> str:
        return _("half as heavy") if self.factor < 1 else _("twice as heavy")

    @property
    def when(self) -> str:
        told = {"factor": number(self.factor, 2)}
        if self.factor >= 1:
            return _("more than %(factor)s times as heavy") % told
        return _("less than %(factor)s times as heavy") % told


@dataclass(frozen=True, slots=True)
class LimitRow:
    """What one unit more of a limit would add, in weighed people."""

    limit: str
    unit: str
    year: int
    amount: float
    exact: bool


def swing_rows(division: Division, names: Names) -> list[SwingRow]:
    """What moves most first."""
    total = sum(sum(row) for row in division.result["capacity_used"]) or 1.0
    sources = {(one["theme"], one["kind"]): one["source"] for one in division.inputs["curves"]}
    rows = [
        SwingRow(
            names.theme(one["theme"]),
            names.kind(one["kind"]),
            one["factor"],
            sources.get((one["theme"], one["kind"]), ""),
            one["moved"],
            100 * one["moved"] / total,
            where_words(one["hours"], names),
        )
        for one in division.result["swings"]
    ]
    return sorted(rows, key=lambda row: (-row.moved, row.theme, row.kind, row.factor))


def weight_rows(division: Division, names: Names) -> list[TippingRow]:
    """What moves most first, of divisions that also look at who stays behind."""
    kept = sorted(division.result.get("weights", []), key=lambda one: (-one["moved"], one["theme"], one["factor"]))
    return [
        TippingRow(names.theme(one["theme"]), one["factor"], one["proven"], where_words(one["hours"], names))
        for one in kept
    ]


def tipping_rows(division: Division, names: Names) -> list[TippingRow]:
    """The smallest change of weight first."""
    rows = [
        TippingRow(names.theme(one["theme"]), one["factor"], one["exact"], where_words(one["hours"], names))
        for one in division.result["tippings"]
    ]
    return sorted(rows, key=lambda row: (max(row.factor, 1 / max(row.factor, 1e-6)), row.theme))


def limit_rows(division: Division, names: Names) -> list[LimitRow]:
    """The most useful limit to move first."""
    rows = [
        LimitRow(
            limit_words(one["limit"], one["key"], names),
            unit_words(one["limit"]),
            names.year(one["period"]),
            one["amount"],
            one["how"] == "dual",
        )
        for one in division.result["worths"]
    ]
    return sorted(rows, key=lambda row: (row.year, -row.amount, row.limit))


def unit_words(limit: str) -> str:
    """One unit more (or of a lower limit: less)."""
    return {
        "euros": _("one euro more"),
        "places": _("one room place more"),
        "floor": _("one hour less"),
    }.get(limit, _("one hour more"))


def where_words(hours: Mapping[str, float], names: Names) -> str:
    """Where hours come and go, the most first."""
    if not hours:
        return _("nowhere: the hours stay where they are")
    moved = sorted(hours.items(), key=lambda one: (-abs(one[1]), one[0]))
    told = [f"{names.area(code)} {'+' if by > 0 else '-'}{number(abs(by))}" for code, by in moved[:TOLD]]
    if len(moved) > TOLD:
        told.append(_("and %(count)s more") % {"count": len(moved) - TOLD})
    return ", ".join(told)
