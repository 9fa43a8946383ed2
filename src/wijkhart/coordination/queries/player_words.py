"""Who could fill a white spot, in plain words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.coordination.queries.sentences import in_words
from wijkhart.core.formats import distance, number, weekday
from wijkhart.times.models import PartOfDay

if TYPE_CHECKING:
    from wijkhart.coordination.queries.players import Player


def player_sentence(player: "Player") -> str:
    """Why this player, in a line: `doet hetzelfde voor deze mensen (Open tafel); 600 m; 12 plekken per week over`."""
    return "; ".join(player_reasons(player))


def player_reasons(player: "Player") -> list[str]:
    """Each reason by itself."""
    what = _place(player) if player.kind == "place" else [_work(player)]
    far = _("comes to people at home") if player.metres is None else distance(player.metres)
    return [*what, far, *_left_over(player)]


def players_order() -> str:
    """How the list is ordered, and what it does not look at."""
    return _(
        "First who does the same for these people, then who does it for others, then who does something else for these "
        "people, then places with a room; the nearest first. We do not look at the age or origin of residents. Taking "
        "part is voluntary: ask."
    )


def _work(player: "Player") -> str:
    words = {
        "same": _("does the same for these people elsewhere or at another time (%(services)s)"),
        "theme": _("does the same for other people (%(services)s)"),
        "group": _("does something else for these people (%(services)s)"),
    }
    return words[player.why] % {"services": in_words(player.services)}


def _left_over(player: "Player") -> list[str]:
    if player.free is None:
        return []
    words = ngettext("%(free)s place a week left over", "%(free)s places a week left over", player.free)
    return [words % {"free": number(player.free)}]


def _place(player: "Player") -> list[str]:
    """The room and when it is free, or what is not known."""
    rooms = ngettext("room: %(rooms)s", "rooms: %(rooms)s", len(player.rooms)) % {"rooms": in_words(player.rooms)}
    if player.hours is None:
        when = _("opening hours not known, ask")
    else:
        when = _("free in the %(hours)s") % {"hours": _hours(player.hours)}
    return [rooms if player.rooms else _("rooms not known, ask"), when]


def _hours(hours: tuple[tuple[int, str], ...]) -> str:
    """`morning on Tuesday and Wednesday, afternoon on Friday`."""
    said = []
    for part in PartOfDay:
        if days := [weekday(day) for day, name in hours if name == part.value]:
            said.append(_("%(part)s on %(days)s") % {"part": part.label, "days": in_words(days)})
    return ", ".join(said)
