"""From the question of the town to the model."""

from dataclasses import dataclass

import numpy as np

from .dominance import needless
from .errors import Wish
from .model import Bools, Floats, Ints, Model
from .problem import PARTS, Buildings, Problem, building_of, heart_of


@dataclass(frozen=True, eq=False)
class Rule:
    """A row that must hold, `row @ open >= least`, and the wish it comes from."""

    wish: Wish
    row: Floats
    least: float


def model_of(problem: Problem) -> Model:
    """Costs and rows; that activities fit only in so far as all room-hours together suffice."""
    rules = [one for one in rules_of(problem) if one.wish.kind not in {"keep", "close"}]
    counted = [place.counts for place in problem.places]
    most = None
    if isinstance(problem.budget, Buildings) and set(counted) == {1}:
        most, rules = problem.budget.number, [one for one in rules if one.wish.kind != "budget"]
    rows = np.array([one.row for one in rules]).reshape(-1, len(problem.places))
    return Model(costs(problem), rows, np.array([one.least for one in rules]), most, buildings(problem), fixed(problem))


def costs(problem: Problem) -> Floats:
    """What the people of each point cost at each place (I, J), of the points that count."""
    aim, weight = problem.aim, problem.people * problem.weights
    counted = weight.sum(axis=1) > 0
    if not (aim.mean or aim.beyond):
        return np.zeros((0, len(problem.places)))
    metres, weight = problem.metres[counted], weight[counted]
    cost = aim.mean * weight.sum(axis=1)[:, None] * metres
    if aim.beyond:
        for group, reach in enumerate(problem.reach):
            cost += aim.beyond * weight[:, group, None] * (metres > reach)
    return np.asarray(cost)


def buildings(problem: Problem) -> Ints:
    """The number of the building of each place (J)."""
    return np.unique([building_of(place) for place in problem.places], return_inverse=True)[1].astype(np.int64)


def fixed(problem: Problem) -> Ints:
    """1 for a place that must stay, -1 for one that must close or that no plan needs (J)."""
    wished = np.array([(place.key in problem.keep) * 1 - (place.key in problem.close) for place in problem.places])
    return np.where(needless(problem), -1, wished)


def rules_of(problem: Problem) -> list[Rule]:
    """Every wish as rows."""
    places = problem.places
    rules = [Rule(Wish("budget"), -np.array([problem.price(place) for place in places]), -problem.purse)]
    for wijk in problem.asking:
        row = np.array([wijk in heart_of(place) for place in places], dtype=float)
        rules.append(Rule(Wish("heart", problem.wijken[wijk]), row, 1.0))
    for index, place in enumerate(places):
        row = (np.arange(len(places)) == index) * 1.0
        if place.key in problem.keep:
            rules.append(Rule(Wish("keep", place.key), row, 1.0))
        if place.key in problem.close:
            rules.append(Rule(Wish("close", place.key), -row, 0.0))
    if np.isfinite(problem.aim.limit):
        rules += [Rule(Wish("limit"), row, 1.0) for row in within(problem, problem.aim.limit)]
    if problem.activities:
        hours = np.array([place.hours or (0.0,) * len(PARTS) for place in places])
        needed = np.array([one.hours for one in problem.activities]).sum(axis=0)
        rules += [
            Rule(Wish("activities"), hours[:, part], float(needed[part])) for part in range(len(PARTS)) if needed[part]
        ]
    return rules


def within(problem: Problem, metres: float) -> Floats:
    """Rows that say that everybody has an open place within so many metres; none that another one implies."""
    near = problem.metres[problem.lived_in] <= metres * (1 + 1e-12)
    return least_sets(near).astype(float)


def least_sets(table: Bools) -> Bools:
    """The rows of which no other row is a part.

    >>> least_sets(np.array([[True, True], [True, False], [True, False]])).tolist()
    [[True, False]]
    """
    packed = np.unique(np.packbits(table, axis=1), axis=0)
    rows = np.unpackbits(packed, axis=1, count=table.shape[1]).astype(bool)
    rows = rows[np.argsort(rows.sum(axis=1), kind="stable")]
    kept = np.zeros((0, table.shape[1]), dtype=np.float32)
    while len(rows):
        first = rows[:1]
        kept = np.vstack([kept, first.astype(np.float32)])
        rows = rows[1:][(first & ~rows[1:]).any(axis=1)]
    return kept > 0
