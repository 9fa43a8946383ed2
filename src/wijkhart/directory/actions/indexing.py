"""Keeping the search entries equal to the services they come from."""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.core.progress import Progress, silent
from wijkhart.directory.models import SearchEntry, SearchState, Service
from wijkhart.directory.queries.entries import card_of, digest_of, facts_of
from wijkhart.directory.queries.within import shown

BATCH: Final = 250


def reindex(services: Iterable[Service]) -> int:
    """Work out the search entries of these services anew; says how many changed.

    Called last in the transaction of the action that changed them: the row that counts the revisions stays locked until
    that ends, so that revisions become visible in their order and none is passed over.
    """
    return _write([service.pk for service in services])


def index_services(*, by: Actor, progress: Progress = silent) -> int:
    """Make every entry right again, also where a place, a provider or a word changed; says how many were not.

    For every few minutes and after an import: what changed below the directory is not told to it. Writes in short
    transactions, and only what differs.
    """
    if not by.may("service.edit"):
        raise NotAllowed(_("You may not change what is offered here."))
    keys = list(Service.objects.order_by("name", "pk").values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(keys), BATCH):
        progress(start, len(keys), _("Making the offers findable"))
        with transaction.atomic():
            changed += _write(keys[start : start + BATCH])
    progress(len(keys), len(keys), _("Making the offers findable"))
    if changed:
        record(by, "search_entries.made")
    return changed


def _write(keys: Sequence[UUID]) -> int:
    findable = set(Service.objects.findable().filter(pk__in=keys).values_list("pk", flat=True))
    known = {entry.service_id: entry for entry in SearchEntry.objects.filter(service__in=keys).defer("facts", "card")}
    made = [
        entry
        for service in shown(Service.objects.filter(pk__in=keys))
        if (entry := _entry(service, service.pk in findable, known.get(service.pk)))
    ]
    if not made:
        return 0
    revision = _next_revision()
    for entry in made:
        entry.revision = revision
    SearchEntry.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["service"],
        update_fields=["revision", "findable", "facts", "card", "made_from"],
    )
    return len(made)


def _entry(service: Service, findable: bool, known: SearchEntry | None) -> SearchEntry | None:
    """The entry as it should be, or nothing when it is so already."""
    if not findable:
        gone = SearchEntry(service=service, findable=False)
        return gone if known is not None and known.findable else None
    facts, card = facts_of(service), card_of(service)
    digest = digest_of(facts, card)
    if known is not None and known.findable and known.made_from == digest:
        return None
    return SearchEntry(service=service, facts=facts, card=card, made_from=digest)


def _next_revision() -> int:
    SearchState.objects.get_or_create(pk=1)
    state = SearchState.objects.select_for_update().get(pk=1)
    state.revision += 1
    state.save(update_fields=["revision"])
    return state.revision
