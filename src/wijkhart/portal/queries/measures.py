"""What Wijkhart measures by itself for the target pictures, for every wijk of a municipality at once."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.agenda.models import Agenda, AgendaState, AgendaStep, AutomaticMeasure, WijkAnalysis, WijkTeam
from wijkhart.coordination.models import Alliance, AllianceState
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.formats import day, number
from wijkhart.directory.models import Freshness, Service
from wijkhart.directory.models.service import AimedAt, Function
from wijkhart.places.models import Place, PlaceKind, UseNorm
from wijkhart.places.queries.shares import AD_HOC, REGULAR, tallies
from wijkhart.places.queries.use import Period, read_use

FEWEST_SEATS: Final = 3
"""A team of fewer does not have the wijk in view: an assumption."""
FEWEST_ENTRIES: Final = 5
"""Of fewer entries a percentage says nothing: an assumption."""
YOUNG: Final = 27
"""Target groups whose oldest are at most so old are young people."""
WEEKS: Final = 12
"""How far back the use of rooms is looked at."""
OPEN_KINDS: Final = (PlaceKind.COMMUNITY,)
"""Kinds of place where everybody can walk in."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with what it rests on; None is not known, with the reason in `says`."""

    value: float | None
    says: str
    on: date | None = None
    url: str = ""


Measure = Callable[[str, list[str]], Mapping[str, Measured]]


def measured(kind: str, municipality: str, districts: list[str]) -> Mapping[str, Measured]:
    """By code of the wijk what this measure gives, from what everybody may see."""
    return MEASURES[AutomaticMeasure(kind)](municipality, districts)


def rests_on_examples(municipality: str) -> bool:
    """Whether some of what is measured here was made up for the demonstration."""
    rows = (Service.objects, WijkTeam.objects, Alliance.objects, Agenda.objects)
    return any(one.filter(municipality_code=municipality, example=True).exists() for one in rows)


def _team(municipality: str, districts: list[str]) -> dict[str, Measured]:
    today = timezone.localdate()
    here = Q(seats__since__lte=today) & (Q(seats__until=None) | Q(seats__until__gte=today))
    teams = WijkTeam.objects.filter(municipality_code=municipality, published=True)
    seats = dict(teams.annotate(n=Count("seats", filter=here)).values_list("district_code", "n"))
    told = WijkAnalysis.objects.exclude(published_on=None).filter(district_code__in=districts).order_by()
    views = dict(told.values_list("district_code").annotate(last=Max("published_on")))
    return {code: _team_of(code, seats.get(code, 0), views.get(code)) for code in districts}


def _team_of(code: str, seats: int, published: date | None) -> Measured:
    said = ngettext("%(n)s seat in the wijk team", "%(n)s seats in the wijk team", seats) % {"n": seats}
    if published is None:
        says = _("%(seats)s; no wijk analysis is published.") % {"seats": said}
    else:
        says = _("%(seats)s; the wijk analysis was published on %(day)s.") % {"seats": said, "day": day(published)}
    whole = seats >= FEWEST_SEATS and published is not None
    return Measured(float(whole), says, published if whole else None, reverse("team_detail", args=[code]))


def _map(municipality: str, districts: list[str]) -> dict[str, Measured]:
    rows = Service.objects.visible_to(ANONYMOUS).findable().filter(municipality_code=municipality)
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for at_place, own, state in rows.order_by().values_list("place__district_code", "district_code", "freshness"):
        states[at_place or own or ""][state] += 1
    return {code: _map_of(code, states[code]) for code in districts}


def _map_of(code: str, states: Counter[str]) -> Measured:
    total, sure = states.total(), states[Freshness.FRESH] + states[Freshness.DUE]
    says = _("%(sure)s of %(total)s entries are confirmed.") % {"sure": number(sure), "total": number(total)}
    url = f"{reverse('district_detail', args=[code])}#aanbod"
    if total < FEWEST_ENTRIES:
        return Measured(None, _("%(says)s Too few to say something.") % {"says": says}, None, url)
    return Measured(100 * sure / total, says, timezone.localdate(), url)


def _agenda(municipality: str, districts: list[str]) -> dict[str, Measured]:
    decided = (AgendaState.ADOPTED, AgendaState.CLOSED)
    rows = Agenda.objects.filter(municipality_code=municipality, state__in=decided, district_code__in=districts)
    steps = AgendaStep.objects.filter(agenda__in=rows, state=AgendaState.ADOPTED, back=False).order_by("done_on")
    days = dict(steps.values_list("agenda__district_code", "done_on"))
    found = {}
    for code in districts:
        adopted = days.get(code)
        says = _("Adopted on %(day)s.") % {"day": day(adopted)} if adopted else _("No agenda has been adopted yet.")
        found[code] = Measured(float(adopted is not None), says, adopted, reverse("district_agenda", args=[code]))
    return found


def _youth(municipality: str, districts: list[str]) -> dict[str, Measured]:
    rows = Alliance.objects.filter(
        municipality_code=municipality, state=AllianceState.RUNNING, target_group__age_to__lte=YOUNG
    )
    titles: dict[str, list[str]] = defaultdict(list)
    for code, title in rows.order_by("title").values_list("district_code", "title"):
        titles[code].append(title)
    board = reverse("alliance_list", args=[municipality])
    return {
        code: Measured(
            float(len(titles[code])),
            ", ".join(titles[code]) + "." if titles[code] else _("No alliance for young people is at work."),
            timezone.localdate() if titles[code] else None,
            f"{board}?wijk={code}",
        )
        for code in districts
    }


def _rooms(municipality: str, districts: list[str]) -> dict[str, Measured]:
    """The part of the offered room time of the last twelve weeks that was used, in the unit of the norm."""
    today = timezone.localdate()
    period = Period.of_weeks(WEEKS, today)
    norm = UseNorm.objects.visible_to(ANONYMOUS).filter(municipality_code=municipality, place=None, part_of_day="")
    said = norm.first() or UseNorm()
    places = Place.objects.visible_to(ANONYMOUS).filter(municipality_code=municipality, rooms__isnull=False)
    read = read_use(places.distinct(), period, said.base)
    wijk = dict(places.values_list("pk", "district_code"))
    sums = tallies(read.cells, read.base, lambda cell: wijk[cell.place])
    words = _("Of the last %(weeks)s weeks, from the bookings that are known here; companies are not counted.")
    board = reverse("use_overview", args=[municipality])
    found: dict[str, Measured] = {}
    for code in districts:
        used = sums[code].percent(said.unit, lambda taking: taking.share in (REGULAR, AD_HOC)) if code in sums else None
        if used is None:
            found[code] = Measured(None, _("No room can be booked here in Wijkhart, so the use of rooms is not known."))
        else:
            found[code] = Measured(round(used, 1), words % {"weeks": WEEKS}, today, board)
    return found


def _heart(municipality: str, districts: list[str]) -> dict[str, Measured]:
    """Community centres, and places where an offer to meet runs that is for everybody."""
    places = Place.objects.visible_to(ANONYMOUS).filter(municipality_code=municipality)
    meeting = Service.objects.visible_to(ANONYMOUS).running().filter(
        municipality_code=municipality,
        function=Function.MEETING,
        aimed_at=AimedAt.GENERAL,
        target_groups__everyone=True,
    )  # fmt: skip
    hearts = places.filter(Q(kind__in=OPEN_KINDS) | Q(pk__in=meeting.exclude(place=None).values("place"))).distinct()
    names: dict[str, list[str]] = defaultdict(list)
    for code, name in hearts.order_by("name").values_list("district_code", "name"):
        names[code].append(name)
    board = reverse("place_list")
    return {
        code: Measured(
            float(len(names[code])),
            ", ".join(names[code]) + "." if names[code] else _("No place is known where everybody can walk in."),
            timezone.localdate() if names[code] else None,
            f"{board}?wijk={code}",
        )
        for code in districts
    }


MEASURES: Final[Mapping[AutomaticMeasure, Measure]] = {
    AutomaticMeasure.TEAM_IN_VIEW: _team,
    AutomaticMeasure.MAP_CONFIRMED: _map,
    AutomaticMeasure.AGENDA_ADOPTED: _agenda,
    AutomaticMeasure.YOUTH_ALLIANCE: _youth,
    AutomaticMeasure.ROOM_USE: _rooms,
    AutomaticMeasure.BEATING_HEART: _heart,
}
