"""A day with hours on the wall clock, as somebody types it and as a row has it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from wijkhart.places.models import Booking, WaitingEntry
from wijkhart.times.clock import slot_instants


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A day and hours on the wall clock."""

    day: date
    starts: time
    ends: time

    def instants(self) -> tuple[datetime, datetime]:
        return slot_instants(self.day, self.starts, self.ends)


def when_of(row: Booking | WaitingEntry) -> When:
    """The day and hours on the clock of the room."""
    starts, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    return When(day=starts.date(), starts=starts.time(), ends=ends.time())
