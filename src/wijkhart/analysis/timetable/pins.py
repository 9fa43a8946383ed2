"""Pins that cannot all stand: the smallest set of them, and the rule that they break."""

from .checking import Breach, sessions_alone, sessions_together
from .problem import BadProblemError, Problem, Session


class ClashingPinsError(BadProblemError):
    """`pins` cannot all stand, but would without any one of them; `breach` is the rule, with its values."""

    def __init__(self, pins: tuple[Session, ...], breach: Breach) -> None:
        super().__init__(breach.rule, "pins", *pins)
        self.pins, self.breach = pins, breach


def must_not_clash(problem: Problem) -> None:
    """Errors: ClashingPinsError when the pins cannot all stand."""
    if not _breach(problem, problem.pins):
        return
    kept = problem.pins
    for pin in problem.pins:
        fewer = tuple(one for one in kept if one != pin)
        if _breach(problem, fewer):
            kept = fewer
    breach = _breach(problem, kept)
    if breach:
        raise ClashingPinsError(kept, breach)


def _breach(problem: Problem, pins: tuple[Session, ...]) -> Breach | None:
    """The first rule that pins break by themselves; fewer sessions than is useful is no clash."""
    alone = next(sessions_alone(problem, pins), None)
    together = (one for one in sessions_together(problem, pins) if one.rule != "at_least")
    return alone or next(together, None)
