"""Putting a white spot, an overlap or searches in vain on an agenda, and renewing what stands there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.agenda.actions import Piece, put_on_agenda
from wijkhart.agenda.forms.placing import PlacingForm
from wijkhart.agenda.models import Evidence
from wijkhart.agenda.queries.reading import evidence_about
from wijkhart.areas.models import Area, Level
from wijkhart.areas.queries import area_by_code
from wijkhart.coordination.actions.evidence import (
    piece_of_gap,
    piece_of_overlap,
    piece_of_searches,
    renew_gap_evidence,
)
from wijkhart.coordination.models import CoverageRun, Overlap
from wijkhart.coordination.perms import may_place_on_agenda, may_read_overlaps
from wijkhart.coordination.queries import Gap, coverage_in_force, gap_of, overlap_title
from wijkhart.coordination.queries.evidence import gap_reference
from wijkhart.coordination.queries.material import material_of
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request
from wijkhart.directory.queries.signs import looked_for
from wijkhart.themes.models import Theme


@require_http_methods(["GET", "HEAD", "POST"])
def gap_place(request: Request, code: str, district: str, theme: str, group: str) -> HttpResponse:
    """Put a white spot on an agenda."""
    area = municipality_or_404(code)
    _demand(request, code)
    gap, run = _gap(request, district, theme, group)
    piece = piece_of_gap(gap, run)
    about = {"title": piece.title, "theme": gap.theme.pk, "target_group": gap.target_group.pk}
    return _placed(request, area, district, piece, about, piece.url)


@require_POST
def gap_renew(request: Request, code: str, district: str, theme: str, group: str) -> HttpResponse:
    """Let the pieces about a white spot say what the newest computation says."""
    _demand(request, code)
    gap, run = _gap(request, district, theme, group)
    rows: list[Evidence] = evidence_about(request.actor, gap_reference(gap))
    for piece in rows:
        renew_gap_evidence(by=request.actor, evidence=piece, gap=gap, run=run)
    messages.success(request, _("The agenda says the newest number now."))
    return redirect("gap_detail", code, district, theme, group)


@require_http_methods(["GET", "HEAD", "POST"])
def overlap_place(request: Request, code: str, pk: UUID) -> HttpResponse:
    """Put an overlap on an agenda, of one of the wijken within reach or of the municipality."""
    area = municipality_or_404(code)
    _demand(request, code)
    if not may_read_overlaps(request.actor, code):
        raise NotAllowed(_("You may not see the overlaps of this municipality."))
    rows = Overlap.objects.visible_to(request.actor).select_related("theme", "target_group", "run")
    overlap = get_object_or_404(rows, pk=pk, municipality_code=code)
    wijken = [wijk for wijk, _name in overlap.facts.get("areas", [])]
    about = {
        "title": overlap_title(overlap)[:160],
        "theme": overlap.theme_id,
        "target_group": overlap.target_group_id,
    }
    district = request.GET.get("wijk", wijken[0] if wijken else "")
    return _placed(request, area, district, piece_of_overlap(overlap), about, overlap.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
def searches_place(request: Request, code: str, district: str, theme: str) -> HttpResponse:
    """Put what people looked for in vain on an agenda."""
    area = municipality_or_404(code)
    _demand(request, code)
    wijk = _district(district, code)
    row = get_object_or_404(Theme.objects.visible_to(request.actor), pk=theme)
    try:
        piece = piece_of_searches(wijk, row, looked_for(request.actor, district, theme))
    except Refused as refused:
        raise Http404(refused.message) from refused
    about = {"title": f"{row.label} ({wijk.name})", "theme": row.pk}
    return _placed(request, area, district, piece, about, piece.url)


@require_safe
def district_material(request: Request, code: str) -> HttpResponse:
    """What could go on the agenda of a wijk, for who works on it."""
    area = _district(code, f"GM{code[2:6]}")
    if not request.actor.may("agenda.read_draft", area.municipality_code):
        raise NotAllowed(_("Your role does not give you this page."))
    values = {
        "area": area,
        "town": municipality_or_404(area.municipality_code),
        "material": material_of(request.actor, area),
        "may_place": may_place_on_agenda(request.actor, area.municipality_code),
    }
    return render(request, "coordination/district_material.html", values)


def _placed(
    request: Request, area: Area, district: str, piece: Piece, about: dict[str, Any], back: str
) -> HttpResponse:
    """The page that asks under which issue; after it, that issue."""
    form = PlacingForm(request.POST or None, request.actor, area.code, district, **about)
    if request.method == "POST" and form.is_valid() and form.place is not None:
        try:
            made = put_on_agenda(by=request.actor, place=form.place, facts=form.facts(), piece=piece)
        except NotAllowed:
            raise
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("It stands on the agenda now, with where it comes from."))
            return redirect(made.issue)
    values = {
        "area": area,
        "form": form,
        "piece": piece,
        "back": back,
        "on_agendas": evidence_about(request.actor, piece.reference),
    }
    return render(request, "coordination/placing.html", values)


def _demand(request: Request, code: str) -> None:
    if not may_place_on_agenda(request.actor, code):
        raise NotAllowed(_("You may not put anything on an agenda of this municipality."))


def _district(code: str, municipality: str) -> Area:
    try:
        area = area_by_code(code)
    except Area.DoesNotExist:
        area = None
    if area is None or area.level != Level.DISTRICT or area.municipality_code != municipality:
        raise Http404(_("There is no such wijk in this municipality."))
    return area


def _gap(request: Request, district: str, theme: str, group: str) -> tuple[Gap, CoverageRun]:
    area = _district(district, request.resolver_match.kwargs["code"] if request.resolver_match else "")
    run = coverage_in_force(request.actor, area.municipality_code)
    gap = gap_of(request.actor, area, theme, group)
    if run is None or gap is None:
        raise Http404(_("How many people are in need here is not known."))
    return gap, run
