"""Which rules of the concept of a place a use would break, what fits instead, and the rules in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, Protocol

from django.utils.translation import gettext as _

from wijkhart.core.formats import weekday
from wijkhart.places.models import ConceptRule, Effect, Place, Room, Trait, UserKind
from wijkhart.places.queries.free import Doors
from wijkhart.places.queries.stretches import Minutes, common, on_clock, part_stretches
from wijkhart.themes.models import TargetGroup
from wijkhart.times.models import PartOfDay

NAMED = 3
"""How many other moments are named to who is refused."""


class Used(Protocol):
    """What is told of a use, by a form or by a row."""

    @property
    def user_kind(self) -> str: ...
    @property
    def target_group(self) -> TargetGroup | None: ...
    @property
    def traits(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Broken:
    """What stands in the way: why, and what fits."""

    rule: ConceptRule
    fits: str
    """Other moments that fit, in words; empty: none in the week that follows."""

    @property
    def message(self) -> str:
        """The rule in words, with its reason."""
        return _("This does not fit the concept of this place. %(rule)s Because: %(why)s") % {
            "rule": rule_in_words(self.rule, group_names([self.rule])),
            "why": self.rule.why,
        }

    @property
    def advice(self) -> str:
        if not self.fits:
            return _("Look for another place; this one is not meant for it.")
        return _("This does fit: %(moments)s.") % {"moments": self.fits}


def obeys(rule: ConceptRule, used: Used) -> bool:
    """Whether a use is what a rule asks, at the hours for which the rule stands."""
    group = used.target_group.pk if used.target_group else ""
    if rule.effect == Effect.NEVER:
        named = {*rule.user_kinds, *(f"group {one}" for one in rule.target_groups), *rule.traits}
        return named.isdisjoint({used.user_kind, f"group {group}", *used.traits})
    return (
        (not rule.user_kinds or used.user_kind in rule.user_kinds)
        and (not rule.target_groups or group in rule.target_groups)
        and set(rule.traits) <= set(used.traits)
    )


def refuses_kind(rule: ConceptRule, user_kind: str) -> bool:
    """Whether a rule refuses every use by this kind of user, whatever else is told of it."""
    if rule.effect == Effect.NEVER:
        return user_kind in rule.user_kinds
    return bool(rule.user_kinds) and user_kind not in rule.user_kinds


def stands(rule: ConceptRule, day: date, hours: Minutes) -> bool:
    """Whether a rule says something about these hours; touching them is enough."""
    if rule.weekdays and day.weekday() not in rule.weekdays:
        return False
    return not rule.part_of_day or bool(common(part_stretches(day, rule.part_of_day), [hours]))


def rules_for(room: Room, rules: Iterable[ConceptRule]) -> list[ConceptRule]:
    """The rules of a room: of its whole place, of itself, of a hall that it is part of, and of its own parts."""
    spaces = {space.pk for space in room.spaces}
    return [one for one in rules if one.room is None or not spaces.isdisjoint(s.pk for s in one.room.spaces)]


def rules_of(place: Place) -> list[ConceptRule]:
    """The rules of a place in their order, ready to be asked."""
    return list(place.concept_rules.select_related("room").prefetch_related("room__parts"))


def broken_by(used: Used, day: date, hours: tuple[time, time], room: Room) -> list[Broken]:
    """Every rule of the concept that a use would break, in their order, with what fits instead."""
    rules = rules_for(room, rules_of(room.place))
    at = on_clock(day, *hours)
    broken = [rule for rule in rules if stands(rule, day, at) and not obeys(rule, used)]
    fits = ", ".join(_fitting(used, day, room, rules)) if broken else ""
    return [Broken(rule, fits) for rule in broken]


def _fitting(used: Used, day: date, room: Room, rules: Sequence[ConceptRule]) -> Iterator[str]:
    """Parts of the day in the week that follows in which the room is offered and the use obeys all rules."""
    doors, found = Doors([room]), 0
    for on in (day + timedelta(days=n) for n in range(7)):
        offered = [on_clock(on, *slot) for slot in doors.on(room, on).slots]
        for part in PartOfDay.values:
            open_then = common(offered, part_stretches(on, part))
            if (
                found < NAMED
                and open_then
                and all(obeys(one, used) or not stands(one, on, open_then[0]) for one in rules)
            ):
                found += 1
                yield f"{weekday(on.weekday())} {PartOfDay(part).label}"


def group_names(rules: Iterable[ConceptRule]) -> dict[str, str]:
    """The names of the target groups that rules speak of."""
    keys = {key for rule in rules for key in rule.target_groups}
    return {one.pk: str(one) for one in TargetGroup.objects.filter(pk__in=keys)} if keys else {}


def rule_in_words(rule: ConceptRule, groups: dict[str, str]) -> str:
    """One rule as a sentence: "Dinsdag en donderdag, middag: alleen voor kwetsbare jongeren."."""
    facts = {"when": when_in_words(rule), "whom": whom_in_words(rule, groups)}
    said = _("%(when)s: only for %(whom)s.") if rule.effect == Effect.ONLY else _("%(when)s: not for %(whom)s.")
    return said % facts


def when_in_words(rule: ConceptRule) -> str:
    """For which days, part of the day and room a rule stands."""
    days = [weekday(one) for one in sorted(rule.weekdays)] or [_("every day")]
    parts = [_listed(days), str(PartOfDay(rule.part_of_day).label) if rule.part_of_day else _("all day")]
    words = ", ".join([*parts, *([rule.room.name] if rule.room else [])])
    return words[0].upper() + words[1:]


def whom_in_words(rule: ConceptRule, groups: dict[str, str]) -> str:
    """Of whom and of what a rule speaks."""
    kinds = [str(UserKind(one).label) for one in rule.user_kinds]
    named = [groups.get(one, one) for one in rule.target_groups]
    traits = [str(Trait(one).label) for one in rule.traits]
    return "; ".join(", ".join(one) for one in (kinds, named, traits) if one)


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
