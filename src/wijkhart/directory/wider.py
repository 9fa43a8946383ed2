"""When nothing is found: the same search at another time, further away, or with one wish less."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from wijkhart.core.formats import distance, weekday
from wijkhart.core.lists import Count
from wijkhart.directory.forms import RADII, USUAL_RADIUS, ServiceFilter
from wijkhart.directory.queries.find import Found, Search, find
from wijkhart.times.models import PartOfDay

SHOWN: Final = 6
OTHER_TIMES: Final = 2
"""So many other days, and so many other parts of the day."""
LESS: Final[dict[str, dict[str, Any]]] = {
    "nu_open": {"open_now": False},
    "plek": {"with_room": False},
    "van": {"from_time": None},
    "tot": {"to_time": None},
    "tot_en_met": {"first_day": None, "last_day": None},
    "vanaf": {"first_day": None, "last_day": None},
    "dagdeel": {"part_of_day": ""},
    "dag": {"weekday": None},
    "rolstoel": {"step_free": False},
    "kosten": {"cost": ""},
    "taal_aanbod": {"language": ""},
    "manier": {"way": ""},
    "leeftijd": {"age": None},
    "wijk": {"district": ""},
    "lijn": {"line": None},
    "aanbieder": {"formal": None},
    "subsidie": {"subsidised": None},
    "doelgroep": {"group": ""},
    "thema": {"theme": ""},
    "bij": {"near": None},
    "zoek": {"words": ""},
}
"""The wishes to let go, the lightest first, and what they are in a search."""
TOGETHER: Final = {"vanaf": ("vanaf", "tot_en_met"), "tot_en_met": ("vanaf", "tot_en_met"), "bij": ("bij", "afstand")}
ALONE: Final = ("zoek", "thema", "doelgroep", "leeftijd", "bij", "wijk", "dag")


@dataclass(frozen=True, slots=True)
class Wider:
    """A search that does find something."""

    label: str
    url: str
    count: Count
    far: str = ""
    """How far the nearest of them is, where that is known."""


@dataclass(frozen=True, slots=True)
class _Step:
    label: str
    parameters: Mapping[str, str]
    """What changes in the address; empty takes it out."""
    search: Search


def wider(form: ServiceFilter, found: Found) -> list[Wider]:
    """Searches near one that found nothing, each with something to find; at most six."""
    return _answers(form, _steps(form, found)) or _answers(form, _alone(form, found.search))


def _answers(form: ServiceFilter, steps: Iterator[_Step]) -> list[Wider]:
    asked = form.parameters
    answers: list[Wider] = []
    for step in steps:
        answer = find(step.search)
        if answer.total:
            data = {key: value for key, value in {**asked, **step.parameters}.items() if value}
            answers.append(Wider(step.label, f"?{urlencode(data)}", answer.count, _nearest(answer)))
        if len(answers) == SHOWN:
            break
    return answers


def _nearest(answer: Found) -> str:
    if answer.search.near is None:
        return ""
    first = find(replace(answer.search, order="distance")).hits(0, 1)[0]
    return "" if first.distance is None else distance(first.distance)


def _steps(form: ServiceFilter, found: Found) -> Iterator[_Step]:
    yield from _other_days(found)
    yield from _other_parts(found)
    yield from _further(form, found.search)
    for name, changes in LESS.items():
        if name in form.asked and form.asked[name] not in ("", None):
            label = _("without “%(wish)s”") % {"wish": form.said(name).strip("“”")}
            gone = dict.fromkeys(TOGETHER.get(name, (name,)), "")
            yield _Step(label, gone, replace(found.search, **changes))


def _alone(form: ServiceFilter, asked: Search) -> Iterator[_Step]:
    """When letting go one wish is not enough: one wish by itself."""
    for name in ALONE:
        if form.asked.get(name):
            label = _("only “%(wish)s”") % {"wish": form.said(name).strip("“”")}
            gone = {other: "" for other in form.asked if other not in (name, *TOGETHER.get(name, ()))}
            others = [changes for other, changes in LESS.items() if other != name]
            less: dict[str, Any] = {key: value for changes in others for key, value in changes.items()}
            yield _Step(label, gone, replace(asked, **less))


def _other_days(found: Found) -> Iterator[_Step]:
    """The same part of the day on the days nearest to the one that was asked."""
    day, part = found.search.weekday, found.search.part_of_day
    if day is None:
        return
    days = [int(other) for other in found.facets.get("weekday", {}) if int(other) != day]
    for other in sorted(days, key=_apart(day))[:OTHER_TIMES]:
        yield _Step(on_day(other, part), {"dag": str(other)}, replace(found.search, weekday=other))


def _apart(day: int) -> Callable[[int], tuple[int, int]]:
    """How many days lie between, whichever way round the week; the later one first."""
    return lambda other: (min((other - day) % 7, (day - other) % 7), (other - day) % 7)


def _other_parts(found: Found) -> Iterator[_Step]:
    """Another part of the same day."""
    day, part = found.search.weekday, found.search.part_of_day
    if not part:
        return
    others = [other for other in PartOfDay.values if other != part and found.facets.get("part", {}).get(other)]
    for other in others[:OTHER_TIMES]:
        label = _("in the %(part)s") % {"part": PartOfDay(other).label} if day is None else on_day(day, other)
        yield _Step(label, {"dagdeel": other}, replace(found.search, part_of_day=other))


def _further(form: ServiceFilter, asked: Search) -> Iterator[_Step]:
    """The same further away."""
    now = int(form.asked.get("afstand", USUAL_RADIUS))
    for far in [metres for metres in RADII if metres > now][:OTHER_TIMES] if asked.near else ():
        assert asked.near is not None  # noqa: S101 - asked just now
        label = _("within %(distance)s") % {"distance": distance(far)}
        if asked.weekday is not None:
            label = f"{label}, {day_and_part(asked.weekday, asked.part_of_day)}"
        yield _Step(label, {"afstand": str(far)}, replace(asked, near=replace(asked.near, radius=float(far))))


def on_day(day: int, part: str) -> str:
    """ "op dinsdagmiddag"."""
    return _("on %(day)s") % {"day": day_and_part(day, part)}


def day_and_part(day: int, part: str) -> str:
    """ "dinsdagmiddag", or "dinsdag" when no part of the day was asked."""
    if not part:
        return weekday(day)
    return _("%(day)s %(part)s") % {"day": weekday(day), "part": PartOfDay(part).label}
