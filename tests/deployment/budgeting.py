"""A small budget of Amersfoort: two wijken with people, two kinds of effort, two years."""

from datetime import date

from tests import make
from tests.cast import Cast

from wijkhart.deployment.actions.budgets import BudgetFacts, start_budget
from wijkhart.deployment.models import Budget, Division, DivisionShare, EffortKind

WEST, EAST, EMPTY = "WK030701", "WK030702", "WK030732"


def town() -> None:
    """Areas and kinds of effort."""
    make.area(make.AMERSFOORT, name="Amersfoort")
    for code, people, name in ((WEST, 4000, "West"), (EAST, 6000, "Oost"), (EMPTY, 0, "Leeg")):
        make.area(code, population=people, name=name)
    for order, key in enumerate(("community_work", "youth_work")):
        EffortKind.objects.create(
            key=key,
            title_nl={"community_work": "Opbouwwerk", "youth_work": "Jongerenwerk"}[key],
            title_en=key,
            euros=60,
            euros_origin="aanname",
            places_origin="aanname",
            order=order,
        )


def budget(people: Cast, title: str = "Welzijn", first_year: int = 2027) -> Budget:
    """Two years of 1,000 hours, kept by the policy officer."""
    facts = BudgetFacts(title=title, first_year=first_year, years=2, hours=1000, euros=60_000, floor=100)
    return start_budget(by=people.bob.actor, municipality=make.AMERSFOORT, facts=facts)


def adopted(of: Budget) -> Division:
    """A division of it that was decided on, with 300 hours of youth work in the west in its last year."""
    division = Division.objects.create(
        budget=of, name="Half om half", state="adopted", adopted_on=date(2026, 6, 1), adopted_by="College", reason="Zo."
    )
    for code in (WEST, EAST):
        division.districts.create(district_code=code, name=code, hours=1, by_inhabitants=1, people=1)
    for year, hours in ((of.first_year, 200), (of.first_year + 1, 300)):
        DivisionShare.objects.create(division=division, district_code=WEST, kind="youth_work", year=year, hours=hours)
    return division
