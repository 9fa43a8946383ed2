"""How fresh entries are, read from the database in a fixed number of questions."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from wijkhart.directory.freshness import Clock, Periods, clocks, limits, standard_periods
from wijkhart.directory.models import Confirmation, FreshnessPeriod, Service, ServiceKind

AllPeriods = dict[str, dict[str, int]]
"""Kind of entry -> group of facts -> days."""


def periods_in_force(municipality: str) -> AllPeriods:
    """How long a confirmation counts there: its own periods, else the national ones, else those of the data file."""
    found: AllPeriods = {kind: {} for kind in ServiceKind.values}
    for one in standard_periods():
        found[one.kind][one.group] = one.days
    rows = FreshnessPeriod.objects.filter(municipality_code__in=["", municipality]).order_by("municipality_code")
    for row in rows:
        found[row.kind][row.group] = row.days
    return found


def confirmations_of(services: Iterable[UUID]) -> dict[UUID, dict[str, date]]:
    """Service -> group -> when it was confirmed."""
    found: dict[UUID, dict[str, date]] = defaultdict(dict)
    rows = Confirmation.objects.filter(service_id__in=list(services))
    for service, group, on in rows.values_list("service_id", "group", "confirmed_on"):
        found[service][group] = on
    return found


def clocks_of(service: Service, periods: AllPeriods | None = None, today: date | None = None) -> list[Clock]:
    """The clocks of one service."""
    known = periods or periods_in_force(service.municipality_code)
    return clocks_with(service, known[service.kind], confirmations_of([service.pk])[service.pk], today)


def clocks_with(
    service: Service, periods: Periods, confirmed: dict[str, date], today: date | None = None
) -> list[Clock]:
    """The clocks of a service whose confirmations are known."""
    since = timezone.localdate(service.changed_at)
    day = today or timezone.localdate()
    return clocks(confirmed, periods, known_since=since, today=day, limits=limits())
