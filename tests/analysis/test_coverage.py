"""The case worked by hand in docs/algorithms/coverage.md, an oracle by linear programming, and properties."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from wijkhart.analysis.coverage import (
    PARTS,
    REASONS,
    WHOLE,
    NeedRow,
    Plan,
    Problem,
    Supply,
    accessibility,
    baseline,
    check,
    evidence,
    network_of,
    solve,
)

MORNING = frozenset({"morning"})
EVERYBODY = frozenset({"everyone"})


def supply(key: str, places: tuple[float, float, float] = (10, 0, 0), **facts: Any) -> Supply:
    themes = frozenset(facts.pop("themes", {"meeting"}))
    groups = frozenset(facts.pop("groups", EVERYBODY))
    if "area" not in facts:
        facts = {"x": 0.0, "y": 0.0, **facts}
    return Supply(key, places, themes, groups, **facts)


def row(group: str = "seniors", **facts: Any) -> NeedRow:
    defaults: dict[str, Any] = {"theme": "meeting", "weekly_places": 1.0, "reach": 800.0, "parts": MORNING}
    return NeedRow(group=group, **{**defaults, **facts})


def by_hand() -> Problem:
    """Three wijken on a line and the services of the documented case."""
    seniors = row(parts=frozenset({"morning", "afternoon"}))
    carers = row("carers", weekly_places=0.5, parts=frozenset({"evening"}))
    return Problem(
        x=[0, 600, 1200, 5000],
        y=[0, 0, 0, 0],
        area=[0, 0, 1, 2],
        areas=("Oost", "Midden", "Ver"),
        rows=(seniors, carers),
        people=[[40, 10], [20, 0], [40, 10], [30, 0]],
        supply=(
            supply("koffie", (20, 0, 0), x=0.0),
            supply("lunch", (0, 40, 0), groups={"seniors"}, x=900.0),
            supply("avond", (0, 0, 3), groups={"carers"}, x=1200.0),
            supply("jeugd", (0, 15, 0), groups={"youth"}, x=5000.0),
        ),
    )


def test_the_case_worked_by_hand() -> None:
    """Oost has 20 of 40 seniors at the coffee; the lunch serves 40 of 60 nearer by; the carers differ by reach."""
    plan = solve(by_hand())
    np.testing.assert_allclose(plan.share[:, 0], [1 / 2, 2 / 3, 2 / 3, 0], atol=1e-7)
    np.testing.assert_allclose(plan.served, [[100 / 3, 0], [80 / 3, 6], [0, 0]], atol=1e-6)
    np.testing.assert_allclose(plan.unserved, [[80 / 3, 10], [40 / 3, 4], [30, 0]], atol=1e-6)
    reasons = {(0, 0): "full", (0, 1): "wrong_hours", (1, 0): "full", (1, 1): "full", (2, 0): "not_for_them"}
    for (area, index), reason in reasons.items():
        assert plan.reasons[area, index, REASONS.index(reason)] == pytest.approx(plan.unserved[area, index])
    np.testing.assert_allclose(plan.used, [20, 40, 3, 0], atol=1e-6)
    assert check(by_hand(), plan) == []


def test_the_accessibility_worked_by_hand() -> None:
    """Coffee: 40 people at weight 1, 20 at exp(-1.125); lunch: 20 and 40 at exp(-0.28125)."""
    near, far = np.exp(-0.5 * (300 / 400) ** 2), np.exp(-0.5 * (600 / 400) ** 2)
    coffee, lunch = 20 / (40 + 20 * far), 40 / (60 * near)
    oost = (40 * coffee + 20 * (far * coffee + near * lunch)) / 60
    np.testing.assert_allclose(accessibility(by_hand())[:, 0], [oost, near * lunch, 0])
    assert np.isnan(accessibility(by_hand())[2, 1])


def test_the_evidence_names_what_lies_within_reach() -> None:
    found = evidence(by_hand())
    mine = (found.area == 0) & (found.row == 0)
    assert found.supply[mine].tolist() == [0, 1, 2]
    assert found.nearest[mine].tolist() == [0.0, 300.0, 600.0]
    assert found.people[mine].tolist() == [60.0, 20.0, 20.0]
    assert found.suits[(found.area == 2) & (found.row == 0)].tolist() == [False]


def test_one_service_for_two_groups_has_one_capacity() -> None:
    rows = (row("seniors"), row("carers", weekly_places=2.0))
    problem = Problem([0], [0], [0], ("WK1",), rows, [[10, 5]], (supply("club", (10, 0, 0)),))
    np.testing.assert_allclose(solve(problem).share, [[0.5, 0.5]])


def test_a_service_of_two_themes_divides_its_places() -> None:
    rows = (row(), row(theme="health"))
    problem = Problem(
        [0], [0], [0], ("WK1",), rows, [[10, 2]], (supply("walk", (8, 0, 0), themes={"meeting", "health"}),)
    )
    np.testing.assert_allclose(solve(problem).served, [[4, 2]])


def test_what_comes_home_needs_no_distance_but_keeps_to_its_area() -> None:
    visits = (supply("wijk", (5, 0, 0), area=1), supply("city", (4, 0, 0), area=WHOLE))
    problem = Problem([0, 9e5], [0, 0], [0, 1], ("WK1", "WK2"), (row(),), [[10], [10]], visits)
    np.testing.assert_allclose(solve(problem).served.ravel(), [4, 5], atol=1e-6)


def test_nobody_and_nothing_divide_by_no_zero() -> None:
    empty = Problem([0, 10], [0, 0], [0, 1], ("WK1", "WK2"), (row(),), [[0], [3]], ())
    plan = solve(empty)
    assert plan.unserved.ravel().tolist() == [0, 3]
    assert np.isnan(accessibility(empty)[0, 0])
    assert check(empty, plan) == []
    nothing = Problem([], [], [], (), (), [], ())
    assert solve(nothing).share.shape == (0, 0)
    assert check(nothing, solve(nothing)) == []
    assert evidence(nothing).area.size == 0


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"people": [[-1.0]]}, "people"),
        ({"people": [[np.nan]]}, "people"),
        ({"people": [[1.0, 2.0]]}, "column"),
        ({"area": [3]}, "area"),
        ({"x": [np.inf]}, "numbers"),
        ({"x": [0.0, 1.0]}, "equally long"),
        ({"areas": ("WK1", "WK1")}, "differ"),
        ({"rows": (row(), row())}, "differ|column"),
        ({"supply": (supply("a", area=5),)}, "area"),
    ],
)
def test_a_problem_refuses_what_cannot_be(facts: dict[str, Any], word: str) -> None:
    right: dict[str, Any] = {
        "x": [0.0], "y": [0.0], "area": [0], "areas": ("WK1",), "rows": (row(),), "people": [[1.0]], "supply": (),
    }  # fmt: skip
    with pytest.raises(ValueError, match=word):
        Problem(**{**right, **facts})


@pytest.mark.parametrize("facts", [{"reach": 0}, {"weekly_places": 0}, {"parts": frozenset()}, {"parts": {"night"}}])
def test_a_need_row_refuses_what_cannot_be(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must"):
        row(**facts)


@pytest.mark.parametrize("facts", [{"places": (-1, 0, 0)}, {"themes": ()}, {"x": None}, {"y": float("nan")}])
def test_a_supply_refuses_what_cannot_be(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="club"):
        supply("club", **facts)


def made_up(seed: int, points: int = 5, services: int = 5) -> Problem:
    """A small municipality in which reach, groups, hours and themes all bite."""
    rng = np.random.default_rng(seed)
    rows = (
        row("seniors", reach=700.0, parts=frozenset({"morning", "afternoon"})),
        row("carers", reach=1100.0, weekly_places=2.0, parts=frozenset({"afternoon", "evening"})),
        row("seniors", theme="money", reach=900.0, weekly_places=0.25),
    )
    offers = []
    for index in range(services):
        themes = [{"meeting"}, {"money"}, {"meeting", "money"}][int(rng.integers(3))]
        groups = [EVERYBODY, frozenset({"seniors"}), frozenset({"carers"})][int(rng.integers(3))]
        places = tuple(float(n) for n in rng.integers(0, 30, 3) * (rng.random(3) < 0.6))
        where: dict[str, Any] = {"x": float(rng.uniform(0, 2000)), "y": float(rng.uniform(0, 800))}
        if rng.random() < 0.2:
            where = {"area": int(rng.integers(-1, 2))}
        offers.append(supply(f"s{index}", places, themes=themes, groups=groups, **where))  # type: ignore[arg-type]  # numpy rows are long enough
    return Problem(
        rng.uniform(0, 2000, points), rng.uniform(0, 800, points), rng.integers(0, 2, points), ("WK1", "WK2"),
        rows, rng.integers(0, 25, (points, 3)), tuple(offers),
    )  # fmt: skip


class Oracle:
    """The fairest maximum by plain linear programs: raise the smallest share, fix who cannot rise, repeat."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.who = [(int(p), int(r)) for p, r in np.argwhere(problem.people > 0)]
        self.arcs = [(i, j) for i in range(len(self.who)) for j in self.places(*self.who[i])]
        self.need = np.array([problem.people[p, r] * problem.rows[r].weekly_places for p, r in self.who])

    def places(self, point: int, index: int) -> list[tuple[int, str, str]]:
        """Every (service, part, theme) that these people can use."""
        need, problem = self.problem.rows[index], self.problem
        found = []
        for number, offer in enumerate(problem.supply):
            if offer.area is not None:
                near = offer.area in (WHOLE, problem.area[point])
            else:
                assert offer.x is not None
                assert offer.y is not None
                near = np.hypot(offer.x - problem.x[point], offer.y - problem.y[point]) <= need.reach
            if near and need.theme in offer.themes and offer.groups & {need.group, "everyone"}:
                found += [(number, part, need.theme) for part in need.parts if offer.places[PARTS.index(part)]]
        return found

    def solve(self, objective: np.ndarray, fixed: dict[int, float], floor: bool) -> Any:
        """Variables: arcs, then the common share t of all who are not fixed."""
        size, who = len(self.arcs) + 1, len(self.who)
        limits, bounds = [], []
        for node in {arc[1] for arc in self.arcs}:
            limits.append([float(arc[1] == node) for arc in self.arcs] + [0.0])
            offer = self.problem.supply[node[0]]
            bounds.append(offer.places[PARTS.index(node[1])] / len(offer.themes))
        for i in range(who):
            given = np.array([float(arc[0] == i) for arc in self.arcs] + [0.0])
            limits.append(given.tolist())
            bounds.append(self.need[i])
            least = fixed.get(i)
            if least is not None or floor:
                share = np.zeros(size)
                share[-1] = 0.0 if least is not None else self.need[i]
                limits.append((share - given).tolist())
                bounds.append(-least * self.need[i] + 1e-9 if least is not None else 0.0)
        answer = linprog(objective, np.array(limits), bounds, bounds=[(0, None)] * (size - 1) + [(0, 1)])
        assert answer.status == 0
        return answer

    def most_places(self) -> float:
        return -float(self.solve(np.array([-1.0] * len(self.arcs) + [0.0]), {}, False).fun) if self.arcs else 0.0

    def shares(self) -> np.ndarray:
        fixed: dict[int, float] = {}
        while len(fixed) < len(self.who):
            level = -self.solve(np.array([0.0] * len(self.arcs) + [-1.0]), fixed, True).fun
            open_ = [i for i in range(len(self.who)) if i not in fixed]
            trial = {**fixed, **dict.fromkeys(open_, level)}
            for i in open_:
                own = np.array([-float(arc[0] == i) for arc in self.arcs] + [0.0])
                if -self.solve(own, trial, False).fun <= self.need[i] * level + 1e-5:
                    fixed[i] = level
            assert set(open_) & fixed.keys()
        return np.array([fixed[i] for i in range(len(self.who))])


@pytest.mark.parametrize("seed", range(25))
def test_the_plan_is_what_linear_programming_finds(seed: int) -> None:
    problem = made_up(seed)
    plan, oracle = solve(problem), Oracle(problem)
    assert check(problem, plan) == []
    assert plan.used.sum() == pytest.approx(oracle.most_places(), abs=1e-4)
    np.testing.assert_allclose([plan.share[who] for who in oracle.who], oracle.shares(), atol=1e-4)


problems = st.builds(made_up, st.integers(0, 10**6), st.integers(1, 30), st.integers(0, 12))


@given(problems)
@settings(max_examples=60, deadline=None)
def test_every_plan_passes_its_check(problem: Problem) -> None:
    plan = solve(problem)
    assert check(problem, plan) == []
    np.testing.assert_allclose(plan.reasons.sum(-1), plan.unserved, atol=1e-9)
    assert (plan.used <= plan.nodes.capacity * (1 + 1e-6) + 1e-9).all()
    assert (plan.served <= problem.need + 1e-9).all()


@given(problems)
@settings(max_examples=40, deadline=None)
def test_no_simple_rule_uses_more_places(problem: Problem) -> None:
    greedy = baseline(problem)
    assert check(problem, greedy, fair=False) == [] or {b.rule for b in check(problem, greedy, fair=False)} == {
        "equal_share_in_a_class"
    }
    assert greedy.used.sum() <= solve(problem).used.sum() + 1e-4


@given(problems, st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_one_more_service_leaves_nobody_worse_off(problem: Problem, seed: int) -> None:
    extra = replace(made_up(seed, 1, 1).supply[0], key="extra")
    before, after = solve(problem), solve(replace(problem, supply=(*problem.supply, extra)))
    assert (after.share >= before.share - 1e-6).all()


@given(problems, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_data_changes_nothing(problem: Problem, chance: Any) -> None:
    points, offers = list(range(problem.x.size)), list(problem.supply)
    chance.shuffle(points)
    chance.shuffle(offers)
    other = replace(
        problem, x=problem.x[points], y=problem.y[points], area=problem.area[points], people=problem.people[points],
        supply=tuple(offers),
    )  # fmt: skip
    first, second = solve(problem), solve(other)
    np.testing.assert_allclose(second.share, first.share[points], atol=1e-6)
    keys = {(problem.supply[s].key, p, t): u for s, p, t, u in _uses(first)}
    for s, p, t, used in _uses(second):
        assert used == pytest.approx(keys[offers[s].key, p, t], abs=1e-3)
    np.testing.assert_allclose(accessibility(other), accessibility(problem), atol=1e-9)


def _uses(plan: Plan) -> Any:
    return zip(plan.nodes.supply, plan.nodes.part, plan.nodes.theme, plan.used, strict=True)


@given(problems, st.sampled_from([0.001, 0.5, 3.0, 1000.0]))
@settings(max_examples=30, deadline=None)
def test_ten_times_the_people_and_the_places_is_the_same_share(problem: Problem, times: float) -> None:
    offers = tuple(
        replace(offer, places=(offer.places[0] * times, offer.places[1] * times, offer.places[2] * times))
        for offer in problem.supply
    )
    larger = replace(problem, people=problem.people * times, supply=offers)
    np.testing.assert_allclose(solve(larger).share, solve(problem).share, atol=1e-6)


@given(problems)
@settings(max_examples=30, deadline=None)
def test_the_index_hands_out_all_places_that_somebody_can_use(problem: Problem) -> None:
    weekly = np.array([need.weekly_places for need in problem.rows])
    handed = np.nansum(accessibility(problem) * problem.need * weekly)
    plan = solve(problem)
    usable = np.isin(np.arange(plan.nodes.capacity.size), plan.flow_node)
    assert handed == pytest.approx(plan.nodes.capacity[usable].sum(), rel=1e-6, abs=1e-6)


def test_a_kept_network_gives_the_same_plan_when_people_change() -> None:
    problem = made_up(4, 30, 12)
    network = network_of(problem)
    other = replace(problem, people=problem.people * np.linspace(0.1, 2, 3))
    np.testing.assert_array_equal(solve(other, network=network).share, solve(other).share)


def test_the_bottleneck_is_where_one_more_place_helps() -> None:
    problem = by_hand()
    plan = solve(problem)
    for node in range(plan.nodes.capacity.size):
        offers, part = list(problem.supply), plan.nodes.part[node]
        index = plan.nodes.supply[node]
        places = [n + (i == part) for i, n in enumerate(offers[index].places)]
        offers[index] = replace(offers[index], places=(places[0], places[1], places[2]))
        more = solve(replace(problem, supply=tuple(offers))).served.sum() - plan.served.sum()
        assert (more > 0.5) == plan.full[node]


@pytest.mark.parametrize("broken", ["share", "flow_places", "reason", "label"])
def test_the_check_sees_what_is_wrong(broken: str) -> None:
    problem = by_hand()
    plan = solve(problem)
    wrong = np.array(getattr(plan, broken), dtype=float)
    if broken == "label":
        wrong[0, 0] = wrong[2, 0]
    else:
        wrong.flat[0] += 1
    kind = getattr(plan, broken).dtype
    assert check(problem, replace(plan, **{broken: wrong.astype(kind)})) != []


def test_the_check_sees_an_unfair_maximum() -> None:
    """All places used, but the first come first served: a maximum, not the fairest."""
    problem = Problem([0, 10], [0, 0], [0, 0], ("WK1",), (row(),), [[10], [10]], (supply("club"),))
    rules = {breach.rule for breach in check(problem, baseline(problem))}
    assert rules == {"fairness"}
