"""The wijk picture as plain facts, for JSON."""

import json
from typing import Any

from django.utils.translation import gettext as _

from wijkhart.areas.queries import Cell
from wijkhart.coordination.models import CoverageRun
from wijkhart.coordination.queries import Player, ToldGap, ToldOverlap
from wijkhart.portal.queries.wijkbeeld import FigureRow, Offer, PlaceItem, Wijkbeeld


def as_json(picture: Wijkbeeld) -> str:
    """The facts as JSON text, in UTF-8 and readable."""
    return json.dumps(as_facts(picture), ensure_ascii=False, indent=2) + "\n"


def as_facts(picture: Wijkbeeld) -> dict[str, Any]:
    """Everything the page shows, as numbers and words."""
    return {
        "notice": example_notice() if picture.example_supply else "",
        "example_supply": picture.example_supply,
        "code": picture.area.code,
        "name": picture.area.name,
        "municipality": {"code": picture.municipality.code, "name": picture.municipality.name},
        "inhabitants": _cell(picture.population),
        "inhabitants_rank": {"rank": picture.rank, "of": picture.of},
        "who_lives_here": [_figure(row) for row in picture.who],
        "how_they_fare": [_figure(row) for row in picture.fare],
        "places": [_place(item) for item in picture.places],
        "services": [
            {"theme": theme.key, "theme_label": theme.label, "services": [_offer(offer) for offer in theme.offers]}
            for theme in picture.themes
        ],
        "white_spots": [_white_spot(spot) for spot in picture.white_spots],
        "unknown_needs": [
            {"theme": need.theme.key, "target_group": need.target_group.key, "missing": need.missing}
            for need in picture.unknown_needs
        ],
        "overlaps": [_overlap(one) for one in picture.overlaps],
        "coverage": _run(picture.run),
        "older_than_its_inputs": [{"kind": one.kind, "text": str(one.text)} for one in picture.moved_on],
        "sources": [
            {"key": source.key, "title": source.title, "publisher": source.publisher, "licence": source.licence}
            for source in picture.sources
        ],
    }


def example_notice() -> str:
    """What stands at the top whenever supply is example data."""
    return _("Please note: the services here are examples. The figures about residents and the places are real.")


def _figure(row: FigureRow) -> dict[str, Any]:
    return {
        "measure": row.measure.key,
        "label": row.measure.label,
        "unit": row.measure.unit,
        "of_whom": row.measure.population,
        "district": _cell(row.district),
        "municipality": _cell(row.municipality),
        "country": _cell(row.country),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "value": cell.value,
        "unit": cell.unit,
        "missing": str(cell.missing),
        "reason": cell.reason,
        "period": cell.period,
        "source": cell.source.key if cell.source else None,
        "estimate": cell.estimate,
        "low": cell.low,
        "high": cell.high,
    }


def _place(item: PlaceItem) -> dict[str, Any]:
    place = item.place
    return {
        "id": str(place.pk),
        "number": item.number,
        "name": place.name,
        "kind": place.kind,
        "address": f"{place.street} {place.house_number}".strip(),
        "latitude": place.latitude,
        "longitude": place.longitude,
        "step_free": place.step_free,
        "agreed": place.agreed,
        "mobile": place.mobile,
        "services": item.services,
        "source": place.source,
    }


def _offer(offer: Offer) -> dict[str, Any]:
    service = offer.service
    return {
        "id": str(service.pk),
        "name": service.name,
        "kind": service.kind,
        "provider": service.provider.name,
        "formal": service.provider.formal,
        "subsidised": service.provider.subsidised,
        "line": service.line,
        "place": service.place.name if service.place else None,
        "place_number": offer.number,
        "when": offer.when,
        "parts_of_day": [str(part) for part in offer.parts_of_day],
        "target_groups": [group.key for group in service.target_groups.all()],
        "weekly_places": offer.weekly_places,
        "price": None if service.price is None else str(service.price),
        "example": service.example,
    }


def _white_spot(spot: ToldGap) -> dict[str, Any]:
    gap = spot.gap
    return {
        "theme": gap.theme.key,
        "theme_label": gap.theme.label,
        "target_group": gap.target_group.key,
        "target_group_label": gap.target_group.label,
        "group_size": gap.group_size,
        "need": gap.need,
        "unserved": gap.unserved,
        "share": round(gap.share, 4),
        "reasons": gap.reasons,
        "accessibility": gap.accessibility,
        "title": spot.title,
        "why": list(spot.sentences),
        "norm": gap.norm,
        "estimate": gap.estimate,
        "example_supply": gap.example_supply,
        "interval": None if gap.low is None else {"low": gap.low, "high": gap.high, "percent": 90},
        "worst_quarter": gap.worst_quarter,
        "certainty": list(spot.certainty),
        "sensitivity": gap.sensitivity,
        "helps": gap.helps,
        "helps_in_words": list(spot.helps),
        "closes": gap.closes,
        "closes_in_words": list(spot.closes),
        "players": [_player(player) for player in spot.players],
    }


def _player(player: Player) -> dict[str, Any]:
    return {
        "kind": player.kind,
        "name": player.name,
        "formal": player.formal,
        "why": player.why,
        "metres": player.metres,
        "places_left": player.free,
        "services": list(player.services),
        "rooms": list(player.rooms),
        "in_words": player.sentence,
        "example": player.example,
    }


def _overlap(one: ToldOverlap) -> dict[str, Any]:
    overlap = one.overlap
    return {
        "id": str(overlap.pk),
        "theme": overlap.theme_id,
        "target_group": overlap.target_group_id,
        "part_of_day": overlap.part_of_day,
        "capacity": overlap.capacity,
        "need": overlap.need,
        "state": overlap.state,
        "owner": overlap.owner.name if overlap.owner else None,
        "due": overlap.due.isoformat() if overlap.due else None,
        "title": one.title,
        "why": list(one.reasons),
        "services": overlap.facts.get("services", []),
        "proposals": [
            {"kind": told.kind, "title": told.title, "what": told.what, "before": told.before, "after": told.after}
            for told in one.proposals
        ],
    }


def _run(run: CoverageRun | None) -> dict[str, Any] | None:
    if run is None:
        return None
    return {
        "id": str(run.pk),
        "computed_at": run.computed_at.isoformat(),
        "digest": run.digest,
        "version": run.version,
        "parameters": run.parameters,
    }
