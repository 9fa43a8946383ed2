"""Writing down that facts are right: the clock of a group of facts begins anew."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Min

from wijkhart.core.actors import Actor
from wijkhart.directory.models import Confirmation, FieldGroup, Service


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
    seen = service.confirmations.aggregate(groups=Count("pk"), first=Min("confirmed_on"))
    service.confirmed_at = seen["first"] if seen["groups"] == len(FieldGroup) else None
    service.save(update_fields=["confirmed_at"])
