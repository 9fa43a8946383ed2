"""Setting which share of the time of rooms is kept for the unexpected."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.places.models import Place, UseBase, UseNorm, UseUnit
from wijkhart.places.queries.holding import Kept, norm_state
from wijkhart.times.models import PartOfDay

PARTS = ("", *PartOfDay.values)
LONGEST = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class NormFacts:
    """What is set: for all parts of the day (key ""), and for those that differ; None is as above it."""

    kept: Mapping[str, Kept | None]
    unit: str = UseUnit.HOURS
    base: str = UseBase.OPEN


def set_norms(*, by: Actor, municipality: str, place: Place | None, before: str, facts: NormFacts) -> list[UseNorm]:
    """Set the norms of a municipality, or what differs for one place; `before` is `norm_state` as it was read."""
    if not by.may("use_norm.edit", municipality) or (place and place.municipality_code != municipality):
        raise NotAllowed(_("You may not set this norm."))
    _check(facts)
    with transaction.atomic():
        rows = UseNorm.objects.select_for_update().filter(municipality_code=municipality, place=place)
        if norm_state(rows) != before:
            raise Refused(_("Somebody else changed this norm meanwhile. Look at what it says now, and save again."))
        rows.delete()
        made = [
            UseNorm.objects.create(
                municipality_code=municipality, place=place, part_of_day=part, free_percent=kept.percent,
                days_before=kept.days_before, unit=facts.unit, base=facts.base,
            )
            for part, kept in facts.kept.items() if kept is not None
        ]  # fmt: skip
        record(by, "use_norm.set", place, municipality=municipality)
    return made


def _check(facts: NormFacts) -> None:
    for part, kept in facts.kept.items():
        if part not in PARTS or facts.unit not in UseUnit.values or facts.base not in UseBase.values:
            raise Refused(_("This is not on the list."))
        if kept is not None and not 0 <= kept.percent <= 100:
            raise Refused(_("Fill in a percentage from 0 to 100."), field=f"percent_{part}")
        if kept is not None and not 0 <= kept.days_before <= LONGEST:
            raise Refused(_("Fill in a number of days from 0 to 365."), field=f"days_{part}")
