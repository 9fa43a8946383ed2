"""Obstacles as pages read them: which come up most, and how long they stood in the way."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from django.db.models import QuerySet

from wijkhart.coordination.models import AlliancePartner, Obstacle, ObstacleKind, ObstacleState
from wijkhart.core.actors import Actor


@dataclass(frozen=True, slots=True)
class KindCount:
    """One kind of obstacle: how many stand open, were solved and could not be, and the median of days to an end."""

    label: str
    open: int
    solved: int
    refused: int
    days: float | None

    @property
    def total(self) -> int:
        return self.open + self.solved + self.refused


def obstacles_in(actor: Actor, municipality: str) -> QuerySet[Obstacle]:
    """The obstacles of a municipality that this actor may see."""
    rows = Obstacle.objects.visible_to(actor).filter(municipality_code=municipality)
    return rows.select_related("alliance", "owner")


def obstacles_by_kind(rows: QuerySet[Obstacle]) -> list[KindCount]:
    """Which kinds come up most; kinds that never did are left out."""
    states: dict[str, list[str]] = defaultdict(list)
    days: dict[str, list[int]] = defaultdict(list)
    for kind, state, made_at, settled_on in rows.order_by().values_list("kind", "state", "made_at", "settled_on"):
        states[kind].append(state)
        if settled_on:
            days[kind].append(max((settled_on - made_at.date()).days, 0))
    found = [
        KindCount(
            str(kind.label),
            states[kind].count(ObstacleState.OPEN),
            states[kind].count(ObstacleState.SOLVED),
            states[kind].count(ObstacleState.REFUSED),
            median(days[kind]) if days[kind] else None,
        )
        for kind in ObstacleKind
        if kind in states
    ]
    return sorted(found, key=lambda one: (-one.total, one.label))


def obstacles_of(partner: AlliancePartner) -> list[Obstacle]:
    """What a player said behind its link, for that player."""
    return list(Obstacle.objects.filter(partner=partner).select_related("owner"))
