"""The wijk picture: one query behind the page, the command and the API."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from wijkhart.areas.maps import Picture, close_up
from wijkhart.areas.models import Area, Level, Measure, Missing, Source
from wijkhart.areas.queries import Cell, figure_table
from wijkhart.coordination.models import CoverageRun
from wijkhart.coordination.queries import (
    MovedOn,
    ToldGap,
    ToldOverlap,
    UnknownNeed,
    coverage_in_force,
    gaps_of,
    inputs_moved_on,
    told_gaps,
    told_overlaps,
    unknown_needs_of,
)
from wijkhart.coordination.queries.advice import ADVISED
from wijkhart.core.actors import Actor
from wijkhart.core.formats import percent
from wijkhart.directory.models import Service
from wijkhart.directory.queries import services_within
from wijkhart.places.models import Place
from wijkhart.portal.charts import Bars, bars_of
from wijkhart.times.models import PartOfDay
from wijkhart.times.queries import describe, weekly_sessions

COUNTRY = "NL"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One measure for the wijk, beside its municipality and the country."""

    measure: Measure
    district: Cell
    municipality: Cell
    country: Cell

    @property
    def cells(self) -> tuple[Cell, Cell, Cell]:
        return self.district, self.municipality, self.country


@dataclass(frozen=True, slots=True)
class PlaceItem:
    """A place of the wijk, with its number on the map (None when it has no point)."""

    place: Place
    number: int | None
    services: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A service with what the list beside the map says of it."""

    service: Service
    when: str
    parts_of_day: tuple[PartOfDay, ...]
    weekly_places: float | None
    number: int | None


@dataclass(frozen=True, slots=True)
class ThemeOffers:
    """The services of one theme; a service with two themes stands under both."""

    key: str
    label: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Wijkbeeld:
    """One wijk: who lives there, how they fare, what there is, and what is missing."""

    area: Area
    municipality: Area
    population: Cell
    rank: int | None
    of: int
    who: tuple[FigureRow, ...]
    fare: tuple[FigureRow, ...]
    places: tuple[PlaceItem, ...]
    themes: tuple[ThemeOffers, ...]
    services: int
    white_spots: tuple[ToldGap, ...]
    unknown_needs: tuple[UnknownNeed, ...]
    overlaps: tuple[ToldOverlap, ...]
    """Only for who may see them."""
    run: CoverageRun | None
    moved_on: tuple[MovedOn, ...]
    """Why the white spots are older than the facts under them; empty when they are not."""
    map: Picture
    example_supply: bool
    sources: tuple[Source, ...]

    @property
    def worst_spots(self) -> tuple[ToldGap, ...]:
        """The white spots that stand open on the page."""
        return self.white_spots[:ADVISED]

    @property
    def other_spots(self) -> tuple[ToldGap, ...]:
        return self.white_spots[ADVISED:]

    @property
    def without(self) -> int:
        """People without a place, over all white spots."""
        return sum(spot.gap.unserved for spot in self.white_spots)

    @property
    def unknown_by_reason(self) -> list[tuple[str, str]]:
        """Why a need cannot be counted here, and of which themes and target groups."""
        found: dict[str, list[str]] = defaultdict(list)
        for need in self.unknown_needs:
            reason = str(Missing(need.missing).label) if need.missing in Missing.values else need.missing
            found[reason].append(f"{need.theme.label} ({need.target_group.label})")
        return [(reason, ", ".join(needs)) for reason, needs in found.items()]

    @property
    def ages(self) -> Bars:
        """The age groups as bars beside those of the country; empty when they are unknown."""
        groups = [row for row in self.who if row.measure.key.startswith("age_")]
        return bars_of(
            [
                (row.measure.label, value, percent(value, 0), row.country.value)
                for row in groups
                if (value := row.district.value) is not None
            ]
        )

    @property
    def figure_note(self) -> str:
        """Why no health figure is known here at all; empty when at least one is."""
        if any(row.district.value is not None for row in self.fare):
            return ""
        return next((row.district.reason for row in self.fare), "")


def wijkbeeld(actor: Actor, code: str) -> Wijkbeeld:
    """The picture of one wijk of today's map. Raises `Area.DoesNotExist` for an unknown code."""
    area = Area.objects.visible_to(actor).current().districts().get(code=code)
    municipality = Area.objects.visible_to(actor).current().municipalities().get(code=area.municipality_code)
    siblings = list(Area.objects.visible_to(actor).current().districts().within(municipality.code))
    rows = _figure_rows(actor, area, municipality)
    offers = _offers(services_within(actor, area))
    places = _numbered(Place.objects.visible_to(actor).within(area), offers)
    numbers = {item.place.pk: item.number for item in places}
    themes = _by_theme(offers, numbers)
    return Wijkbeeld(
        area=area,
        municipality=municipality,
        population=rows["population"].district if "population" in rows else _counted(area),
        rank=_rank(area, siblings),
        of=sum(1 for sibling in siblings if sibling.population),
        who=tuple(row for row in rows.values() if row.measure.group == "who"),
        fare=tuple(row for row in rows.values() if row.measure.group == "fare"),
        places=places,
        themes=themes,
        services=len(offers),
        white_spots=told_gaps(actor, area, gaps_of(actor, area)),
        unknown_needs=tuple(unknown_needs_of(actor, area)),
        overlaps=told_overlaps(actor, area),
        run=(run := coverage_in_force(actor, municipality.code)),
        moved_on=tuple(inputs_moved_on(run)),
        map=close_up(area, siblings, _marks(places), _elsewhere(actor, area)),
        example_supply=Service.objects.visible_to(actor).within(municipality).filter(example=True).exists(),
        sources=_sources(rows.values()),
    )


def _figure_rows(actor: Actor, area: Area, municipality: Area) -> dict[str, FigureRow]:
    """A row per measure of the blocks "who" and "fare", in the order of the catalogue."""
    country = Area.objects.visible_to(actor).current().filter(level=Level.COUNTRY, code=COUNTRY).first()
    measures = list(Measure.objects.filter(group__in=["who", "fare"]).order_by("-group", "order", "key"))
    areas = [area, municipality, *([country] if country else [])]
    table = figure_table(areas, measures)
    return {
        measure.key: FigureRow(
            measure,
            table[area.code, measure.key],
            table[municipality.code, measure.key],
            table[country.code, measure.key] if country else _nowhere(measure),
        )
        for measure in measures
    }


def _nowhere(measure: Measure) -> Cell:
    """The cell of an area that was not loaded."""
    reason = str(Missing.UNKNOWN.label)
    return Cell(None, Missing.UNKNOWN, reason, None, None, estimate=False, unit=measure.unit)


def _counted(area: Area) -> Cell:
    """The inhabitants as on the map, where the measure itself is not loaded."""
    missing = Missing.UNKNOWN if area.population is None else ""
    reason = str(Missing.UNKNOWN.label) if missing else ""
    return Cell(area.population, missing, reason, area.valid_from.year, None, estimate=False, unit="people")


def _rank(area: Area, siblings: Sequence[Area]) -> int | None:
    """The place of the wijk by number of inhabitants, the largest first; None where nobody lives."""
    if not area.population:
        return None
    return 1 + sum((sibling.population or 0) > area.population for sibling in siblings)


def _offers(services: Iterable[Service]) -> list[Offer]:
    """Each service with its words for when, and the weekly places it gives (None when not known)."""
    return [_offer(service) for service in services]


def _offer(service: Service) -> Offer:
    if service.schedule is None:
        return Offer(service, "", (), None, None)
    sessions = weekly_sessions(service.schedule)
    times_a_week = sum(session.per_week for session in sessions)
    return Offer(
        service,
        describe(service.schedule),
        tuple(part for part in PartOfDay if any(session.part_of_day == part for session in sessions)),
        None if service.capacity is None else service.capacity * times_a_week,
        None,
    )


def _numbered(places: Iterable[Place], offers: Sequence[Offer]) -> tuple[PlaceItem, ...]:
    """Places in the order of the list; those with a point get the next number."""
    per_place: dict[UUID | None, int] = defaultdict(int)
    for offer in offers:
        per_place[offer.service.place_id] += 1
    ordered = sorted(places, key=lambda place: (-per_place[place.pk], place.name))
    items, number = [], 0
    for place in ordered:
        number += place.x is not None
        items.append(PlaceItem(place, number if place.x is not None else None, per_place[place.pk]))
    return tuple(items)


def _by_theme(offers: Sequence[Offer], numbers: dict[UUID, int | None]) -> tuple[ThemeOffers, ...]:
    """Services under each of their themes, in the order of the shared list."""
    found: dict[str, list[Offer]] = defaultdict(list)
    themes = {}
    for offer in offers:
        shown = Offer(
            offer.service,
            offer.when,
            offer.parts_of_day,
            offer.weekly_places,
            numbers.get(offer.service.place_id) if offer.service.place_id else None,
        )
        for theme in offer.service.themes.all():
            themes[theme.key] = theme
            found[theme.key].append(shown)
    ordered = sorted(themes.values(), key=lambda theme: (theme.order, theme.key))
    return tuple(
        ThemeOffers(theme.key, theme.label, tuple(sorted(found[theme.key], key=lambda offer: offer.service.name)))
        for theme in ordered
    )


def _marks(places: Sequence[PlaceItem]) -> list[tuple[int, float, float, str, str]]:
    return [
        (item.number, item.place.x, item.place.y, item.place.name, item.place.kind)
        for item in places
        if item.number is not None and item.place.x is not None and item.place.y is not None
    ]


def _elsewhere(actor: Actor, area: Area) -> list[tuple[float, float]]:
    """Points of the places of the other wijken: people walk across borders."""
    others = Place.objects.visible_to(actor).filter(municipality_code=area.municipality_code)
    points = others.exclude(district_code=area.code).values_list("x", "y")
    return [(x, y) for x, y in points if x is not None and y is not None]


def _sources(rows: Iterable[FigureRow]) -> tuple[Source, ...]:
    """Every source of a figure that is shown, once."""
    found = {cell.source.key: cell.source for row in rows for cell in row.cells if cell.source is not None}
    return tuple(found[key] for key in sorted(found))
