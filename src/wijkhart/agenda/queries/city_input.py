"""What goes into a weighing of the city: what wijken agreed on, how many people live there, what the council said."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wijkhart.agenda.models import Agenda, CityIssue, CityIssuePart, CityWeighing, Issue
from wijkhart.agenda.queries.reading import PUBLIC
from wijkhart.analysis.city_order import Placed, district_voice, part_of_place
from wijkhart.analysis.prioritising import Heard
from wijkhart.areas.models import Area
from wijkhart.areas.queries import districts_of

VOICES = ("districts", "people", "council")


@dataclass(frozen=True, slots=True)
class Standing:
    """An issue that counts, with its place among those of its wijk."""

    issue: Issue
    district: str
    place: int
    of: int

    @property
    def placed(self) -> Placed:
        kind = (self.issue.theme_id, self.issue.target_group_id)
        return Placed(str(self.issue.pk), self.district, self.place, self.of, kind)

    @property
    def score(self) -> float:
        return part_of_place(self.place, self.of)


def agendas_in(municipality: str, starts_on: date, ends_on: date) -> list[Agenda]:
    """The agenda of each wijk that is fixed and touches the period; of two in one wijk the one that starts last."""
    rows = Agenda.objects.filter(municipality_code=municipality, state__in=PUBLIC)
    rows = rows.exclude(district_code="").filter(starts_on__lte=ends_on, ends_on__gte=starts_on)
    found = {one.district_code: one for one in rows.order_by("district_code", "starts_on")}
    return list(found.values())


def standing_in(agendas: Sequence[Agenda]) -> list[Standing]:
    """The issues of these agendas that count, each with its place among them."""
    rows = Issue.objects.filter(agenda__in=agendas).standing().select_related("agenda")
    by_agenda: dict[str, list[Issue]] = defaultdict(list)
    for issue in rows.order_by("agenda__district_code", "position", "title", "pk"):
        by_agenda[issue.agenda.district_code].append(issue)
    return [
        Standing(issue, district, place, len(issues))
        for district, issues in by_agenda.items()
        for place, issue in enumerate(issues, 1)
    ]


def standing_for(weighing: CityWeighing) -> list[Standing]:
    """What the wijken of this municipality say now for the period of a weighing."""
    return standing_in(agendas_in(weighing.municipality_code, weighing.starts_on, weighing.ends_on))


def missing_districts(weighing: CityWeighing) -> list[Area]:
    """The wijken of today's map without an agenda that is fixed in this period: they are not in yet."""
    agendas = agendas_in(weighing.municipality_code, weighing.starts_on, weighing.ends_on)
    codes = [one.district_code for one in agendas]
    return list(districts_of(weighing.municipality_code).exclude(code__in=codes))


def people_in(municipality: str) -> dict[str, int | None]:
    """Inhabitants of each wijk as on the map; None is unknown."""
    return dict(districts_of(municipality).values_list("code", "population"))


def year_of_people(municipality: str) -> int | None:
    """The year of the map that the inhabitants stand on."""
    first = districts_of(municipality).order_by("-valid_from").values_list("valid_from", flat=True).first()
    return first.year if first else None


def digest_of(standing: Iterable[Standing]) -> str:
    """One line that changes when what the wijken say changes."""
    told = sorted(
        (str(one.issue.pk), one.district, one.place, one.of, one.issue.title, *one.placed.kind)  # type: ignore[misc]
        for one in standing
    )
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def council_points(weighing: CityWeighing) -> dict[str, float | None]:
    """Theme -> points; None where the council decides later. Empty when it named no theme at all."""
    return {
        theme: None if points is None else float(points)
        for theme, points in weighing.priorities.values_list("theme_id", "points")
    }


def voices_of(
    theme: str,
    parts: Sequence[CityIssuePart],
    people: Mapping[str, int | None],
    council: Mapping[str, float | None],
) -> dict[str, float | None]:
    """What each voice says of one city issue; None where it says nothing."""
    codes = {part.district_code for part in parts}
    living = [people.get(code) for code in codes]
    known = [count for count in living if count is not None]
    placed = [Placed(str(part.pk), part.district_code, part.place, part.of) for part in parts]
    return {
        "districts": district_voice(placed),
        "people": float(sum(known)) if len(known) == len(living) else None,
        "council": council.get(theme, 0.0) if any(points is not None for points in council.values()) else None,
    }


def heard_of(issues: Iterable[CityIssue]) -> list[Heard]:
    """City issues as the order takes them."""
    found = []
    for issue in issues:
        districts, people, council = (issue.voices.get(name) for name in VOICES)
        found.append(Heard(str(issue.pk), (districts, people, council)))
    return found
