"""Rules of use for the tests: subsidised and open goes first and free, commercial last and in full."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from tests import make
from tests.places.building import BY

from wijkhart.places.actions import edit_rules, publish_rules, start_rules
from wijkhart.places.models import UseRule, UseRules
from wijkhart.places.rule_facts import LineFacts, RateFacts, RulesFacts

LINES = (
    LineFacts(name="Subsidie en open", user_kinds=("subsidised",), open_to_all=True, rank=1, percent=0),
    LineFacts(name="Bewoners", user_kinds=("residents",), rank=2, percent=50, days_ahead=180),
    LineFacts(name="Bedrijven", user_kinds=("commercial",), rank=9, percent=100, days_ahead=14),
    LineFacts(name="Alle anderen", rank=5, percent=80),
)
RATES = (RateFacts(50, 1000), RateFacts(100, 2000), RateFacts(None, 4000))
GROUNDS = ("Het past niet bij de plek.", "De zaal is nodig voor onderhoud.")


def facts(**changed: Any) -> RulesFacts:
    told: dict[str, Any] = {"valid_from": timezone.localdate(), "lines": LINES, "rates": RATES, "grounds": GROUNDS}
    return RulesFacts(**{**told, **changed})


def draft(municipality: str = make.AMERSFOORT, **changed: Any) -> UseRules:
    started = start_rules(by=BY, municipality=municipality)
    return edit_rules(by=BY, rules=started, version=started.version, facts=facts(**changed))


def published(municipality: str = make.AMERSFOORT, why: str = "Eerlijker.", **changed: Any) -> UseRules:
    made = draft(municipality, **changed)
    return publish_rules(by=BY, rules=made, version=made.version, why=why)


def soon(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def line(**told: Any) -> UseRule:
    """A line that stands in no version yet."""
    return UseRule(**{"name": "x", "rank": 1, "percent": 100, **told})
