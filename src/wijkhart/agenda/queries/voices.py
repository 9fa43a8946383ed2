"""The three voices on the issues of an agenda, side by side, and the order that they give together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Final

from wijkhart.agenda.models import Agenda, Ballot, Evidence, Issue, IssueStatus, Rating, Vote
from wijkhart.analysis.prioritising import Heard, Ranked, Swap, ranked, share_in_top, smallest_swap

FEWEST: Final = 3
"""A voice of fewer people is not shown and does not count: one could see who said what."""
TOP: Final = 5


@dataclass(frozen=True, slots=True)
class Professionals:
    """What professionals gave an issue; `mean` and `spread` only from three people on."""

    count: int
    mean: float | None
    spread: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One issue in the order, with its three voices apart."""

    issue: Issue
    ranked: Ranked
    figures: float | None
    professionals: Professionals
    residents: int | None
    in_top: float
    """The part of all weights under which it is among the first five."""

    @property
    def heard(self) -> int:
        """How many of the three voices speak of it."""
        return sum(value is not None for value in self.ranked.normal)


@dataclass(frozen=True, slots=True)
class Order:
    """The issues that count, in order, and what would change that order."""

    rows: tuple[Row, ...]
    swap: Swap | None
    voters: int
    raters: int

    @property
    def ties(self) -> bool:
        return any(row.ranked.tied for row in self.rows)

    @property
    def always(self) -> tuple[Row, ...]:
        """The issues among the first five whatever the weights."""
        return tuple(row for row in self.rows if row.in_top == 1)


def order_of(agenda: Agenda) -> Order:
    """The issues that count of an agenda, in the order that its voices and weights give."""
    rows = agenda.issues.select_related("theme", "target_group", "owner", "duplicate_of")
    issues = list(rows.order_by("title", "pk"))
    standing = _standing(issues)
    figures, given = _figures(issues), _ratings(issues)
    professionals = {issue.pk: _together(given[str(issue.pk)]) for issue in standing}
    residents, voters = _residents(agenda, issues)
    heard = [
        Heard(
            str(issue.pk),
            (figures[str(issue.pk)], professionals[issue.pk].mean, residents[str(issue.pk)]),
        )
        for issue in standing
    ]
    weights = (agenda.weight_figures, agenda.weight_professionals, agenda.weight_residents)
    by_key, tops = {str(issue.pk): issue for issue in standing}, share_in_top(heard, TOP)
    made = tuple(
        Row(
            by_key[one.key],
            one,
            figures[one.key],
            professionals[by_key[one.key].pk],
            residents[one.key],
            tops[one.key],
        )
        for one in ranked(heard, weights)
    )
    raters = {who for issue in standing for who in given[str(issue.pk)]}
    return Order(made, smallest_swap(heard, weights), voters, len(raters))


def points_of_evidence(pieces: Iterable[Evidence]) -> float | None:
    """The voice of the figures on one issue: the mean of its pieces that carry points, each piece once."""
    points = {(one.kind, one.reference, one.url, one.title): one.points for one in pieces if one.points is not None}
    return round(fmean(points.values()), 2) if points else None


def professionals_on(issue: Issue) -> Professionals:
    """What professionals gave this issue and its duplicates, each person once."""
    issues = [issue, *issue.duplicates.all()]
    return _together(_ratings(issues)[str(issue.pk)])


def _standing(issues: Sequence[Issue]) -> list[Issue]:
    out = {IssueStatus.DROPPED, IssueStatus.DUPLICATE, IssueStatus.CITY}
    return [issue for issue in issues if issue.status not in out]


def _kept(issues: Iterable[Issue]) -> dict[str, str]:
    """Issue -> the issue that its voices count for: itself, or the one it is a duplicate of."""
    return {str(issue.pk): str(issue.duplicate_of_id or issue.pk) for issue in issues}


def _figures(issues: Sequence[Issue]) -> dict[str, float | None]:
    """As stored; an issue with duplicates takes the pieces of all, each once."""
    found: dict[str, float | None] = {str(issue.pk): issue.figures_points for issue in issues}
    doubled = {issue.duplicate_of_id for issue in issues if issue.duplicate_of_id}
    if doubled:
        kept, pieces = _kept(issues), defaultdict(list)
        for piece in Evidence.objects.filter(issue__in=issues).order_by("id"):
            pieces[kept[str(piece.issue_id)]].append(piece)
        found |= {str(key): points_of_evidence(pieces[str(key)]) for key in doubled}
    return found


def _ratings(issues: Sequence[Issue]) -> Mapping[str, dict[str, int]]:
    """Issue -> person -> points; what somebody gave the issue that stays goes before what they gave a duplicate."""
    kept, found = _kept(issues), defaultdict[str, dict[str, int]](dict)
    rows = Rating.objects.filter(issue__in=issues).order_by("pk")
    for row in sorted(rows, key=lambda row: kept[str(row.issue_id)] == str(row.issue_id)):
        found[kept[str(row.issue_id)]][row.actor_id] = row.points
    return found


def _together(given: Mapping[str, int]) -> Professionals:
    if len(given) < FEWEST:
        return Professionals(len(given), None, None)
    return Professionals(len(given), fmean(given.values()), pstdev(given.values()))


def _residents(agenda: Agenda, issues: Sequence[Issue]) -> tuple[dict[str, int | None], int]:
    """Issue -> the points of all voters; unknown without a vote, with too few voters, or on what came after it."""
    ballot = Ballot.objects.filter(agenda=agenda).first()
    nothing: dict[str, int | None] = {str(issue.pk): None for issue in issues}
    if ballot is None or ballot.is_open:
        return nothing, 0
    choices = list(Vote.objects.filter(ballot=ballot, confirmed_at__isnull=False).values_list("choices", flat=True))
    if len(choices) < FEWEST:
        return nothing, len(choices)
    kept, totals = _kept(issues), defaultdict[str, int](int)
    for choice in choices:
        for key, points in choice.items():
            totals[kept.get(key, key)] += int(points)
    late = {str(issue.pk) for issue in issues if issue.made_at.date() > ballot.opens_on and not totals[str(issue.pk)]}
    return {key: None if key in late else totals[key] for key in nothing}, len(choices)
