"""What goes over the wire: the shapes of the answers, camelCase."""

from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, WithJsonSchema
from pydantic.alias_generators import to_camel

LocalTime = Annotated[time, WithJsonSchema({"type": "string", "pattern": r"^\d\d:\d\d:\d\d$"})]
"""A time on the wall clock; the format `time` of JSON Schema asks for an offset, which it has not."""


class Shape(Schema):
    """An answer, or a part of one; `municipality_code` goes as `municipalityCode`."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class InputError(Shape):
    """One thing that is wrong."""

    field: str | None = None
    message: str


class Problem(Shape):
    """An error, after RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None
    errors: list[InputError] | None = None


class Pages(Shape):
    """The frame of a list. `count` is exact up to 1000; above that `countIsExact` is false."""

    count: int
    count_is_exact: bool
    next: str | None
    previous: str | None


class Supplied(Shape):
    """What stands at the top of an answer with supply in it: whether some of it is made up for a demonstration."""

    example_supply: bool


class AreaOut(Shape):
    """A municipality or wijk of today's map."""

    code: str
    name: str
    level: str
    municipality_code: str
    population: int | None
    latitude: float | None
    longitude: float | None
    page: str | None


class SourceOut(Shape):
    key: str
    title: str
    publisher: str
    licence: str


class FigureOut(Shape):
    """One number about one area, or the reason why there is none."""

    measure: str
    label: str
    unit: str
    value: float | None
    missing: str
    reason: str
    period: int | None
    source: SourceOut | None
    estimate: bool
    low: float | None
    high: float | None
    joined_via: str


class AreaFiguresOut(AreaOut):
    figures: list[FigureOut]


class MunicipalityPage(Pages):
    results: list[AreaOut]


class DistrictPage(Pages):
    results: list[AreaFiguresOut]


class PlaceOut(Shape):
    """A building or spot where people meet. `agreed` is false when it is only known from a list."""

    id: UUID
    name: str
    kind: str
    municipality_code: str
    district_code: str
    address: str
    postcode: str
    town: str
    latitude: float | None
    longitude: float | None
    step_free: str
    functions: list[str]
    mobile: bool
    agreed: bool
    example: bool
    page: str | None


class PlacePage(Pages, Supplied):
    results: list[PlaceOut]


class ProviderOut(Shape):
    id: UUID
    name: str
    kind: str
    formal: bool
    subsidised: bool | None


class WeeklyTimeOut(Shape):
    """One weekly time; `weekday` 0 is Monday, `perWeek` 0.5 is every other week. Local time."""

    weekday: int
    part_of_day: str
    starts_at: LocalTime
    ends_at: LocalTime
    per_week: float


class ServiceOut(Shape):
    """Something offered. Empty means unknown: `capacity` and `price` are null then, and a price of 0 is free."""

    id: UUID
    name: str
    description: str
    kind: str
    provider: ProviderOut
    municipality_code: str
    district_code: str
    place_id: UUID | None
    place: str | None
    at_home: bool
    online: bool
    themes: list[str]
    target_groups: list[str]
    minimum_age: int | None
    maximum_age: int | None
    line: int
    level: str
    collective: bool
    aimed_at: str
    life_cycle: str
    when: str
    times: list[WeeklyTimeOut]
    capacity: int | None
    availability: str
    price: str | None
    sign_up: bool
    how_to_join: str
    languages: list[str]
    step_free: str | None
    confirmed_on: date | None
    freshness: str
    example: bool
    distance: int | None
    """Metres in a straight line from `near`."""
    begins: datetime | None
    """The first time in the days that were asked, or from now on when sorted by time."""
    matched_times: list[str]
    """The weekly times that answer the day and hours asked, as "1 14:00": Tuesday at two."""
    page: str | None


class ServicePage(Pages, Supplied):
    """What was found. A facet counts how many there would be with that value instead of what is asked of it.

    Wijken are counted when a municipality is asked.
    """

    facets: dict[str, dict[str, int]]
    unknown_words: list[str]
    """Words of the question that nothing here knows."""
    results: list[ServiceOut]


class CoverageOut(Shape):
    """Need and offer for one theme and target group in one wijk. `missing` says why a number is null."""

    district_code: str
    theme: str
    target_group: str
    group_size: float | None
    need: float | None
    served: float | None
    unserved: float | None
    low: float | None
    """5 % of the drawn worlds have fewer people unserved."""
    high: float | None
    """5 % of the drawn worlds have more people unserved."""
    worst_quarter: float | None
    """The chance that this wijk is among the quarter with the most people unserved."""
    accessibility: float | None
    reasons: dict[str, float]
    sensitivity: dict[str, Any]
    """The people unserved with each norm halved and doubled."""
    helps: list[dict[str, Any]]
    """Where one more group, and one more place, helps most."""
    closes: dict[str, Any]
    """The smallest change of each kind that closes the spot; null where that kind cannot."""
    missing: str


class CoveragePage(Pages, Supplied):
    """The stored computation in force, with its recipe."""

    municipality_code: str
    computed_at: datetime
    version: str
    digest: str
    parameters: dict[str, Any]
    older_than_its_inputs: list[str]
    """The kinds of input that changed since; empty when it is up to date."""
    results: list[CoverageOut]


class WordOut(Shape):
    key: str
    label: str
    label_nl: str
    label_en: str
    explanation: str


class NeedOut(WordOut):
    wheel_part: str


class ThemeOut(WordOut):
    """A theme with the needs under it, in people's own words."""

    condition: str
    needs: list[NeedOut]


class TargetGroupOut(WordOut):
    age_from: int | None
    age_to: int | None
    everyone: bool
