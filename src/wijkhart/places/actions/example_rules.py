"""Example rules of use, for the demonstration. They are made up and marked so."""

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from wijkhart.core.actors import Actor
from wijkhart.places.actions.rules import edit_rules, publish_rules, start_rules
from wijkhart.places.models import UseRules
from wijkhart.places.rule_facts import LineFacts, RateFacts, RulesFacts
from wijkhart.times.clock import instant

FILE: Final = Path(__file__).parent.parent / "data" / "example_rules.toml"


def load_example_rules(*, by: Actor, municipality: str) -> list[UseRules]:
    """Two made-up versions; where a municipality has rules already they are left alone."""
    if UseRules.objects.filter(municipality_code=municipality).exists():
        return []
    with transaction.atomic():
        return [_version(by, municipality, row) for row in tomllib.loads(FILE.read_text())["version"]]


def _version(by: Actor, municipality: str, row: dict[str, Any]) -> UseRules:
    """One version, published as everybody does, and then set back to the day on which the example lets it begin."""
    today = timezone.localdate()
    draft = start_rules(by=by, municipality=municipality)
    draft = edit_rules(by=by, rules=draft, version=draft.version, facts=_facts(row, today))
    rules = publish_rules(by=by, rules=draft, version=draft.version, why=row.get("why", ""))
    rules.example, rules.valid_from = True, today - timedelta(days=row["days_ago"])
    rules.published_at = _weeks_before(rules.valid_from)
    rules.save()
    return rules


def _weeks_before(day: date) -> datetime:
    return instant(day - timedelta(weeks=4), time(9))


def _facts(row: dict[str, Any], day: date) -> RulesFacts:
    return RulesFacts(
        valid_from=day,
        lines=tuple(LineFacts(**{**one, "user_kinds": tuple(one.get("user_kinds", ()))}) for one in row["line"]),
        rates=tuple(RateFacts(one.get("up_to"), round(one["euros"] * 100)) for one in row["rates"]),
        grounds=tuple(row["grounds"]),
    )
