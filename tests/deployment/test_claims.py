"""Each reason of a division holds: the question is solved again with the change that it names."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.analysis.allocation_cases import by_hand, effect_by_hand, problems

from wijkhart.analysis.allocation import (
    ClashError,
    InputError,
    Limit,
    Problem,
    Repair,
    extra,
    repaired,
    reweighed,
    solve,
)
from wijkhart.deployment.queries.answer import Answer, answer_of
from wijkhart.deployment.queries.claims import Claim

QUIET = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CLOSE = 1e-4


def answered(problem: Problem) -> Answer:
    """The answer; questions without one are another test's."""
    try:
        return answer_of(problem)
    except ClashError:
        assume(False)
        raise


def effect(problem: Problem, hours: np.ndarray) -> float:
    """From the definition, not from the solver."""
    return float(effect_by_hand(problem, hours).sum())


def moved(answer: Answer, claim: Claim, number: int) -> tuple[float, float]:
    """Effect lost here by an hour less of the kind, and won in the other wijk by an hour more."""
    problem, plan = answer.plan.problem, answer.plan
    kind = [one.key for one in problem.kinds].index(claim["effort"])
    other, period = problem.areas.index(claim["other"]), claim["period"]
    less, more = plan.hours.copy(), plan.hours.copy()
    less[number, kind, period] -= 1
    more[other, kind, period] += 1
    now = effect(problem, plan.hours)
    return now - effect(problem, less), effect(problem, more) - now


def heavy(answer: Answer, claim: Claim, number: int) -> bool:
    problem = answer.plan.problem
    weighed = problem.value * np.nan_to_num(problem.need)
    border = np.sort(weighed.ravel())[::-1][: claim["of"]].min()
    return all(weighed[number, problem.themes.index(theme)] >= border - CLOSE for theme in claim["themes"])


def last(answer: Answer, claim: Claim, number: int) -> bool:
    lost, won = moved(answer, claim, number)
    return abs(lost - claim["effect"]) < CLOSE and abs(won - claim["other_effect"]) < CLOSE


def stop(answer: Answer, claim: Claim, number: int) -> bool:
    """With room in every limit that it names, more can be reached."""
    freed = answer.plan.problem
    for name, key, period in claim["limits"]:
        freed = repaired(freed, Repair(Limit(name, key, period), 50.0 if name == "capacity" else 1e5))
    return claim["people"] > 0 and solve(freed, close=0.0).objective > answer.plan.objective + CLOSE


def hundred(answer: Answer, claim: Claim, number: int) -> bool:
    plan = answer.plan
    people = extra(plan, plan.problem.areas[number], 100.0, 0)[0]
    other = extra(plan, claim["other"], 100.0, 0)[0]
    return abs(people - claim["people"]) < 0.01 and abs(other - claim["other_people"]) < 0.01


def floor(answer: Answer, claim: Claim, number: int) -> bool:
    problem, plan = answer.plan.problem, answer.plan
    lower = problem.floor.copy()
    lower[number] = 0
    without = solve(replace(problem, floor=lower), close=0.0)
    return without.objective > plan.objective - CLOSE and claim["without"] < plan.hours[number].sum()


def simple(answer: Answer, claim: Claim, number: int) -> bool:
    """What can be read in the question itself."""
    problem, plan = answer.plan.problem, answer.plan
    match claim["kind"]:
        case "promised":
            return bool(abs(problem.promised[number].sum() - claim["hours"]) < CLOSE)
        case "start":
            first = problem.start[number]
            return bool(claim["period"] == first and not plan.hours[number, :, :first].any())
        case "unknown":
            return all(np.isnan(problem.need[number, problem.themes.index(theme)]) for theme in claim["themes"])
        case "no_need":
            return not problem.whole[number]
        case "no_reach":
            return not problem.counted[number].any()
    return bool(abs(np.nanmin(plan.share[number]) - claim["share"]) < CLOSE)


def holds(answer: Answer, claim: Claim, number: int) -> bool:
    """Whether what a claim says is so, by solving again."""
    checks = {"heavy": heavy, "last": last, "stop": stop, "extra": hundred, "tip": tips, "floor": floor}
    return checks.get(claim["kind"], simple)(answer, claim, number)


def tips(answer: Answer, claim: Claim, number: int) -> bool:
    """Before the factor our division is as good as the best there, past it it is not, and then hours move here."""
    problem, plan, factor = answer.plan.problem, answer.plan, claim["factor"]

    def short(at: float) -> float:
        there = reweighed(problem, claim["theme"], None, at)
        return solve(there, close=0.0).objective - effect(there, plan.hours)

    step = 0.01 if factor >= 1 else -0.01
    past = max(factor + step, 0.0)
    try:
        before, after = short(factor - step / 2 if factor != 1 else 1.0), short(past)
    except InputError:
        return True  # with this theme at 0 nothing is left to weigh
    here = next(one for one in answer.tippings if one.theme == claim["theme"] and abs(one.factor - factor) < 1e-5)
    return before < 0.01 and after > 0 and abs(here.hours[number].sum() - claim["hours"]) < 0.01


@QUIET
@given(problems(areas=3, periods=1, block=0.0))
def test_every_claim_of_every_wijk_holds(problem: Problem) -> None:
    answer = answered(problem)
    for number, claims in enumerate(answer.claims):
        for claim in claims:
            assert holds(answer, claim, number), (problem.areas[number], claim)


@QUIET
@given(problems(areas=2, periods=2, block=0.0), st.sampled_from([0.5, 1.0]))
def test_claims_hold_with_an_eye_for_the_worst_off(problem: Problem, fairness: float) -> None:
    answer = answered(replace(problem, fairness=fairness))
    for number, claims in enumerate(answer.claims):
        for claim in claims:
            if claim["kind"] not in ("stop", "floor"):  # what counts there is the mixture, not the effect
                assert holds(answer, claim, number), (problem.areas[number], claim)


@QUIET
@given(problems(areas=3, periods=1, block=0.0))
def test_nowhere_else_would_the_last_hour_do_more(problem: Problem) -> None:
    """Of the largest effect: an hour cannot be moved with gain, unless a lower limit or a promise holds it here."""
    answer = answered(replace(problem, floor=np.zeros(3), commitments=()))
    for number, claims in enumerate(answer.claims):
        for claim in claims:
            if claim["kind"] == "last":
                lost, won = moved(answer, claim, number)
                assert lost >= won - CLOSE


def test_the_claims_of_the_case_worked_by_hand() -> None:
    """Noord: 40 hours of community work of which the last reaches half a person; one more in Zuid half a person too."""
    answer = answer_of(by_hand())
    noord = {claim["kind"]: claim for claim in answer.claims[0]}
    assert noord["last"]["effort"] == "community"
    assert (noord["last"]["people"], noord["last"]["effect"]) == (pytest.approx(0.5), pytest.approx(1.0))
    assert (noord["last"]["other"], noord["last"]["other_effect"]) == ("Zuid", pytest.approx(0.5))
    assert noord["stop"]["effort"] == "youth-work"
    assert [name for name, _key, _period in noord["stop"]["limits"]] == ["hours", "capacity"]
    assert noord["tip"]["theme"] in ("meeting", "youth")
    assert noord["tip"]["factor"] in (pytest.approx(1.2), pytest.approx(5 / 6))
    assert noord["tip"]["hours"] == pytest.approx(-10) or noord["tip"]["hours"] == pytest.approx(10)


def test_a_claim_that_is_not_so_is_seen() -> None:
    """The check can fail: each number changed makes it false."""
    answer = answer_of(by_hand())
    for claim in answer.claims[0]:
        wrong = {
            "last": {"effect": 3.0},
            "extra": {"people": 99.0},
            "tip": {"factor": 1.05},
            "stop": {"limits": [["places", "", 0]], "people": 0.0},
        }.get(claim["kind"])
        if wrong:
            with pytest.raises((AssertionError, StopIteration)):
                assert holds(answer, claim | wrong, 0)
