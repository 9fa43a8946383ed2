"""Which room fits: how many people, when, what must be there, and how near. With the reasons, and what comes near."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import hypot
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.areas.geocoder import Located
from wijkhart.core.actors import Actor
from wijkhart.core.formats import clock, day, distance
from wijkhart.places.models import Access, BookingMode, ConceptRule, Equipment, Room, StepFree, UserKind
from wijkhart.places.queries.concept import refuses_kind, rules_for, stands
from wijkhart.places.queries.free import AHEAD, BESIDE, NEEDED, Doors, Slot, Uses, first_free
from wijkhart.places.queries.stretches import on_clock
from wijkhart.times.models import PartOfDay

PARTS: Final[dict[str, Slot]] = {
    "": (time(0), time(23, 59)),
    PartOfDay.MORNING: (time(6), time(12)),
    PartOfDay.AFTERNOON: (time(12), time(18)),
    PartOfDay.EVENING: (time(18), time(23, 59)),
}
WEEKS: Final = 4
"""How many of the asked weekday are looked at."""
DAYS: Final = 14
"""How many days are looked at when no day is asked."""
NEAR: Final = 5
"""How many rooms that come near are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomWish:
    """What somebody looks for."""

    people: int = 1
    on: date | None = None
    weekday: int | None = None
    part: str = ""
    minutes: int = 120
    equipment: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    step_free: bool = False
    near: Located | None = None
    municipality: str = ""
    user_kind: str = ""
    """Key of UserKind; empty: not told, so that no concept of a place speaks."""

    def days(self, today: date) -> list[date]:
        """The dates to look at, the nearest first."""
        if self.on is not None:
            return [self.on]
        if self.weekday is None:
            return [today + timedelta(days=n) for n in range(DAYS)]
        first = today + timedelta(days=(self.weekday - today.weekday()) % 7)
        return [first + timedelta(weeks=n) for n in range(WEEKS)]


@dataclass(frozen=True, slots=True)
class RoomHit:
    """A room with the first hours that are free, why it fits, and what does not."""

    room: Room
    metres: float | None
    on: date | None
    slot: Slot | None
    reasons: tuple[str, ...]
    lacks: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[bool, int, date, float, str]:
        """The fewest shortcomings, then the first day, then the nearest."""
        far = self.metres if self.metres is not None else 1e9
        return self.slot is None, len(self.lacks), self.on or date.max, far, self.room.name


@dataclass(frozen=True, slots=True)
class RoomsFound:
    """What fits, and what comes near: one thing differs, and it says which."""

    hits: tuple[RoomHit, ...]
    near: tuple[RoomHit, ...] = ()
    looked_at: int = 0
    days: tuple[date, ...] = field(default=())


def find_rooms(user: Actor, wish: RoomWish, *, now: datetime | None = None) -> RoomsFound:
    """Rooms that fit, on the first day on which they do; else the nearest that lack one thing."""
    at = now or timezone.now()
    today = timezone.localdate(at)
    days = [one for one in wish.days(today) if today <= one <= today + AHEAD]
    rows = Room.objects.visible_to(user).offered().select_related(*NEEDED).prefetch_related(*BESIDE)
    if wish.municipality:
        rows = rows.filter(place__municipality_code=wish.municipality)
    rooms = list(rows.order_by("place__name", "name"))
    wider = sorted({*days, *_wider(days, today)})
    looker = _Looker(wish, days, wider, Doors(rooms), Uses(rooms, wider[0], wider[-1]), at, _refusing(rooms, wish))
    found = sorted((looker.judge(room) for room in rooms), key=lambda hit: hit.key)
    hits = tuple(hit for hit in found if not hit.lacks)
    near = tuple(hit for hit in found if len(hit.lacks) == 1 and hit.slot)[:NEAR] if len(hits) < 3 else ()
    return RoomsFound(hits, near, len(rooms), tuple(days))


def _refusing(rooms: Sequence[Room], wish: RoomWish) -> dict[UUID, list[ConceptRule]]:
    """Room -> the rules of its concept that refuse this kind of user at some hours."""
    if not wish.user_kind:
        return {}
    rows = ConceptRule.objects.filter(place__in={room.place_id for room in rooms})
    rules = list(rows.select_related("room").prefetch_related("room__parts"))
    of_place: dict[UUID, list[ConceptRule]] = {}
    for one in rules:
        if refuses_kind(one, wish.user_kind):
            of_place.setdefault(one.place_id, []).append(one)
    return {room.pk: rules_for(room, of_place.get(room.place_id, ())) for room in rooms}


def _wider(days: Sequence[date], today: date) -> Iterator[date]:
    """The days around those asked, for when the room is taken then."""
    start = max(today, days[0] - timedelta(days=3)) if days else today
    return (start + timedelta(days=n) for n in range(DAYS))


@dataclass(frozen=True, slots=True)
class _Looker:
    wish: RoomWish
    days: Sequence[date]
    wider: Sequence[date]
    doors: Doors
    uses: Uses
    now: datetime
    refusing: Mapping[UUID, Sequence[ConceptRule]]

    def judge(self, room: Room) -> RoomHit:
        """One room against the wish."""
        lacks = list(self._lacks(room))
        on, slot = self._first(room, self.days, PARTS[self.wish.part])
        if slot is None:
            on, slot = self._first(room, self.wider, PARTS[""])
            lacks.append(self._why_not(room))
        return RoomHit(room, self._metres(room), on, slot, tuple(self._reasons(room)), tuple(lacks))

    def _first(self, room: Room, days: Iterable[date], within: Slot) -> tuple[date | None, Slot | None]:
        wish = self.wish
        tried = (within, *PARTS.values()) if within == PARTS[""] and self.refusing.get(room.pk) else (within,)
        for one in days:
            opened = self.doors.on(room, one)
            for hours in tried:
                slot = first_free(
                    room, opened, self.uses, within=hours, minutes=wish.minutes, people=wish.people, now=self.now
                )
                if slot and not self._refused(room, one, slot):
                    return one, slot
        return None, None

    def _refused(self, room: Room, day: date, slot: Slot) -> bool:
        at = on_clock(day, *slot)
        return any(stands(rule, day, at) for rule in self.refusing.get(room.pk, ()))

    def _why_not(self, room: Room) -> str:
        """Whether others have it at the time that was asked, or it is not meant for this kind of user then."""
        within, wish = PARTS[self.wish.part], self.wish
        asked: dict[str, Any] = {"within": within, "minutes": wish.minutes, "people": wish.people, "now": self.now}
        if any(first_free(room, self.doors.on(room, one), self.uses, **asked) for one in self.days):
            facts = {"who": UserKind(wish.user_kind).label}
            return _("by the concept of the place not meant for this at the time you asked: %(who)s") % facts
        return _("not free at the time you asked")

    def _lacks(self, room: Room) -> Iterator[str]:
        most = room.most_people or 0
        if most < self.wish.people:
            yield _("at most %(most)s people fit") % {"most": most}
        for key in self.wish.equipment:
            if key not in room.equipment:
                yield _("without: %(thing)s") % {"thing": Equipment(key).label}
        for key in self.wish.access:
            if key not in room.access:
                yield _("without: %(thing)s") % {"thing": Access(key).label}
        if self.wish.step_free and not step_free(room):
            known = StepFree.NO in (room.step_free, room.place.step_free)
            yield _("a wheelchair cannot get in") if known else _("whether a wheelchair can get in is not known")

    def _reasons(self, room: Room) -> Iterator[str]:
        """What speaks for this room, each a fact of its own."""
        most = room.most_people or 0
        if most >= self.wish.people:
            yield _("%(most)s people fit, you come with %(people)s") % {"most": most, "people": self.wish.people}
        things = [Equipment(key).label for key in self.wish.equipment if key in room.equipment]
        things += [Access(key).label for key in self.wish.access if key in room.access]
        if things:
            yield _("has what you asked: %(things)s") % {"things": ", ".join(map(str, things))}
        if self.wish.step_free and step_free(room):
            yield _("a wheelchair can get in")
        metres = self._metres(room)
        if metres is not None and self.wish.near is not None:
            yield _how_far(metres, self.wish.near.label)
        yield _("you have it at once") if room.booking_mode == BookingMode.INSTANT else _("the manager decides")

    def _metres(self, room: Room) -> float | None:
        near, place = self.wish.near, room.place
        if near is None or place.x is None or place.y is None:
            return None
        return hypot(place.x - near.x, place.y - near.y)


def _how_far(metres: float, where: str) -> str:
    """From the middle of a wijk or postcode: nobody said from where exactly."""
    if metres < 100:
        return _("in the middle of %(where)s") % {"where": where}
    facts = {"far": distance(metres), "where": where}
    return _("%(far)s from the middle of %(where)s, as the crow flies") % facts


def step_free(room: Room) -> bool:
    """Whether a wheelchair can get in: what is said of the room, else of its place."""
    said = room.step_free if room.step_free != StepFree.UNKNOWN else room.place.step_free
    return bool(said == StepFree.YES) and room.place.step_free != StepFree.NO


def when_in_words(hit: RoomHit) -> str:
    """The first free hours: "dinsdag 1 december, 13.00 uur tot 15.00 uur"."""
    if hit.on is None or hit.slot is None:
        return ""
    facts = {"day": day(hit.on), "from": clock(hit.slot[0]), "until": clock(hit.slot[1])}
    return _("%(day)s, %(from)s until %(until)s") % facts
