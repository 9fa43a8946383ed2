"""The index of all that can be found, kept in the memory of each process and brought up to date before each question.

`SearchState` says how far the entries are; one small query tells whether there is something new, and only what changed
is read then. Inside a transaction nothing is kept: what was not committed must not be found by others.
"""

import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from django.db import connection

from wijkhart.analysis.finding import Facts, Index
from wijkhart.areas.queries import AreaMap
from wijkhart.directory.models import SearchEntry
from wijkhart.directory.queries.entries import EVERYONE, read_facts
from wijkhart.directory.words import Lexicon, terms_of
from wijkhart.themes.models import Labelled, TargetGroup, Theme

WORDS_KEPT, MAP_KEPT = 60.0, 3_600.0
"""Seconds after which the names of themes and target groups, and the map of wijken, are read again."""
Fact = tuple[str, str]
State = tuple[str, int]
"""Epoch and revision."""


@dataclass(frozen=True, slots=True)
class Names:
    """By which words the themes and target groups go."""

    by_term: Mapping[str, frozenset[Fact]]
    """Names of one word."""
    phrases: tuple[tuple[frozenset[str], Fact], ...]
    """Names of several words: all of them must be asked."""
    everyone: frozenset[str]
    """Keys of the groups that mean everyone."""

    @property
    def terms(self) -> set[str]:
        return {*self.by_term, *chain.from_iterable(terms for terms, _fact in self.phrases)}


@dataclass(frozen=True, slots=True)
class Engine:
    """An index with what is needed to ask it."""

    state: State
    index: Index
    lexicon: Lexicon
    names: Names
    districts: AreaMap
    names_read_at: float
    map_read_at: float


_kept: dict[str, Engine] = {}
_lock = threading.Lock()


def engine() -> Engine:
    """The engine of the database of this connection, up to date with what was committed."""
    if connection.in_atomic_block:
        return _load()
    name = str(connection.settings_dict["NAME"])
    state = _state()
    kept = _kept.get(name)
    if kept and kept.state == state and time.monotonic() - kept.names_read_at < WORDS_KEPT:
        return kept
    with _lock:
        kept = _kept.get(name)
        _kept[name] = _load() if kept is None or kept.state[0] != state[0] else _caught_up(kept)
        return _kept[name]


def _state() -> State:
    """How far the entries are. Asked before every question, so without what the ORM costs: a tenth of the whole."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT epoch, revision FROM directory_searchstate WHERE id = 1")
        epoch, revision = cursor.fetchone() or ("", 0)
    return str(epoch), revision


def forget() -> None:
    """Let go of what this process keeps, such as after another database was put in place."""
    _kept.clear()


def _load() -> Engine:
    """Everything from nothing; the state is read first, so that what comes in between is read again next time."""
    state = _state()
    rows = SearchEntry.objects.filter(findable=True).values_list("service_id", "facts")
    index = Index.of(read_facts(str(key), facts) for key, facts in rows.iterator(chunk_size=2000))
    names = _names()
    lexicon = Lexicon([*index.postings, *names.terms])
    return Engine(state, index, lexicon, names, AreaMap.load(), time.monotonic(), time.monotonic())


def _caught_up(kept: Engine) -> Engine:
    """With what changed since."""
    state = _state()
    kept = _reread(kept, time.monotonic())
    fresh: list[Facts] = []
    gone: list[str] = []
    changed = SearchEntry.objects.filter(revision__gt=kept.state[1]).values_list("service_id", "findable", "facts")
    for key, findable, facts in changed:
        if findable:
            fresh.append(read_facts(str(key), facts))
        else:
            gone.append(str(key))
    if not fresh and not gone:
        return replace(kept, state=state)
    kept.lexicon.add(chain.from_iterable(one.terms for one in fresh))
    return replace(kept, state=state, index=kept.index.changed(fresh, gone))


def _reread(kept: Engine, now: float) -> Engine:
    """With the names and the map of today, when those that are kept are old."""
    if now - kept.names_read_at >= WORDS_KEPT:
        kept = replace(kept, names=_names(), names_read_at=now)
        kept.lexicon.add(kept.names.terms)
    if now - kept.map_read_at >= MAP_KEPT:
        kept = replace(kept, districts=AreaMap.load(), map_read_at=now)
    return kept


def _names() -> Names:
    groups = list(TargetGroup.objects.in_use())
    named = chain(
        ((name, ("theme", theme.key)) for theme in Theme.objects.in_use() for name in _called(theme)),
        ((name, ("group", EVERYONE if group.everyone else group.key)) for group in groups for name in _called(group)),
    )
    by_term: dict[str, set[Fact]] = {}
    phrases: list[tuple[frozenset[str], Fact]] = []
    for name, fact in named:
        words = name.split()
        terms = frozenset(terms_of(name))
        if len(words) > 1 and len(terms) > 1:
            phrases.append((terms, fact))
        elif terms:
            by_term.setdefault(terms_of(name)[0], set()).add(fact)
    everyone = frozenset(group.key for group in groups if group.everyone)
    return Names({term: frozenset(facts) for term, facts in by_term.items()}, tuple(phrases), everyone)


def _called(label: Labelled) -> Iterator[str]:
    yield from (label.label_nl, label.label_en, *label.synonyms_nl, *label.synonyms_en)
