"""Finding what there is: words, theme, group, age, day and hour, price, way in, and how far, in one question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property
from typing import Final
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from wijkhart.analysis.finding import Answer, Question, Time, Window, search
from wijkhart.analysis.finding import Near as NearArea
from wijkhart.analysis.finding import Wish as AskedWord
from wijkhart.areas.queries import GAP
from wijkhart.core.lists import COUNTED_TO, Count
from wijkhart.directory.models import Service
from wijkhart.directory.queries.engine import Engine, Fact, engine
from wijkhart.directory.queries.entries import EVERYONE, FORMAL, YES_NO
from wijkhart.directory.words import Wish
from wijkhart.directory.words.lexicon import EXACT
from wijkhart.times.clock import AMSTERDAM, day_bounds
from wijkhart.times.models import Occurrence, OccurrenceQuerySet
from wijkhart.times.queries import is_open, part_of_slot

BY_NAME: Final = 0.4
"""How much it says that the theme or target group of an offer goes by a word that its own texts do not hold."""
MIDNIGHT: Final = 24 * 60
NAMED: Final = 2_000
"""Up to so many services are named in a question to the database; with more, all rows of the days are read."""


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
    provider: str = ""
    theme: str = ""
    group: str = ""
    age: int | None = None
    weekday: int | None = None
    part_of_day: str = ""
    from_time: time | None = None
    to_time: time | None = None
    first_day: date | None = None
    """Something that really happens on a day from this one..."""
    last_day: date | None = None
    """...up to and including this one; empty: that one day."""
    open_now: bool = False
    line: int | None = None
    formal: bool | None = None
    subsidised: bool | None = None
    cost: str = ""
    """`free` or `paid`; what is unknown is neither."""
    language: str = ""
    step_free: bool = False
    with_room: bool = False
    """Not known to be full."""
    way: str = ""
    """`place`, `home` or `online`."""
    kind: str = ""
    near: Near | None = None
    order: str = "fit"
    """`fit`, `distance`, `name`, `confirmed`, or `time` (what begins soonest)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One service that answers, and why."""

    service_id: UUID
    distance: float | None
    """Metres; None without a point, or where people are visited."""
    times: tuple[Time, ...]
    """Its weekly times that answer what was asked of day and hour; all of them when nothing was."""
    begins: datetime | None
    """The first time in the days that were asked, or from now on when sorted by time."""
    score: float


@dataclass(frozen=True)
class Found:
    """All that answers."""

    search: Search
    engine: Engine
    answer: Answer
    begins: Mapping[UUID, datetime]
    unknown: tuple[str, ...]
    """Words by which nothing here goes; they asked nothing, unless there were no others."""

    @property
    def facets(self) -> Mapping[str, Mapping[str, int]]:
        """Dimension -> value -> how many there would be with that value; see `Answer.facets`."""
        return self.answer.facets

    @property
    def count(self) -> Count:
        """How many: exact to 1,000, then "1.000+"."""
        return counted(self.answer.total)

    @property
    def total(self) -> int:
        return self.answer.total

    @cached_property
    def ids(self) -> list[UUID]:
        """The keys of all that answers, in order."""
        keys = self.engine.index.keys
        found = [UUID(keys[row]) for row in self.answer.ordered()]
        return self._soonest(found) if self.search.order == "time" else found

    def hits(self, start: int = 0, size: int = 20) -> tuple[Hit, ...]:
        """Those at these places of the order."""
        index = self.engine.index
        if self.search.order == "time":
            rows: Iterable[int] = (index.row_of[str(key)] for key in self.ids[start : start + size])
        else:
            rows = (int(row) for row in self.answer.page(start, size))
        return tuple(self._hit(row) for row in rows)

    def _hit(self, row: int) -> Hit:
        key = UUID(self.engine.index.keys[row])
        times = tuple(one for one in self.engine.index.times_of(row) if _fits(one, self.search, self._window))
        return Hit(key, self.answer.distance(row), times, self.begins.get(key), self.answer.score(row))

    @cached_property
    def _window(self) -> Window | None:
        return _window(self.search)

    def _soonest(self, keys: list[UUID]) -> list[UUID]:
        never = datetime.max.replace(tzinfo=AMSTERDAM)
        return sorted(keys, key=lambda key: self.begins.get(key, never))


def counted(total: int) -> Count:
    """A number of hits as people get to see it."""
    return Count(min(total, COUNTED_TO), exact=total <= COUNTED_TO)


def find(asked: Search) -> Found:
    """What everyone may find that answers all of it.

    What happens on dates, and what is open now, is looked up in the kept occurrences when it is asked.
    """
    current = engine()
    words, unknown = _words(current, asked.words)
    question = _question(current, asked, words)
    answer = search(current.index, question)
    begins: dict[UUID, datetime] = {}
    if asked.first_day or asked.open_now or asked.order == "time":
        keys = [UUID(current.index.keys[row]) for row in answer.rows]
        begins, holds = _moments(asked, keys)
        if asked.first_day or asked.open_now:
            answer = search(current.index, replace(question, keys=frozenset(map(str, holds))))
    return Found(asked, current, answer, begins, unknown)


def public_words(text: str) -> list[str]:
    """The words of a question that are names of themes and groups: these may be kept, no person is among them.

    Only the word itself counts: "Jansen" is near "dansen" and stays out.
    """
    current = engine()
    public = current.names.terms
    return [
        wish.word
        for wish in current.lexicon.read(text)
        if any(weight >= EXACT and term in public for term, weight in wish.terms.items())
    ]


def _question(current: Engine, asked: Search, words: tuple[AskedWord, ...]) -> Question:
    single = {
        "municipality": asked.municipality,
        "district": asked.district,
        "provider": asked.provider,
        "line": "" if asked.line is None else str(asked.line),
        "formal": FORMAL[asked.formal],
        "subsidised": YES_NO[asked.subsidised],
        "cost": asked.cost,
        "step_free": "yes" if asked.step_free else "",
        "kind": asked.kind,
    }
    several = {"theme": asked.theme, "language": asked.language, "way": asked.way}
    wanted = {name: frozenset({value}) for name, value in single.items() if value}
    if asked.with_room:
        wanted["availability"] = frozenset({"room", "unknown"})
    plural = {name: frozenset({value}) for name, value in several.items() if value}
    if asked.group:
        everyone = asked.group in current.names.everyone or asked.group == EVERYONE
        plural["group"] = frozenset({EVERYONE} if everyone else {asked.group, EVERYONE})
    return Question(
        wishes=words,
        single=wanted,
        several=plural,
        along={"group": EVERYONE},
        age=asked.age,
        weekdays=frozenset() if asked.weekday is None else frozenset({asked.weekday}),
        parts=frozenset({asked.part_of_day} if asked.part_of_day else ()),
        window=_window(asked),
        near=_near(current, asked.near),
        order="fit" if asked.order == "time" else asked.order,
        uncounted=frozenset({"provider"} if asked.municipality else {"provider", "district"}),
    )


def _window(asked: Search) -> Window | None:
    if asked.from_time is None and asked.to_time is None:
        return None
    starts = _minutes(asked.from_time) if asked.from_time else 0
    return Window(starts, _minutes(asked.to_time) if asked.to_time else MIDNIGHT)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _near(current: Engine, near: Near | None) -> NearArea | None:
    """With the wijk and municipality of the point: what comes to people there counts as near."""
    if near is None:
        return None
    district = current.districts.at([(near.x, near.y)], GAP)[0]
    areas = frozenset({district, f"GM{district[2:6]}"}) if district else frozenset[str]()
    return NearArea(near.x, near.y, near.radius, areas)


def _words(current: Engine, text: str) -> tuple[tuple[AskedWord, ...], tuple[str, ...]]:
    """What is asked in words, and the words by which nothing here goes.

    Each word comes with its terms, and with the themes and groups that go by it alone or together with other words. A
    word by which nothing goes asks nothing when others do: "voetbal voor meisjes" finds football, and says so.
    """
    wishes = current.lexicon.read(text) if text else ()
    asked = {term for wish in wishes for term in wish.terms}
    phrases = [(terms, fact) for terms, fact in current.names.phrases if terms <= asked]
    words = [(wish.word, AskedWord(wish.terms, _facts(current, wish, phrases))) for wish in wishes]
    terms = current.index.postings.keys()
    known = [asks for _word, asks in words if asks.facts or not terms.isdisjoint(asks.terms)]
    unknown = tuple(word for word, asks in words if asks not in known)
    return tuple(known or (asks for _word, asks in words)), unknown


def _facts(current: Engine, wish: Wish, phrases: list[tuple[frozenset[str], Fact]]) -> dict[Fact, float]:
    found: dict[Fact, float] = {}
    for term, weight in wish.terms.items():
        facts = {*current.names.by_term.get(term, ()), *(fact for terms, fact in phrases if term in terms)}
        for fact in facts:
            found[fact] = max(found.get(fact, 0.0), weight * BY_NAME)
    return found


def _fits(one: Time, asked: Search, window: Window | None) -> bool:
    return (
        (asked.weekday is None or one.weekday == asked.weekday)
        and (not asked.part_of_day or one.part == asked.part_of_day)
        and (window is None or (one.starts < window.ends and one.ends > window.starts))
    )


def _moments(asked: Search, keys: list[UUID]) -> tuple[dict[UUID, datetime], set[UUID]]:
    """When each of these first happens in the days that are asked, and which of them hold."""
    now = timezone.now()
    happening = Occurrence.objects.happening().filter(schedule__services__isnull=False)
    if len(keys) <= NAMED:
        happening = happening.filter(schedule__services__in=keys)
    holds = set(keys)
    begins: dict[UUID, datetime] = {}
    if asked.first_day:
        start, end = day_bounds(asked.first_day, asked.last_day or asked.first_day)
        begins = _first(happening.filter(starts_at__gte=start, starts_at__lt=end), asked)
        holds &= set(begins)
    elif asked.order == "time":
        begins = _first(happening.filter(ends_at__gt=now), asked)
    if asked.open_now:
        busy = happening.filter(starts_at__lte=now, ends_at__gt=now)
        holds &= set(busy.values_list("schedule__services", flat=True)) | _open_doors(keys, now)
    return begins, holds


def _first(rows: OccurrenceQuerySet, asked: Search) -> dict[UUID, datetime]:
    """Per service the first instant that fits the hours that are asked."""
    window = _window(asked)
    if window is None and not asked.part_of_day and asked.weekday is None:
        firsts = rows.order_by().values("schedule__services").annotate(first=Min("starts_at"))
        return {row["schedule__services"]: row["first"] for row in firsts}
    found: dict[UUID, datetime] = {}
    for key, starts, ends in rows.order_by("starts_at").values_list("schedule__services", "starts_at", "ends_at"):
        if key not in found and _overlaps(starts, ends, window, asked):
            found[key] = starts
    return found


def _overlaps(starts: datetime, ends: datetime, window: Window | None, asked: Search) -> bool:
    local = starts.astimezone(AMSTERDAM)
    begin, end = local.time(), ends.astimezone(AMSTERDAM).time()
    if asked.weekday is not None and local.weekday() != asked.weekday:
        return False
    if asked.part_of_day and part_of_slot(begin, end) != asked.part_of_day:
        return False
    return window is None or (_minutes(begin) < window.ends and _minutes(end) > window.starts)


def _open_doors(keys: list[UUID], now: datetime) -> set[UUID]:
    """Facilities and functions without times of their own, at a place whose door is open."""
    rows = Service.objects.filter(schedule=None, place__opening_hours__isnull=False)
    rows = rows.filter(pk__in=keys) if len(keys) <= NAMED else rows
    doors = rows.select_related("place__opening_hours").prefetch_related(
        "place__opening_hours__slots", "place__opening_hours__exceptions"
    )
    return {one.pk for one in doors if one.place and one.place.opening_hours and is_open(one.place.opening_hours, now)}
