"""The network of cooperation: the case of the document by hand, brute force beside Tarjan, and what always holds."""

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from wijkhart.analysis.cooperation import (
    Network,
    Tie,
    alone,
    bridges,
    components,
    cut_players,
    density,
    figures,
    laid_out,
    network_at,
    overlapping,
    parts_without,
    quarter_ends,
    series,
)

DAY = date(2026, 3, 31)
NAMES = "abcdefgh"

# docs/algorithms/cooperation.md, "A case by hand"
CASE = [
    Tie("club", "school", date(2026, 1, 10), kind="alliance", about="jongeren"),
    Tie("club", "jongerenwerk", date(2026, 1, 10), kind="alliance", about="jongeren"),
    Tie("jongerenwerk", "school", date(2026, 1, 10), kind="alliance", about="jongeren"),
    Tie("welzijn", "school", date(2026, 2, 1), kind="task_group", about="taal"),
    Tie("kerk", "moskee", date(2025, 11, 1), date(2026, 3, 1), kind="alliance", about="eten"),
    Tie("moskee", "welzijn", date(2026, 2, 20), kind="alliance", about="bezoek"),
]
PLAYERS = ["bibliotheek", "club", "jongerenwerk", "kerk", "moskee", "school", "welzijn"]

pairs = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(0, 3), st.integers(1, 6)), max_size=24
)


def made(given_pairs: list[tuple[str, str, int, int]]) -> list[Tie]:
    start = date(2026, 1, 1)
    return [Tie(a, b, start + timedelta(days=n), start + timedelta(days=n + m)) for a, b, n, m in given_pairs]


def without_pair(network: Network, pair: tuple[str, str]) -> Network:
    return Network(network.players, {one: ties for one, ties in network.ties.items() if one != pair})


def without_player(network: Network, player: str) -> Network:
    left = {pair: ties for pair, ties in network.ties.items() if player not in pair}
    return Network(network.players - {player}, left)


def test_the_case_by_hand() -> None:
    network = network_at(CASE, DAY, PLAYERS)
    assert len(network.ties) == 5  # the meal of church and mosque is over since 1 March
    assert density(network) == 2 * 5 / (7 * 6)
    assert alone(network) == ["bibliotheek", "kerk"]
    assert components(network)[0] == {"club", "jongerenwerk", "moskee", "school", "welzijn"}
    assert bridges(network) == [("moskee", "welzijn"), ("school", "welzijn")]
    assert cut_players(network) == ["school", "welzijn"]
    assert [sorted(part) for part in parts_without(network, "school")] == [
        ["club", "jongerenwerk"],
        ["moskee", "welzijn"],
    ]
    counted = figures(network, DAY)
    assert (counted.players, counted.pairs, counted.groups, counted.largest, counted.alone) == (7, 5, 1, 5, 2)


def test_the_case_over_time() -> None:
    days = [date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28), DAY]
    assert [one.pairs for one in series(CASE, days, PLAYERS)] == [1, 4, 6, 5]
    assert [one.alone for one in series(CASE, days, PLAYERS)] == [5, 2, 1, 2]


def test_two_things_of_the_same_two_are_one_pair() -> None:
    twice = [Tie("a", "b", DAY, about="eten"), Tie("b", "a", DAY, about="taal")]
    network = network_at(twice, DAY)
    assert list(network.ties) == [("a", "b")]
    assert [tie.about for tie in network.ties["a", "b"]] == ["eten", "taal"]


def test_who_stands_in_two_circles_holds_them_together_without_a_bridge() -> None:
    circles = [Tie(a, b, DAY) for a, b in ("ab", "bm", "am", "mx", "xy", "my")]
    network = network_at(circles, DAY)
    assert (bridges(network), cut_players(network)) == ([], ["m"])


def test_on_the_day_it_ended_it_is_over() -> None:
    tie = Tie("a", "b", DAY - timedelta(days=1), DAY)
    assert [len(network_at([tie], day).ties) for day in (DAY - timedelta(days=1), DAY)] == [1, 0]


def test_a_chain_of_thousands_does_not_break_the_walk() -> None:
    chain = [Tie(f"{n:05}", f"{n + 1:05}", DAY) for n in range(5_000)]
    assert len(bridges(network_at(chain, DAY))) == 5_000


def test_nobody_has_no_density() -> None:
    assert density(network_at([], DAY)) is None
    assert density(network_at([], DAY, ["a"])) is None
    assert figures(network_at([], DAY), DAY).largest == 0


@given(pairs, st.integers(0, 9))
def test_bridges_and_cut_players_are_those_that_split_when_taken_away(
    given_pairs: list[tuple[str, str, int, int]], after: int
) -> None:
    network = network_at(made(given_pairs), date(2026, 1, 1) + timedelta(days=after), NAMES)
    parts = len(components(network))
    split = [pair for pair in network.ties if len(components(without_pair(network, pair))) > parts]
    assert bridges(network) == sorted(split)
    tied = [one for one in sorted(network.players) if network.near[one]]
    assert cut_players(network) == [one for one in tied if len(components(without_player(network, one))) > parts]
    for player in cut_players(network):
        assert len(parts_without(network, player)) > 1


@given(pairs, st.integers(0, 9))
def test_what_always_holds(given_pairs: list[tuple[str, str, int, int]], after: int) -> None:
    ties, day = made(given_pairs), date(2026, 1, 1) + timedelta(days=after)
    network = network_at(ties, day, NAMES)
    counted = figures(network, day)
    assert counted.density is not None
    assert 0 <= counted.density <= 1
    assert sum(len(part) for part in components(network)) == counted.players
    assert counted.groups + counted.alone == len(components(network))
    assert counted == figures(network_at(reversed(ties), day, NAMES[::-1]), day)
    assert set(network.ties) == {
        tuple(sorted((t.first, t.second)))
        for t in ties
        if t.first != t.second and t.begins <= day < (t.ended or date.max)
    }
    more = figures(network_at(ties, day, [*NAMES, "nieuw"]), day)
    assert more.density is not None
    assert more.density <= counted.density
    assert more.alone == counted.alone + 1


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(list(combinations(NAMES * 2 + "xyz", 2))), max_size=20), st.integers(2, 11))
def test_no_label_lies_over_another_and_all_lie_on_the_sheet(chosen: set[tuple[str, str]], count: int) -> None:
    names = sorted(set(NAMES + "xyz"))[:count]
    ties = [pair for pair in chosen if set(pair) <= set(names) and pair[0] != pair[1]]
    boxes = {name: (60.0 + 9 * row, 44.0) for row, name in enumerate(names)}
    sheet = laid_out(names, ties, boxes)
    assert overlapping(sheet, boxes) == []
    for name, (x, y) in sheet.at.items():
        wide, tall = boxes[name]
        assert 0 <= x - wide / 2 <= x + wide / 2 <= sheet.width + 0.2
        assert 0 <= y - tall / 2 <= y + tall / 2 <= sheet.height + 0.2
    assert sheet == laid_out(names[::-1], [pair[::-1] for pair in ties], boxes)


def test_who_works_together_is_drawn_nearer() -> None:
    ties = [*combinations("abc", 2), *combinations("xyz", 2), ("c", "x")]
    at = laid_out("abcxyz", ties, dict.fromkeys("abcxyz", (20.0, 20.0))).at

    def far(one: str, other: str) -> float:
        return float(abs(complex(*at[one]) - complex(*at[other])))

    within = max(far(a, b) for group in ("abc", "xyz") for a, b in combinations(group, 2))
    assert within < min(far(a, x) for a in "ab" for x in "yz")


def test_the_ends_of_quarters() -> None:
    assert quarter_ends(date(2026, 1, 1), 1) == [date(2025, 12, 31), date(2026, 1, 1)]
    assert quarter_ends(date(2026, 12, 31), 4)[0] == date(2025, 12, 31)
