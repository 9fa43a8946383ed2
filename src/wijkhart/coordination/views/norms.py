"""The norms a municipality counts with."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.coordination.actions import reset_norm, set_norm
from wijkhart.coordination.forms import NormForm, values_of
from wijkhart.coordination.models import CoverageNorm
from wijkhart.coordination.perms import may_edit_norms, may_recompute
from wijkhart.coordination.queries import (
    certainty_rules_in_force,
    coverage_in_force,
    inputs_moved_on,
    norms_in_force,
    parts_in_words,
)
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.coordination.words import RULE_MEANINGS, RULE_UNITS
from wijkhart.core.actors import NATIONAL
from wijkhart.core.errors import BadInput, NotAllowed
from wijkhart.core.export import FORMATS, export_response
from wijkhart.core.formats import number
from wijkhart.core.http import Request


@login_not_required
@require_safe
def norm_list(request: Request, code: str) -> HttpResponse:
    """With which numbers the white spots are computed, and where each comes from."""
    area = municipality_or_404(code)
    norms = norms_in_force(code)
    wanted = request.GET.get("uitvoer", "")
    if wanted in FORMATS:
        return export_response(wanted, f"normen-{code}", _headings(), (_row(norm) for norm in norms))
    run = coverage_in_force(request.actor, code)
    values = {
        "area": area,
        "norms": [(norm, norm.share * 100, parts_in_words(norm.parts_of_day)) for norm in norms],
        "may_edit": may_edit_norms(request.actor, code),
        "may_recompute": may_recompute(request.actor, code),
        "moved_on": inputs_moved_on(run),
        "rules": [
            (rule, number(rule.value, _decimals(rule.value)), RULE_UNITS[kind], RULE_MEANINGS[kind])
            for kind, rule in certainty_rules_in_force(code).items()
        ],
    }
    return render(request, "coordination/norm_list.html", values)


def _headings() -> list[str]:
    """Of the file: each number with where it comes from."""
    origin = _("Where from")
    return [
        _("Theme"), _("For whom"), _("Figure"), _("Would come (%)"), origin, _("Places a week"), origin,
        _("Reach (m)"), origin, _("When"), origin, _("Own norm"), _("Counts"),
    ]  # fmt: skip


def _row(norm: CoverageNorm) -> list[Any]:
    measure = norm.measure.label if norm.measure else _("the whole group")
    return [
        norm.theme.label, norm.target_group.label, measure, round(100 * norm.share, 3), norm.share_origin,
        norm.weekly_places, norm.weekly_places_origin, norm.reach, norm.reach_origin,
        parts_in_words(norm.parts_of_day), norm.parts_of_day_origin, bool(norm.municipality_code), norm.active,
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def coverage_norm_edit(request: Request, code: str, pk: UUID) -> HttpResponse:
    """Change one norm for this municipality only."""
    area, norm = municipality_or_404(code), _norm(request, code, pk)
    form = NormForm(request.POST or None, initial=values_of(norm))
    if request.method == "POST" and form.is_valid():
        try:
            set_norm(by=request.actor, municipality=code, norm=norm, facts=form.facts())
        except BadInput as refused:
            form.show(refused)
        else:
            messages.success(request, _("The norm is saved. It counts from the next computation on."))
            return redirect("norm_list", code)
    values = {"area": area, "norm": norm, "form": form}
    return render(request, "coordination/coverage_norm_edit.html", values)


@require_POST
def coverage_norm_reset(request: Request, code: str, pk: UUID) -> HttpResponse:
    """Back to the national norm."""
    reset_norm(by=request.actor, norm=_norm(request, code, pk))
    messages.success(request, _("The national norm counts again, from the next computation on."))
    return redirect("norm_list", code)


def _norm(request: Request, code: str, pk: UUID) -> CoverageNorm:
    """A norm that counts here, for who may change it."""
    if not may_edit_norms(request.actor, code):
        raise NotAllowed(_("You may not change the norms of this municipality."))
    rows = CoverageNorm.objects.select_related("theme", "target_group", "measure")
    return get_object_or_404(rows, pk=pk, municipality_code__in=[NATIONAL, code])


def _decimals(value: float) -> int:
    """As many as the value needs, two at most."""
    return next((decimals for decimals in (0, 1) if round(value, decimals) == value), 2)
