"""Writing down what places cost."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused
from wijkhart.places.models import Place
from wijkhart.siting.models import PlaceCost, Way

MOST_EUROS = 100_000_000


@dataclass(frozen=True, slots=True)
class CostFacts:
    """What one way to have a place costs, and what it is then good for."""

    way: str
    euros: float
    year: int
    source: str
    heart: bool = True
    hours_percent: int = 100

    def problems(self) -> list[InputProblem]:
        """All that cannot be, each with what to do."""
        faults = (
            (self.way not in Way.values, "way", _("This is no way to have a place."), _("Choose one of the list.")),
            (
                not 0 <= self.euros <= MOST_EUROS,
                "euros",
                _("The cost lies between € 0 and € 100 million a year."),
                _("Write what it costs the municipality in one year."),
            ),
            (
                not 1990 <= self.year <= 2100,
                "year",
                _("This is no year of which a cost can be."),
                _("Write four digits, such as 2026."),
            ),
            (
                not self.source.strip(),
                "source",
                _("Say where the amount comes from."),
                _("Such as: yearly account 2025, or: estimate of the real estate department."),
            ),
            (
                not 0 <= self.hours_percent <= 200,
                "hours_percent",
                _("The part of the hours lies between 0 and 200 percent."),
                _("Write 100 when the hours of the rooms stay as they are."),
            ),
        )
        return [InputProblem(_("cost"), None, name, said, advice) for wrong, name, said, advice in faults if wrong]


def set_cost(*, by: Actor, place: Place, facts: CostFacts, version: int = 0, example: bool = False) -> PlaceCost:
    """Write down what a place costs in one way; what stood there goes. `version` 0: nothing stood there yet."""
    _demand(by, place)
    if problems := facts.problems():
        raise BadInput(problems)
    told = {
        "euros": round(facts.euros, 2),
        "year": facts.year,
        "source": facts.source.strip()[:200],
        "heart": facts.heart,
        "hours_percent": facts.hours_percent,
    }
    with transaction.atomic():
        Place.objects.select_for_update().get(pk=place.pk)
        row = PlaceCost.objects.filter(place=place, way=facts.way).first()
        if (row.version if row else 0) != version:
            raise Refused(_("Somebody else changed this meanwhile. Look at the page again and do it once more."))
        row = row or PlaceCost(place=place, way=facts.way, version=0)
        for name, value in told.items():
            setattr(row, name, value)
        row.actor_id, row.example, row.version = by.actor_id, example, row.version + 1
        row.save()
        record(by, "place_cost.changed", row, municipality=place.municipality_code)
    return row


def remove_cost(*, by: Actor, cost: PlaceCost, version: int) -> None:
    """Take one way to have a place away; finished studies keep what they were computed with."""
    _demand(by, cost.place)
    with transaction.atomic():
        locked = PlaceCost.objects.select_for_update().get(pk=cost.pk)
        if locked.version != version:
            raise Refused(_("Somebody else changed this meanwhile. Look at the page again and do it once more."))
        record(by, "place_cost.removed", locked, municipality=cost.place.municipality_code)
        locked.delete()


def _demand(by: Actor, place: Place) -> None:
    if not by.may("siting.edit", place.municipality_code):
        raise NotAllowed(_("You may not keep what places of this municipality cost."))
