"""What lies beside a programme: issues of the agenda, themes, groups and parts of day that have nothing this week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final
from urllib.parse import urlencode

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkhart.agenda.models import Agenda, Issue
from wijkhart.core.actors import Actor
from wijkhart.core.formats import weekday
from wijkhart.programming.models import WeekLine, WeekProgramme
from wijkhart.programming.queries.reading import by_day
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.models import PartOfDay
from wijkhart.times.queries import USUAL_PARTS, OpenDay, calendar_of, open_day

HOURS: Final[dict[str, tuple[time, time]]] = {
    PartOfDay.MORNING: (USUAL_PARTS.morning, USUAL_PARTS.afternoon),
    PartOfDay.AFTERNOON: (USUAL_PARTS.afternoon, USUAL_PARTS.evening),
    PartOfDay.EVENING: (USUAL_PARTS.evening, time.max),
}
"""The hours of each part of the day."""


@dataclass(frozen=True, slots=True)
class Empty:
    """Something of which there is nothing this week, and where to go on."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """An issue of the wijk, and what this week does about it."""

    issue: Issue
    count: int


@dataclass(frozen=True, slots=True)
class Beside:
    """All that stands beside a programme while it is made."""

    issues: tuple[AgendaPoint, ...]
    agenda: Agenda | None
    themes: tuple[Empty, ...]
    groups: tuple[Empty, ...]
    parts: tuple[Empty, ...]


def beside(actor: Actor, programme: WeekProgramme, lines: Sequence[WeekLine]) -> Beside:
    """The gaps of the agenda and of the week; `lines` are those in play."""
    district = programme.district_code or (programme.place.district_code if programme.place else "")
    agenda = agenda_of(actor, programme, district)
    themes = {theme.pk for line in lines for theme in line.themes.all()}
    groups = {group.pk for line in lines for group in line.target_groups.all()}
    themes_left = Theme.objects.visible_to(actor).in_use().exclude(pk__in=themes)
    groups_left = TargetGroup.objects.visible_to(actor).in_use().exclude(pk__in=groups).filter(everyone=False)
    return Beside(
        issues=_points(actor, agenda, lines),
        agenda=agenda,
        themes=tuple(Empty(one.label, _offer(district, thema=one.pk)) for one in themes_left),
        groups=tuple(Empty(one.label, _offer(district, doelgroep=one.pk)) for one in groups_left),
        parts=tuple(_empty_parts(programme, lines)),
    )


def agenda_of(actor: Actor, programme: WeekProgramme, district: str) -> Agenda | None:
    """The sociale agenda of the wijk, else of the municipality, in whose period this week begins."""
    rows = Agenda.objects.visible_to(actor).filter(municipality_code=programme.municipality_code)
    rows = rows.filter(starts_on__lte=programme.monday, ends_on__gte=programme.monday)
    return rows.filter(district_code__in=[district, ""]).order_by("-district_code").first()


def _points(actor: Actor, agenda: Agenda | None, lines: Sequence[WeekLine]) -> tuple[AgendaPoint, ...]:
    if agenda is None:
        return ()
    issues = Issue.objects.visible_to(actor).standing().filter(agenda=agenda)
    found = issues.select_related("theme", "target_group").order_by("position", "title")
    return tuple(AgendaPoint(issue, sum(_serves(line, issue) for line in lines)) for issue in found)


def _serves(line: WeekLine, issue: Issue) -> bool:
    """The theme of the issue, for its group, for everyone, or for nobody in particular."""
    if issue.theme_id not in {theme.pk for theme in line.themes.all()}:
        return False
    groups = list(line.target_groups.all())
    return not groups or any(one.everyone or one.pk == issue.target_group_id for one in groups)


def _offer(district: str, **asked: str) -> str:
    """What the wijk offers of it, whenever that is."""
    return reverse("service_list") + "?" + urlencode({**asked, **({"wijk": district} if district else {})})


def _empty_parts(programme: WeekProgramme, lines: Sequence[WeekLine]) -> list[Empty]:
    """Parts of day with nothing, as far as the place is open then; of a wijk every part counts."""
    found = []
    opened = _opened(programme)
    for day in by_day(programme.days, lines):
        for part in day.parts:
            if not part.lines and (opened is None or _meets(opened[day.on], part.key)):
                asked = {"weekdag": day.on.weekday(), "dagdeel": part.key}
                words = _("%(day)s, %(part)s") % {"day": weekday(day.on.weekday()), "part": part.label}
                found.append(Empty(words, reverse("room_search") + "?" + urlencode(asked)))
    return found


def _opened(programme: WeekProgramme) -> dict[date, OpenDay] | None:
    """When the place is open on each day; None where nobody said so."""
    hours = programme.place.opening_hours if programme.place else None
    if hours is None:
        return None
    prefetch_related_objects([hours], "slots", "exceptions")
    calendar = calendar_of(hours)
    return {on: open_day(hours, on, calendar) for on in programme.days}


def _meets(opened: OpenDay, part: str) -> bool:
    first, last = HOURS[part]
    return any(opens < last and first < closes for opens, closes in opened.slots)
