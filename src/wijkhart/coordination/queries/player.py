"""One player who could fill a white spot, and why, in plain words."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.coordination.queries.sentences import in_words
from wijkhart.core.formats import distance, number, weekday
from wijkhart.times.models import PartOfDay

WHYS: Final = ("same", "theme", "group", "room", "ask")
"""Why somebody could fill it, in the order of the list: it does this for these people (but not here, or at another
hour); it does this for others; it does something else for these people; it has a room that is free; it may have."""
NAMED: Final = 3
"""How many services or rooms are named."""


@dataclass(frozen=True, slots=True)
class Player:
    """One organisation or place that could fill a white spot, with the reason as data."""

    kind: str
    """organisation or place."""
    name: str
    url: str
    formal: bool | None
    """Of the organisation, or of the owner of the place; None is unknown."""
    why: str
    """One of `WHYS`."""
    metres: int | None
    """From the nearest people of the wijk; None when it comes to people at home."""
    services: tuple[str, ...] = ()
    """What the organisation does now, on which the reason rests."""
    free: int | None = None
    """Places a week left over in these services; None for a place."""
    rooms: tuple[str, ...] = ()
    """The rooms that are large enough; empty: not known."""
    hours: tuple[tuple[int, str], ...] | None = None
    """Weekdays and parts of the day with a free room in which these people can come; None: not known."""
    example: bool = False
    key: str = ""
    """Of the organisation or the place, to name it in an address."""
    organisation: UUID | None = None
    """Who would be asked: the organisation itself, or the owner of the place; None is unknown."""

    @property
    def sentence(self) -> str:
        """The reason in words."""
        return player_sentence(self)

    @property
    def order(self) -> tuple[int, int, str]:
        """What the list is ordered by."""
        return WHYS.index(self.why), self.metres or 0, self.name


def player_sentence(player: Player) -> str:
    """Why this player, in a line: `doet hetzelfde voor deze mensen (Open tafel); 600 m; 12 plekken per week over`."""
    return "; ".join(player_reasons(player))


def player_reasons(player: Player) -> list[str]:
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


def _work(player: Player) -> str:
    words = {
        "same": _("does the same for these people elsewhere or at another time (%(services)s)"),
        "theme": _("does the same for other people (%(services)s)"),
        "group": _("does something else for these people (%(services)s)"),
    }
    return words[player.why] % {"services": in_words(player.services[:NAMED])}


def _left_over(player: Player) -> list[str]:
    if player.free is None:
        return []
    words = ngettext("%(free)s place a week left over", "%(free)s places a week left over", player.free)
    return [words % {"free": number(player.free)}]


def _place(player: Player) -> list[str]:
    """The room and when it is free, or what is not known."""
    if not player.rooms and player.hours is None:
        return [_("rooms and opening hours not known, ask")]
    names = {"rooms": in_words(player.rooms[:NAMED])}
    rooms = ngettext("room: %(rooms)s", "rooms: %(rooms)s", len(player.rooms)) % names
    if player.hours is None:
        when = _("opening hours not known, ask")
    else:
        when = _("free in the %(hours)s") % {"hours": hours_in_words(player.hours)}
    return [rooms if player.rooms else _("rooms not known, ask"), when]


def hours_in_words(hours: tuple[tuple[int, str], ...]) -> str:
    """`morning on Tuesday and Wednesday, afternoon on Friday`."""
    days = {part: [weekday(day) for day, name in hours if name == part.value] for part in PartOfDay}
    words = _("%(part)s on %(days)s")
    return ", ".join(words % {"part": part.label, "days": in_words(open_)} for part, open_ in days.items() if open_)
