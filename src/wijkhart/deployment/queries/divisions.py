"""Divisions as pages show them: the list, one of them per wijk, and what it rests on."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import F, FloatField, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from wijkhart.analysis.allocation import RESOURCES
from wijkhart.areas.maps import Picture, choropleth
from wijkhart.areas.models import Area
from wijkhart.areas.queries import districts_of
from wijkhart.core.actors import Actor
from wijkhart.core.formats import number
from wijkhart.core.jobs.models import Job
from wijkhart.deployment.models import Division, DivisionDistrict, DivisionState, ReserveGrant
from wijkhart.deployment.names import Names

THOUSAND: Final = 1000
COMPUTE: Final = "division.compute"


@dataclass(frozen=True, slots=True)
class Used:
    """One resource in one year: what there is, what is divided, what is held back."""

    name: str
    year: int
    budget: float | None
    used: float
    held_back: float

    @property
    def left(self) -> float | None:
        """What is neither divided nor held back."""
        return None if self.budget is None else max(self.budget - self.used - self.held_back, 0.0)


@dataclass(frozen=True, slots=True)
class Beside:
    """A way to divide beside this one: people reached, and the smallest share of need that is served."""

    label: str
    effect: float
    """People, each times the weight of the theme."""
    people: float
    smallest: float | None
    """In percents."""
    this: bool = False


def divisions_of(actor: Actor, municipality: str) -> QuerySet[Division]:
    """What this actor may see, the one in force first."""
    rows = Division.objects.visible_to(actor).filter(budget__municipality_code=municipality)
    return rows.select_related("budget").annotate(
        people=Cast(F("result__people"), FloatField()), smallest=Cast(F("result__smallest_share"), FloatField())
    )


def in_force(municipality: str) -> Division | None:
    """The division that was adopted last and not withdrawn."""
    rows = Division.objects.adopted().filter(budget__municipality_code=municipality).select_related("budget")
    return rows.order_by("-budget__first_year", "-adopted_on", "-made_at").first()


def share_in_force(municipality: str, district: str) -> DivisionDistrict | None:
    """What a wijk gets in the division in force; None without one, or when it is not in it."""
    rows = DivisionDistrict.objects.filter(
        division__state=DivisionState.ADOPTED, division__budget__municipality_code=municipality, district_code=district
    ).select_related("division__budget")
    return rows.order_by("-division__budget__first_year", "-division__adopted_on").first()


def open_job(division: Division) -> Job | None:
    """The work on it that waits or runs now."""
    code = division.budget.municipality_code
    return Job.objects.open().filter(kind=COMPUTE, municipality_code=code, key=str(division.pk)).first()


def used_of(division: Division) -> list[Used]:
    """Hours, euros and places of every year."""
    result, first = division.result, division.budget.first_year
    return [
        Used(name, first + period, result["budget"][row][period], used, result["held_back"][row][period])
        for row, name in enumerate(RESOURCES)
        for period, used in enumerate(result["used"][row])
        if used > 0 or result["budget"][row][period] is not None
    ]


def beside(division: Division) -> list[Beside]:
    """The same money by inhabitants and as last year, beside this division."""
    result = division.result
    sides = [Beside(_("this division"), result["effect"], result["people"], division.smallest_percent, this=True)]
    for key, label in (("inhabitants", _("by inhabitants")), ("last_year", _("as last year"))):
        if found := result["baselines"].get(key):
            share = found["smallest_share"]
            sides.append(Beside(label, found["effect"], found["people"], None if share is None else 100 * share))
    return sides


def kinds_given(division: Division, names: Names) -> list[tuple[str, list[tuple[int, float]], float | None]]:
    """Each kind of effort: (year, hours over all wijken), and what its provider can give a year."""
    used, capacity, first = division.result["capacity_used"], division.result["capacity"], division.budget.first_year
    return [
        (names.kind(one["key"]), list(enumerate(used[row], first)), capacity[row][0] if capacity[row] else None)
        for row, one in enumerate(division.inputs["kinds"])
    ]


def rows_of(division: Division) -> QuerySet[DivisionDistrict]:
    """What each wijk gets, with hours a year for every thousand inhabitants and the difference with last year."""
    years = max(len(division.inputs.get("hours", [])), 1)
    hours = Cast(F("hours"), FloatField()) / years
    return division.districts.annotate(
        per_year=hours,
        even=Cast(F("by_inhabitants"), FloatField()) / years,
        change=F("per_year") - F("last_year"),
        per_thousand=hours * THOUSAND / F("inhabitants"),
    ).order_by("-hours", "name")


def reading(name: str) -> Callable[[DivisionDistrict], float | None]:
    """A column of `rows_of` as a file shows it: rounded to one decimal."""

    def read(row: DivisionDistrict) -> float | None:
        value = getattr(row, name)
        return None if value is None else round(float(value), 1)

    return read


def shares_by_kind(division: Division, district: str, names: Names) -> list[tuple[str, list[tuple[int, float]], float]]:
    """Hours of one wijk: each kind with (year, hours) and their sum, most first."""
    first, years = division.budget.first_year, len(division.inputs["hours"])
    table: dict[str, list[float]] = defaultdict(lambda: [0.0] * years)
    for kind, year, hours in division.shares.filter(district_code=district).values_list("kind", "year", "hours"):
        table[kind][year - first] += hours
    rows = [(names.kind(kind), list(enumerate(hours, first)), sum(hours)) for kind, hours in table.items()]
    return sorted(rows, key=lambda row: (-row[2], row[0]))


def grants_of(division: Division, district: str = "") -> list[ReserveGrant]:
    """What was granted from the reserve, newest first."""
    rows = division.grants.all()
    return list(rows.filter(district_code=district) if district else rows)


def hours_map(
    municipality: str, values: Mapping[str, float | None], urls: Mapping[str, str], *, signed: bool = False
) -> Picture:
    """The wijken by hours a year for every thousand inhabitants, or by the difference of it."""
    areas: Sequence[Area] = list(districts_of(municipality))
    texts = {code: hours_words(value, signed=signed) for code, value in values.items()}
    return choropleth(areas, values, texts, urls)


def hours_words(value: float | None, *, signed: bool = False) -> str:
    """A number of hours on the map."""
    if value is None:
        return _("not in this division")
    sign = "+" if signed and value > 0 else ""
    return _("%(hours)s hours a year for every thousand inhabitants") % {"hours": sign + number(value, 1)}


def per_thousand(hours: float, years: int, inhabitants: int | None) -> float | None:
    """Hours a year for every thousand inhabitants; None where nobody lives.

    >>> per_thousand(400, 4, 2000), per_thousand(400, 4, 0)
    (50.0, None)
    """
    return THOUSAND * hours / years / inhabitants if inhabitants else None


def choices_of(division: Division, names: Names) -> list[tuple[str, str]]:
    """What a scenario chooses, in words."""
    told = [
        (_("What counts most"), fairness_words(division.fairness)),
        (_("Whose need"), str(division.get_basis_display())),
        (_("The agenda"), agenda_words(division.agenda_weight)),
        (
            _("Reserve"),
            _("%(part)s%% of every amount is held back") % {"part": number(division.reserve, 1).removesuffix(",0")},
        ),
        (
            _("Hours come in"),
            _("any amount")
            if not division.block
            else _("blocks of %(hours)s hours") % {"hours": number(division.block)},
        ),
    ]
    if division.emphasis:
        heavier = [f"{names.theme(key)} x {number(one, 1)}" for key, one in division.emphasis.items()]
        told.append((_("Heavier or lighter"), ", ".join(heavier)))
    return told


def fairness_words(fairness: int) -> str:
    """The choice between the whole and who stays behind, in words."""
    if fairness == 0:
        return _("as much reach as can be, weighed by the agenda")
    if fairness == 100:
        return _("the worst-off wijk first")
    return _("in between: %(part)s%% for the worst-off wijk") % {"part": fairness}


def agenda_words(weight: float) -> str:
    """How much the agenda counts, in words."""
    if weight == 0:
        return _("does not count: every theme weighs the same")
    times = number(1 + weight, 1).removesuffix(",0")
    return _("the heaviest issue weighs %(times)s times a theme that stands on no agenda") % {"times": times}
