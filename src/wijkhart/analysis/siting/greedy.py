"""What a simple rule would do: the least that keeps every rule, then the place that helps most, one by one."""

import numpy as np

from .asking import model_of
from .conflicts import clash
from .fitting import hosts_of
from .plan import Plan
from .problem import Problem
from .solving import Asked


def baseline(problem: Problem) -> Plan:
    """Greedy, without a proof: its bound is 0. With `worst_first` it only keeps the limit.

    >>> from wijkhart.analysis.siting import Buildings, Place
    >>> here = Place("club", 0, 0, wijk=0), Place("school", 1000, 0, wijk=0)
    >>> problem = Problem(x=[0, 1000], y=[0, 0], wijk=[0, 0], wijken=("WK1",), groups=("all",), people=[[5], [9]],
    ...     places=here, budget=Buildings(2))
    >>> baseline(problem).kept
    ('club', 'school')
    """
    asked = Asked(problem, model_of(problem))
    is_open = asked.some(np.array([problem.price(place) for place in problem.places]))
    if is_open is None:
        raise clash(problem)
    while True:
        best, value = None, asked.model.value(is_open) * (1 - 1e-12)
        for index in np.flatnonzero(~is_open):
            more = is_open.copy()
            more[index] = True
            if asked.model.allows(more) and asked.model.value(more) < value:
                best, value = more, asked.model.value(more)
        if best is None:
            break
        is_open = best
    hosts = hosts_of(problem, is_open)
    return Plan(problem, is_open, hosts or (), asked.model.value(is_open), 0.0)
