"""A series as one thing: its dates, what was moved, and what could not be."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from wijkhart.core.actors import Actor
from wijkhart.places.models import Booking, BookingSeries
from wijkhart.places.when import when_of


@dataclass(frozen=True, slots=True)
class SeriesDate:
    """One date, and whether it is otherwise than the rest."""

    booking: Booking
    moved: str
    """In words; empty: as planned."""


def series_of(actor: Actor, key: UUID) -> tuple[BookingSeries, list[Booking]] | None:
    """A series of which this actor may see the bookings in full; None when there is none."""
    rows = Booking.objects.visible_to(actor).filter(series=key)
    related = ("room__place__owner", "room__place__manager", "organisation", "series__room__place__owner")
    found = list(rows.select_related(*related).order_by("starts_at"))
    series = found[0].series if found else None
    return (series, found) if series else None


def dates_of(series: BookingSeries, bookings: Sequence[Booking]) -> list[SeriesDate]:
    """The dates in order; one that was moved says so."""
    planned = set(planned_days(series))
    usual = _usual_hours([one for one in bookings if one.live] or bookings)
    return [SeriesDate(one, _moved(one, planned, usual)) for one in bookings]


def planned_days(series: BookingSeries) -> list[date]:
    """The days of the series as it was asked for."""
    step = timedelta(weeks=series.weeks)
    count = (series.last_day - series.first_day) // step + 1
    return [series.first_day + number * step for number in range(count)]


def _usual_hours(bookings: Sequence[Booking]) -> tuple[time, time]:
    hours = Counter((when_of(one).starts, when_of(one).ends) for one in bookings)
    return max(hours, key=lambda one: (hours[one], one))


def _moved(booking: Booking, planned: set[date], usual: tuple[time, time]) -> str:
    when = when_of(booking)
    if when.day not in planned:
        return _("moved or added: on another day")
    if (when.starts, when.ends) != usual:
        return _("moved: other hours than the rest")
    return ""
