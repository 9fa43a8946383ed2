"""The municipality page: one figure or gap over all wijken, as a map, a table and a ranking."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wijkhart.areas.maps import Picture, choropleth
from wijkhart.areas.models import Area, Measure, Source
from wijkhart.areas.queries import Cell, figure_table
from wijkhart.coordination.models import CoverageRun
from wijkhart.coordination.queries import coverage_in_force
from wijkhart.core.actors import Actor
from wijkhart.core.formats import number, percent
from wijkhart.themes.models import Theme

DEFAULT_TOPIC = "lonely"
GAPS = "gaps"


@dataclass(frozen=True, slots=True)
class Topic:
    """Something the map can show: a figure, or the unserved people of a theme (or of all themes)."""

    key: str
    label: str
    group: str


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One wijk: its place in the ranking (None when unknown), its value, and why a value is missing."""

    area: Area
    rank: int | None
    value: float | None
    unit: str
    reason: str
    band: int | None
    population: int | None


@dataclass(frozen=True, slots=True)
class MunicipalityPicture:
    """All wijken of one municipality by one topic."""

    area: Area
    topic: Topic
    measure: Measure | None
    rows: tuple[RankedRow, ...]
    map: Picture
    own: Cell | None
    country: Cell | None
    source: Source | None
    period: int | None
    estimate: bool
    run: CoverageRun | None
    inhabitants: int
    """Summed over the wijken, which the publisher rounds."""
    own_inhabitants: Cell | None
    """The figure of the municipality itself; None when that measure is not loaded."""
    districts: int

    @property
    def is_gap(self) -> bool:
        return self.measure is None

    @property
    def decimals(self) -> int:
        """How exactly the legend names its bounds: people are whole."""
        return 0 if self.measure is None or self.measure.unit in ("people", "households") else 1


def topics_of(actor: Actor, municipality_code: str) -> list[Topic]:
    """Everything the map of this municipality can show: figures of the wijk picture, then gaps per theme."""
    figures = [
        Topic(measure.key, measure.label, "figures")
        for measure in Measure.objects.filter(group__in=["who", "fare"]).order_by("-group", "order", "key")
    ]
    if coverage_in_force(actor, municipality_code) is None:
        return figures
    gaps = [_all_gaps()]
    gaps += [
        Topic(f"{GAPS}.{theme.key}", _("People without a place: %(theme)s") % {"theme": theme.label}, "gaps")
        for theme in Theme.objects.all()
    ]
    return figures + gaps


def _all_gaps() -> Topic:
    return Topic(GAPS, _("People without a place, summed over all themes"), "gaps")


def municipality_picture(actor: Actor, code: str, topic_key: str = "") -> MunicipalityPicture:
    """The municipality by one topic. Raises `Area.DoesNotExist` for an unknown code."""
    area = Area.objects.visible_to(actor).current().municipalities().get(code=code)
    districts = list(Area.objects.visible_to(actor).current().districts().within(code))
    topics = topics_of(actor, code)
    by_key = {found.key: found for found in topics}
    topic = by_key.get(topic_key) or by_key.get(DEFAULT_TOPIC) or next(iter(topics), _all_gaps())
    if topic.group == "gaps":
        return _by_gap(actor, area, districts, topic)
    return _by_figure(actor, area, districts, topic)


def _by_figure(actor: Actor, area: Area, districts: Sequence[Area], topic: Topic) -> MunicipalityPicture:
    measure = Measure.objects.get(key=topic.key)
    country = Area.objects.visible_to(actor).current().filter(code="NL").first()
    table = figure_table([area, *districts, *([country] if country else [])], [measure])
    cells = {district.code: table[district.code, measure.key] for district in districts}
    values = {code: cell.value for code, cell in cells.items()}
    texts = {code: worded(cell.value, measure.unit, cell.reason) for code, cell in cells.items()}
    reasons = {code: cell.reason for code, cell in cells.items() if cell.value is None}
    picture = choropleth(districts, values, texts)
    shown = next((cell for cell in cells.values() if cell.value is not None), None)
    return MunicipalityPicture(
        area=area,
        topic=topic,
        measure=measure,
        rows=_ranked(districts, values, measure.unit, reasons, picture),
        map=picture,
        own=table[area.code, measure.key],
        country=table[country.code, measure.key] if country else None,
        source=shown.source if shown else None,
        period=shown.period if shown else None,
        estimate=bool(shown and shown.estimate),
        run=None,
        inhabitants=_sum(districts),
        own_inhabitants=_own_inhabitants(area),
        districts=len(districts),
    )


def _by_gap(actor: Actor, area: Area, districts: Sequence[Area], topic: Topic) -> MunicipalityPicture:
    run = coverage_in_force(actor, area.code)
    results = run.results.all() if run else []
    theme = topic.key.removeprefix(GAPS).lstrip(".")
    values: dict[str, float | None] = {district.code: None for district in districts}
    by_id = {district.pk: district.code for district in districts if district.population}
    for result in results:
        code = by_id.get(result.area_id)
        if code and result.unserved is not None and theme in ("", result.theme_id):
            values[code] = (values[code] or 0.0) + result.unserved
    texts = {code: worded(value, "people", _("not computed")) for code, value in values.items()}
    reasons = {code: _no_gap_reason(by_code) for code, by_code in _unknown(districts, values)}
    picture = choropleth(districts, values, texts)
    return MunicipalityPicture(
        area=area,
        topic=topic,
        measure=None,
        rows=_ranked(districts, values, "people", reasons, picture),
        map=picture,
        own=None,
        country=None,
        source=None,
        period=None,
        estimate=True,
        run=run,
        inhabitants=_sum(districts),
        own_inhabitants=_own_inhabitants(area),
        districts=len(districts),
    )


def _unknown(districts: Sequence[Area], values: dict[str, float | None]) -> list[tuple[str, Area]]:
    return [(district.code, district) for district in districts if values[district.code] is None]


def _no_gap_reason(area: Area) -> str:
    return _("nobody lives here") if area.population == 0 else _("the figures this rests on are unknown here")


def _ranked(
    districts: Sequence[Area],
    values: dict[str, float | None],
    unit: str,
    reasons: dict[str, str],
    picture: Picture,
) -> tuple[RankedRow, ...]:
    """Wijken from high to low; equal values share a rank; unknown ones stand last, by name."""
    known = sorted((value for value in values.values() if value is not None), reverse=True)
    bands = {shape.code: shape.band for shape in picture.shapes}
    rows = [
        RankedRow(
            area=area,
            rank=None if (value := values[area.code]) is None else known.index(value) + 1,
            value=value,
            unit=unit,
            reason=reasons.get(area.code, ""),
            band=bands[area.code],
            population=area.population,
        )
        for area in districts
    ]
    return tuple(sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.area.name)))


def _sum(districts: Sequence[Area]) -> int:
    return sum(area.population or 0 for area in districts)


def _own_inhabitants(area: Area) -> Cell | None:
    measures = Measure.objects.filter(key="population")
    return figure_table([area], measures).get((area.code, "population"))


def worded(value: float | None, unit: str, reason: str) -> str:
    """A value as it is said on the map: '55,3 %', '340 mensen', or 'onbekend: ...'."""
    if value is None:
        return _("unknown: %(reason)s") % {"reason": reason}
    if unit == "percent":
        return percent(value)
    if unit == "people":
        return _("%(number)s people") % {"number": number(value, 0)}
    return number(value, 1 if value % 1 else 0)
