"""What is offered, as weekly places; what cannot be counted is named."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from wijkhart.analysis import coverage
from wijkhart.analysis.coverage import PARTS, WHOLE
from wijkhart.areas.models import Area
from wijkhart.directory.queries import Supply, supply_of

Note = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Offered:
    """One service that counts, with what the plain words need."""

    service: Supply
    supply: coverage.Supply
    moments: tuple[tuple[int, str], ...]
    """Each weekday (0 is Monday) and part of day on which it is open."""


@dataclass(slots=True)
class Supplies:
    """All that is offered in a municipality, and the services that could not be counted, with the reason."""

    offered: list[Offered] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def supplies_of(municipality: str, areas: Sequence[Area]) -> Supplies:
    """Every published running service of the municipality, counted or named.

    One at a place outside the municipality counts at its own point, for whoever lives within reach of it: a border is
    no wall. It is named, so that nobody is surprised.
    """
    index = {area.code: number for number, area in enumerate(areas)}
    found = Supplies()
    for service in sorted(supply_of(municipality), key=lambda one: one.service_id):
        counted = _counted(service, index)
        about = {"service": str(service.service_id), "name": service.name}
        if isinstance(counted, str):
            found.notes.append({"kind": counted, **about})
            continue
        found.offered.append(counted)
        if counted.supply.area is None and service.district_code not in index:
            found.notes.append({"kind": "outside", **about})
    return found


def _counted(service: Supply, index: dict[str, int]) -> Offered | str:
    """The service with its weekly places, or why it cannot be counted."""
    where = _where(service, index)
    faults = {
        "no_capacity": service.capacity is None,
        "zero_capacity": service.capacity == 0,
        "no_schedule": not service.times,
        "no_place": where is None,
        "no_theme_or_group": not service.themes or not service.target_groups,
    }
    lacking = next((fault for fault, there in faults.items() if there), "")
    if lacking or where is None:
        return lacking
    weekly = [sum(t.per_week for t in service.times if t.part_of_day == part) for part in PARTS]
    places = tuple(times * (service.capacity or 0) for times in weekly)
    supply = coverage.Supply(
        str(service.service_id),
        (places[0], places[1], places[2]),
        frozenset(service.themes),
        frozenset(service.target_groups),
        **where,
    )
    return Offered(service, supply, tuple(sorted({(t.weekday, str(t.part_of_day)) for t in service.times})))


def _where(service: Supply, index: dict[str, int]) -> dict[str, Any] | None:
    """A point on the map, or the wijk or municipality in which it comes to people."""
    if service.x is not None and service.y is not None and not service.at_home:
        return {"x": service.x, "y": service.y}
    if service.place_name:
        return None
    if service.district_code:
        return {"area": index[service.district_code]} if service.district_code in index else None
    return {"area": WHOLE} if service.at_home else None
