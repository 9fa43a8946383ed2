"""What is missing in rules of use: activities without a rule, rules that nobody reaches, rooms without a rate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.places.models import Room, RoomRate, UseRule, UseRules
from wijkhart.places.queries.rule_tree import FACTS, answer_words
from wijkhart.places.queries.rules import Case, cases, rate_for, rule_for

NAMED: Final = 5
"""Rooms that are named before the rest is only counted."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing, and what to do about it. Rules with a gap that blocks are not published."""

    message: str
    advice: str
    blocks: bool = True


def gaps_of(rules: UseRules) -> list[Gap]:
    """Everything that is missing."""
    lines, rates = list(rules.lines.all()), list(rules.rates.all())
    return [
        *_no_rule(lines, rates),
        *_never_reached(lines),
        *_no_rate(rules, lines, rates),
        *_no_ground(rules),
    ]


def uncovered(lines: Sequence[UseRule]) -> list[Case]:
    """The combinations of facts that no line fits."""
    return [case for case in cases() if rule_for(lines, case) is None]


def never_reached(lines: Sequence[UseRule]) -> list[UseRule]:
    """The lines that are first for no activity, because lines above them take all."""
    reached = [rule_for(lines, case) for case in cases()]
    return [line for line in lines if not any(line is one for one in reached)]


def _no_rule(lines: Sequence[UseRule], rates: Sequence[RoomRate]) -> Iterator[Gap]:
    if not lines:
        message = _("There are rates but no rules.") if rates else _("There are no rules yet.")
        yield Gap(message, _("Add a rule that says who goes first and who pays what."))
        return
    for case in uncovered(lines):
        yield Gap(
            _("No rule fits: %(who)s.") % {"who": case_words(case)},
            _("Add a rule for it, or add a last rule that leaves everything open."),
        )


def _never_reached(lines: Sequence[UseRule]) -> Iterator[Gap]:
    for line in never_reached(lines):
        yield Gap(
            _("Rule %(number)s, “%(rule)s”, is never reached: rules above it fit first.")
            % {"number": line.position, "rule": line.name},
            _("Move it up, change it, or take it out."),
        )


def _no_rate(rules: UseRules, lines: Sequence[UseRule], rates: Sequence[RoomRate]) -> Iterator[Gap]:
    if not any(line.percent for line in lines):
        return
    if not rates:
        yield Gap(
            _("Rules ask for a part of the rate, but there are no rates."), _("Add what an hour of a room costs.")
        )
        return
    rooms = Room.objects.filter(place__municipality_code=rules.municipality_code).offered().select_related("place")
    unknown = [room for room in rooms if room.floor_area is None]
    too_large = [room for room in rooms if room.floor_area is not None and rate_for(rates, room.floor_area) is None]
    if too_large:
        message = ngettext(
            "A room is larger than the largest size with a rate: %(rooms)s.",
            "%(count)s rooms are larger than the largest size with a rate: %(rooms)s.",
            len(too_large),
        )
        yield Gap(message % _rooms(too_large), _("Add a rate for every larger room: leave its size empty."))
    if unknown:
        message = ngettext(
            "Of a room the m² are unknown: %(rooms)s.",
            "Of %(count)s rooms the m² are unknown: %(rooms)s.",
            len(unknown),
        )
        advice = _("Fill them in at the room. Until then its page cannot say a price, and the manager does.")
        yield Gap(message % _rooms(unknown), advice, blocks=False)


def _no_ground(rules: UseRules) -> Iterator[Gap]:
    if not rules.grounds.all():
        advice = _("Add the reasons for which a request may be refused. Without them every refusal is an exception.")
        yield Gap(_("There are no grounds of refusal."), advice, blocks=False)


def case_words(case: Case) -> str:
    """A combination of facts in words."""
    kind = answer_words(FACTS[0], case.user_kind)
    everyone = _("anybody may come") if case.open_to_all else _("for a closed group")
    local = _("most live here") if case.local else _("most live elsewhere")
    return f"{kind}, {everyone}, {local}"


def _rooms(rooms: Sequence[Room]) -> dict[str, object]:
    named = [f"{room.name} ({room.place.name})" for room in rooms[:NAMED]]
    if len(rooms) > NAMED:
        named.append(_("and %(count)s more") % {"count": len(rooms) - NAMED})
    return {"count": len(rooms), "rooms": ", ".join(named)}
