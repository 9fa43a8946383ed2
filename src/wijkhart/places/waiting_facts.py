"""What somebody waits for, in the words of a booking."""

from wijkhart.places.booking_facts import BookingFacts
from wijkhart.places.models import Booking, WaitingEntry
from wijkhart.places.when import When, when_of


def facts_of(row: Booking | WaitingEntry, when: When | None = None) -> BookingFacts:
    """The same wish once more, perhaps at another moment."""
    return BookingFacts(
        when=when or when_of(row),
        title=row.title,
        people=row.people,
        name=row.name,
        email=row.email,
        organisation=row.organisation,
        note=row.note,
        user_kind=row.user_kind,
        open_to_all=row.open_to_all,
        local=row.local,
        target_group=row.target_group,
        traits=tuple(row.traits),
    )
