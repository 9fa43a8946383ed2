"""Finding what there is: by words, theme, group, day, price, way in, and how far."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import Case, Exists, F, FloatField, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Sqrt

from wijkhart.areas.queries import districts_at
from wijkhart.directory.models import Service, ServiceQuerySet, ServiceTime
from wijkhart.places.kinds import fold
from wijkhart.places.models import StepFree
from wijkhart.themes.models import Labelled, TargetGroup, Theme

STOP_WORDS = Path(__file__).parent.parent / "data" / "stop_words.txt"
FAR = 1e9
LONG = 4
"""Letters from which the beginning of a word is enough: "eenzaam" finds "eenzaamheid"."""


@dataclass(frozen=True, slots=True)
class Near:
    """Round a point on the RD grid, within so many metres."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What somebody asks; an empty part asks nothing."""

    words: str = ""
    municipality: str = ""
    district: str = ""
    theme: str = ""
    group: str = ""
    weekday: int | None = None
    part_of_day: str = ""
    line: int | None = None
    formal: bool | None = None
    subsidised: bool | None = None
    free: bool = False
    step_free: bool = False
    near: Near | None = None


def find(rows: ServiceQuerySet, search: Search) -> ServiceQuerySet:
    """The services that answer all that is asked, best first: those whose own words say it, then the nearest.

    Adds `distance` (metres, None without a point), `far` (the same, to sort by) and `rank`.
    """
    found = _near(rows.filter(_plain(search)), search.near)
    if search.weekday is not None or search.part_of_day:
        found = found.filter(Exists(_times(search)))
    found = _worded(found, search.words)
    order = ["rank", "far", "name", "pk"]
    return found.order_by(*order)


def _plain(search: Search) -> Q:
    asked: list[tuple[object, Q]] = [
        (search.municipality, Q(municipality_code=search.municipality)),
        (search.district, Q(place__district_code=search.district) | Q(place=None, district_code=search.district)),
        (search.theme, Q(pk__in=_themed([search.theme]))),
        (search.group, Q(pk__in=_grouped([search.group, *_everyone(search.group)]))),
        (search.line is not None, Q(line=search.line)),
        (search.formal is not None, Q(provider__formal=search.formal)),
        (search.subsidised is not None, Q(provider__subsidised=search.subsidised)),
        (search.free, Q(price=0)),
        (search.step_free, Q(at_home=True) | Q(place__step_free=StepFree.YES)),
    ]
    whole = Q()
    for wanted, condition in asked:
        whole &= condition if wanted else Q()
    return whole


def _everyone(group: str) -> list[str]:
    """What is for everyone is also for this group; somebody who asks for "everyone" means just that."""
    return list(TargetGroup.objects.filter(everyone=True).values_list("key", flat=True)) if group else []


def _themed(keys: Iterable[str]) -> object:
    return Service.themes.through.objects.filter(theme_id__in=list(keys)).values("service_id")


def _grouped(keys: Iterable[str]) -> object:
    return Service.target_groups.through.objects.filter(targetgroup_id__in=list(keys)).values("service_id")


def _times(search: Search) -> QuerySet[ServiceTime]:
    """The day and the part of the day must be of one and the same time."""
    times = ServiceTime.objects.filter(service=OuterRef("pk"))
    if search.weekday is not None:
        times = times.filter(weekday=search.weekday)
    return times.filter(part_of_day=search.part_of_day) if search.part_of_day else times


def _near(rows: ServiceQuerySet, near: Near | None) -> ServiceQuerySet:
    """With the distance of each; what comes to homes in the wijk of the point, or in the whole municipality, too."""
    if near is None:
        nothing = Value(None, output_field=FloatField())
        return rows.annotate(distance=nothing, far=Value(FAR, output_field=FloatField()))
    x, y = F("place__x") - near.x, F("place__y") - near.y
    distance = Case(When(at_home=False, then=Sqrt(x * x + y * y)), output_field=FloatField())
    here = districts_at([(near.x, near.y)])[0]
    comes = Q(place=None) & (Q(district_code=here) | Q(district_code="", municipality_code=f"GM{here[2:6]}"))
    measured = rows.annotate(distance=distance).annotate(far=Coalesce("distance", Value(FAR)))
    return measured.filter(Q(distance__lte=near.radius) | comes)


def _worded(rows: ServiceQuerySet, text: str) -> ServiceQuerySet:
    """Those that hold each word in their own text or have a theme or group that goes by it; own text first."""
    own, also = Q(), Q()
    for word in words_of(text):
        literal = Q(search_text__contains=word) | Q(place__search_text__contains=word)
        own &= literal
        also &= literal | _by_theme(word, text)
    rank = Case(When(own, then=Value(0)), default=Value(1), output_field=IntegerField()) if own else Value(0)
    return rows.filter(also).annotate(rank=rank)


def words_of(text: str) -> list[str]:
    """The words of a search that say something; all of them when none does."""
    words = [word.strip("\"'“”.,;:!?()") for word in fold(text).split()]
    words = [word for word in words if word]
    return [word for word in words if word not in stop_words()] or words


@cache
def stop_words() -> frozenset[str]:
    """The words of the data file."""
    lines = STOP_WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _by_theme(word: str, text: str) -> Q:
    themes = [theme.key for theme in Theme.objects.in_use() if goes_by(theme, word, fold(text))]
    groups = [group.key for group in TargetGroup.objects.in_use() if goes_by(group, word, fold(text))]
    return Q(pk__in=_themed(themes)) | Q(pk__in=_grouped(groups))


def goes_by(label: Labelled, word: str, text: str) -> bool:
    """Whether a theme or group is called by this word; a name of several words must stand in the text as a whole."""
    names = [fold(name) for name in (label.label_nl, label.label_en, *label.synonyms_nl, *label.synonyms_en)]
    return any(_is_called(name, word, text) for name in names)


def _is_called(name: str, word: str, text: str) -> bool:
    if " " in name:
        return word in name.split() and name in text
    begins = len(word) >= LONG and name.startswith(word)
    return name == word or begins or (len(name) > LONG and word.startswith(name))
