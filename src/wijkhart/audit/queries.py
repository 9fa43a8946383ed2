"""Reading the chain: does it hold, and who stands behind an id."""

from collections.abc import Iterable, Iterator

from wijkhart.audit.chain import Break, breaks_in
from wijkhart.audit.models import ActorName, ChainHead, Entry


def chain_codes() -> list[str]:
    """The municipalities that have a chain; the empty code is the national one."""
    codes = set(Entry.objects.order_by().values_list("municipality_code", flat=True).distinct())
    return sorted(codes | set(ChainHead.objects.values_list("municipality_code", flat=True)))


def breaks_of(code: str) -> Iterator[Break]:
    """Where the chain of one municipality does not hold; nothing when it is whole."""
    entries = Entry.objects.filter(municipality_code=code).order_by("number").iterator(chunk_size=2000)
    return breaks_in(code, entries, ChainHead.objects.filter(pk=code).first())


def names_of(actor_ids: Iterable[str]) -> dict[str, str]:
    """The names that are still known, by actor id."""
    known = ActorName.objects.filter(pk__in=set(actor_ids))
    return dict(known.values_list("actor_id", "name"))


def verbs_in(code: str) -> list[str]:
    """The verbs that stand in the chain of one municipality."""
    rows = Entry.objects.filter(municipality_code=code).order_by("verb")
    return list(rows.values_list("verb", flat=True).distinct())
