"""The rules of certainty that count in a municipality."""

from typing import Any

from wijkhart.coordination.models import CertaintyRule
from wijkhart.core.actors import NATIONAL


def certainty_rules_in_force(municipality: str) -> dict[str, CertaintyRule]:
    """The national rule of each kind, or the municipality's own where it has one; empty when none were loaded."""
    rows = CertaintyRule.objects.filter(municipality_code__in=[NATIONAL, municipality]).order_by("municipality_code")
    found = {rule.kind: rule for rule in rows}
    return {kind: found[kind] for kind in CertaintyRule.Kind.values if kind in found}


def rule_recipe_of(rule: CertaintyRule) -> dict[str, Any]:
    """A rule as it is kept with a computation."""
    return {"kind": rule.kind, "value": rule.value, "origin": rule.origin, "own": bool(rule.municipality_code)}
