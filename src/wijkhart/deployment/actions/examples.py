"""A made-up budget for the demonstration, with three ways to divide it, one of them adopted."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation, OrganisationKind
from wijkhart.areas.queries import districts_of
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.deployment.actions.adopting import Decided, Granted, adopt_division, grant_reserve
from wijkhart.deployment.actions.budgets import BudgetFacts, start_budget
from wijkhart.deployment.actions.divisions import Choices, add_division, compute_division
from wijkhart.deployment.models import Budget, BudgetDistrict, BudgetKind, Commitment, Division
from wijkhart.deployment.queries.reserve import short_for

YEARS: Final = 4
HOURS_PER_INHABITANT: Final = 0.35
EUROS_PER_HOUR: Final = 63
PLACES_PER_HOUR: Final = 2.2
FLOOR: Final = 80.0
SMALLEST: Final = 1000
"""Inhabitants from which a wijk has a lower limit."""
PARTS: Final = {
    "community_work": 0.2,
    "youth_work": 0.12,
    "elderly_work": 0.18,
    "volunteer_support": 0.12,
    "carer_support": 0.1,
    "money_help": 0.15,
    "neighbourhood_sport": 0.15,
    "language_support": 0.1,
}
"""The part of all hours that a provider can give; together more than all."""
GRANTED: Final = 40.0
"""Hours that were granted from the reserve."""
LATE: Final = 3
"""The smallest wijken take part a year later."""
NOTE: Final = "Voorbeeld: alle bedragen op deze pagina zijn bedacht."
PROVIDERS: Final = {
    "youth_work": OrganisationKind.YOUTH_WORK,
    "elderly_work": OrganisationKind.ELDERLY_WORK,
    "community_work": OrganisationKind.WELFARE,
}


def load_example_budget(*, by: Actor, municipality: str) -> list[Division]:
    """One budget and its divisions, marked as example; what stands there already is left alone."""
    if not by.may("division.edit", municipality) or not by.may("division.adopt", municipality):
        raise NotAllowed(_("You may not load examples here."))
    if Budget.objects.filter(municipality_code=municipality).exists():
        return []
    with transaction.atomic():
        budget = _budget(by, municipality)
        made = [add_division(by=by, budget=budget, choices=one) for one in _choices()]
        computed = [compute_division(by=by, division=one) for one in made]
        _decided(by, computed[1])
    return computed


def _choices() -> tuple[Choices, ...]:
    return (
        Choices(
            "Zo veel mogelijk bereik", "Elk uur gaat naar de wijk waar het het meeste bereikt, gewogen naar de agenda."
        ),
        Choices("Half om half", "Tussen zo veel mogelijk bereik en de zwakste wijk eerst.", fairness=50),
        Choices("Eerst de wijk die achterblijft", "De wijk waar de minste vraag is bediend, gaat voor.", fairness=100),
    )


def _budget(by: Actor, municipality: str) -> Budget:
    areas = list(districts_of(municipality).filter(population__gt=0).order_by("population"))
    hours = round(HOURS_PER_INHABITANT * sum(area.population or 0 for area in areas), -2)
    year = timezone.localdate().year
    facts = BudgetFacts(
        title=f"Welzijn {year}-{year + YEARS - 1}",
        first_year=year,
        years=YEARS,
        hours=hours,
        euros=hours * EUROS_PER_HOUR,
        places=round(hours * PLACES_PER_HOUR, -2),
        note=NOTE,
    )
    budget = start_budget(by=by, municipality=municipality, facts=facts, example=True)
    for row in BudgetKind.objects.filter(budget=budget):
        row.capacity = round(hours * PARTS.get(row.kind, 0.1), -1)
        row.provider = _provider(municipality, row.kind)
        row.save()
    total = sum(area.population or 0 for area in areas)
    for number, area in enumerate(areas):
        part = (area.population or 0) / total
        last = {kind: round(0.8 * hours * part * share / sum(PARTS.values())) for kind, share in PARTS.items()}
        BudgetDistrict.objects.filter(budget=budget, district_code=area.code).update(
            floor=FLOOR if (area.population or 0) >= SMALLEST else 0.0,
            first_year=year + 1 if number < LATE and len(areas) > 2 * LATE else year,
            last_year=last,
        )
    _promise(budget, [area.code for area in areas[-2:]], year)
    return budget


def _promise(budget: Budget, districts: list[str], year: int) -> None:
    """Two running agreements, in the largest wijken."""
    Commitment.objects.bulk_create(
        Commitment(
            budget=budget,
            district_code=code,
            kind="youth_work",
            year=year,
            hours=120,
            says="Voorbeeld: jongerenwerk op het plein, afgesproken met de school",
        )
        for code in districts
    )


def _provider(municipality: str, kind: str) -> Organisation | None:
    if kind not in PROVIDERS:
        return None
    rows = Organisation.objects.working_in(municipality).filter(example=True, published=True, kind=PROVIDERS[kind])
    return rows.order_by("name", "pk").first()


def _decided(by: Actor, division: Division) -> None:
    decided = Decided(
        timezone.localdate() - timedelta(days=10),
        "Het college (voorbeeld)",
        "Deze verdeling bereikt bijna evenveel en laat geen wijk achter. Zo sprak de raad het af.",
    )
    adopted = adopt_division(by=by, division=division, decided=decided, version=division.version)
    best = adopted.districts.exclude(extra=None).order_by("-extra", "name").first()
    year = adopted.budget.first_year
    kinds = [kind for kind in PARTS if not short_for(adopted, kind, year, GRANTED)]
    if best is None or not kinds:
        return
    granted = Granted(
        best.district_code, kinds[0], year, GRANTED, "Voorbeeld: meer vraag na de oproep in de wijkkrant."
    )
    grant_reserve(by=by, division=adopted, granted=granted, version=adopted.version)
