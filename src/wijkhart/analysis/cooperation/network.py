"""Who works with whom as a network in time: how dense it is, what holds it together, and who stands alone.

Players are nodes, named by any text. A tie says that two players share one thing (an alliance, a task group, a seat at
the same table) from a day on, until the day on which it ended. Two players that share three things are one pair of the
network, three things strong. Sources: Wasserman & Faust, Social Network Analysis (1994), chapters 4 and 5; Tarjan, A
note on finding the bridges of a graph (1974). Model, units and limits stand in docs/algorithms/cooperation.md.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

Pair = tuple[str, str]
"""Two players in the order of their names, so that each pair has one name."""
MONTHS_OF_A_QUARTER: Final = 3


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """Two players share one thing.

    `begins` is the first day on which both took part, `ended` the first day on which that was over (None: it goes on),
    `kind` what sort of thing it is, `about` which thing.
    """

    first: str
    second: str
    begins: date
    ended: date | None = None
    kind: str = ""
    about: str = ""

    @property
    def pair(self) -> Pair:
        """Both players, in the order of their names."""
        return (self.first, self.second) if self.first <= self.second else (self.second, self.first)

    def holds_on(self, day: date) -> bool:
        """Whether the tie was there on a day: begun, and not over yet.

        >>> tie = Tie("a", "b", date(2026, 1, 1), date(2026, 3, 1))
        >>> [tie.holds_on(date(2026, month, 1)) for month in (1, 2, 3)]
        [True, True, False]
        """
        return self.begins <= day and (self.ended is None or day < self.ended)


@dataclass(frozen=True, slots=True)
class Network:
    """The players there are, and the ties of each pair that has one."""

    players: frozenset[str]
    ties: Mapping[Pair, tuple[Tie, ...]]

    @property
    def near(self) -> dict[str, frozenset[str]]:
        """With whom each player works; empty for who stands alone."""
        found: dict[str, set[str]] = {player: set() for player in self.players}
        for first, second in self.ties:
            found[first].add(second)
            found[second].add(first)
        return {player: frozenset(others) for player, others in found.items()}


@dataclass(frozen=True, slots=True)
class Figures:
    """What can be counted of a network on one day."""

    day: date
    players: int
    pairs: int
    """Pairs of players that share something."""
    density: float | None
    """Pairs there are, of all that could be: from 0 to 1; None with fewer than two players."""
    groups: int
    """Sets of two or more players that reach each other over ties."""
    largest: int
    """Players in the largest of these; 0 without any tie."""
    bridges: int
    cut_players: int
    alone: int


def network_at(ties: Iterable[Tie], day: date, players: Collection[str] = ()) -> Network:
    """The network on a day: the players given and all that have a tie then, with the ties that hold then.

    A tie of a player with itself says nothing and is left out.

    >>> ties = [Tie("b", "a", date(2026, 1, 1)), Tie("a", "c", date(2026, 5, 1)), Tie("a", "a", date(2026, 1, 1))]
    >>> found = network_at(ties, date(2026, 2, 1), ["d"])
    >>> sorted(found.players), list(found.ties)
    (['a', 'b', 'd'], [('a', 'b')])
    """
    by_pair: dict[Pair, list[Tie]] = {}
    for tie in sorted(ties, key=lambda one: (one.pair, one.begins, one.kind, one.about)):
        if tie.first != tie.second and tie.holds_on(day):
            by_pair.setdefault(tie.pair, []).append(tie)
    tied = {player for pair in by_pair for player in pair}
    return Network(frozenset(players) | tied, {pair: tuple(found) for pair, found in by_pair.items()})


def density(network: Network) -> float | None:
    """Pairs that share something, of all pairs there could be: 2m / n(n-1), from 0 to 1 (Wasserman & Faust 4.2.3).

    None with fewer than two players: then there is nothing to share. Falls when a player joins without a tie.

    >>> density(network_at([Tie("a", "b", date(2026, 1, 1))], date(2026, 1, 1), ["c"]))
    0.3333333333333333
    """
    count = len(network.players)
    return None if count < 2 else 2 * len(network.ties) / (count * (count - 1))


def components(network: Network) -> list[frozenset[str]]:
    """The sets of players that reach each other over ties, largest first; who stands alone is one by itself.

    >>> found = components(network_at([Tie("a", "b", date(2026, 1, 1))], date(2026, 1, 1), ["c"]))
    >>> [sorted(one) for one in found]
    [['a', 'b'], ['c']]
    """
    return parts_of(network.near, network.players)


def alone(network: Network) -> list[str]:
    """The players without a tie, by name.

    >>> alone(network_at([Tie("a", "b", date(2026, 1, 1))], date(2026, 1, 1), ["d", "c"]))
    ['c', 'd']
    """
    return sorted(player for player, others in network.near.items() if not others)


def bridges(network: Network) -> list[Pair]:
    """The pairs that alone hold two parts together: without this pair its component falls apart.

    Two players that share several things are one pair; all of those must end before it breaks. One walk over the
    network (Tarjan 1974), so work grows with players + pairs.

    >>> path = [Tie("a", "b", date(2026, 1, 1)), Tie("b", "c", date(2026, 1, 1))]
    >>> ring = [*path, Tie("a", "c", date(2026, 1, 1)), Tie("c", "d", date(2026, 1, 1))]
    >>> bridges(network_at(path, date(2026, 1, 1))), bridges(network_at(ring, date(2026, 1, 1)))
    ([('a', 'b'), ('b', 'c')], [('c', 'd')])
    """
    walk = _walked(network)
    found = [(walk.parent[player], player) for player in walk.order if walk.parent[player]]
    cut = [(above, player) for above, player in found if walk.low[player] > walk.number[above]]
    return sorted((min(pair), max(pair)) for pair in cut)


def cut_players(network: Network) -> list[str]:
    """The players without whom those they work with fall apart into groups that no longer reach each other.

    Articulation points, from the same walk (Hopcroft & Tarjan 1973).

    >>> path = [Tie("a", "b", date(2026, 1, 1)), Tie("b", "c", date(2026, 1, 1))]
    >>> cut_players(network_at(path, date(2026, 1, 1)))
    ['b']
    """
    walk = _walked(network)
    children: dict[str, int] = dict.fromkeys(walk.order, 0)
    found = set()
    for player in walk.order:
        above = walk.parent[player]
        if not above:
            continue
        children[above] += 1
        if walk.parent[above] and walk.low[player] >= walk.number[above]:
            found.add(above)
    found |= {player for player in walk.order if not walk.parent[player] and children[player] > 1}
    return sorted(found)


def parts_without(network: Network, player: str) -> list[frozenset[str]]:
    """Into which sets the players around this one would fall apart without it, largest first.

    >>> path = [Tie("a", "b", date(2026, 1, 1)), Tie("b", "c", date(2026, 1, 1))]
    >>> [sorted(part) for part in parts_without(network_at(path, date(2026, 1, 1)), "b")]
    [['a'], ['c']]
    """
    whole = next(part for part in components(network) if player in part)
    near = {one: others - {player} for one, others in network.near.items() if one != player}
    return parts_of(near, whole - {player})


def figures(network: Network, day: date) -> Figures:
    """All that is counted of a network.

    >>> made = figures(network_at([Tie("a", "b", date(2026, 1, 1))], date(2026, 1, 1), ["c"]), date(2026, 1, 1))
    >>> made.players, made.pairs, made.groups, made.largest, made.bridges, made.cut_players, made.alone
    (3, 1, 1, 2, 1, 0, 1)
    """
    groups = [part for part in components(network) if len(part) > 1]
    return Figures(
        day=day,
        players=len(network.players),
        pairs=len(network.ties),
        density=density(network),
        groups=len(groups),
        largest=len(groups[0]) if groups else 0,
        bridges=len(bridges(network)),
        cut_players=len(cut_players(network)),
        alone=len(alone(network)),
    )


def series(ties: Sequence[Tie], days: Iterable[date], players: Collection[str] = ()) -> list[Figures]:
    """The same figures on each of these days, for the same players and who had a tie on that day.

    >>> ties = [Tie("a", "b", date(2026, 2, 1))]
    >>> [one.pairs for one in series(ties, [date(2026, 1, 31), date(2026, 2, 28)])]
    [0, 1]
    """
    return [figures(network_at(ties, day, players), day) for day in days]


def quarter_ends(until: date, count: int) -> list[date]:
    """The last days of the `count` quarters that were over before this day, oldest first, and then the day itself.

    >>> [f"{day:%d-%m-%Y}" for day in quarter_ends(date(2026, 2, 10), 2)]
    ['30-09-2025', '31-12-2025', '10-02-2026']
    """
    month = until.month - (until.month - 1) % MONTHS_OF_A_QUARTER
    first = until.replace(month=month, day=1)
    ends = []
    for _quarter in range(count):
        ends.append(first - timedelta(days=1))
        back = first.month - MONTHS_OF_A_QUARTER
        first = first.replace(year=first.year - (back < 1), month=back + 12 * (back < 1))
    return [*reversed(ends), until]


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk in depth: players in the order met, from whom each was reached ("" first), and how far back each reaches.

    `low` is the smallest number that can be reached from a player or from who was met after it, over at most one tie
    that the walk did not take.
    """

    order: list[str]
    number: dict[str, int]
    parent: dict[str, str]
    low: dict[str, int]


def _walked(network: Network) -> _Walk:
    near = {player: sorted(others) for player, others in network.near.items()}
    walk = _Walk([], {}, {}, {})
    for root in sorted(network.players):
        if root not in walk.number:
            _walk_from(root, near, walk)
    return walk


def _walk_from(root: str, near: Mapping[str, Sequence[str]], walk: _Walk) -> None:
    """Without recursion: a long chain of players must not end in a stack that is too deep."""
    walk.parent[root] = ""
    waiting = [(root, iter(near[root]))]
    _meet(root, walk)
    while waiting:
        player, others = waiting[-1]
        other = next(others, None)
        if other is None:
            waiting.pop()
            if above := walk.parent[player]:
                walk.low[above] = min(walk.low[above], walk.low[player])
        elif other not in walk.number:
            walk.parent[other] = player
            _meet(other, walk)
            waiting.append((other, iter(near[other])))
        elif other != walk.parent[player]:
            walk.low[player] = min(walk.low[player], walk.number[other])


def _meet(player: str, walk: _Walk) -> None:
    walk.number[player] = walk.low[player] = len(walk.order)
    walk.order.append(player)


def parts_of(near: Mapping[str, Collection[str]], players: Iterable[str]) -> list[frozenset[str]]:
    """The sets of players that reach each other, the largest first, then by the first name.

    >>> [sorted(part) for part in parts_of({"a": {"b"}, "b": {"a"}, "c": set()}, "abc")]
    [['a', 'b'], ['c']]
    """
    left, found = set(players), []
    while left:
        part, edge = set(), [min(left)]
        while edge:
            player = edge.pop()
            if player not in part:
                part.add(player)
                edge.extend(near[player])
        found.append(frozenset(part))
        left -= part
    return sorted(found, key=lambda part: (-len(part), min(part)))
