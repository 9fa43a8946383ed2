"""The overlaps of a computation with the objects behind them, and how much of each service is in use."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from wijkhart.analysis.coverage import (
    PARTS,
    FoundOverlap,
    Network,
    OverlapService,
    Plan,
    Proposal,
    overlaps,
)
from wijkhart.areas.models import Missing
from wijkhart.coordination.models import CoverageRun, Overlap, ServiceUse
from wijkhart.coordination.queries.problem import Inputs
from wijkhart.directory.models import Service

Services = dict[str, Service]


def overlaps_of(inputs: Inputs, plan: Plan, network: Network) -> list[Overlap]:
    """Each overlap of a plan, not yet stored."""
    found = overlaps(inputs.problem, plan, network=network)
    services = _services(inputs, found)
    return [_overlap(inputs, one, services) for one in found]


def uses_of(inputs: Inputs, run: CoverageRun, plan: Plan) -> list[ServiceUse]:
    """How much of each service is in use in a plan, not yet stored."""
    nodes, themes = plan.nodes, inputs.problem.themes
    return [
        ServiceUse(
            run=run,
            service_id=inputs.offered[supply].service.service_id,
            theme_id=themes[theme],
            part_of_day=PARTS[part],
            places=places,
            used=min(used, places),
        )
        for supply, theme, part, places, used in zip(
            nodes.supply.tolist(), nodes.theme.tolist(), nodes.part.tolist(), nodes.capacity.tolist(),
            plan.used.tolist(), strict=True,
        )
    ]  # fmt: skip


def key_of(theme: str, part: str, services: Iterable[str]) -> str:
    """By which an overlap is known again: what it is about, when, and who; not how large it is."""
    return hashlib.sha256(json.dumps([theme, part, sorted(services)]).encode()).hexdigest()


def _services(inputs: Inputs, found: Sequence[FoundOverlap]) -> Services:
    """Every service that an overlap or a proposal names, by its key in the problem."""
    keys = {service.key for one in found for service in one.services}
    keys |= {proposal.venue for one in found for proposal in one.proposals if proposal.venue}
    rows = Service.objects.filter(pk__in=[UUID(key) for key in keys]).select_related("provider", "place")
    return {str(row.pk): row for row in rows}


def _overlap(inputs: Inputs, one: FoundOverlap, services: Services) -> Overlap:
    keys = [service.key for service in one.services]
    return Overlap(
        municipality_code=inputs.municipality,
        key=key_of(one.theme, one.part, keys),
        theme_id=one.theme,
        target_group_id=one.group,
        part_of_day=one.part,
        capacity=round(one.capacity, 3),
        need=round(one.need, 3),
        facts={
            "groups": list(one.groups),
            "distance": round(one.diameter),
            "codes": f",{','.join(inputs.areas[area].code for area in one.areas)},",
            "areas": [[inputs.areas[area].code, inputs.areas[area].name] for area in one.areas],
            "unknown": _unknown(inputs, one),
            "services": [_service(services[member.key], member) for member in one.services],
            "proposals": [_proposal(inputs, one, proposal, services) for proposal in one.proposals],
        },
    )  # fmt: skip


def _service(service: Service, member: OverlapService) -> dict[str, Any]:
    place = None if service.at_home else service.place
    return {
        "id": str(service.pk),
        "name": service.name,
        "provider": service.provider.name,
        "provider_id": str(service.provider_id),
        "place": place.name if place else "",
        "example": service.example,
        "capacity": round(member.capacity, 3),
        "used": round(member.used, 3),
    }


def _unknown(inputs: Inputs, one: FoundOverlap) -> list[str]:
    """The wijken nearby of which the need of some group is not known, so that it counted as nothing."""
    rows = [
        index for index, norm in enumerate(inputs.norms) if norm.theme_id == one.theme and one.part in norm.parts_of_day
    ]
    known = {"", str(Missing.NO_INHABITANTS)}
    return [
        inputs.areas[area].name
        for area in one.areas
        if any(str(inputs.needs[area][row].missing) not in known for row in rows)
    ]


def _proposal(inputs: Inputs, one: FoundOverlap, proposal: Proposal, services: Services) -> dict[str, Any]:
    venue = services.get(proposal.venue)
    offered = next(offer for offer in inputs.offered if offer.supply.key == proposal.service)
    return {
        "kind": proposal.kind,
        "service": proposal.service,
        "part": proposal.part,
        "place": venue.place.name if venue and venue.place else "",
        "other_themes": sorted(offered.supply.themes - {one.theme}),
        "before": round(proposal.before, 2),
        "after": round(proposal.after, 2),
        "places_before": round(proposal.places_before, 2),
        "places_after": round(proposal.places_after, 2),
        "changes": [
            {
                "area": inputs.areas[change.area].code,
                "name": inputs.areas[change.area].name,
                "group": inputs.norms[change.row].target_group_id,
                "before": round(change.before, 2),
                "after": round(change.after, 2),
            }
            for change in proposal.changes
        ],
    }
