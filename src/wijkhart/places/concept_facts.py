"""A rule of the concept of a place as somebody tells it, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from wijkhart.core.errors import InputProblem
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.places.models import Effect, Place, Room, Trait, UserKind
from wijkhart.themes.models import TargetGroup
from wijkhart.times.models import PartOfDay

LONGEST_WHY: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptFacts:
    """When a rule stands, for whom or for what, and why."""

    effect: str = Effect.ONLY
    weekdays: tuple[int, ...] = ()
    part_of_day: str = ""
    room: Room | None = None
    user_kinds: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    why: str = ""


def wrong_in_rule(facts: ConceptFacts, place: Place) -> list[InputProblem]:
    """Everything that is wrong with a rule, all at once."""
    return [InputProblem(_("rule"), None, *one) for one in _wrong(facts, place)]


def _wrong(facts: ConceptFacts, place: Place) -> Iterator[tuple[str, str, str]]:
    if not (facts.user_kinds or facts.target_groups or facts.traits):
        yield "user_kinds", _("The rule names nobody and nothing."), _("Choose at least one user, group or activity.")
    if not facts.why.strip() or len(facts.why) > LONGEST_WHY:
        advice = _("Say in at most 300 signs why; who is refused reads it.")
        yield "why", _("Nobody can see why this rule is there."), advice
    if wrong := wrong_in_text(facts.why):
        yield "why", *wrong
    known = {"user_kinds": UserKind.values, "traits": Trait.values, "weekdays": range(7)}
    for name, values in known.items():
        if not set(getattr(facts, name)) <= set(values):
            yield name, _("This is not on the list."), _("Choose from the list.")
    if facts.effect not in Effect.values or facts.part_of_day not in ("", *PartOfDay.values):
        yield "effect", _("This is not on the list."), _("Choose from the list.")
    if TargetGroup.objects.filter(pk__in=facts.target_groups).count() != len(set(facts.target_groups)):
        yield "target_groups", _("This is not on the list."), _("Choose from the list.")
    if facts.room is not None and facts.room.place_id != place.pk:
        yield "room", _("This room is of another place."), _("Choose from the list.")
