"""The arithmetic of the chain: one hash per entry, over all that it says and the hash before it."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkhart.audit.models import ChainHead, Entry

START = "0" * 64


class Fault(models.TextChoices):
    """What is wrong with an entry."""

    CHANGED = "changed", _("what it says does not match its hash")
    UNLINKED = "unlinked", _("it does not follow the entry before it")
    MISSING = "missing", _("one or more entries before it are gone")
    END_GONE = "end_gone", _("the chain does not end where it should")


@dataclass(frozen=True, slots=True)
class Break:
    """One place where a chain does not hold."""

    municipality_code: str
    number: int
    fault: Fault


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


def breaks_in(code: str, entries: Iterable[Entry], head: ChainHead | None) -> Iterator[Break]:
    """Every place where this chain does not hold; `entries` are in order of number."""
    number, digest = 0, START
    for entry in entries:
        if entry.number != number + 1:
            yield Break(code, entry.number, Fault.MISSING)
        elif entry.previous != digest:
            yield Break(code, entry.number, Fault.UNLINKED)
        if digest_of(entry) != entry.digest:
            yield Break(code, entry.number, Fault.CHANGED)
        number, digest = entry.number, entry.digest
    if (number, digest) != ((head.number, head.digest) if head else (0, START)):
        yield Break(code, number, Fault.END_GONE)
