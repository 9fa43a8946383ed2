"""Who waits for which room, in which order, and which of them could have it now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils import timezone

from wijkhart.core.actors import Actor
from wijkhart.places.models import Room, UseRules, WaitingEntry, WaitingState
from wijkhart.places.perms import holds_entry, may_decide
from wijkhart.places.queries.free import BESIDE, NEEDED, Doors, Uses
from wijkhart.places.queries.rules import rule_for
from wijkhart.places.when import when_of

LAST: Final = 1000
"""Where somebody stands for whom no rule is known: after all others."""


@dataclass(frozen=True, slots=True)
class Waiter:
    """One line of the waiting list."""

    entry: WaitingEntry
    rank: int
    """Of the rule of use that fits; 0: unknown."""
    free: bool
    """Whether the room is free and offered then, as things are now."""
    may_offer: bool
    may_leave: bool


def waiters(actor: Actor, entries: Iterable[WaitingEntry]) -> list[Waiter]:
    """The waiting list: by rank, then by how long somebody waits."""
    found = list(entries)
    rooms = {room.pk: room for room in _rooms(found)}
    ranks, free = _ranks(found), _free(found, rooms)
    rows = [
        Waiter(
            entry=entry,
            rank=ranks[entry.pk],
            free=entry.pk in free,
            may_offer=entry.pk in free and may_decide(actor, rooms[entry.room_id].place),
            may_leave=entry.state in (WaitingState.WAITING, WaitingState.OFFERED)
            and (holds_entry(actor, entry) or may_decide(actor, rooms[entry.room_id].place)),
        )
        for entry in found
    ]
    return sorted(rows, key=lambda row: (row.rank or LAST, row.entry.made_at, row.entry.pk))


def freed_here(actor: Actor, room: Room) -> int:
    """How many wait for a room of this place at a time that is free now, for who may offer it."""
    if not may_decide(actor, room.place):
        return 0
    waiting = WaitingEntry.objects.visible_to(actor).waiting().filter(room__place=room.place_id)
    return len(_free(found := list(waiting), {one.pk: one for one in _rooms(found)}))


def _rooms(entries: Sequence[WaitingEntry]) -> list[Room]:
    keys = {entry.room_id for entry in entries}
    if not keys:
        return []
    return list(Room.objects.filter(pk__in=keys).select_related("place", *NEEDED).prefetch_related(*BESIDE))


def _free(entries: Sequence[WaitingEntry], rooms: Mapping[UUID, Room]) -> set[object]:
    """The keys of those who wait for a time that is to come, offered and free."""
    now = timezone.now()
    coming = [one for one in entries if one.state == WaitingState.WAITING and one.starts_at > now]
    if not coming:
        return set()
    days = [timezone.localtime(one.starts_at).date() for one in coming]
    needed = [rooms[key] for key in {one.room_id for one in coming}]
    doors, uses = Doors(needed), Uses(needed, min(days), max(days))
    return {one.pk for one in coming if _fits(one, rooms[one.room_id], doors, uses)}


def _fits(entry: WaitingEntry, room: Room, doors: Doors, uses: Uses) -> bool:
    when = when_of(entry)
    offered = any(begin <= when.starts and when.ends <= end for begin, end in doors.on(room, when.day).slots)
    return offered and not uses.in_the_way(room, entry.starts_at, entry.ends_at, entry.people)


def _ranks(entries: Sequence[WaitingEntry]) -> dict[object, int]:
    """The rank of each by the published rules of its day; 0 where no rule fits."""
    codes = {entry.municipality_code for entry in entries}
    if not codes:
        return {}
    published = UseRules.objects.published().filter(municipality_code__in=codes).order_by("-number")
    versions = list(published.prefetch_related("lines"))
    return {entry.pk: _rank(entry, versions, timezone.localtime(entry.starts_at).date()) for entry in entries}


def _rank(entry: WaitingEntry, versions: Sequence[UseRules], on: date) -> int:
    rules = next(
        (one for one in versions if one.municipality_code == entry.municipality_code and one.valid_from <= on), None
    )
    line = rule_for(rules.lines.all(), entry) if rules else None
    return line.rank if line else 0
