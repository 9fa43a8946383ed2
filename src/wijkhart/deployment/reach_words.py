"""How many people hours reach, in words and as a line to draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext as _

from wijkhart.core.formats import number
from wijkhart.deployment.models import ReachCurve
from wijkhart.deployment.names import inside

WIDE: Final = 150
HIGH: Final = 50
Steps = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Scale:
    """How many hours and people fit in a drawing; the same for all on a page, so that they can be compared."""

    hours: float
    people: float


@dataclass(frozen=True, slots=True)
class ToldReach:
    """A curve as a page says it."""

    curve: ReachCurve
    kind: str
    where: str
    """The wijk; empty: everywhere."""
    steps: list[str]
    most: float
    points: str
    """Of an SVG polyline, `WIDE` by `HIGH`."""

    @property
    def about(self) -> str:
        """Of what this is the reach, within a sentence."""
        return _("%(kind)s for %(theme)s") % {"kind": inside(self.kind), "theme": inside(self.curve.theme.label)}


def told_reach(curve: ReachCurve, kinds: Mapping[str, str], wijken: Mapping[str, str], scale: Scale) -> ToldReach:
    """A curve with the names of what it is about; one that is gone is called by its key."""
    code = curve.district_code
    return ToldReach(
        curve,
        kinds.get(curve.kind, curve.kind),
        wijken.get(code, code),
        steps_in_words(curve.steps),
        people_at_most(curve.steps),
        line_of(curve.steps, scale),
    )


def steps_in_words(steps: Steps) -> list[str]:
    """One sentence a step.

    >>> from django.utils.translation import override
    >>> with override("en"): steps_in_words([[600, 0.1], [1800, 0.05]])
    ['up to 600 hours: 0.1 people an hour', 'up to 1,800 hours: 0.05 people an hour']
    """
    return [
        _("up to %(hours)s hours: %(people)s people an hour") % {"hours": short(upto), "people": short(rate)}
        for upto, rate in steps
    ]


def people_at_most(steps: Steps) -> float:
    """Whom all the hours of a curve reach together.

    >>> people_at_most([[600, 0.1], [1800, 0.05]])
    120.0
    """
    return _corners(steps)[-1][1]


def scale_of(curves: Sequence[ReachCurve]) -> Scale:
    """In which every one of these curves fits."""
    ends = [_corners(one.steps)[-1] for one in curves] or [(0.0, 0.0)]
    return Scale(max(hours for hours, _people in ends), max(people for _hours, people in ends))


def line_of(steps: Steps, scale: Scale) -> str:
    """The points of the line from no hours, by each step, to the edge: past the last step it reaches nobody more.

    >>> line_of([[50, 1], [100, 0.5]], Scale(hours=150, people=100))
    '0.0,50.0 50.0,25.0 100.0,12.5 150.0,12.5'
    """
    corners = _corners(steps)
    hours, people = max(scale.hours, 1.0), max(scale.people, 1.0)
    spots = [*corners, (hours, corners[-1][1])]
    return " ".join(f"{x / hours * WIDE:.1f},{HIGH - y / people * HIGH:.1f}" for x, y in spots)


def short(value: float) -> str:
    """A number with as many decimals as it needs, four at most.

    >>> from django.utils.translation import override
    >>> with override("nl"): short(1800.0), short(0.05)
    ('1.800', '0,05')
    """
    return number(value, next((few for few in range(4) if round(value, few) == value), 4))


def _corners(steps: Steps) -> list[tuple[float, float]]:
    """Hours and people where the line begins and at the end of each step."""
    found = [(0.0, 0.0)]
    for (before, _rate), (upto, rate) in pairwise([(0.0, 0.0), *((one[0], one[1]) for one in steps)]):
        found.append((upto, round(found[-1][1] + rate * (upto - before), 6)))
    return found
