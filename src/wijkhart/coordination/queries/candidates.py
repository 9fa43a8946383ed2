"""Who could be asked for an alliance, and what is in it for each: computed, and only a first text to talk about."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.accounts.models import Organisation
from wijkhart.areas.models import Area
from wijkhart.coordination.models import AlliancePartner, Overlap
from wijkhart.coordination.queries.player import Player, hours_in_words
from wijkhart.coordination.queries.players import surroundings_of
from wijkhart.coordination.queries.sentences import in_words
from wijkhart.core.actors import Actor
from wijkhart.core.formats import number
from wijkhart.themes.models import TargetGroup, Theme

LONGEST: Final = AlliancePartner._meta.get_field("gain").max_length or 300
NAMED: Final = 2
FEW: Final = 5
"""Places of which rooms and hours are not known that stand in the list: more would hide the others."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be asked: why, and what is in it."""

    key: str
    name: str
    organisation: UUID | None
    why: str
    gain: str
    example: bool = False

    @property
    def label(self) -> str:
        """As a choice of a form says it."""
        marked = _("%(name)s (example)") % {"name": self.name} if self.example else self.name
        return f"{marked}: {self.why}" if self.why else marked


def candidates_for(
    actor: Actor, area: Area, theme: Theme, target_group: TargetGroup, keep: str = ""
) -> list[Candidate]:
    """The players who could do this theme for this group in a wijk, in their own order.

    Of the places of which little is known only the nearest, and the one with the key `keep`.
    """
    players = surroundings_of(actor, area).players(theme, target_group)
    left_out = {one.key for one in [one for one in players if one.why == "ask"][FEW:]} - {keep}
    return [
        Candidate(one.key, one.name, one.organisation, one.sentence, gain_of(one), one.example)
        for one in players
        if one.key not in left_out
    ]


def candidates_of(overlap: Overlap) -> list[Candidate]:
    """The organisations whose services overlap."""
    found: dict[str, list[str]] = {}
    names, examples = {}, set()
    for one in overlap.facts.get("services", []):
        found.setdefault(one["provider_id"], []).append(one["name"])
        names[one["provider_id"]] = one["provider"]
        examples |= {one["provider_id"]} if one["example"] else set()
    gain = _("Together you need fewer hours, rooms and volunteers for the same people.")
    return [
        Candidate(key, names[key], UUID(key), _("offers %(services)s") % {"services": in_words(dict.fromkeys(offers))},
                  gain, key in examples)
        for key, offers in found.items()
    ]  # fmt: skip


def candidate_named(actor: Actor, municipality: str, key: str) -> Candidate | None:
    """An organisation that somebody points at, by its key; None when it does not work there."""
    try:
        rows = Organisation.objects.visible_to(actor).working_in(municipality).filter(pk=UUID(key))
    except ValueError:
        return None
    found = rows.first()
    return Candidate(key, found.name, found.pk, "", "", found.example) if found else None


def gain_of(player: Player) -> str:
    """What is in it for a player, as far as numbers say something; whoever invites makes it better."""
    if player.kind == "place":
        return _room_gain(player)[:LONGEST]
    free = player.free or 0
    words = ngettext(
        "You have %(free)s place a week left over (%(services)s). Here are people who look for it.",
        "You have %(free)s places a week left over (%(services)s). Here are people who look for it.",
        free,
    )
    told = words % {"free": number(free), "services": in_words(player.services[:NAMED])}
    return told if len(told) <= LONGEST else _("You have places left over. Here are people who look for it.")


def _room_gain(player: Player) -> str:
    if not player.hours:
        return _("More people of the wijk get to know your building.")
    told = _("Your room is free in the %(hours)s. Then it is used too, and people of the wijk get to know it.")
    said = told % {"hours": hours_in_words(player.hours)}
    if len(said) <= LONGEST:
        return said
    return _("Your room is free at many hours. Then it is used too, and people of the wijk get to know it.")


def chosen_of(candidates: Iterable[Candidate], keys: Iterable[str]) -> list[Candidate]:
    """Those with these keys, in their own order."""
    wanted = set(keys)
    return [one for one in candidates if one.key in wanted]
