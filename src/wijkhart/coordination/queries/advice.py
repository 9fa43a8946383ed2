"""What the results say beside the white spots: how sure, which norm matters, what helps most, what would close it."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext as _

from wijkhart.analysis.coverage import (
    PARTS,
    Closing,
    Evidence,
    Floats,
    Help,
    Network,
    Plan,
    Swing,
    certainty,
    closings,
    helps,
    sensitivity,
    worth,
)
from wijkhart.coordination.queries.problem import Inputs

ADVISED: Final = 4
"""Of how many white spots of each wijk, the largest, it is worked out what helps and what would close them."""
NORMS_KEPT: Final = 3
LEAST: Final = 1.0
"""A spot with fewer people gets no advice."""

Spot = tuple[int, int]
"""The index of an area and of a norm."""


@dataclass(frozen=True, eq=False)
class Advice:
    """Everything beside the numbers themselves, per area and norm, ready to be stored."""

    inputs: Inputs
    plan: Plan
    network: Network
    evidence: Evidence

    def work(self) -> Iterator[str]:
        """Work everything out, saying what comes next before each part; it then is kept."""
        parts: tuple[tuple[str, Callable[[], object]], ...] = (
            (_("Drawing worlds: how sure is it?"), lambda: self._drawn),
            (_("Looking which norm matters most"), lambda: self._swings),
            (_("Looking what helps most"), lambda: self._helps),
            (_("Looking what would close each white spot"), lambda: self._closes),
        )
        for doing, part in parts:
            yield doing
            part()

    def facts(self, area: int, row: int) -> dict[str, Any]:
        """The fields of a result with these; empty where there is nothing to say."""
        spot = (area, row)
        return {
            **self._certainty(spot),
            "sensitivity": self._sensitivity(spot),
            "helps": self._helps.get(spot, []),
            "closes": self._closes.get(spot, {}),
        }

    @cached_property
    def chosen(self) -> frozenset[Spot]:
        """The largest white spots of each wijk."""
        unserved = self.plan.unserved
        order = np.argsort(-unserved, axis=1, kind="stable")[:, :ADVISED]
        return frozenset(
            (area, int(row)) for area, rows in enumerate(order) for row in rows if unserved[area, row] >= LEAST
        )

    @cached_property
    def _drawn(self) -> tuple[Floats, Floats, Floats]:
        found = certainty(self.inputs.problem, self.inputs.ingredients, self.inputs.uncertainty, network=self.network)
        return found.low, found.high, found.worst_quarter

    def _certainty(self, spot: Spot) -> dict[str, float | None]:
        low, high, chance = (float(table[spot]) for table in self._drawn)
        return {"low": low, "high": high, "worst_quarter": None if np.isnan(chance) else chance}

    @cached_property
    def _swings(self) -> list[Swing]:
        return sensitivity(self.inputs.problem, [norm.share for norm in self.inputs.norms], network=self.network)

    def _sensitivity(self, spot: Spot) -> dict[str, Any]:
        """The range of the answer, and the norms that move it most."""
        norms = self.inputs.norms
        swings: list[dict[str, Any]] = [
            {
                "theme": norms[one.row].theme_id,
                "target_group": norms[one.row].target_group_id,
                "field": one.field,
                "halved": round(float(one.halved[spot]), 1),
                "doubled": round(float(one.doubled[spot]), 1),
            }
            for one in self._swings
            if not np.isnan(one.halved[spot])
        ]
        swings.sort(key=lambda one: -abs(one["doubled"] - one["halved"]))
        ends = [one[end] for one in swings for end in ("halved", "doubled")] + [float(self.plan.unserved[spot])]
        return {"low": round(min(ends), 1), "high": round(max(ends), 1), "norms": swings[:NORMS_KEPT]}

    @cached_property
    def _helps(self) -> dict[Spot, list[dict[str, Any]]]:
        """A group more at the best place, and one place more at the service where that does most."""
        problem = self.inputs.problem
        found: dict[Spot, list[dict[str, Any]]] = defaultdict(list)
        venues = [venue for venue, _name in self.inputs.venues]
        for one in helps(problem, self.plan, venues, network=self.network, chosen=self.chosen):
            found[one.area, one.row].append(self._group(one))
        values = worth(self.plan, network=self.network)
        table = values.table(self.plan)
        for spot in sorted(self.chosen):
            node = int(table[:, *spot].argmax()) if table.shape[0] else 0
            if table.shape[0] and table[node, *spot] > 0:
                found[spot].append(self._one_more(node, float(table[node, *spot]), float(values.people[node])))
        return found

    def _group(self, one: Help) -> dict[str, Any]:
        venue, name = self.inputs.venues[one.venue]
        return {
            "kind": "group",
            "place": venue.key,
            "place_name": name,
            "part": self._emptiest_part(one.area, one.row),
            "x": round(venue.x),
            "y": round(venue.y),
            "metres": round(one.metres),
            "places": one.places,
            "gain": round(one.here, 1),
            "total": round(one.everywhere, 1),
        }

    def _emptiest_part(self, area: int, row: int) -> str:
        """The part of the day in which this group can come and has the fewest places within reach."""
        own = (self.evidence.area == area) & (self.evidence.row == row) & self.evidence.suits
        supply = self.inputs.problem.supply
        places = np.sum([supply[index].places for index in self.evidence.supply[own]] or [(0.0, 0.0, 0.0)], axis=0)
        parts = [PARTS.index(part) for part in self.inputs.norms[row].parts_of_day]
        return PARTS[min(parts, key=lambda part: (float(places[part]), part))]

    def _one_more(self, node: int, here: float, everywhere: float) -> dict[str, Any]:
        nodes = self.plan.nodes
        service = self.inputs.offered[nodes.supply[node]].service
        return {
            "kind": "place",
            "service": str(service.service_id),
            "service_name": service.name,
            "place_name": service.place_name,
            "part": PARTS[nodes.part[node]],
            "places": 1,
            "gain": round(here, 3),
            "total": round(everywhere, 3),
        }

    @cached_property
    def _closes(self) -> dict[Spot, dict[str, Any]]:
        found = closings(self.inputs.problem, self.plan, network=self.network, chosen=self.chosen)
        return {(one.area, one.row): self._closing(one) for one in found}

    def _closing(self, one: Closing) -> dict[str, Any]:
        """A kind of change that cannot close the spot has None."""
        figure = float(self.inputs.ingredients.figure[one.area, one.row])
        return {
            "need": None
            if one.need is None
            else {"factor": one.need, "figure": None if np.isnan(figure) else round(figure * one.need, 1)},
            "capacity": self._change(one.supply, one.part, one.extra),
            "hours": self._change(one.open_supply, one.open_part, one.open_places),
            "reach": None if one.reach is None else {"metres": round(one.reach)},
            "own": None if one.own is None else {"places": one.own},
        }

    def _change(self, supply: int | None, part: str | None, places: float | None) -> dict[str, Any] | None:
        if supply is None or places is None:
            return None
        service = self.inputs.offered[supply].service
        return {
            "service": str(service.service_id),
            "service_name": service.name,
            "place_name": service.place_name,
            "part": part,
            "places": places,
        }
