"""Two to four scenarios side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijkhart.coordination.change_words import Labels, labels, words_of
from wijkhart.coordination.models import Scenario
from wijkhart.coordination.outcome_words import headline_of
from wijkhart.coordination.queries import coverage_problem
from wijkhart.coordination.queries.scenarios import Line, outcome_kept, per_area, per_cell, per_theme, scenarios_of
from wijkhart.coordination.queries.what_if import Outcome
from wijkhart.coordination.views.scenarios import readable
from wijkhart.core.export import FORMATS, export_response
from wijkhart.core.http import Request

FEWEST, MOST = 2, 4


@dataclass(frozen=True, slots=True)
class Side:
    """One scenario of the comparison, in whole people."""

    scenario: Scenario
    headline: str
    gained: int
    lost: int
    changes: list[str]
    moved_on: bool

    @property
    def change(self) -> int:
        return self.gained - self.lost


@require_safe
def scenario_compare(request: Request, code: str) -> HttpResponse:
    """The chosen scenarios (`?s=`, two to four): what each does for whom and where; otherwise what to do."""
    area = readable(request, code)
    chosen = _chosen(request, code)
    if not FEWEST <= len(chosen) <= MOST:
        values = {"area": area, "count": len(chosen), "fewest": FEWEST, "most": MOST, "sides": []}
        return render(request, "coordination/scenario_compare.html", values)
    words, outcomes = labels(), [outcome_kept(scenario) for scenario in chosen]
    lines = per_cell(outcomes)
    kind = request.GET.get("uitvoer", "")
    if kind in FORMATS:
        return export_response(kind, f"scenarios-{code}", _headings(chosen), _file_rows(lines, words))
    digest = coverage_problem(code).digest
    values = {
        "area": area,
        "count": len(chosen),
        "fewest": FEWEST,
        "most": MOST,
        "sides": [_side(one, outcome, words, digest) for one, outcome in zip(chosen, outcomes, strict=True)],
        "themes": [_cells(line, words) for line in per_theme(outcomes)],
        "areas": [_cells(line, words) for line in per_area(outcomes)],
        "lines": [_cells(line, words) for line in lines],
        "unequal": len({one.digest for one in chosen}) > 1,
        "example_supply": any(one.result.get("example_supply") for one in chosen),
    }
    return render(request, "coordination/scenario_compare.html", values)


def _chosen(request: Request, code: str) -> list[Scenario]:
    """The scenarios asked for that exist here, each once, in the order asked."""
    wanted = list(dict.fromkeys(key for text in request.GET.getlist("s")[:50] if (key := _key(text)) is not None))
    found = scenarios_of(request.actor, code).in_bulk(wanted)
    return [found[key] for key in wanted if key in found]


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _side(scenario: Scenario, outcome: Outcome, words: Labels, digest: str) -> Side:
    gained, lost = round(outcome.gained), round(outcome.lost)
    changes = [words_of(one["kind"], one["facts"], words) for one in scenario.changes]
    return Side(scenario, headline_of(gained, lost), gained, lost, changes, scenario.digest != digest)


def _cells(line: Line, words: Labels) -> dict[str, Any]:
    """A line in whole people: the difference, and what is gained and lost when both are."""
    whole = [(int(gained + 0.5), int(lost + 0.5)) for gained, lost in line.numbers]
    return {
        "area_name": line.area_name,
        "theme": words.theme(line.theme),
        "group": words.group(line.group),
        "numbers": [{"change": gained - lost, "gained": gained, "lost": lost} for gained, lost in whole],
    }


def _headings(chosen: Sequence[Scenario]) -> list[str]:
    start = [_("Wijk"), _("Theme"), _("For whom")]
    return start + [f"{one.name}: {what}" for one in chosen for what in (_("Get a place"), _("Lose their place"))]


def _file_rows(lines: Sequence[Line], words: Labels) -> list[Sequence[Any]]:
    return [
        [line.area_name, words.theme(line.theme), words.group(line.group)]
        + [round(people, 1) for numbers in line.numbers for people in numbers]
        for line in lines
    ]
