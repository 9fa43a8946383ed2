"""Writing to the chain, and naming and un-naming who stands in it."""

from collections.abc import Iterable

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.chain import START, digest_of
from wijkhart.audit.models import ActorName, ChainHead, Entry
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed


@transaction.atomic
def record(
    by: Actor, verb: str, about: models.Model | None = None, *, municipality: str = "", result: str = "done"
) -> Entry:
    """Add one deed to the chain of a municipality; called inside the transaction of the action itself.

    Whoever records in the same municipality waits until that transaction ends: deeds stand in the order in which they
    became true, and one that is undone leaves no gap.
    """
    head = _head(municipality)
    entry = entry_after(head, by, verb, about, result)
    entry.save(force_insert=True)
    head.number, head.digest = entry.number, entry.digest
    head.save(update_fields=["number", "digest"])
    return entry


@transaction.atomic
def record_each(by: Actor, verb: str, about: Iterable[models.Model], *, municipality: str) -> None:
    """The same deed about each of many things of one municipality, as `record` for one after the other."""
    head, entries = _head(municipality), []
    for one in about:
        entry = entry_after(head, by, verb, one, "done")
        head.number, head.digest = entry.number, entry.digest
        entries.append(entry)
    Entry.objects.bulk_create(entries, batch_size=500)
    head.save(update_fields=["number", "digest"])


def entry_after(head: ChainHead, by: Actor, verb: str, about: models.Model | None, result: str) -> Entry:
    """The next entry of a chain, not yet saved."""
    entry = Entry(
        municipality_code=head.municipality_code,
        number=head.number + 1,
        at=timezone.now(),
        actor_id=by.actor_id,
        verb=verb,
        object_type=about._meta.label_lower if about else "",
        object_id=str(about.pk) if about else "",
        result=result,
        previous=head.digest,
    )
    entry.digest = digest_of(entry)
    return entry


def _head(municipality: str) -> ChainHead:
    """The end of this chain, held until the transaction ends; made when this is its first deed."""
    heads = ChainHead.objects.select_for_update().filter(pk=municipality)
    head = heads.first()
    if head is None:
        ChainHead.objects.bulk_create([ChainHead(pk=municipality, digest=START)], ignore_conflicts=True)
        head = heads.get()
    return head


def name_actor(*, by: Actor, actor_id: str, name: str, municipality: str = "") -> ActorName:
    """Say what the person behind this id is called: that person, or whoever may invite members there."""
    if by.actor_id != actor_id and not by.may("member.invite", municipality):
        raise NotAllowed(_("You may not name this person."))
    return ActorName.objects.update_or_create(pk=actor_id, defaults={"name": name})[0]


@transaction.atomic
def erase_actor_name(*, by: Actor, actor_id: str, municipality: str = "") -> None:
    """Forget the name behind this id; what was done stays in the chain, under the id alone."""
    if by.actor_id != actor_id and not by.may("audit.erase_name", municipality):
        raise NotAllowed(_("You may not erase this name."))
    known = ActorName.objects.filter(pk=actor_id).first()
    if known is not None:
        record(by, "name.erased", known, municipality=municipality)
        known.delete()
