"""The parts of a budget: amounts of each year, kinds of effort, wijken, promises, and last year's hours."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.areas.queries import districts_of
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, Refused
from wijkhart.deployment.actions.budgets import HIGHEST, hold_open_budget
from wijkhart.deployment.models import Budget, BudgetDistrict, BudgetKind, Commitment
from wijkhart.deployment.queries.effort import kinds_in_force

RESOURCES: Final = ("hours", "euros", "places")
LastYear = Mapping[str, Mapping[str, float]]
"""Wijk -> kind -> hours."""


@dataclass(frozen=True, slots=True)
class YearPart:
    """What there is in one year; None is no limit."""

    hours: float | None = None
    euros: float | None = None
    places: float | None = None


@dataclass(frozen=True, slots=True)
class KindPart:
    """What an hour of a kind costs in this budget, and who can give how many hours a year."""

    euros: float
    places: float = 0.0
    capacity: float | None = None
    endless: bool = False
    provider: UUID | None = None


@dataclass(frozen=True, slots=True)
class DistrictPart:
    """From which year a wijk takes part, and the hours a year that it gets at least."""

    first_year: int
    floor: float = 0.0


@dataclass(frozen=True, slots=True)
class Promise:
    """Hours that were promised already."""

    district: str
    kind: str
    year: int
    hours: float
    says: str


def set_years(*, by: Actor, budget: Budget, years: Mapping[int, YearPart], version: int) -> Budget:
    """The amounts of every year of the budget."""
    with transaction.atomic():
        locked = hold_open_budget(by, budget, version)
        rows = list(locked.years.order_by("year"))
        problems = [
            _wrong(f"{name}_{year}", _("This amount cannot be."), _("0 or more."))
            for year, part in years.items()
            for name in RESOURCES
            if (amount := getattr(part, name)) is not None and not 0 <= amount <= HIGHEST
        ]
        problems += [
            _wrong(f"hours_{year}", _("There is nothing to divide yet."), _("Fill in hours, euros or room places."))
            for year, part in years.items()
            if part == YearPart()
        ]
        if {row.year for row in rows} != set(years):
            problems.append(_wrong("", _("These are not the years of this budget."), _("Fill in each year once.")))
        _refuse(problems)
        for row in rows:
            row.hours, row.euros, row.places = (getattr(years[row.year], name) for name in RESOURCES)
            row.save()
        return _changed(by, locked)


def set_kinds(*, by: Actor, budget: Budget, kinds: Mapping[str, KindPart], version: int) -> Budget:
    """The kinds of effort that are in the budget; one that is not named goes out of it."""
    with transaction.atomic():
        locked = hold_open_budget(by, budget, version)
        rows = {row.kind: row for row in locked.kinds.all()}
        problems = [one for key, part in kinds.items() for one in _kind_problems(key, part)]
        problems += _unknown_kinds(locked, kinds, rows)
        promised = locked.commitments.exclude(kind__in=kinds).values_list("kind", flat=True).distinct()
        problems += [
            _wrong(f"inside_{key}", _("Hours of this kind were promised."), _("Remove the promise first."))
            for key in promised.order_by("kind")
        ]
        if not kinds:
            problems.append(_wrong("", _("A budget needs a kind of effort."), _("Leave at least one in.")))
        _refuse(problems)
        locked.kinds.exclude(kind__in=kinds).delete()
        for key, part in kinds.items():
            row = rows.get(key) or BudgetKind(budget=locked, kind=key)
            row.euros, row.places, row.endless = part.euros, part.places, part.endless
            row.capacity, row.provider_id = None if part.endless else part.capacity, part.provider
            row.save()
        return _changed(by, locked)


def set_districts(*, by: Actor, budget: Budget, districts: Mapping[str, DistrictPart], version: int) -> Budget:
    """The wijken that take part; one that is not named goes out of the budget."""
    with transaction.atomic():
        locked = hold_open_budget(by, budget, version)
        rows = {row.district_code: row for row in locked.districts.all()}
        _refuse(_district_problems(locked, districts, rows))
        locked.districts.exclude(district_code__in=districts).delete()
        for code, part in districts.items():
            row = rows.get(code) or BudgetDistrict(budget=locked, district_code=code)
            row.first_year, row.floor = part.first_year, part.floor
            row.save()
        return _changed(by, locked)


def add_commitment(*, by: Actor, budget: Budget, promise: Promise, version: int) -> Commitment:
    """Write down hours that were promised, so that every division gives them."""
    try:
        with transaction.atomic():
            locked = hold_open_budget(by, budget, version)
            _refuse(_promise_problems(locked, promise))
            made = Commitment.objects.create(
                budget=locked,
                district_code=promise.district,
                kind=promise.kind,
                year=promise.year,
                hours=promise.hours,
                says=promise.says.strip(),
            )
            locked.save()
            record(by, "commitment.added", locked, municipality=locked.municipality_code)
    except IntegrityError as error:
        message = _(
            "For this wijk, kind and year there is a promise already. Remove that one first, or add up the hours."
        )
        raise Refused(message, field="district") from error
    return made


def remove_commitment(*, by: Actor, commitment: Commitment, version: int) -> Budget:
    """Take away a promise that counts no longer."""
    with transaction.atomic():
        locked = hold_open_budget(by, commitment.budget, version)
        commitment.delete()
        locked.save()
        record(by, "commitment.removed", locked, municipality=locked.municipality_code)
    return locked


def set_last_year(*, by: Actor, budget: Budget, hours: LastYear, version: int) -> Budget:
    """What the wijken had in the year before; of a wijk that is not named it is not known."""
    with transaction.atomic():
        locked = hold_open_budget(by, budget, version)
        rows = list(locked.districts.all())
        kinds = {row.kind for row in locked.kinds.all()}
        codes = {row.district_code for row in rows}
        strange = sorted({key for given in hours.values() for key in given} - kinds) + sorted(set(hours) - codes)
        problems = [
            _wrong(
                "", _("“%(key)s” is not in this budget.") % {"key": key}, _("Add it to the budget, or leave it out.")
            )
            for key in strange
        ]
        if any(not 0 <= one <= HIGHEST for given in hours.values() for one in given.values()):
            problems.append(_wrong("", _("These hours cannot be."), _("0 or more.")))
        _refuse(problems)
        for row in rows:
            given = hours.get(row.district_code)
            row.last_year = None if given is None else {key: float(one) for key, one in given.items()}
            row.save()
        return _changed(by, locked)


def _changed(by: Actor, locked: Budget) -> Budget:
    locked.save()
    record(by, "budget.changed", locked, municipality=locked.municipality_code)
    return locked


def _kind_problems(key: str, part: KindPart) -> list[InputProblem]:
    faults = (
        (not 0 <= part.euros <= HIGHEST, "euros", _("The euros an hour must be 0 or more."), _("Such as: 65.")),
        (
            not 0 <= part.places <= HIGHEST,
            "places",
            _("The room places must be 0 or more."),
            _("0 when no room is used."),
        ),
        (
            part.capacity is not None and not 0 <= part.capacity <= HIGHEST,
            "capacity",
            _("The hours a year must be 0 or more."),
            _("Leave it empty when you do not know it yet."),
        ),
        (
            part.endless and part.capacity is not None,
            "capacity",
            _("There are hours here, and “no limit” is ticked."),
            _("Choose one of the two."),
        ),
    )
    return [_wrong(f"{name}_{key}", said, mend) for wrong, name, said, mend in faults if wrong]


def _unknown_kinds(budget: Budget, kinds: Mapping[str, KindPart], rows: Collection[str]) -> list[InputProblem]:
    """Kinds that are not there, and providers that do not work in this municipality."""
    known = {one.key for one in kinds_in_force(budget.municipality_code)} | set(rows)
    asked = {part.provider for part in kinds.values() if part.provider}
    here = Organisation.objects.working_in(budget.municipality_code).filter(pk__in=asked)
    working = set(here.values_list("pk", flat=True))
    return [
        _wrong(f"inside_{key}", _("There is no kind of effort “%(key)s”.") % {"key": key}, _("Choose one of the list."))
        for key in kinds
        if key not in known
    ] + [
        _wrong(f"provider_{key}", _("This organisation does not work here."), _("Choose one of the list."))
        for key, part in kinds.items()
        if part.provider and part.provider not in working
    ]


def _district_problems(
    budget: Budget, districts: Mapping[str, DistrictPart], rows: Collection[str]
) -> list[InputProblem]:
    known = set(districts_of(budget.municipality_code).values_list("code", flat=True)) | set(rows)
    years = set(budget.years.values_list("year", flat=True))
    problems = []
    for code, part in districts.items():
        if code not in known:
            problems.append(_wrong("", _("There is no wijk “%(code)s” here.") % {"code": code}, _("Choose another.")))
        if part.first_year not in years:
            said, mend = _("This year is not in the budget."), _("Choose a year of the budget.")
            problems.append(_wrong(f"start_{code}", said, mend))
        if not 0 <= part.floor <= HIGHEST:
            problems.append(_wrong(f"floor_{code}", _("A lower limit is 0 or more."), _("Write 0 for none.")))
    for code, year in budget.commitments.values_list("district_code", "year"):
        if code not in districts or districts[code].first_year > year:
            said = _("Hours were promised to this wijk in %(year)s.") % {"year": year}
            problems.append(_wrong(f"start_{code}", said, _("Remove the promise first.")))
    if not districts:
        problems.append(_wrong("", _("A budget needs a wijk."), _("Let at least one take part.")))
    return problems


def _promise_problems(budget: Budget, promise: Promise) -> list[InputProblem]:
    row = budget.districts.filter(district_code=promise.district).first()
    years = set(budget.years.values_list("year", flat=True))
    faults = (
        (row is None, "district", _("This wijk is not in the budget."), _("Choose a wijk of the list.")),
        (
            not budget.kinds.filter(kind=promise.kind).exists(),
            "kind",
            _("This kind of effort is not in the budget."),
            _("Choose a kind of the list."),
        ),
        (promise.year not in years, "year", _("This year is not in the budget."), _("Choose a year of the budget.")),
        (
            row is not None and promise.year in years and promise.year < row.first_year,
            "year",
            _("This wijk takes part later."),
            _("Choose a later year, or let the wijk take part earlier."),
        ),
        (not 0 < promise.hours <= HIGHEST, "hours", _("Promised hours are more than 0."), _("Such as: 120.")),
        (not promise.says.strip(), "says", _("Say what was promised, and to whom."), _("One sentence will do.")),
        (len(promise.says) > 200, "says", _("This text is too long."), _("At most 200 characters.")),
    )
    return [_wrong(name, said, mend) for wrong, name, said, mend in faults if wrong]


def _wrong(field: str, message: str, advice: str) -> InputProblem:
    return InputProblem(_("budget"), None, field, message, advice)


def _refuse(problems: list[InputProblem]) -> None:
    if problems:
        raise BadInput(problems)
