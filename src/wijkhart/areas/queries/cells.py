"""The figures of areas as pages show them: a value, or the reason why there is none."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from wijkhart.areas.models import Area, AreaLink, Figure, Level, Measure, Missing, Source

EQUAL_CODE: Final = "equal code"
"""The figure is of an older division in which this code stood too: the border may have been another."""
LINK: Final = "link"
"""The figure is weighed from predecessors by links that somebody entered."""
COUNTS = frozenset({"people", "households", "ha"})
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one area."""

    value: float | None
    missing: Missing | str
    """Empty when there is a value."""
    reason: str
    """The reason in words; empty when there is a value."""
    period: int | None
    source: Source | None
    estimate: bool
    unit: str
    low: float | None = None
    high: float | None = None
    joined_via: str = ""

    @property
    def join_note(self) -> str:
        """What to know about a figure of an older division; empty when it is of today's."""
        if self.joined_via == EQUAL_CODE:
            return _(
                "This figure is of the division of %(year)s. The code is the same, the border may have changed."
            ) % {"year": self.period}
        if self.joined_via == LINK:
            return _("This figure is weighed from the areas of %(year)s that went into this one.") % {
                "year": self.period
            }
        return ""


def figure_table(areas: Iterable[Area], measures: Iterable[str | Measure]) -> dict[Key, Cell]:
    """A cell for each area (by code) and each measure (by key): the latest figure, or why there is none.

    Figures of an older division join by an entered link first, else by an equal code, and the cell says so.
    A measure that is not in the catalogue raises `Measure.DoesNotExist`.
    """
    wanted = _known_measures([one if isinstance(one, str) else one.key for one in measures])
    chosen = {area.code: area for area in areas}
    candidates = _candidates(chosen)
    figures = _latest(candidates, wanted)
    divisions = _divisions(wanted)
    linked = _linked(chosen, wanted)
    return {
        (code, key): _cell(area, measure, figures.get((code, key)), linked.get((code, key)), divisions)
        for code, area in chosen.items()
        for key, measure in wanted.items()
    }


def _known_measures(keys: Sequence[str]) -> dict[str, Measure]:
    known = Measure.objects.in_bulk(keys)
    for key in keys:
        if key not in known:
            raise Measure.DoesNotExist(key)
    return {key: known[key] for key in keys}


def _candidates(areas: dict[str, Area]) -> dict[UUID, str]:
    """Every version of these areas: the key of the row, and the code that it stands for."""
    return dict(Area.objects.filter(code__in=areas).values_list("pk", "code"))


def _latest(candidates: dict[UUID, str], measures: dict[str, Measure]) -> dict[Key, Figure]:
    """Of each code and measure the figure of the latest year; in one year a value goes before a reason."""
    rows = Figure.objects.filter(area__code__in=set(candidates.values()), measure__in=measures)
    found: dict[Key, Figure] = {}
    for figure in rows.select_related("source").order_by("source_id"):
        key = (candidates[figure.area_id], figure.measure_id)
        if key not in found or _rank(figure) > _rank(found[key]):
            found[key] = figure
    return found


def _rank(figure: Figure) -> tuple[int, bool, bool]:
    return (figure.period, figure.value is not None, not figure.estimate)


def _divisions(measures: dict[str, Measure]) -> dict[str, int]:
    """The latest year of which each measure is known anywhere."""
    rows = Figure.objects.filter(measure__in=measures).values("measure_id").annotate(latest=Max("period"))
    return {row["measure_id"]: row["latest"] for row in rows}


def _cell(area: Area, measure: Measure, figure: Figure | None, linked: Cell | None, divisions: dict[str, int]) -> Cell:
    if linked and (figure is None or figure.value is None or figure.area_id != area.pk):
        return linked
    if figure is None:
        return _empty(area, measure, _why_none(area, measure, divisions.get(measure.key)))
    if figure.value is None:
        missing = Missing.NO_INHABITANTS if area.population == 0 else Missing(figure.missing)
        return replace(_empty(area, measure, missing), period=figure.period, source=figure.source)
    return Cell(
        value=figure.value,
        missing="",
        reason="",
        period=figure.period,
        source=figure.source,
        estimate=figure.estimate,
        unit=measure.unit,
        low=figure.low,
        high=figure.high,
        joined_via="" if figure.area_id == area.pk or area.level == Level.COUNTRY else EQUAL_CODE,
    )


def _empty(area: Area, measure: Measure, missing: Missing) -> Cell:
    return Cell(
        value=None,
        missing=missing,
        reason=str(missing.label),
        period=None,
        source=None,
        estimate=False,
        unit=measure.unit,
    )


def _why_none(area: Area, measure: Measure, division: int | None) -> Missing:
    if area.population == 0 and measure.unit != "ha":
        return Missing.NO_INHABITANTS
    if division is not None and division < area.valid_from.year:
        return Missing.NOT_JOINED
    return Missing.UNKNOWN


def _linked(areas: dict[str, Area], measures: dict[str, Measure]) -> dict[Key, Cell]:
    """Shares of successors, weighed from their predecessors; only where the links cover the whole successor."""
    shares: dict[UUID, list[AreaLink]] = defaultdict(list)
    for link in AreaLink.objects.filter(successor__in=list(areas.values())):
        shares[link.successor_id].append(link)
    if not shares:
        return {}
    predecessors = {link.predecessor_id for links in shares.values() for link in links}
    figures = _by_area(predecessors, measures)
    found = {}
    for area in areas.values():
        for key, measure in measures.items():
            cell = _weighed(shares.get(area.pk, []), measure, figures)
            if cell:
                found[area.code, key] = cell
    return found


def _by_area(areas: Iterable[UUID], measures: dict[str, Measure]) -> dict[tuple[UUID, str], Figure]:
    """The latest figure of each row of a predecessor; versions of the same code count as that predecessor."""
    codes = dict(Area.objects.filter(pk__in=list(areas)).values_list("pk", "code"))
    latest = _latest(dict(Area.objects.filter(code__in=codes.values()).values_list("pk", "code")), measures)
    return {(pk, key): latest[code, key] for pk, code in codes.items() for key in measures if (code, key) in latest}


def _weighed(links: list[AreaLink], measure: Measure, figures: dict[tuple[UUID, str], Figure]) -> Cell | None:
    parts = [(link.share, figures.get((link.predecessor_id, measure.key))) for link in links]
    known = [(share, figure) for share, figure in parts if figure is not None and figure.value is not None]
    covered = sum(share for share, _figure in known)
    periods = {figure.period for _share, figure in known}
    if measure.unit in COUNTS or len(periods) != 1 or not 0.999 <= covered <= 1.001:
        return None
    first = known[0][1]
    return Cell(
        value=sum(share * (figure.value or 0.0) for share, figure in known) / covered,
        missing="",
        reason="",
        period=first.period,
        source=first.source,
        estimate=any(figure.estimate for _share, figure in known),
        unit=measure.unit,
        joined_via=LINK,
    )
