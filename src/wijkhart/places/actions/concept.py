"""The concept of a place: its vision, and the rules that bookings must obey."""

from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.places.concept_facts import ConceptFacts, wrong_in_rule
from wijkhart.places.models import ConceptRule, Place
from wijkhart.places.perms import may_edit_place

MOST_RULES: Final = 40
LONGEST_VISION: Final = 5000


def set_vision(*, by: Actor, place: Place, version: int, text: str) -> Place:
    """Say what a place is for."""
    plain = text.strip()
    if len(plain) > LONGEST_VISION:
        message = _("This text is too long. At most %(most)s signs fit.")
        raise Refused(message % {"most": LONGEST_VISION}, field="concept")
    if wrong := wrong_in_text(plain):
        raise Refused(" ".join(wrong), field="concept")
    with transaction.atomic():
        held = _held(by, place)
        if held.version != version:
            message = _("Somebody else changed this place meanwhile. Look at what it says now, and save again.")
            raise Refused(message)
        held.concept = plain
        return _changed(by, held, "place.concept_set")


def add_concept_rule(*, by: Actor, place: Place, facts: ConceptFacts) -> ConceptRule:
    """One more rule, after those that are there. What is booked already stays."""
    with transaction.atomic():
        held = _held(by, place)
        rules = list(held.concept_rules.all())
        if len(rules) >= MOST_RULES:
            raise Refused(_("A place has at most %(most)s rules. Take one out first.") % {"most": MOST_RULES})
        last = max((one.position for one in rules), default=0)
        made = ConceptRule.objects.create(place=held, position=last + 1, **_told(facts, held))
        _changed(by, held, "concept_rule.added")
    return made


def edit_concept_rule(*, by: Actor, rule: ConceptRule, facts: ConceptFacts) -> ConceptRule:
    """Change a rule. What is booked already stays."""
    with transaction.atomic():
        held = _held(by, rule.place)
        row = held.concept_rules.get(pk=rule.pk)
        for name, value in _told(facts, held).items():
            setattr(row, name, value)
        row.save()
        _changed(by, held, "concept_rule.edited")
    return row


def remove_concept_rule(*, by: Actor, rule: ConceptRule) -> Place:
    """Take a rule out."""
    with transaction.atomic():
        held = _held(by, rule.place)
        held.concept_rules.filter(pk=rule.pk).delete()
        return _changed(by, held, "concept_rule.removed")


def raise_concept_rule(*, by: Actor, rule: ConceptRule) -> Place:
    """Put a rule one place higher: who breaks more than one hears the highest."""
    with transaction.atomic():
        held = _held(by, rule.place)
        rules = list(held.concept_rules.order_by("position", "pk"))
        at = [one.pk for one in rules].index(rule.pk)
        if at:
            rules[at - 1], rules[at] = rules[at], rules[at - 1]
        for position, one in enumerate(rules, start=1):
            ConceptRule.objects.filter(pk=one.pk).update(position=position)
        return _changed(by, held, "concept_rule.edited")


def _held(by: Actor, place: Place) -> Place:
    held = Place.objects.select_for_update(of=("self",)).select_related("owner").get(pk=place.pk)
    if not may_edit_place(by, held):
        raise NotAllowed(_("You may not change this place."))
    return held


def _changed(by: Actor, place: Place, verb: str) -> Place:
    place.version += 1
    place.save()
    record(by, verb, place, municipality=place.municipality_code)
    return place


def _told(facts: ConceptFacts, place: Place) -> dict[str, Any]:
    if problems := wrong_in_rule(facts, place):
        raise BadInput(problems)
    lists = {name: list(getattr(facts, name)) for name in ("weekdays", "user_kinds", "target_groups", "traits")}
    plain = {"effect": facts.effect, "part_of_day": facts.part_of_day, "room": facts.room, "why": facts.why.strip()}
    return lists | plain
