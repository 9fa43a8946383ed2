"""What places cost, one row for each place that can take part in a study."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from wijkhart.areas.queries import districts_of
from wijkhart.core.actors import Actor
from wijkhart.places.models import Place
from wijkhart.siting.models import PlaceCost, Way
from wijkhart.siting.queries.problem import taking_part


@dataclass(frozen=True, slots=True)
class CostRow:
    """One place as it is now; `euros` None: not known."""

    key: str
    name: str
    wijk: str
    owner: str
    subsidised: str
    heart: str
    euros: float | None
    year: int | None
    source: str
    others: str
    example: bool


def cost_rows(actor: Actor, municipality: str) -> list[CostRow]:
    """By name of the place."""
    costs: dict[Any, dict[str, PlaceCost]] = {}
    for one in PlaceCost.objects.visible_to(actor).filter(place__municipality_code=municipality):
        costs.setdefault(one.place_id, {})[one.way] = one
    wijken = dict(districts_of(municipality).values_list("code", "name"))
    places = taking_part(municipality)
    owners = {one.pk: one for one in Place.objects.filter(pk__in=[p.pk for p in places]).select_related("owner")}
    return [_row(owners[one.pk], costs.get(one.pk, {}), wijken) for one in places]


def _row(place: Place, costs: dict[str, PlaceCost], wijken: dict[str, str]) -> CostRow:
    now = costs.get(Way.KEEP)
    owner = place.owner
    subsidised = {True: _("yes"), False: _("no"), None: ""}[owner.subsidised if owner else None]
    hearts = [one.heart for one in costs.values()] or [True]
    return CostRow(
        str(place.pk),
        place.name,
        wijken.get(place.district_code, place.district_code),
        owner.name if owner else "",
        subsidised,
        _("yes") if any(hearts) else _("no"),
        now.euros if now else None,
        now.year if now else None,
        now.source if now else "",
        ", ".join(str(one.get_way_display()) for way, one in sorted(costs.items()) if way != Way.KEEP),
        any(one.example for one in costs.values()),
    )
