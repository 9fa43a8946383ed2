"""The lines of an invoice: each booking that is accepted, with how its amount came about."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.core.actors import Actor
from wijkhart.places.models import Booking, BookingKind, BookingState
from wijkhart.places.queries.rules import cents_of, rate_for

BESIDE = ("rules__lines", "rules__rates")


def invoice_bookings(actor: Actor) -> QuerySet[Booking]:
    """The accepted bookings of the rooms that this actor decides on."""
    own = Q(room__place__owner_id__in=actor.organisation_ids) | Q(room__place__manager_id__in=actor.organisation_ids)
    decides = actor.scope("booking.decide").q() | (own & actor.scope("booking.decide_own").q())
    rows = Booking.objects.visible_to(actor).filter(decides, kind=BookingKind.USE, state=BookingState.ACCEPTED)
    return rows.filter(outside=None).select_related("room__place", "organisation", "rules").prefetch_related(*BESIDE)


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One booking as an invoice says it."""

    booking: Booking
    percent: int | None
    rate_cents: int | None

    @property
    def number(self) -> str:
        """The same each time, and never of two bookings."""
        return f"{self.day.year}-{self.booking.pk.hex[-10:].upper()}"

    @property
    def starts(self) -> datetime:
        return timezone.localtime(self.booking.starts_at)

    @property
    def ends(self) -> datetime:
        return timezone.localtime(self.booking.ends_at)

    @property
    def day(self) -> date:
        return self.starts.date()

    @property
    def minutes(self) -> int:
        return int((self.booking.ends_at - self.booking.starts_at).total_seconds() // 60)

    @property
    def departs(self) -> bool:
        """Whether another price than by rule is asked."""
        return self.booking.rule_cents is not None and self.booking.price_cents != self.booking.rule_cents


def invoice_line(booking: Booking) -> InvoiceLine:
    """The line of a booking; its rate and percent only where they still give the price by rule."""
    rules = booking.rules
    line = next((one for one in rules.lines.all() if one.name == booking.rule_name), None) if rules else None
    rate = rate_for(rules.rates.all(), booking.room.floor_area) if rules else None
    bare = InvoiceLine(booking, line.percent if line else None, None)
    if line is None or rate is None:
        return bare
    same = cents_of(rate.cents_an_hour, line.percent, bare.minutes) == booking.rule_cents
    return InvoiceLine(booking, line.percent, rate.cents_an_hour if same else None)


@dataclass(frozen=True, slots=True)
class Total:
    """What one organisation pays, and of how many of its bookings the price is unknown."""

    who: str
    bookings: int
    cents: int
    unpriced: int


def totals_of(rows: QuerySet[Booking]) -> list[Total]:
    """A total for each organisation, by name; residents together last."""
    found = (
        rows.order_by()
        .values("organisation__name", "organisation_id")
        .annotate(bookings=Count("pk"), cents=Sum("price_cents"), unpriced=Count("pk", filter=Q(price_cents=None)))
    )
    return [
        Total(one["organisation__name"] or _("residents"), one["bookings"], one["cents"] or 0, one["unpriced"])
        for one in sorted(found, key=lambda one: (one["organisation_id"] is None, one["organisation__name"] or ""))
    ]
