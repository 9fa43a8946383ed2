"""Writing down that facts are right: the clock of a group of facts begins anew."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from wijkhart.core.actors import Actor
from wijkhart.directory.freshness import worst
from wijkhart.directory.models import Confirmation, Service
from wijkhart.directory.queries.freshness import clocks_of


def note_confirmed(by: Actor, service: Service, groups: Iterable[str], *, how: str, on: date) -> None:
    """Set the clocks of these groups; called in the transaction of the action that knows it, before `reindex`."""
    Confirmation.objects.bulk_create(
        (
            Confirmation(service=service, group=group, confirmed_on=on, how=how, actor_id=by.actor_id)
            for group in groups
        ),
        update_conflicts=True,
        unique_fields=["service", "group"],
        update_fields=["confirmed_on", "how", "actor_id"],
    )
    known = clocks_of(service)
    days = [clock.confirmed_on for clock in known if clock.confirmed_on]
    service.confirmed_at = min(days) if len(days) == len(known) else None
    service.freshness = worst(known)
    service.changed_at = timezone.now()
    service.save(update_fields=["confirmed_at", "freshness", "changed_at"])
