"""Two lines in one room: a case by hand, and brute force over quarters of an hour."""

from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from wijkhart.programming.clashes import Taken, clashing

MONDAY = date(2027, 1, 4)


def taken(key: int, spaces: str, starts: int, ends: int, *, shared: bool = False, day: int = 4) -> Taken:
    return Taken(key, frozenset(spaces), date(2027, 1, day), time(starts), time(ends), shared)


def test_a_hall_clashes_with_its_half_and_not_with_what_follows() -> None:
    hall, half, after = taken(1, "ab", 9, 11), taken(2, "a", 10, 12), taken(3, "b", 11, 12)
    assert [(one.key, other.key) for one, other in clashing([after, half, hall])] == [(1, 2)]


def test_a_shared_room_holds_two() -> None:
    assert clashing([taken(1, "a", 9, 11, shared=True), taken(2, "a", 9, 11, shared=True)]) == []


LINES = st.lists(
    st.tuples(
        st.sets(st.sampled_from("abc"), min_size=1), st.integers(8, 20), st.integers(1, 3), st.booleans(),
        st.integers(4, 5),
    ),
    max_size=12,
)  # fmt: skip


@given(LINES)
def test_brute_force_finds_the_same_pairs(rows: list[tuple[set[str], int, int, bool, int]]) -> None:
    lines = [
        taken(key, "".join(sorted(spaces)), starts, starts + length, shared=shared, day=day)
        for key, (spaces, starts, length, shared, day) in enumerate(rows)
    ]

    def hours(one: Taken) -> set[tuple[date, int]]:
        return {(one.day, hour) for hour in range(one.starts.hour, one.ends.hour)}

    expected = {
        frozenset((one.key, other.key))
        for number, one in enumerate(lines)
        for other in lines[:number]
        if hours(one) & hours(other) and one.spaces & other.spaces and not (one.shared and other.shared)
    }
    assert {frozenset((one.key, other.key)) for one, other in clashing(lines)} == expected
