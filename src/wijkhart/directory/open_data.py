"""The page for whoever wants to use the data."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijkhart.core.http import Request
from wijkhart.directory.hsds import has_examples

FEED, FIGURES = "/api/hsds", "/api/v1/openapi.json"
"""Addresses of the interfaces for machines: they stand above this part, so they are not asked for by name."""


@dataclass(frozen=True, slots=True)
class Example:
    """An address to try, and what it gives."""

    said: str
    url: str


@login_not_required
@require_safe
def open_data(request: Request) -> HttpResponse:
    """What is open, under which licence, and how to ask for it, with addresses to try."""
    examples = _examples(request.build_absolute_uri(FEED))
    values = {"examples": has_examples(), "examples_of": examples, "figures": FIGURES}
    return render(request, "directory/open_data.html", values)


def _examples(feed: str) -> list[Example]:
    return [
        Example(_("What this is, and who publishes it"), f"{feed}/"),
        Example(_("All activities and help, page by page"), f"{feed}/services"),
        Example(_("On Tuesday afternoon"), f"{feed}/services?day=TU&start_time=12:00&end_time=18:00"),
        Example(
            _("Within one kilometre of a postcode"),
            f"{feed}/service_at_locations?postcode=3825&proximity=1000&full=true",
        ),
        Example(_("All that changed since a day"), f"{feed}/services?modified_after=2026-01-01&minimal=true"),
        Example(_("Everything, one on each line"), f"{feed}/services?full=true&format=ndjson"),
        Example(_("Organisations and groups of residents"), f"{feed}/organizations"),
        Example(_("Subjects and target groups"), f"{feed}/taxonomy_terms"),
        Example(_("The description for programs (OpenAPI)"), f"{feed}/openapi.json"),
    ]
