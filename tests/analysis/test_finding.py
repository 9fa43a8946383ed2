"""Finding in columns gives what a plain loop over all rows gives; cases by hand, an oracle, and changes one by one."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkhart.analysis.finding import OLDEST, PARTS, Answer, Facts, Index, Near, Question, Time, Window, Wish, search


def row(key: str, **facts: Any) -> Facts:
    return Facts(key=key, name=facts.pop("name", key), **facts)


def keys(answer: Answer) -> list[str]:
    return [answer.index.keys[number] for number in answer.ordered()]


def ask(rows: Iterable[Facts], **asked: Any) -> Answer:
    return search(Index.of(rows), Question(**asked))


AFTERNOON = Time(1, "afternoon", 14 * 60, 16 * 60)
MORNING = Time(1, "morning", 9 * 60, 11 * 60)


def test_near_by_hand_with_what_comes_to_people_there() -> None:
    rows = [row("far", x=3000.0, y=4000.0), row("near", x=300.0, y=400.0), row("visits", comes_to="WK1"), row("other")]
    answer = ask(rows, near=Near(0.0, 0.0, 1000.0, frozenset({"WK1"})))
    assert keys(answer) == ["near", "visits"]
    assert answer.distance(answer.index.row_of["near"]) == pytest.approx(500)
    assert answer.distance(answer.index.row_of["visits"]) is None


def test_day_part_and_hours_must_be_of_one_and_the_same_time() -> None:
    rows = [
        row("split", times=(Time(1, "morning", 540, 660), Time(2, "afternoon", 840, 960))),
        row("one", times=(AFTERNOON,)),
    ]
    assert keys(ask(rows, weekdays=frozenset({1}), parts=frozenset({"afternoon"}))) == ["one"]
    assert keys(ask(rows, weekdays=frozenset({1}), window=Window(13 * 60, 17 * 60))) == ["one"]
    assert keys(ask(rows, window=Window(16 * 60, 17 * 60))) == [], "what ends when the window opens does not overlap"


def test_of_two_words_both_are_needed_and_of_three_two() -> None:
    rows = [
        row("ab", terms={"a": 1.0, "b": 0.5}),
        row("a", terms={"a": 1.0}),
        row("abc", terms={"a": 0.5, "b": 0.5, "c": 0.5}),
    ]
    wishes = [Wish({"a": 1.0}), Wish({"b": 1.0}), Wish({"c": 1.0})]
    assert keys(ask(rows, wishes=tuple(wishes[:2]))) == ["ab", "abc"]
    assert keys(ask(rows, wishes=tuple(wishes))) == ["ab", "abc"]
    assert keys(ask(rows, wishes=(Wish({}, {("theme", "a"): 1.0}),))) == []


def test_a_count_leaves_out_what_is_asked_of_its_own_dimension() -> None:
    rows = [
        row("1", several={"theme": ("a", "b")}, times=(MORNING,)),
        row("2", several={"theme": ("b",)}, times=(AFTERNOON,)),
    ]
    facets = ask(rows, several={"theme": frozenset({"a"})}, parts=frozenset({"morning"})).facets
    assert facets["theme"] == {"a": 1, "b": 1}, "two would do for b, but one of them is in the afternoon"
    assert facets["part"] == {"morning": 1}
    assert ask(rows, parts=frozenset({"morning"})).facets["part"] == {"morning": 1, "afternoon": 1}


def test_a_lower_tier_goes_first_and_rows_without_a_point_go_last() -> None:
    rows = [row("stale", tier=1, x=0.0, y=0.0), row("far", x=900.0, y=0.0), row("home", comes_to="WK1")]
    assert keys(ask(rows, near=Near(0.0, 0.0, 1000.0, frozenset({"WK1"})))) == ["far", "home", "stale"]


def test_names_that_come_between_each_other_a_hundred_times_stay_in_order() -> None:
    index, names = Index.of([row("a"), row("b")]), ["a", "b"]
    for number in range(100):
        names.insert(1, f"a{'a' * (100 - number)}b")
        index = index.changed([row(names[1])])
    index = index.changed([row("b"), row("a"), row("ab"), row("ac")])
    assert keys(search(index, Question(order="name"))) == sorted({*names, "ab", "ac"})


letters = st.sampled_from("abcd")
times = st.builds(
    lambda day, start, length: Time(day, PARTS[min(start // 480, 2)], start, start + length),
    st.integers(0, 6),
    st.integers(0, 1300),
    st.integers(15, 120),
)
facts = st.builds(
    row,
    st.uuids().map(str),
    name=st.text("abc", max_size=2),
    x=st.none() | st.integers(0, 20).map(float),
    y=st.integers(0, 20).map(float),
    comes_to=st.sampled_from(["", "W1", "W2"]),
    single=st.dictionaries(st.sampled_from(["line", "cost"]), letters),
    several=st.dictionaries(st.sampled_from(["theme", "group"]), st.sets(letters).map(lambda one: tuple(sorted(one)))),
    minimum_age=st.integers(0, 90),
    maximum_age=st.sampled_from([20, 60, OLDEST]),
    times=st.lists(times, max_size=3).map(tuple),
    terms=st.dictionaries(letters, st.sampled_from([0.5, 0.6, 1.0])),
    tier=st.integers(0, 1),
    confirmed=st.integers(0, 3),
)
spots = st.integers(0, 20)
subset = st.sets(letters, max_size=2).map(frozenset)
questions = st.builds(
    Question,
    wishes=st.lists(
        st.builds(
            Wish,
            st.dictionaries(letters, st.sampled_from([0.5, 1.0])),
            st.dictionaries(st.tuples(st.just("theme"), letters), st.just(0.4), max_size=1),
        ),
        max_size=4,
    ).map(tuple),
    single=st.dictionaries(st.sampled_from(["line", "cost", "nothing"]), subset, max_size=1),
    several=st.dictionaries(st.sampled_from(["theme", "group"]), subset, max_size=1),
    age=st.none() | st.integers(0, 99),
    weekdays=st.sets(st.integers(0, 6), max_size=3).map(frozenset),
    parts=st.sets(st.sampled_from(PARTS), max_size=1).map(frozenset),
    window=st.none()
    | st.builds(lambda start, length: Window(start, start + length), st.integers(0, 1300), st.integers(1, 300)),
    near=st.none()
    | st.builds(Near, st.integers(0, 20), st.integers(0, 20), st.integers(0, 15), st.just(frozenset({"W1"}))),
    order=st.sampled_from(["fit", "distance", "name", "confirmed"]),
)


def holds(one: Facts, asked: Question, without: str = "") -> bool:
    """Whether a row answers; `without` leaves out what is asked of one dimension."""
    if without != "words" and said(one, asked) < asked.needed:
        return False
    if asked.age is not None and not one.minimum_age <= asked.age <= one.maximum_age:
        return False
    if without != "time" and not timely(one, asked):
        return False
    if asked.near and not (gap(one, asked) <= asked.near.radius or (one.comes_to and one.comes_to in asked.near.areas)):
        return False
    plain = all(one.single.get(name, "") in values for name, values in asked.single.items() if name != without)
    return plain and all(
        values & set(one.several.get(name, ())) for name, values in asked.several.items() if name != without
    )


def says(one: Facts, wish: Wish) -> float:
    by_term = [weight * one.terms[term] for term, weight in wish.terms.items() if term in one.terms]
    by_fact = [weight for (name, value), weight in wish.facts.items() if value in one.several.get(name, ())]
    return max([0.0, *by_term, *by_fact])


def said(one: Facts, asked: Question) -> int:
    return sum(says(one, wish) > 0 for wish in asked.wishes)


def timely(one: Facts, asked: Question) -> bool:
    if not (asked.weekdays or asked.parts or asked.window):
        return True
    return any(
        (not asked.weekdays or time.weekday in asked.weekdays)
        and (not asked.parts or time.part in asked.parts)
        and (asked.window is None or (time.starts < asked.window.ends and time.ends > asked.window.starts))
        for time in one.times
    )


def gap(one: Facts, asked: Question) -> float:
    if asked.near is None or one.x is None or one.y is None:
        return math.inf
    return math.hypot(one.x - asked.near.x, one.y - asked.near.y)


def in_order(rows: Sequence[Facts], asked: Question) -> list[str]:
    def place(one: Facts) -> tuple[Any, ...]:
        score = sum(says(one, wish) for wish in asked.wishes) / max(len(asked.wishes), 1)
        fit = (-round(float(score), 1),)
        far = (gap(one, asked),)
        orders: dict[str, tuple[Any, ...]] = {
            "fit": (one.tier, *fit, *far),
            "distance": (*far, one.tier, *fit),
            "name": (),
            "confirmed": (-one.confirmed,),
        }
        return (*orders[asked.order], one.name, one.key)

    return [one.key for one in sorted((one for one in rows if holds(one, asked)), key=place)]


def counted(rows: Sequence[Facts], asked: Question) -> dict[str, dict[str, int]]:
    """The counts of every dimension, by looking at each row."""
    found = {}
    for name in ("line", "cost"):
        left = [one for one in rows if holds(one, asked, without=name)]
        found[name] = dict(Counter(one.single[name] for one in left if name in one.single))
    for name in ("theme", "group"):
        left = [one for one in rows if holds(one, asked, without=name)]
        found[name] = dict(Counter(value for one in left for value in one.several.get(name, ())))
    left = [one for one in rows if holds(one, asked, without="time")]
    parts, days = asked.parts or set(PARTS), asked.weekdays or set(range(7))
    found["weekday"] = dict(
        Counter(day for one in left for day in {str(time.weekday) for time in one.times if time.part in parts})
    )
    found["part"] = dict(
        Counter(part for one in left for part in {time.part for time in one.times if time.weekday in days})
    )
    return found


def named(one: Facts) -> Facts:
    """With a name that no other row has: the order of equal names is not promised."""
    return replace(one, name=one.key)


def agree(index: Index, rows: Sequence[Facts], asked: Question) -> None:
    answer = search(index, asked)
    expected = in_order(rows, asked)
    assert keys(answer) == expected
    assert [index.keys[number] for number in answer.page(1, 2)] == expected[1:3]
    truth = counted(rows, asked)
    assert {name: answer.facets.get(name, {}) for name in truth} == truth


@given(st.lists(facts, max_size=12), questions)
def test_it_finds_orders_and_counts_as_a_plain_loop_does(rows: list[Facts], asked: Question) -> None:
    agree(Index.of(rows), rows, asked)


@given(st.lists(facts, max_size=6), st.lists(st.lists(facts, max_size=3), max_size=4), st.data(), questions)
def test_an_index_that_was_changed_answers_as_one_made_anew(
    rows: list[Facts], changes: list[list[Facts]], data: st.DataObject, asked: Question
) -> None:
    rows, changes = [named(one) for one in rows], [[named(one) for one in fresh] for fresh in changes]
    index, known = Index.of(rows), {one.key: one for one in rows}
    for fresh in changes:
        gone = data.draw(st.sets(st.sampled_from(sorted(known)), max_size=2)) if known else set[str]()
        again = [row(key, terms={"a": 1.0}) for key in sorted(known)[:1]]
        index = index.changed([*fresh, *again], gone - {one.key for one in again})
        known = {key: one for key, one in known.items() if key not in gone} | {one.key: one for one in [*fresh, *again]}
    assert len(index) == len(known)
    agree(index, list(known.values()), asked)
    agree(index.packed(), list(known.values()), asked)
