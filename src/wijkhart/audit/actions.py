"""Writing to the chain."""

import hashlib
import json

from django.db import models, transaction
from django.utils import timezone

from wijkhart.audit.models import Entry
from wijkhart.core.actors import Actor

START = "0" * 64


def digest_of(entry: Entry) -> str:
    """The hash over all that an entry says and the hash before it."""
    facts = [
        entry.municipality_code,
        entry.number,
        entry.at.isoformat(),
        entry.actor_id,
        entry.verb,
        entry.object_type,
        entry.object_id,
        entry.result,
        entry.previous,
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


@transaction.atomic
def record(
    by: Actor, verb: str, about: models.Model | None = None, *, municipality: str = "", result: str = "done"
) -> Entry:
    """Add one deed to the chain of a municipality; called inside the transaction of the action itself."""
    last = Entry.objects.select_for_update().filter(municipality_code=municipality).order_by("-number").first()
    entry = Entry(
        municipality_code=municipality,
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        actor_id=by.actor_id,
        verb=verb,
        object_type=about._meta.label_lower if about else "",
        object_id=str(about.pk) if about else "",
        result=result,
        previous=last.digest if last else START,
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    return entry
