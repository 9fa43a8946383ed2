"""The share of time that is kept for questions that come up: what a weekly booking must leave free, and until when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.core.formats import day as in_words
from wijkhart.core.formats import number
from wijkhart.places.models import Booking, BookingKind, Occupancy, Place, Room, UseNorm
from wijkhart.places.models.booking import LIVE
from wijkhart.places.queries.free import Stretch, with_setup
from wijkhart.places.queries.offered import OfferedSpaces
from wijkhart.places.queries.stretches import Minutes, common, joined, length, minute, part_stretches, without
from wijkhart.times.clock import day_bounds
from wijkhart.times.models import PartOfDay


@dataclass(frozen=True, slots=True)
class Kept:
    """What a norm asks: so many percent is kept free, until so many days before."""

    percent: int = 15
    days_before: int = 14


USUAL = Kept()


class Norms:
    """The norms of one municipality: for a place and a part of the day, whichever says most about just that."""

    def __init__(self, municipality: str) -> None:
        rows = UseNorm.objects.filter(municipality_code=municipality)
        self.said = {(row.place_id, row.part_of_day): Kept(row.free_percent, row.days_before) for row in rows}

    def of(self, place: UUID | None, part: str) -> Kept:
        """Place and part, place, municipality and part, municipality; else 15% until 14 days before."""
        order = ((place, part), (place, ""), (None, part), (None, ""))
        return next((self.said[key] for key in order if key in self.said), USUAL)


@dataclass(frozen=True, slots=True)
class Share:
    """Of one place, date and part of the day: minutes of the smallest spaces that are offered, and that weekly
    bookings take."""

    offered: int
    regular: int

    @property
    def left(self) -> float:
        """The percentage that weekly bookings leave; all of nothing."""
        return 100 * (1 - self.regular / self.offered) if self.offered else 100.0

    def keeps(self, percent: int) -> bool:
        """Whether at least this percentage is left; whole numbers, so that no rounding decides."""
        return 100 * self.regular <= (100 - percent) * self.offered


def share_of(
    offered: Mapping[UUID, list[Minutes]], regular: Mapping[UUID, list[Minutes]], part: Iterable[Minutes]
) -> Share:
    """The share of one part of the day, from the stretches of each space; what lies outside what is offered is not
    counted, and what lies together counts once."""
    hours = list(part)
    open_then = {space: common(stretches, hours) for space, stretches in offered.items()}
    taken = (common(joined(regular.get(space, ())), stretches) for space, stretches in open_then.items())
    return Share(sum(map(length, open_then.values())), sum(map(length, taken)))


class Holding:
    """What weekly bookings take of one place between two days. Ask it while the place is locked; three queries.

    Time in which a room is closed, such as for maintenance, is not offered: a share of it is of no use to anybody.
    """

    def __init__(self, place: Place, first: date, last: date, *, leaving: Booking | None = None) -> None:
        self.place = place
        self.offered = OfferedSpaces([place])
        self.norms = Norms(place.municipality_code)
        self.taken: dict[UUID, list[Minutes]] = {}
        self.shut: dict[UUID, list[Minutes]] = {}
        start, end = day_bounds(first, last)
        rows = Occupancy.objects.filter(space__place=place, starts_at__lt=end, ends_at__gt=start)
        rows = rows.filter(booking__state__in=LIVE)
        rows = rows.filter(Q(booking__kind=BookingKind.BLOCK) | Q(booking__series__isnull=False))
        if leaving is not None:
            rows = rows.exclude(booking=leaving)
        for kind, space, begins, ends in rows.values_list("booking__kind", "space_id", "starts_at", "ends_at"):
            found = self.shut if kind == BookingKind.BLOCK else self.taken
            found.setdefault(space, []).append((minute(begins), minute(ends)))

    def share(self, day: date, part: str, more: Mapping[UUID, list[Minutes]] | None = None) -> Share:
        """The share of a part of the day, perhaps with one more booking."""
        offered = {
            space.pk: without(self.offered.on(space, day), self.shut.get(space.pk, ())) for space in self.offered.spaces
        }
        extra = more or {}
        regular = {key: [*self._on(key, day), *extra.get(key, ())] for key in offered}
        return share_of(offered, regular, part_stretches(day, part))

    def _on(self, space: UUID, day: date) -> list[Minutes]:
        begin, end = map(minute, day_bounds(day, day))
        return [one for one in self.taken.get(space, ()) if one[0] < end and begin < one[1]]

    def wrong(self, room: Room, day: date, hours: Stretch) -> str:
        """Why a date of a weekly booking must leave this time free; empty when it need not."""
        begin, end = map(minute, with_setup(room, *hours))
        more = {space.pk: [(begin, end)] for space in room.spaces}
        for part in PartOfDay.values:
            kept = self.norms.of(self.place.pk, part)
            if (day - timezone.localdate()).days <= kept.days_before:
                continue
            after = self.share(day, part, more)
            if not after.keeps(kept.percent) and after.regular > self.share(day, part).regular:
                return _kept_words(kept, day, part)
        return ""


def _kept_words(kept: Kept, day: date, part: str) -> str:
    facts = {
        "percent": number(kept.percent),
        "part": PartOfDay(part).label,
        "day": in_words(day - timedelta(days=kept.days_before)),
    }
    said = _("%(percent)s%% of the %(part)s is kept for questions that come up; weekly bookings take the rest already.")
    opens = _("From %(day)s it is open to all.")
    return f"{said} {opens}" % facts


def norm_state(rows: Iterable[UseNorm]) -> str:
    """What norms say, as one text: to see whether somebody else changed them meanwhile.

    >>> norm_state([])
    ''
    """
    told = ((row.part_of_day, row.free_percent, row.days_before, row.unit, row.base) for row in rows)
    return " ".join("-".join(map(str, one)) for one in sorted(told))
