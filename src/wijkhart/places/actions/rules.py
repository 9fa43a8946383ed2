"""Making and publishing the rules of use. A draft is changed as a whole; what is published never changes."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.core.formats import day
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.places.models import RefusalGround, RoomRate, UseRule, UseRules
from wijkhart.places.perms import may_edit_rules
from wijkhart.places.queries.rule_gaps import gaps_of
from wijkhart.places.rule_facts import LineFacts, RateFacts, RulesFacts, wrong_in_rules


def start_rules(*, by: Actor, municipality: str) -> UseRules:
    """A draft of the next version, which begins as a copy of the newest published one."""
    _demand(by, municipality)
    newest = UseRules.objects.published().filter(municipality_code=municipality).order_by("-number").first()
    try:
        with transaction.atomic():
            draft = UseRules.objects.create(
                municipality_code=municipality,
                number=newest.number + 1 if newest else 1,
                valid_from=timezone.localdate(),
                actor_id=by.actor_id,
            )
            _fill(draft, _told(newest) if newest else RulesFacts(valid_from=draft.valid_from))
            record(by, "use_rules.started", draft, municipality=municipality)
    except IntegrityError:
        raise Refused(_("There is a draft already. Change that one.")) from None
    return draft


def edit_rules(*, by: Actor, rules: UseRules, version: int, facts: RulesFacts) -> UseRules:
    """Replace all that a draft says, unless somebody else changed it since this version was read."""
    with transaction.atomic():
        held = _held(by, rules, version)
        if problems := wrong_in_rules(facts):
            raise BadInput(problems)
        held.valid_from = facts.valid_from
        _fill(held, facts)
        return _saved(by, held, "use_rules.edited")


def publish_rules(*, by: Actor, rules: UseRules, version: int, why: str = "") -> UseRules:
    """Make a draft count. Refused while it has gaps; from the second version on it says what changed and why."""
    with transaction.atomic():
        held = _held(by, rules, version)
        if missing := [gap for gap in gaps_of(held) if gap.blocks]:
            raise Refused(" ".join(f"{gap.message} {gap.advice}" for gap in missing))
        _check_start(held)
        if held.number > 1 and not why.strip():
            raise Refused(_("Say what changed and why. Everyone can read it."), field="why")
        if len(why) > 2000:
            raise Refused(_("This text is too long. At most %(most)s signs fit.") % {"most": 2000}, field="why")
        if wrong := wrong_in_text(why):
            raise Refused(" ".join(wrong), field="why")
        held.why, held.published_at = why.strip(), timezone.now()
        return _saved(by, held, "use_rules.published")


def discard_rules(*, by: Actor, rules: UseRules) -> None:
    """Throw a draft away; the rules in force stay as they are."""
    with transaction.atomic():
        held = _held(by, rules)
        record(by, "use_rules.discarded", held, municipality=held.municipality_code)
        held.delete()


def _demand(by: Actor, municipality: str) -> None:
    if not may_edit_rules(by, municipality):
        raise NotAllowed(_("You may not make rules of use here."))


def _held(by: Actor, rules: UseRules, version: int | None = None) -> UseRules:
    row = UseRules.objects.select_for_update().filter(pk=rules.pk).first()
    if row is None:
        raise Refused(_("This draft is gone: somebody else threw it away or began anew."))
    _demand(by, row.municipality_code)
    if row.published_at is not None:
        raise Refused(_("These rules are published, so they never change. Make the next version."))
    if version is not None and row.version != version:
        raise Refused(_("Somebody else changed this draft meanwhile. Look at what it says now, and save again."))
    return row


def _saved(by: Actor, rules: UseRules, verb: str) -> UseRules:
    rules.version += 1
    rules.save()
    record(by, verb, rules, municipality=rules.municipality_code)
    return rules


def _check_start(draft: UseRules) -> None:
    """Rules count from today at the earliest, and never before the version that they follow."""
    before = UseRules.objects.published().filter(municipality_code=draft.municipality_code)
    last = before.order_by("-number").values_list("valid_from", flat=True).first()
    first: date = max(timezone.localdate(), last or date.min)
    if draft.valid_from < first:
        message = _(
            "These rules would count from a day that is over, or before the version that they follow. "
            "Choose %(day)s or later as their first day."
        )
        raise Refused(message % {"day": day(first)})


def _fill(rules: UseRules, facts: RulesFacts) -> None:
    """Write the lines, rates and grounds anew."""
    for part in (rules.lines, rules.rates, rules.grounds):
        part.all().delete()
    UseRule.objects.bulk_create(
        UseRule(rules=rules, position=position, **_fields(line)) for position, line in enumerate(facts.lines, 1)
    )
    RoomRate.objects.bulk_create(
        RoomRate(rules=rules, up_to=one.up_to, cents_an_hour=one.cents_an_hour) for one in facts.rates
    )
    RefusalGround.objects.bulk_create(
        RefusalGround(rules=rules, position=position, text=text.strip())
        for position, text in enumerate(facts.grounds, 1)
    )


def _fields(line: LineFacts) -> dict[str, object]:
    plain = {name: getattr(line, name) for name in ("open_to_all", "local", "rank", "percent", "days_ahead")}
    return {**plain, "name": line.name.strip(), "why": line.why.strip(), "user_kinds": list(line.user_kinds)}


def _told(rules: UseRules) -> RulesFacts:
    """A version as facts, to begin the next one with."""
    return RulesFacts(
        valid_from=max(rules.valid_from, timezone.localdate()),
        lines=tuple(line_facts(line) for line in rules.lines.all()),
        rates=tuple(RateFacts(one.up_to, one.cents_an_hour) for one in rules.rates.all()),
        grounds=tuple(one.text for one in rules.grounds.all()),
    )


def line_facts(line: UseRule) -> LineFacts:
    """A line as facts."""
    names = ("name", "rank", "percent", "days_ahead", "open_to_all", "local", "why")
    return LineFacts(**{name: getattr(line, name) for name in names}, user_kinds=tuple(line.user_kinds))
