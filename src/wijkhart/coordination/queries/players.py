"""Who nearby could fill a white spot: organisations with places left over, and places with a room.

Nothing here looks at who the residents are: only theme, group served, places left, hours, room and distance (M43).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.db.models import Prefetch

from wijkhart.analysis.coverage import EVERYONE
from wijkhart.areas.models import Area, Level
from wijkhart.areas.queries import DemandPoints, demand_points
from wijkhart.coordination.models import CoverageRun, ServiceUse
from wijkhart.coordination.queries.gaps import coverage_in_force
from wijkhart.coordination.queries.player import WHYS, Player
from wijkhart.coordination.queries.rooms import Slot, free_parts
from wijkhart.core.actors import Actor
from wijkhart.directory.models import Service, ServiceQuerySet, ServiceTime
from wijkhart.places.models import Place, PlaceKind, Room
from wijkhart.themes.models import TargetGroup, Theme

NEARBY: Final = 3_000
"""Metres from the people to what an organisation does now, beyond which it is not called nearby: an assumption."""
SEATS: Final = 8
"""A room with fewer seats is too small for a group: an assumption."""
FEWEST: Final = 1
"""Places a week that must be left over."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that lies around a wijk, read once, from which the players of each of its white spots follow."""

    area: Area
    run: CoverageRun | None
    points: DemandPoints
    uses: tuple[ServiceUse, ...]
    places: tuple[Place, ...]
    taken: dict[UUID, list[Slot]]
    """When something happens, by place."""

    def players(self, theme: Theme, target_group: TargetGroup) -> list[Player]:
        """Who could fill a white spot, in the order of `Player.order`; none when the norm is not known."""
        norms = self.run.parameters.get("norms", []) if self.run else []
        about = (theme.pk, target_group.pk)
        norm = next((one for one in norms if (one["theme"], one["target_group"]) == about), None)
        if norm is None or not len(self.points.x):
            return []
        found = [*self._organisations(*about), *self._rooms(norm)]
        return sorted(found, key=lambda player: player.order)

    def _organisations(self, theme: str, group: str) -> Iterable[Player]:
        matched: dict[UUID, list[tuple[str, int | None, ServiceUse]]] = defaultdict(list)
        for use in self.uses:
            why, metres = _why(use, theme, group), self._metres(use.service)
            if why and use.places - use.used > 0 and (metres is None or metres <= NEARBY):
                matched[use.service.provider_id].append((why, metres, use))
        for uses in matched.values():
            best = min((why for why, _metres, _use in uses), key=WHYS.index)
            chosen = [one for one in uses if one[0] == best]
            free = int(sum(use.places - use.used for _why, _metres, use in chosen) + 1e-6)
            if free >= FEWEST:
                yield _organisation(best, free, chosen)

    def _rooms(self, norm: dict[str, Any]) -> Iterable[Player]:
        for place in self.places:
            metres = self._distance(place.x or 0.0, place.y or 0.0)
            rooms = place.rooms.all()
            large = [room.name for room in rooms if room.seats is None or room.seats >= SEATS]
            if metres > norm["reach"] or (rooms and not large):
                continue
            hours = self._hours(place, max(len(large), 1), norm["parts_of_day"])
            if hours != ():
                yield _place(place, metres, tuple(large), hours)

    def _hours(self, place: Place, rooms: int, parts: list[str]) -> tuple[tuple[int, str], ...] | None:
        if place.opening_hours is None:
            return None
        opened = [(slot.weekday, slot.opens_at, slot.closes_at) for slot in place.opening_hours.slots.all()]
        return free_parts(opened, self.taken.get(place.pk, []), rooms, parts)

    def _metres(self, service: Service) -> int | None:
        """Metres from the people; None when it comes to them, beyond `NEARBY` when only to others."""
        if service.coordinates:
            return self._distance(*service.coordinates)
        code = service.district_code
        return None if not code or code == self.area.code else NEARBY + 1

    def _distance(self, x: float, y: float) -> int:
        return round(float(np.hypot(self.points.x - x, self.points.y - y).min()))


def surroundings_of(actor: Actor, area: Area) -> Surroundings:
    """What lies around a wijk, in a fixed number of queries; a municipality as a whole has no surroundings."""
    run = coverage_in_force(actor, area.municipality_code) if area.level == Level.DISTRICT else None
    if run is None:
        nobody = np.empty(0)
        return Surroundings(area, None, DemandPoints(nobody, nobody, nobody), (), (), {})
    offered = Service.objects.visible_to(actor).running().filter(municipality_code=area.municipality_code)
    uses = (
        ServiceUse.objects.filter(run=run, service__in=offered)
        .select_related("service__provider", "service__place")
        .prefetch_related("service__target_groups")
        .order_by("service__name", "service_id", "theme_id", "part_of_day")
    )
    places = Place.objects.visible_to(actor).filter(municipality_code=area.municipality_code).fixed().located()
    known = places.exclude(kind=PlaceKind.OUTDOOR).select_related("owner", "opening_hours")
    rooms = Prefetch("rooms", Room.objects.order_by("name"))
    return Surroundings(
        area,
        run,
        demand_points(area),
        tuple(uses),
        tuple(known.prefetch_related(rooms, "opening_hours__slots").order_by("name", "pk")),
        _taken(offered),
    )


def _taken(offered: ServiceQuerySet) -> dict[UUID, list[Slot]]:
    """When something happens at each place."""
    found: dict[UUID, list[Slot]] = defaultdict(list)
    rows = ServiceTime.objects.filter(service__in=offered).exclude(service__place=None)
    for place, weekday, starts_at, ends_at in rows.values_list("service__place", "weekday", "starts_at", "ends_at"):
        found[place].append((weekday, starts_at, ends_at))
    return found


def _why(use: ServiceUse, theme: str, group: str) -> str:
    """Why who offers this could fill a white spot of this theme and group; empty: no reason."""
    groups = {one.pk for one in use.service.target_groups.all()}
    if use.theme_id == theme:
        return "same" if {group, EVERYONE} & groups else "theme"
    return "group" if group in groups else ""


def _organisation(why: str, free: int, chosen: list[tuple[str, int | None, ServiceUse]]) -> Player:
    provider = chosen[0][2].service.provider
    far = [metres for _why, metres, _use in chosen if metres is not None]
    return Player(
        "organisation", provider.name, provider.get_absolute_url(), provider.formal, why,
        min(far, default=None),
        services=tuple(dict.fromkeys(use.service.name for _why, _metres, use in chosen)),
        free=free,
        example=provider.example or any(use.service.example for _why, _metres, use in chosen),
        key=str(provider.pk), organisation=provider.pk,
    )  # fmt: skip


def _place(place: Place, metres: int, rooms: tuple[str, ...], hours: tuple[tuple[int, str], ...] | None) -> Player:
    known = rooms and hours is not None
    return Player(
        "place", place.name, place.get_absolute_url(), place.owner.formal if place.owner else None,
        "room" if known else "ask", metres, rooms=rooms, hours=hours, example=place.example,
        key=str(place.pk), organisation=place.owner_id,
    )  # fmt: skip
