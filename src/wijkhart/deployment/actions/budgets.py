"""Making a budget with its years, kinds of effort and wijken; its name and note; taking it away."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wijkhart.areas.queries import districts_of
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused
from wijkhart.deployment.models import Budget, BudgetDistrict, BudgetKind, BudgetYear, DivisionState
from wijkhart.deployment.queries.effort import kinds_in_force

MOST_YEARS: Final = 6
FIRST, LAST = 2015, 2100
HIGHEST: Final = 1e10


@dataclass(frozen=True, slots=True)
class BudgetFacts:
    """A budget as it starts: the same amounts every year; None is no limit."""

    title: str
    first_year: int
    years: int = 4
    hours: float | None = None
    euros: float | None = None
    places: float | None = None
    floor: float = 0.0
    note: str = ""

    def problems(self) -> list[InputProblem]:
        """What cannot be, each with advice."""
        amounts = {name: getattr(self, name) for name in ("hours", "euros", "places")}
        faults = [
            (not self.title.strip(), "title", _("A budget needs a name."), _("Such as: welzijn 2027-2030.")),
            (len(self.title) > 120, "title", _("The name is too long."), _("At most 120 characters.")),
            (
                not FIRST <= self.first_year <= LAST,
                "first_year",
                _("This year cannot be."),
                _("Write it in four digits, such as 2027."),
            ),
            (
                not 1 <= self.years <= MOST_YEARS,
                "years",
                _("A budget is for 1 to 6 years."),
                _("Make a second budget for later years."),
            ),
            (
                all(amount is None for amount in amounts.values()),
                "hours",
                _("There is nothing to divide yet."),
                _("Fill in hours, euros or room places."),
            ),
            (len(self.note) > 2000, "note", _("The note is too long."), _("At most 2,000 characters.")),
            (not 0 <= self.floor <= HIGHEST, "floor", _("A lower limit is 0 or more."), _("Write 0 for none.")),
        ]
        faults += [
            (amount is not None and not 0 <= amount <= HIGHEST, name, _("This amount cannot be."), _("0 or more."))
            for name, amount in amounts.items()
        ]
        return [InputProblem(_("budget"), None, name, said, mend) for wrong, name, said, mend in faults if wrong]


def start_budget(*, by: Actor, municipality: str, facts: BudgetFacts, example: bool = False) -> Budget:
    """A budget with every wijk where people live and every kind of effort that counts there."""
    demand(by, municipality)
    if problems := facts.problems():
        raise BadInput(problems)
    areas = list(districts_of(municipality).filter(population__gt=0))
    kinds = kinds_in_force(municipality)
    if not areas:
        raise Refused(_("No wijken of this municipality are known. Bring in the boundaries first."))
    if not kinds:
        raise Refused(_("There are no kinds of effort. Load them first: wijkhart load_effort."))
    title = " ".join(facts.title.split())
    with _title_once(), transaction.atomic():
        made = Budget.objects.create(
            municipality_code=municipality,
            title=title,
            note=facts.note.strip(),
            first_year=facts.first_year,
            example=example,
        )
        BudgetYear.objects.bulk_create(
            BudgetYear(budget=made, year=year, hours=facts.hours, euros=facts.euros, places=facts.places)
            for year in range(facts.first_year, facts.first_year + facts.years)
        )
        BudgetKind.objects.bulk_create(
            BudgetKind(budget=made, kind=kind.key, euros=kind.euros, places=kind.places) for kind in kinds
        )
        BudgetDistrict.objects.bulk_create(
            BudgetDistrict(budget=made, district_code=area.code, first_year=facts.first_year, floor=facts.floor)
            for area in areas
        )
        record(by, "budget.started", made, municipality=municipality)
    return made


def change_budget(*, by: Actor, budget: Budget, title: str, note: str, version: int) -> Budget:
    """Another name or note; that changes no number, so it can always be done."""
    told = BudgetFacts(title=title, first_year=budget.first_year, hours=1, note=note)
    if problems := told.problems():
        raise BadInput(problems)
    with _title_once(), transaction.atomic():
        locked = hold_budget(by, budget, version)
        locked.title, locked.note = " ".join(title.split()), note.strip()
        locked.save()
        record(by, "budget.changed", locked, municipality=locked.municipality_code)
    return locked


def remove_budget(*, by: Actor, budget: Budget, version: int) -> str:
    """Take a budget away with its divisions; not when one of those was ever adopted. Gives its name."""
    with transaction.atomic():
        locked = hold_budget(by, budget, version)
        if locked.divisions.exclude(adopted_on=None).exists():
            raise Refused(
                _(
                    "A division of this budget was adopted once. The budget stays, so that everybody can read back"
                    " what was decided."
                )
            )
        record(by, "budget.removed", locked, municipality=locked.municipality_code)
        locked.delete()
    return locked.title


def hold_budget(by: Actor, budget: Budget, version: int) -> Budget:
    """The row, locked, for who may write it, unless somebody else changed it since this version was read."""
    demand(by, budget.municipality_code)
    locked = Budget.objects.select_for_update().get(pk=budget.pk)
    if locked.version != version:
        raise Refused(_("Somebody else changed this meanwhile. Look at the page again and do it once more."))
    locked.version += 1
    return locked


def demand(by: Actor, municipality: str) -> None:
    """Refuse who does not keep budgets there."""
    if not by.may("division.edit", municipality):
        raise NotAllowed(_("You may not keep the budgets of this municipality."))


def hold_open_budget(by: Actor, budget: Budget, version: int) -> Budget:
    """The row, locked, to change its amounts; not while a division of it is adopted."""
    locked = hold_budget(by, budget, version)
    if locked.divisions.filter(state=DivisionState.ADOPTED).exists():
        raise Refused(
            _(
                "A division of this budget is adopted, so its amounts stand. Withdraw that division first,"
                " with a reason."
            )
        )
    return locked


@contextmanager
def _title_once() -> Iterator[None]:
    """Says in words that the name is taken, when the database says so."""
    try:
        yield
    except IntegrityError as error:
        raise Refused(_("There is a budget with this name already. Choose another name."), field="title") from error
