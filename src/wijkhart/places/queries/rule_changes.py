"""What differs between two versions of the rules of use, line by line."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from wijkhart.core.formats import euro
from wijkhart.places.models import UserKind, UseRule, UseRules
from wijkhart.places.queries.rules import size_words


def changes_between(older: UseRules | None, newer: UseRules) -> list[str]:
    """What the newer version changed; nothing to say about a first version."""
    if older is None:
        return []
    return [*_in_lines(older, newer), *_in_rates(older, newer), *_in_grounds(older, newer)]


def facts_of(line: UseRule) -> dict[str, str]:
    """What a line says, each part with its heading."""
    return {
        _("place in the list"): str(line.position),
        _("who"): ", ".join(str(UserKind(one).label) for one in line.user_kinds) or _("everyone"),
        _("open to all"): _either(line.open_to_all),
        _("local"): _either(line.local),
        _("goes as number"): str(line.rank),
        _("part of the rate"): f"{line.percent}%",
        _("days ahead"): str(line.days_ahead),
        _("why"): line.why or _("not told"),
    }


def _either(wanted: bool | None) -> str:
    return _("both") if wanted is None else _("yes") if wanted else _("no")


def _in_lines(older: UseRules, newer: UseRules) -> Iterator[str]:
    """Lines are the same when they have one name."""
    before = {line.name: line for line in older.lines.all()}
    after = {line.name: line for line in newer.lines.all()}
    for name, line in after.items():
        if name not in before:
            yield _("New rule: “%(rule)s”.") % {"rule": name}
            continue
        was, now = facts_of(before[name]), facts_of(line)
        for heading, value in now.items():
            if was[heading] != value:
                facts = {"rule": name, "what": heading, "was": was[heading], "now": value}
                yield _("“%(rule)s”, %(what)s: was %(was)s, is now %(now)s.") % facts
    for name in before:
        if name not in after:
            yield _("Rule taken out: “%(rule)s”.") % {"rule": name}


def _in_rates(older: UseRules, newer: UseRules) -> Iterator[str]:
    before, after = _rates(older), _rates(newer)
    for size in [*after, *(one for one in before if one not in after)]:
        was, now = before.get(size), after.get(size)
        facts: dict[str, Any] = {"size": size, "was": was, "now": now}
        if was is None:
            yield _("New rate, %(size)s: %(now)s an hour.") % facts
        elif now is None:
            yield _("Rate taken out, %(size)s: %(was)s an hour.") % facts
        elif was != now:
            yield _("Rate %(size)s: was %(was)s, is now %(now)s an hour.") % facts


def _rates(rules: UseRules) -> dict[str, str]:
    return {words: euro(rate.cents_an_hour / 100) for rate, words in size_words(rules.rates.all())}


def _in_grounds(older: UseRules, newer: UseRules) -> Iterator[str]:
    before = [ground.text for ground in older.grounds.all()]
    after = [ground.text for ground in newer.grounds.all()]
    for text in after:
        if text not in before:
            yield _("New ground of refusal: “%(ground)s”.") % {"ground": text}
    for text in before:
        if text not in after:
            yield _("Ground of refusal taken out: “%(ground)s”.") % {"ground": text}
