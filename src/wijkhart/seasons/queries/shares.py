"""Who gets how much of what was asked in a plan: per kind of user and per party."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from wijkhart.places.models import UserKind
from wijkhart.seasons.clocks import quarter
from wijkhart.seasons.models import Degree, SeasonPlan, SeasonRequest, SeasonSession

Answered = tuple[SeasonRequest, list[SeasonSession]]
"""A request with the sessions that stand of it."""


@dataclass(frozen=True, slots=True)
class Share:
    """One row: hours a week that were asked and that stand, and how many requests got all, part or nothing."""

    name: str
    asked: float
    granted: float
    all: int
    part: int
    nothing: int
    wished: int
    """Sessions that lie wholly within hours that were liked best."""
    sessions: int

    @property
    def percent(self) -> float:
        """Hours that stand as a part of the hours asked."""
        return 100 * self.granted / self.asked if self.asked else 0.0

    @property
    def wished_percent(self) -> float | None:
        """Of the sessions that stand; None when none do."""
        return 100 * self.wished / self.sessions if self.sessions else None


def shares_of(plan: SeasonPlan) -> tuple[list[Share], list[Share], Share]:
    """Per kind of user, per party (largest first), and all together."""
    rows = _answered(plan)
    kinds = _grouped(rows, lambda one: str(UserKind(one.user_kind).label))
    parties = _grouped(rows, lambda one: one.who)
    order = [str(kind.label) for kind in UserKind]
    kinds.sort(key=lambda one: order.index(one.name))
    parties.sort(key=lambda one: (-one.asked, one.name))
    return kinds, parties, _share("", rows)


def _answered(plan: SeasonPlan) -> list[Answered]:
    """Everything that the plan was asked, with what stands of it."""
    asked = [one["key"] for one in plan.question.inputs["requests"]]
    rows = plan.round.requests.filter(pk__in=asked).select_related("organisation").prefetch_related("windows")
    standing: dict[UUID, list[SeasonSession]] = defaultdict(list)
    for session in plan.sessions.all():
        standing[session.request_id].append(session)
    return [(one, standing[one.pk]) for one in rows]


def _grouped(rows: Iterable[Answered], name_of: Callable[[SeasonRequest], str]) -> list[Share]:
    found: dict[str, list[Answered]] = defaultdict(list)
    for one in rows:
        found[name_of(one[0])].append(one)
    return [_share(name, group) for name, group in found.items()]


def _share(name: str, rows: list[Answered]) -> Share:
    return Share(
        name=name,
        asked=sum(one.times * one.minutes for one, _standing in rows) / 60,
        granted=sum(_minutes(session) for _one, standing in rows for session in standing) / 60,
        all=sum(len(standing) >= one.times for one, standing in rows),
        part=sum(0 < len(standing) < one.times for one, standing in rows),
        nothing=sum(not standing for _one, standing in rows),
        wished=sum(_is_wished(one, session) for one, standing in rows for session in standing),
        sessions=sum(len(standing) for _one, standing in rows),
    )


def _minutes(session: SeasonSession) -> int:
    """How long a session lasts; it can be shorter than was asked."""
    return 15 * (quarter(session.ends) - quarter(session.starts))


def _is_wished(request: SeasonRequest, session: SeasonSession) -> bool:
    """Whether a session lies within one window that was liked best."""
    return any(
        window.degree == Degree.WISH
        and window.weekday == session.weekday
        and window.begins <= session.starts
        and session.ends <= window.ends
        for window in request.windows.all()
    )
