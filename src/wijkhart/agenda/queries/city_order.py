"""A weighing as pages read it: its issues, one wijk in it, what changed since, and what came of the last period."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from wijkhart.agenda.models import CityIssue, CityIssuePart, CityWeighing, CouncilPriority
from wijkhart.agenda.queries.city_input import Standing, digest_of, heard_of, standing_for
from wijkhart.analysis.city_order import Named, found_again, places_among, without_voice
from wijkhart.analysis.prioritising import Swap, ranked, swap_between

LAST: Final = 32_000


@dataclass(frozen=True, slots=True)
class CityRow:
    """One city issue with what the voices do to its place."""

    issue: CityIssue
    normal: tuple[float | None, ...]
    without: tuple[int | None, ...]
    """Its place had that voice been silent."""
    tied: bool
    above: CityIssue | None
    """The one it would have to pass first."""
    swap: Swap | None
    """The smallest change of a weight that lets it pass."""

    @property
    def heard(self) -> int:
        return sum(value is not None for value in self.normal)


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """One issue of a wijk: its place there, and among the issues of that wijk as the city puts them."""

    part: CityIssuePart
    city: CityRow
    among: int | None
    tied: bool
    """Another issue of this wijk has the same place in the city."""

    @property
    def moved(self) -> int:
        """How many places up; below 0 down."""
        return 0 if self.among is None else self.part.place - self.among


@dataclass(frozen=True, slots=True)
class Since:
    """What wijken say now that they did not say when the weighing took it over."""

    new: tuple[Standing, ...]
    gone: tuple[CityIssuePart, ...]
    moved: tuple[tuple[CityIssuePart, Standing], ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.moved)


@dataclass(frozen=True, slots=True)
class Compared:
    """One issue in two periods; one of both can be absent."""

    now: CityIssue | None
    before: CityIssue | None

    @property
    def issue(self) -> CityIssue:
        found = self.now or self.before
        if found is None:
            raise ValueError("An issue stands in one of the two.")
        return found

    @property
    def place_now(self) -> int | None:
        return self.now.position if self.now else None

    @property
    def place_before(self) -> int | None:
        return self.before.position if self.before else None

    @property
    def up(self) -> int | None:
        """Places up; below 0 down; None when it has no place in one of the two."""
        if self.place_now is None or self.place_before is None:
            return None
        return self.place_before - self.place_now

    @property
    def kind(self) -> str:
        if self.before is None:
            return "new"
        if self.now is None:
            return "gone"
        if not self.up:
            return "same"
        return "up" if self.up > 0 else "down"


def issues_of(weighing: CityWeighing) -> QuerySet[CityIssue]:
    """The issues of a weighing in order, with all that a page shows; without a place comes last."""
    rows = weighing.issues.select_related("theme", "target_group").prefetch_related("parts")
    return rows.annotate(by_place=Coalesce(F("position"), LAST)).order_by("by_place", "title", "pk")


def rows_of(weighing: CityWeighing) -> list[CityRow]:
    """Every issue in order, with what each voice does to its place and what lets it pass the one above."""
    issues = list(issues_of(weighing))
    heard = heard_of(issues)
    order = {one.key: one for one in ranked(heard, weighing.weights)}
    without = without_voice(heard, weighing.weights)
    rows: list[CityRow] = []
    for number, issue in enumerate(issues):
        one = order[str(issue.pk)]
        higher = [other for other in issues[:number] if other.score != issue.score and issue.score is not None]
        above = higher[-1] if higher else None
        passed = swap_between(order[str(above.pk)].normal, one.normal, weighing.weights) if above else None
        rows.append(CityRow(issue, one.normal, without[one.key], one.tied, above, passed))
    return rows


def district_rows(weighing: CityWeighing, code: str) -> list[DistrictRow]:
    """The issues of one wijk in its own order, each with where the city puts it."""
    parts = [(part, row) for row in rows_of(weighing) for part in row.issue.parts.all() if part.district_code == code]
    places = {str(row.issue.pk): row.issue.position for _part, row in parts}
    among = places_among(places)
    standing = list(among.values())
    found = [
        DistrictRow(part, row, among[str(row.issue.pk)], standing.count(among[str(row.issue.pk)]) > 1)
        for part, row in parts
    ]
    return sorted(found, key=lambda one: one.part.place)


def districts_in(weighing: CityWeighing) -> list[str]:
    """The codes of the wijken that stand in a weighing."""
    rows = weighing.parts.order_by("district_code").values_list("district_code", flat=True)
    return list(dict.fromkeys(rows))


def since(weighing: CityWeighing) -> Since:
    """What changed in the wijken after their issues were taken over."""
    standing = standing_for(weighing)
    if digest_of(standing) == weighing.recipe.get("digest"):
        return Since((), (), ())
    parts = {part.issue_id: part for part in weighing.parts.select_related("issue")}
    now = {one.issue.pk: one for one in standing}
    gone = tuple(part for key, part in parts.items() if key not in now)
    both = ((parts[key], one) for key, one in now.items() if key in parts)
    moved = tuple((part, one) for part, one in both if (part.place, part.of) != (one.place, one.of))
    return Since(tuple(one for key, one in now.items() if key not in parts), gone, moved)


def compared(now: CityWeighing, before: CityWeighing) -> list[Compared]:
    """The issues of both periods: those of now in order, then those that are gone."""
    rows, earlier = list(issues_of(now)), list(issues_of(before))
    pairs = found_again([_named(one) for one in rows], [_named(one) for one in earlier])
    by_key = {str(one.pk): one for one in earlier}
    found = [Compared(one, by_key[pairs[str(one.pk)]] if str(one.pk) in pairs else None) for one in rows]
    again = set(pairs.values())
    return found + [Compared(None, one) for one in earlier if str(one.pk) not in again]


def weighings_with_counts(rows: QuerySet[CityWeighing]) -> QuerySet[CityWeighing]:
    """Weighings with how many issues and wijken each has."""
    return rows.annotate(
        issue_count=Count("issues", distinct=True), district_count=Count("parts__district_code", distinct=True)
    )


def priorities_of(weighing: CityWeighing) -> Sequence[CouncilPriority]:
    """What the council finds important: most points first, what it decides later last."""
    rows = weighing.priorities.select_related("theme")
    return sorted(rows, key=lambda one: (one.points is None, -(one.points or 0), one.theme.label))


def _named(issue: CityIssue) -> Named:
    return Named(str(issue.pk), issue.title, (issue.theme_id, issue.target_group_id), issue.position)
