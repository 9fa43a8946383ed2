"""Whether a result is older than its inputs: what changed since they were read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wijkhart.audit.models import ChainHead, Entry
from wijkhart.coordination.models import CoverageRun
from wijkhart.coordination.queries.certainty import certainty_rules_in_force, rule_recipe_of
from wijkhart.coordination.queries.norms import norms_in_force, recipe_of
from wijkhart.coordination.queries.problem import METHOD
from wijkhart.core.actors import NATIONAL

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

READ_UP_TO: Final = "read_up_to"
"""The parameter of a computation that says how far the log went when its inputs were read."""

DEEDS: Final[dict[str, tuple[str, ...]]] = {
    "supply": ("service.", "services.", "place.", "places."),
    "borders": ("areas.boundaries_imported",),
    "figures": ("areas.", "area.", "measures."),
    "words": ("themes.",),
}
"""How the verbs begin that may change an input, by kind; the first kind that fits counts."""
HARMLESS: Final = frozenset({"service.confirmed", "areas.postcodes_imported"})
"""Verbs that begin like one of these and change no input."""

REASONS: "Final[dict[str, StrOrPromise]]" = {
    "norms": _("It was computed with other norms than count now."),
    "certainty": _("It was computed with other rules of certainty than count now."),
    "supply": _("Since then a service or a place was added, changed or ended."),
    "figures": _("Since then figures were brought in."),
    "borders": _("Since then borders of wijken were brought in."),
    "words": _("Since then the list of themes and target groups changed."),
    "method": _("Since then the way of computing changed, with a new version of Wijkhart."),
}


@dataclass(frozen=True, slots=True)
class MovedOn:
    """One kind of input that changed since a result was computed, with the sentence that says so."""

    kind: str
    text: "StrOrPromise"


def inputs_moved_on(run: CoverageRun | None) -> list[MovedOn]:
    """Every kind of input that may differ from what the result was computed with; empty when it is up to date.

    Nothing is computed again: recipes are compared, and the log is read from where the computation began. A deed that
    in the end changes no number is named too; computing again then says that nothing changed.
    """
    if run is None:
        return []
    recipes = {
        "norms": _norms_moved_on(run),
        "certainty": _rules_moved_on(run),
        "method": str(run.parameters.get("method")) != METHOD,
    }
    kinds = {kind for kind, moved in recipes.items() if moved} | _deeds_since(run)
    return [MovedOn(kind, text) for kind, text in REASONS.items() if kind in kinds]


def read_marks(municipality: str) -> dict[str, int]:
    """How far the log goes now: what is read after this has seen all deeds up to here."""
    ends = dict(ChainHead.objects.filter(pk__in=[NATIONAL, municipality]).values_list("pk", "number"))
    return {"national": ends.get(NATIONAL, 0), "municipality": ends.get(municipality, 0)}


def _norms_moved_on(run: CoverageRun) -> bool:
    now = [recipe_of(norm) for norm in norms_in_force(run.municipality_code) if norm.active]
    return _keyed(now) != _keyed(run.parameters.get("norms", []))


def _keyed(norms: Iterable[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(norm["theme"], norm["target_group"]): norm for norm in norms}


def _rules_moved_on(run: CoverageRun) -> bool:
    now = [rule_recipe_of(rule) for rule in certainty_rules_in_force(run.municipality_code).values()]
    then: list[dict[str, Any]] = run.parameters.get("certainty", [])
    return now != then


def _deeds_since(run: CoverageRun) -> set[str]:
    """The kinds of input of which the log names a deed after they were read."""
    marks = run.parameters.get(READ_UP_TO, {})
    national = Q(municipality_code=NATIONAL, number__gt=marks.get("national", 0))
    own = Q(municipality_code=run.municipality_code, number__gt=marks.get("municipality", 0))
    verbs = set(Entry.objects.filter(national | own).order_by().values_list("verb", flat=True).distinct())
    return {kind_of_deed(verb) for verb in verbs} - {""}


def kind_of_deed(verb: str) -> str:
    """The kind of input that a deed may change, or nothing.

    >>> kind_of_deed("service.ended"), kind_of_deed("areas.boundaries_imported"), kind_of_deed("areas.sums_imported")
    ('supply', 'borders', 'figures')
    >>> kind_of_deed("service.confirmed"), kind_of_deed("membership.ended")
    ('', '')
    """
    if verb in HARMLESS:
        return ""
    return next((kind for kind, starts in DEEDS.items() if verb.startswith(starts)), "")
