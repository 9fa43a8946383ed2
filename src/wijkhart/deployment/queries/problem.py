"""The question behind a division, from what is known now: budget, people in need, weights, reach."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from wijkhart.analysis.allocation import Commitment, Curve, Fault, InputError, Kind, Problem
from wijkhart.areas.queries import districts_of
from wijkhart.coordination.models import CoverageResult, CoverageRun
from wijkhart.deployment.models import Budget, BudgetDistrict, BudgetKind, Division, NeedBasis, ReachCurve
from wijkhart.deployment.queries.effort import curves_in_force
from wijkhart.deployment.queries.weights import weights_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """A problem that can be solved, with where its numbers come from."""

    problem: Problem
    names: dict[str, str]
    """Wijk -> its name."""
    sources: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Needs:
    """People with a theme in a wijk: (wijk, theme) -> people; None is unknown. `partly`: some group is not known."""

    people: dict[tuple[str, str], float | None]
    partly: tuple[tuple[str, str], ...]
    run: CoverageRun | None


def question_of(division: Division) -> Question:
    """All that a division asks, as it stands now. Errors: `InputError` with everything that is missing or wrong."""
    budget = division.budget
    areas = {area.code: area for area in districts_of(budget.municipality_code)}
    districts = [one for one in budget.districts.order_by("district_code") if one.district_code in areas]
    years = list(budget.years.order_by("year"))
    faults: list[Fault] = []
    kinds = _made(faults, [_kind(one, len(years)) for one in budget.kinds.order_by("id")])
    curves = _made(faults, [_curve(one) for one in _curves(budget, kinds, districts)])
    if faults:
        raise InputError(faults)
    themes = tuple(dict.fromkeys(curve.theme for curve in curves))
    needs = needs_of(budget.municipality_code, division.basis)
    weights = weights_of(budget.municipality_code)
    codes = tuple(one.district_code for one in districts)
    first = years[0].year if years else budget.first_year
    amounts = {
        name: np.array([_limit(getattr(one, name)) for one in years], dtype=float)
        for name in ("hours", "euros", "places")
    }
    problem = Problem(
        areas=codes,
        themes=themes,
        kinds=tuple(kinds),
        curves=tuple(curves),
        weight=weights.table(codes, themes, division.agenda_weight, division.emphasis),
        need=_need_table(codes, themes, needs),
        inhabitants=np.array([areas[code].population or 0 for code in codes], dtype=float),
        floor=np.array([one.floor for one in districts], dtype=float),
        start=np.array([max(one.first_year - first, 0) for one in districts], dtype=np.int64),
        commitments=tuple(
            Commitment(one.district_code, one.kind, one.year - first, one.hours)
            for one in budget.commitments.order_by("year", "district_code", "kind")
        ),
        last_year=_last_year(districts, kinds),
        reserve=division.reserve / 100,
        block=division.block,
        fairness=division.fairness / 100,
        **amounts,
    )
    return Question(problem, {code: areas[code].name for code in codes}, _sources(needs, weights.sources, problem))


def needs_of(municipality: str, basis: str) -> Needs:
    """People in need (or without a place) per wijk and theme, from the computation of the white spots in force.

    Groups of one theme add up. A group that is not known leaves the others standing and is named; when none is known,
    the theme is unknown there.
    """
    run = CoverageRun.objects.filter(municipality_code=municipality, in_force=True).first()
    found: dict[tuple[str, str], list[float | None]] = defaultdict(list)
    rows = CoverageResult.objects.filter(run=run).values_list("area__code", "theme_id", "need", "unserved")
    for code, theme, need, unserved in rows.order_by("pk"):
        found[code, theme].append(unserved if basis == NeedBasis.UNSERVED else need)
    known = {key: [one for one in values if one is not None] for key, values in found.items()}
    people = {key: round(sum(values), 3) if values else None for key, values in known.items()}
    partly = tuple(key for key, values in found.items() if values.count(None) and known[key])
    return Needs(people, partly, run)


def _made(faults: list[Fault], makers: Iterable[Callable[[], T]]) -> list[T]:
    """What can be made; the faults of the rest are kept, so that all can be told at once."""
    made = []
    for make in makers:
        try:
            made.append(make())
        except InputError as error:
            faults.extend(error.faults)
    return made


def _kind(one: BudgetKind, years: int) -> Callable[[], Kind]:
    capacity = np.inf if one.endless else np.nan if one.capacity is None else one.capacity
    return lambda: Kind(one.kind, one.euros, one.places, (float(capacity),) * years)


def _curves(budget: Budget, kinds: Sequence[Kind], districts: Sequence[BudgetDistrict]) -> list[ReachCurve]:
    """The curves of the kinds and wijken that are in the budget."""
    keys, codes = {one.key for one in kinds}, {one.district_code for one in districts}
    rows = curves_in_force(budget.municipality_code)
    return [one for one in rows if one.kind in keys and (not one.district_code or one.district_code in codes)]


def _curve(one: ReachCurve) -> Callable[[], Curve]:
    steps = tuple((float(upto), float(rate)) for upto, rate in one.steps)
    return lambda: Curve(one.theme_id, one.kind, steps, one.district_code or None, one.source)


def _limit(amount: float | None) -> float:
    return np.inf if amount is None else amount


def _need_table(codes: Sequence[str], themes: Sequence[str], needs: Needs) -> np.ndarray:
    def one(code: str, theme: str) -> float:
        people = needs.people.get((code, theme))
        return np.nan if people is None else people

    return np.array([[one(code, theme) for theme in themes] for code in codes], dtype=float).reshape(
        len(codes), len(themes)
    )


def _last_year(districts: Sequence[BudgetDistrict], kinds: Sequence[Kind]) -> np.ndarray | None:
    """Last year's hours (W, K); None when no wijk has any."""
    if all(one.last_year is None for one in districts):
        return None
    table = [[_given(one, kind.key) for kind in kinds] for one in districts]
    return np.array(table, dtype=float).reshape(len(districts), len(kinds))


def _given(one: BudgetDistrict, kind: str) -> float:
    return np.nan if one.last_year is None else float(one.last_year.get(kind, 0.0))


def _sources(needs: Needs, weights: dict[str, Any], problem: Problem) -> dict[str, Any]:
    """Where the numbers come from, and what is not known."""
    inside = set(problem.areas)
    return {
        "run": str(needs.run.pk) if needs.run else "",
        "computed_at": needs.run.computed_at.isoformat() if needs.run else "",
        "example_supply": bool(needs.run and needs.run.example_supply),
        "unknown": [list(one) for one in problem.unknown],
        "partly": [list(one) for one in needs.partly if one[0] in inside],
        "assumed": sum(not curve.source for curve in problem.curves),
        "curves": len(problem.curves),
        **weights,
    }
