"""What pages show of a budget: what is missing or odd, its parts by name, and last year's hours elsewhere."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, FloatField, OuterRef, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.areas.queries import districts_of
from wijkhart.core.formats import number
from wijkhart.deployment.models import (
    Budget,
    BudgetDistrict,
    BudgetKind,
    BudgetYear,
    Commitment,
    Division,
    DivisionState,
)
from wijkhart.deployment.names import Names

NAMED = 5
"""So many names stand in a sentence; more are counted."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing or odd: what, what to do, and on which page."""

    kind: str
    """error: no division can be made; warning: look at it; info: it can be better."""
    title: str
    message: str
    page: str
    """Name of the address where it can be mended."""


@dataclass(frozen=True, slots=True)
class Before:
    """Hours of the wijken in the adopted division of an earlier budget."""

    division: Division
    year: int
    hours: dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows of a budget, read once."""

    years: Sequence[BudgetYear]
    kinds: Sequence[BudgetKind]
    districts: Sequence[BudgetDistrict]
    commitments: Sequence[Commitment]


def parts_of(budget: Budget) -> Parts:
    """Years, kinds with their provider, wijken and promises."""
    return Parts(
        list(budget.years.order_by("year")),
        list(budget.kinds.select_related("provider").order_by("id")),
        list(budget.districts.order_by("district_code")),
        list(budget.commitments.order_by("year", "district_code", "kind")),
    )


def gaps_of(budget: Budget, parts: Parts, names: Names) -> list[Gap]:
    """Everything that is missing or odd, what stops a division first."""
    found = [
        *_without_capacity(parts, names),
        *_floors_too_high(parts),
        *_promised_too_much(parts, names),
        *_left_out(budget, parts),
        *_last_year_missing(parts, names),
    ]
    return sorted(found, key=lambda gap: ("error", "warning", "info").index(gap.kind))


def budget_rows(budget: Budget) -> QuerySet[BudgetDistrict]:
    """The wijken of a budget with name, inhabitants and the hours of the year before."""
    here = districts_of(budget.municipality_code).order_by().filter(code=OuterRef("district_code"))
    sums = {row.pk: sum(row.last_year.values()) for row in budget.districts.all() if row.last_year is not None}
    total = Case(
        *(When(pk=key, then=Value(float(hours))) for key, hours in sums.items()),
        default=None,
        output_field=FloatField(null=True),
    )
    return budget.districts.annotate(
        name=Subquery(here.values("name")[:1]), inhabitants=Subquery(here.values("population")[:1]), before=total
    ).order_by(F("name"), "district_code")


def noted(name: str) -> Callable[[BudgetDistrict], Any]:
    """A column of `budget_rows` as a file shows it."""
    return lambda row: getattr(row, name)


def before_of(budget: Budget) -> Before | None:
    """The year before this budget, in the adopted division of the budget before it; its last year when it ends
    earlier. Only wijken and kinds of this budget."""
    rows = Division.objects.adopted().filter(
        budget__municipality_code=budget.municipality_code, budget__first_year__lt=budget.first_year
    )
    division = rows.exclude(budget=budget).order_by("-budget__first_year", "-adopted_on").first()
    if division is None:
        return None
    shares = division.shares.filter(year__lt=budget.first_year)
    year = shares.order_by("-year").values_list("year", flat=True).first()
    if year is None:
        return None
    kinds = set(budget.kinds.values_list("kind", flat=True))
    here = set(budget.districts.values_list("district_code", flat=True))
    there = set(division.districts.values_list("district_code", flat=True))
    hours: dict[str, dict[str, float]] = {code: {} for code in sorted(here & there)}
    for code, kind, given in shares.filter(year=year).values_list("district_code", "kind", "hours"):
        if code in hours and kind in kinds:
            hours[code][kind] = given
    return Before(division, year, hours)


def is_fixed(budget: Budget) -> bool:
    """Whether a division of it is adopted, so that its amounts stand."""
    return budget.divisions.filter(state=DivisionState.ADOPTED).exists()


def _without_capacity(parts: Parts, names: Names) -> list[Gap]:
    kinds = [names.kind(one.kind) for one in parts.kinds if one.capacity is None and not one.endless]
    if not kinds:
        return []
    said = _(
        "The division will be refused until the hours a year are filled in, or it is said that there is no limit:"
        " %(kinds)s."
    )
    title = _("It is not known how many hours a provider can give")
    return [Gap("error", title, said % {"kinds": ", ".join(kinds)}, "budget_kinds")]


def _floors_too_high(parts: Parts) -> list[Gap]:
    """The first year in which the lower limits are more than there is."""
    for year in parts.years:
        floors = sum(one.floor for one in parts.districts if one.first_year <= year.year)
        if year.hours is not None and floors > year.hours:
            said = _(
                "In %(year)s the wijken together get at least %(floors)s hours, and the budget has %(hours)s hours."
                " Lower some limits, or let wijken take part later."
            )
            told = {"year": year.year, "floors": number(floors), "hours": number(year.hours)}
            return [Gap("error", _("The lower limits are more than there is"), said % told, "budget_districts")]
    return []


def _promised_too_much(parts: Parts, names: Names) -> list[Gap]:
    """Promises that a provider cannot give, or the hours of a year do not hold."""
    by_kind: dict[tuple[str, int], float] = defaultdict(float)
    by_year: dict[int, float] = defaultdict(float)
    for one in parts.commitments:
        by_kind[one.kind, one.year] += one.hours
        by_year[one.year] += one.hours
    capacity = {one.kind: one.capacity for one in parts.kinds if one.capacity is not None and not one.endless}
    title, found = _("More was promised than there is"), []
    for (kind, year), hours in sorted(by_kind.items(), key=lambda item: (item[0][1], item[0][0])):
        if kind in capacity and hours > capacity[kind]:
            said = _(
                "%(kind)s in %(year)s: %(hours)s hours were promised, and the provider can give %(most)s. Remove a"
                " promise, or raise the hours."
            )
            told = {"kind": names.kind(kind), "year": year, "hours": number(hours), "most": number(capacity[kind])}
            found.append(Gap("error", title, said % told, "budget_kinds"))
    for row in parts.years:
        if row.hours is not None and by_year[row.year] > row.hours:
            said = _("In %(year)s %(hours)s hours were promised, and the budget has %(most)s. Remove a promise.")
            told = {"year": row.year, "hours": number(by_year[row.year]), "most": number(row.hours)}
            found.append(Gap("error", title, said % told, "budget_years"))
    return found


def _left_out(budget: Budget, parts: Parts) -> list[Gap]:
    inside = {one.district_code for one in parts.districts}
    rows = districts_of(budget.municipality_code).filter(population__gt=0).exclude(code__in=inside)
    left = list(rows.values_list("name", flat=True))
    if not left:
        return []
    title = ngettext("A wijk does not take part", "%(count)s wijken do not take part", len(left)) % {"count": len(left)}
    said = _("People live here, and no hours go here: %(wijken)s. Let them take part, or say in the note why not.")
    return [Gap("warning", title, said % {"wijken": _some(left)}, "budget_districts")]


def _last_year_missing(parts: Parts, names: Names) -> list[Gap]:
    missing = [names.area(one.district_code) for one in parts.districts if one.last_year is None]
    if not missing:
        return []
    title = _("Last year's hours are not known")
    if len(missing) == len(parts.districts):
        said = _("Without them nobody can see who gets more or less than before. Fill them in with a file.")
        return [Gap("info", title, said, "budget_last_year")]
    said = _("Not of %(wijken)s. There the division says “unknown”.")
    return [Gap("info", title, said % {"wijken": _some(missing)}, "budget_last_year")]


def _some(names: list[str]) -> str:
    """A few names; the rest as a number."""
    more = len(names) - NAMED
    if more <= 0:
        return ", ".join(names)
    return _("%(names)s and %(count)s more") % {"names": ", ".join(names[:NAMED]), "count": more}
