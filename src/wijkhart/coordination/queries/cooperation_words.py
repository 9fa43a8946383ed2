"""What holds the cooperation of an area together, in sentences, and what its figures do not say."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.analysis.cooperation import bridges, cut_players, parts_without
from wijkhart.coordination.queries.cooperation import Cooperation
from wijkhart.coordination.queries.cooperation_facts import Player, players_named
from wijkhart.coordination.queries.sentences import in_words

NAMED = 3
"""Players of a group that are named; of the others the number is said."""


@dataclass(frozen=True, slots=True)
class Holds:
    """A player that holds others together: the sentence, and the groups that would be left."""

    player: Player
    sentence: str
    groups: tuple[str, ...]


def holders_of(cooperation: Cooperation) -> list[Holds]:
    """Each player without whom the others fall apart, with the groups that would no longer reach each other."""
    found = []
    for player in players_named(cooperation.facts, cut_players(cooperation.network)):
        parts = parts_without(cooperation.network, player.key)
        words = ngettext(
            "Without %(name)s there is %(count)s group that no longer reaches the others.",
            "Without %(name)s there are %(count)s groups that no longer reach each other.",
            len(parts),
        ) % {"name": player.name, "count": len(parts)}
        found.append(Holds(player, words, tuple(_names(cooperation, part) for part in parts)))
    return found


def bridges_in_words(cooperation: Cooperation) -> list[str]:
    """Each pair that is the only link between two groups."""
    found = []
    for pair in bridges(cooperation.network):
        first, second = players_named(cooperation.facts, pair)
        about = [f"“{cooperation.things[tie.about].title}”" for tie in cooperation.network.ties[pair]]
        words = _(
            "If %(first)s and %(second)s stop with %(about)s, the players on both sides no longer reach each other."
        )
        found.append(words % {"first": first.name, "second": second.name, "about": in_words(about)})
    return sorted(found)


def _names(cooperation: Cooperation, keys: frozenset[str]) -> str:
    names = [one.name for one in players_named(cooperation.facts, keys)]
    more = len(names) - NAMED
    if more <= 0:
        return in_words(names)
    others = ngettext("%(count)s other", "%(count)s others", more) % {"count": more}
    return in_words([*names[:NAMED], others])
