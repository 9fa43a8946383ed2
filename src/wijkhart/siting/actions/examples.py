"""Made-up costs of places for the demonstration, with a published comparison and a study that is still open."""

from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.places.models import Place, PlaceKind
from wijkhart.siting.actions.computing import compute_study
from wijkhart.siting.actions.costs import CostFacts, set_cost
from wijkhart.siting.actions.publishing import Advice, publish_study
from wijkhart.siting.actions.studies import Choices, add_study
from wijkhart.siting.models import SitingStudy, StudyState, Way
from wijkhart.siting.queries.people import people_of
from wijkhart.siting.queries.problem import taking_part

EUROS: Final = {
    PlaceKind.COMMUNITY: 92_000,
    PlaceKind.SCHOOL: 28_000,
    PlaceKind.SPORT: 46_000,
    PlaceKind.FAITH: 14_000,
    PlaceKind.CARE: 24_000,
    PlaceKind.SENIOR: 18_000,
    PlaceKind.CULTURE: 64_000,
    PlaceKind.TOWN_HALL: 75_000,
}
USUAL: Final = 32_000
STEP: Final = 1_500
"""Each next place of a kind costs this much more, up to seven times, so that they differ."""
SHARED: Final = 0.6
"""What sharing a community centre or library costs, beside keeping it."""
BUDGET: Final = 60
FEWER: Final = 40
SOURCE: Final = "Voorbeeld: dit bedrag is bedacht."
REASON: Final = (
    "Voorbeeld: met zestig plekken blijft bijna iedereen dichtbij een plek. Er komt geld vrij voor mensen. "
    "Bij veertig plekken lopen te veel mensen verder dan 800 meter."
)


def load_example_siting(*, by: Actor, municipality: str) -> list[SitingStudy]:
    """Costs and two studies, marked as example; what stands there already is left alone."""
    if not by.may("siting.edit", municipality) or not by.may("siting.publish", municipality):
        raise NotAllowed(_("You may not load examples here."))
    places = taking_part(municipality)
    if SitingStudy.objects.filter(municipality_code=municipality).exists() or not places:
        return []
    _costs(by, places)
    budget = min(BUDGET, len(places))
    first = add_study(by=by, municipality=municipality, choices=_choices(municipality, places, budget), example=True)
    other = _choices(municipality, places, budget, seniors=2.0)
    second = add_study(by=by, municipality=municipality, choices=other, example=True)
    computed = compute_study(by=by, study=first)
    if computed.state == StudyState.COMPUTED:
        _advise(by, computed, budget)
    return [computed, second]


def _costs(by: Actor, places: list[Place]) -> None:
    year = timezone.localdate().year
    for number, place in enumerate(places):
        euros = EUROS.get(PlaceKind(place.kind), USUAL) + STEP * (number % 8)
        set_cost(by=by, place=place, facts=CostFacts(Way.KEEP, euros, year, SOURCE), example=True)
        if place.kind in {PlaceKind.COMMUNITY, PlaceKind.CULTURE}:
            shared = CostFacts(Way.SHARE, round(SHARED * euros), year, SOURCE, hours_percent=60)
            set_cost(by=by, place=place, facts=shared, example=True)


def _choices(municipality: str, places: list[Place], budget: int, seniors: float = 1.0) -> Choices:
    """With every wijk that has a place of its own keeping one."""
    today = timezone.localdate()
    people = people_of(municipality)
    with_place = {one.district_code for one in places}
    living = {people.wijken[one].code for one in set(people.wijk)}
    counts = seniors > 1 and "seniors" in people.groups
    return Choices(
        name=f"{budget} plekken, ouderen tellen dubbel" if seniors > 1 else f"Wat als er {budget} plekken blijven?",
        note="Voorbeeld: de kosten op deze pagina zijn bedacht. Mensen en plekken zijn echt.",
        first_day=today,
        last_day=today + timedelta(days=83),
        buildings=budget,
        emphasis={"seniors": seniors} if counts else {},
        exempt=sorted(living - with_place),
    )


def _advise(by: Actor, study: SitingStudy, budget: int) -> None:
    """The budget beside all places and the forty, or the fewest, that can be."""
    numbers = sorted(study.plans.filter(number__gt=0).values_list("number", flat=True))
    advised = max((one for one in numbers if one <= budget), default=numbers[-1])
    others = [numbers[-1], min(numbers, key=lambda one: abs(one - FEWER)), numbers[0]]
    chosen = [one for one in dict.fromkeys(others) if one != advised][:2]
    if chosen:
        publish_study(by=by, study=study, advice=Advice(advised, chosen, REASON), version=study.version)
