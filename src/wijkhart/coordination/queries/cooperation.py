"""The network of cooperation of a wijk or a municipality, from what was written down in Wijkhart, on any day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import Final

from django.utils.translation import gettext_lazy as _

from wijkhart.analysis.cooperation import Figures, Network, Tie, figures, network_at, quarter_ends, series
from wijkhart.areas.models import Area
from wijkhart.coordination.queries.cooperation_facts import (
    ALLIANCE,
    KIND_LABELS,
    TASK_GROUP,
    TEAM,
    Facts,
    Part,
    Player,
    Thing,
    cooperation_facts,
    earliest,
    players_named,
)
from wijkhart.core.actors import Actor

TOGETHER: Final = frozenset({ALLIANCE, TASK_GROUP})
"""What counts unless something else is asked: who does something together. A seat at the same table is weaker."""
KINDS: Final = {
    "": TOGETHER,
    "allianties": frozenset({ALLIANCE}),
    "taakgroepen": frozenset({TASK_GROUP}),
    "wijkteam": frozenset({TEAM}),
    "alles": frozenset({ALLIANCE, TASK_GROUP, TEAM}),
}
"""The value in the address -> the kinds of ties that count."""
KIND_CHOICES: Final = [
    ("", _("doing something together")),
    ("allianties", _("alliances only")),
    ("taakgroepen", _("task groups only")),
    ("wijkteam", _("a seat in the wijk team")),
    ("alles", _("all of these")),
]
QUARTERS: Final = 8
"""Quarters that are shown back."""


@dataclass(frozen=True)
class Asked:
    """What is counted: on which day, which kinds of ties, and of which theme ("" of all)."""

    day: date
    kinds: frozenset[str] = TOGETHER
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """A row of the table beside the picture: two players, what they share, and since when."""

    first: Player
    second: Player
    thing: Thing
    since: date

    @property
    def kind(self) -> str:
        """What sort of thing it is, in words."""
        return str(KIND_LABELS[self.thing.kind])


@dataclass(frozen=True)
class Cooperation:
    """The facts of a municipality and one area in it, from which every figure of the page follows."""

    facts: Facts
    code: str
    """Of the wijk, or of the municipality: then all of its wijken count together."""
    whole: bool
    asked: Asked

    @cached_property
    def things(self) -> dict[str, Thing]:
        """What is shared here, by key, as far as it is asked for."""
        return {thing.key: thing for thing, _parts in self._counted}

    @cached_property
    def ties(self) -> list[Tie]:
        """Every pair of players in one thing, for the days on which both took part."""
        found = []
        for thing, parts in self._counted:
            for one, other in combinations(_joined(parts), 2):
                begins, ended = max(one.begins, other.begins), earliest(one.ended, other.ended)
                if ended is None or begins < ended:
                    found.append(Tie(one.player, other.player, begins, ended, thing.kind, thing.key))
        return found

    @cached_property
    def at_work(self) -> frozenset[str]:
        """Who offers something here now, or keeps a place here."""
        if self.whole:
            return frozenset(key for keys in self.facts.at_work.values() for key in keys)
        return frozenset(self.facts.at_work.get(self.code, ()))

    @cached_property
    def network(self) -> Network:
        """The network on the day that is asked."""
        return network_at(self.ties, self.asked.day, self.at_work)

    @cached_property
    def figures(self) -> Figures:
        return figures(self.network, self.asked.day)

    @cached_property
    def over_time(self) -> list[Figures]:
        """The same figures at the end of each quarter, and on the day itself."""
        return series(self.ties, quarter_ends(self.asked.day, QUARTERS), self.at_work)

    @property
    def shared(self) -> list[Shared]:
        """Who works with whom, on what, since when; in the order of names."""
        found = []
        for pair, ties in self.network.ties.items():
            first, second = players_named(self.facts, pair)
            found += [Shared(first, second, self.things[tie.about], tie.begins) for tie in ties]
        return sorted(found, key=lambda row: (row.first.name, row.second.name, row.thing.title))

    @property
    def alone(self) -> list[Player]:
        """Who is at work here and shares nothing with anybody."""
        return players_named(self.facts, (key for key, others in self.network.near.items() if not others))

    @property
    def narrowed(self) -> bool:
        """Whether less, or something else, counts than usual."""
        return bool(self.asked.theme) or self.asked.kinds != TOGETHER

    @property
    def example(self) -> bool:
        """Whether anything that is counted was made up for the demonstration."""
        things = any(self.things[tie.about].example for ties in self.network.ties.values() for tie in ties)
        return things or any(self.facts.players[key].example for key in self.network.players)

    @cached_property
    def _counted(self) -> list[tuple[Thing, list[Part]]]:
        return [
            (thing, parts)
            for thing, parts in self.facts.parts
            if (self.whole or thing.district == self.code)
            and thing.kind in self.asked.kinds
            and (not self.asked.theme or thing.theme == self.asked.theme)
        ]


def cooperation_of(actor: Actor, area: Area, asked: Asked) -> Cooperation:
    """The network of a wijk or of a whole municipality, as far as this actor may see it."""
    facts = cooperation_facts(actor, area.municipality_code)
    return Cooperation(facts, area.code, area.code == area.municipality_code, asked)


def figures_by_wijk(facts: Facts, asked: Asked, codes: Collection[str]) -> dict[str, Figures]:
    """The figures of each of these wijken."""
    return {code: Cooperation(facts, code, False, asked).figures for code in codes}


def figures_of(actor: Actor, area: Area, day: date, kinds: frozenset[str] = TOGETHER) -> Figures:
    """The figures of the cooperation in a wijk or municipality on a day, as this actor may see them.

    For any page that follows the infrastructure of a wijk (M34). Counted, not estimated: what nobody wrote down is not
    in it. Who offered something in the past is not kept; players are those of today and who had a tie on that day.
    """
    return cooperation_of(actor, area, Asked(day, kinds)).figures


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Each player once: somebody who leads and takes part takes part from its first day until its last.

    >>> day = date(2026, 1, 1)
    >>> [one.begins.month for one in _joined([Part("a", day), Part("a", day.replace(month=3))])]
    [1]
    """
    found: dict[str, Part] = {}
    for part in parts:
        known = found.get(part.player)
        if known is None:
            found[part.player] = part
            continue
        ended = max(known.ended, part.ended) if known.ended and part.ended else None
        found[part.player] = Part(part.player, min(known.begins, part.begins), ended)
    return list(found.values())
