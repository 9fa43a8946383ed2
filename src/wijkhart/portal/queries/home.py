"""The resident's home, and which municipality it is of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from wijkhart.areas.geocoder import NotFound, locate
from wijkhart.areas.maps import Picture, choropleth
from wijkhart.areas.models import Area
from wijkhart.areas.queries import districts_at
from wijkhart.core.actors import Actor
from wijkhart.directory.models import Service
from wijkhart.directory.queries import Today, today_in
from wijkhart.themes.models import Theme

SHOWN_TODAY = 6


@dataclass(frozen=True, slots=True)
class Home:
    """What a resident sees first: today nearby, the map to choose a wijk, and the themes to start from."""

    area: Area
    districts: tuple[Area, ...]
    map: Picture
    today: tuple[Today, ...]
    today_count: int
    weekday: int
    """Of today, 0 for Monday."""
    themes: tuple[Theme, ...]
    example_supply: bool


def municipality_for_host(actor: Actor, host: str) -> Area | None:
    """The municipality this host name stands for, else the only one with wijken; None when there is a choice."""
    known = Area.objects.visible_to(actor).current().municipalities()
    named = settings.HOST_MUNICIPALITIES.get(host.partition(":")[0].lower())
    if named:
        return known.filter(code=named).first()
    loaded = (
        Area.objects.visible_to(actor).current().districts().order_by().values_list("municipality_code").distinct()[:2]
    )
    codes = [row[0] for row in loaded]
    return known.filter(code=codes[0]).first() if len(codes) == 1 else None


def home_of(actor: Actor, area: Area, day: date) -> Home:
    """The home page of one municipality on one day; what is over by now is left out."""
    districts = tuple(Area.objects.visible_to(actor).current().districts().within(area.code).order_by("name"))
    today: Sequence[Today] = not_over(today_in(actor, area.code, day))
    return Home(
        area=area,
        districts=districts,
        map=choropleth(districts, {}, {}),
        today=tuple(today[:SHOWN_TODAY]),
        today_count=len(today),
        weekday=day.weekday(),
        themes=tuple(Theme.objects.all()),
        example_supply=Service.objects.visible_to(actor).within(area).filter(example=True).exists(),
    )


def not_over(moments: Iterable[Today]) -> list[Today]:
    """What is still to come, or goes on now: nobody can go to what is over."""
    now = timezone.now()
    return [moment for moment in moments if moment.ends_at > now]


def today_of(actor: Actor, area: Area, day: date) -> list[Today]:
    """What happens on a day in one wijk, or for it, and is not over by now."""
    return [
        moment
        for moment in not_over(today_in(actor, area.municipality_code, day))
        if area.code in (moment.service.district_code, moment.place.district_code if moment.place else "")
    ]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The wijken that fit what somebody typed; `exact` when the words name just one."""

    districts: tuple[Area, ...]
    exact: bool
    label: str


def district_by_words(actor: Actor, municipality_code: str, words: str) -> Chosen:
    """Wijken by part of their name, else the wijk around a postcode; all wijken where nothing fits."""
    known = Area.objects.visible_to(actor).current().districts().order_by("name")
    within = known.within(municipality_code) if municipality_code else known
    if not words:
        return Chosen(tuple(within), exact=False, label="")
    named = tuple(within.filter(name__icontains=words)[:50])
    if named:
        same = tuple(area for area in named if area.name.casefold() == words.casefold())
        return Chosen(same or named, exact=len(same or named) == 1, label="")
    located = locate(words, municipality_code)
    if isinstance(located, NotFound):
        return Chosen((), exact=False, label="")
    codes = [code for code in districts_at([(located.x, located.y)]) if code]
    return Chosen(tuple(known.filter(code__in=codes)), exact=False, label=located.label)
