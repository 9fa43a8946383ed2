"""Loading the national rules of certainty, and a municipality's own."""

import math
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.coordination.models import CertaintyRule
from wijkhart.coordination.words import RULE_UNITS
from wijkhart.core.actors import NATIONAL, Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused
from wijkhart.core.formats import number

RULES: Final = Path(__file__).parent.parent / "data" / "certainty.toml"
Kind = CertaintyRule.Kind
MOST: Final[dict[str, float]] = {
    Kind.PEOPLE_STEP: 100,
    Kind.AGES_STEP: 10,
    Kind.FIGURE_STEP: 10,
    Kind.MODEL_ERROR: 50,
    Kind.SPREAD: 5,
}
"""Above this a value says nothing any more about the input; it is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What a rule says, with its origin; the unit follows from the kind."""

    value: float
    origin: str

    def problems(self, kind: str, where: str, row: int | None) -> list[InputProblem]:
        """What cannot be, each with advice."""
        found = []
        if not (math.isfinite(self.value) and 0 <= self.value <= MOST[kind]):
            message = _("The value must lie between 0 and %(most)s.") % {"most": number(MOST[kind])}
            advice = _("The unit is: %(unit)s.") % {"unit": RULE_UNITS[kind]}
            found.append(InputProblem(where, row, "value", message, advice))
        if not self.origin.strip():
            message, advice = _("Say where this value comes from."), _("A source, or your thought behind it.")
            found.append(InputProblem(where, row, "origin", message, advice))
        return found


def load_certainty_rules(*, by: Actor, path: Path = RULES) -> list[CertaintyRule]:
    """Put the national rules of the data file in the database; kinds that are no longer in it go."""
    if not by.may("norm.edit", NATIONAL):
        raise NotAllowed(_("You may not change the national norms."))
    rows = _read(path)
    with transaction.atomic():
        kept = [_put(NATIONAL, kind, facts) for kind, facts in rows]
        CertaintyRule.objects.filter(municipality_code=NATIONAL).exclude(pk__in=[rule.pk for rule in kept]).delete()
        record(by, "certainty_rule.loaded")
    return kept


def _read(path: Path) -> list[tuple[str, RuleFacts]]:
    """The rows of a file of rules, or all that is wrong with it."""
    advice = _("Compare it with the file that came with Wijkhart.")
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8")).get("rule", [])
    except (OSError, ValueError) as error:
        raise BadInput([InputProblem(path.name, None, "", str(error), advice)]) from error
    rows: list[tuple[str, RuleFacts]] = []
    problems: list[InputProblem] = []
    for number_of_row, row in enumerate(listed, start=1):
        kind = row.pop("kind", "")
        if kind not in Kind.values:
            message = _("“%(key)s” is not known.") % {"key": kind}
            problems.append(InputProblem(path.name, number_of_row, "kind", message, advice))
            continue
        try:
            facts = RuleFacts(float(row.pop("value")), **row)
        except (TypeError, ValueError, KeyError) as error:
            problems.append(InputProblem(path.name, number_of_row, "", str(error), advice))
            continue
        problems += facts.problems(kind, path.name, number_of_row)
        rows.append((kind, facts))
    if problems:
        raise BadInput(problems)
    return rows


def set_certainty_rule(*, by: Actor, municipality: str, rule: CertaintyRule, facts: RuleFacts) -> CertaintyRule:
    """Let a municipality count with its own value in place of the national one of `rule`."""
    if not municipality or not by.may("norm.edit", municipality):
        raise NotAllowed(_("You may not change the rules of this municipality."))
    if rule.municipality_code not in (NATIONAL, municipality):
        raise NotAllowed(_("This rule belongs to another municipality."))
    if problems := facts.problems(rule.kind, _("rule of certainty"), None):
        raise BadInput(problems)
    with transaction.atomic():
        own = _put(municipality, rule.kind, facts)
        record(by, "certainty_rule.changed", own, municipality=municipality)
    return own


def reset_certainty_rule(*, by: Actor, rule: CertaintyRule) -> CertaintyRule:
    """Back to the national rule: the municipality's own row goes; the national one is returned."""
    if not rule.municipality_code or not by.may("norm.edit", rule.municipality_code):
        raise NotAllowed(_("You may not change the rules of this municipality."))
    national = CertaintyRule.objects.filter(municipality_code=NATIONAL, kind=rule.kind).first()
    if national is None:
        raise Refused(_("There is no national rule of this kind; change your own value instead."))
    with transaction.atomic():
        record(by, "certainty_rule.reset", rule, municipality=rule.municipality_code)
        rule.delete()
    return national


def _put(municipality: str, kind: str, facts: RuleFacts) -> CertaintyRule:
    told: dict[str, Any] = asdict(facts)
    return CertaintyRule.objects.update_or_create(municipality_code=municipality, kind=kind, defaults=told)[0]
