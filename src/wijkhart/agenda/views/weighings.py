"""Weighings of the city: those of a municipality, one with its order, and starting or changing one."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.agenda.actions import edit_weighing, start_weighing
from wijkhart.agenda.forms.fields import Difference, differences
from wijkhart.agenda.forms.weighing import CityOrderFilter, WeighingFilter, WeighingForm
from wijkhart.agenda.models import CityIssue, CityWeighing
from wijkhart.agenda.queries.city_input import missing_districts
from wijkhart.agenda.queries.city_order import (
    CityRow,
    districts_in,
    issues_of,
    priorities_of,
    rows_of,
    since,
    weighings_with_counts,
)
from wijkhart.agenda.queries.city_words import (
    city_chart,
    city_score_words,
    city_voice_words,
    city_weight_words,
    pass_words,
    since_words,
    title_in,
)
from wijkhart.agenda.queries.weighing import previous_of, weighings_of
from wijkhart.agenda.views.place import area_or_404, ask_right, read_again, tried
from wijkhart.areas.models import Area, Level
from wijkhart.areas.queries import area_by_code, districts_of
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing

COLUMNS: Final[tuple[Column[Any], ...]] = (
    Column("naam", gettext_lazy("Name"), lambda one: one.title, ("title",)),
    Column("van", gettext_lazy("From"), lambda one: one.starts_on, ("starts_on",)),
    Column("tot", gettext_lazy("Until"), lambda one: one.ends_on, ("ends_on",)),
    Column("wijken", gettext_lazy("Wijken"), lambda one: one.district_count, ("district_count",)),
    Column("punten", gettext_lazy("Issues"), lambda one: one.issue_count, ("issue_count",)),
    Column("staat", gettext_lazy("How far"), lambda one: one.get_state_display(), ("state",)),
)
ORDER: Final[tuple[Column[Any], ...]] = (
    Column("plaats", gettext_lazy("Number"), lambda one: one.position, ("by_place", "title")),
    Column("punt", gettext_lazy("Issue"), lambda one: one.title, ("title",)),
    Column("thema", gettext_lazy("Theme"), lambda one: one.theme.label, ("theme__order",)),
    Column("wijken", gettext_lazy("Wijken"), lambda one: one.spread, ("spread",)),
    Column("stem_wijken", gettext_lazy("Voice of the wijken"), lambda one: one.voices.get("districts")),
    Column("stem_inwoners", gettext_lazy("Inhabitants"), lambda one: one.voices.get("people")),
    Column("stem_raad", gettext_lazy("Council"), lambda one: one.voices.get("council")),
    Column(
        "samen",
        gettext_lazy("Together (0-100)"),
        lambda one: None if one.score is None else round(100 * one.score, 1),
        ("score",),
    ),
)


@login_not_required
@require_safe
def weighing_list(request: Request, code: str) -> HttpResponse:
    """Every weighing of a municipality that this visitor may see."""
    area = area_or_404(code, Level.MUNICIPALITY)
    filters = WeighingFilter(request.GET or None)
    rows = weighings_with_counts(weighings_of(request.actor, code))
    listing = Listing(request, rows, columns=COLUMNS, filters=filters, sort="-van", name=f"weging-{area.name}")
    values = {
        "area": area,
        "listing": listing,
        "any": rows.exists(),
        "may_edit": request.actor.may("agenda.edit", code),
    }
    return listing.export() or render(request, "agenda/weighing_list.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def weighing_start(request: Request, code: str) -> HttpResponse:
    """Start a weighing over what the wijken agreed on."""
    area = area_or_404(code, Level.MUNICIPALITY)
    ask_right(request, "agenda.edit", code)
    form = WeighingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: start_weighing(by=request.actor, municipality=code, facts=form.facts()))
        if made is not None:
            messages.success(request, _("The weighing is there. Look at the issues, then set priorities and weights."))
            return redirect(made)
    return render(request, "agenda/weighing_start.html", {"area": area, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def weighing_edit(request: Request, pk: UUID) -> HttpResponse:
    """Another name, period or number of wijken."""
    weighing = editable_weighing(request, pk)
    form = WeighingForm(request.POST or None, initial={**WeighingForm.told(weighing), "version": weighing.version})
    changed: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        saved = tried(
            form, lambda: edit_weighing(by=request.actor, weighing=weighing, facts=form.facts(), version=version)
        )
        if saved is not None:
            messages.success(request, _("The weighing has been changed."))
            return redirect(saved)
        weighing.refresh_from_db()
        read_again(form, request, weighing.version)
        changed = differences(form, WeighingForm.told(weighing)) if weighing.version != version else []
    values = {**weighing_about(weighing), "form": form, "differences": changed}
    return render(request, "agenda/weighing_edit.html", values)


@login_not_required
@require_safe
def weighing_detail(request: Request, pk: UUID) -> HttpResponse:
    """One weighing: its order, what the voices say apart, what would change it, and who is not in yet."""
    weighing, actor = weighing_or_404(request, pk), request.actor
    code, names = weighing.municipality_code, names_in(weighing)
    rows = rows_of(weighing)
    by_issue = {row.issue.pk: row for row in rows}
    themes = {row.issue.theme_id: row.issue.theme.label for row in rows}
    here = {one: names.get(one, one) for one in districts_in(weighing)}
    filters = CityOrderFilter(request.GET or None, names=here, themes=themes)
    listing = Listing(request, issues_of(weighing), columns=ORDER, filters=filters, sort="plaats", name=weighing.title)
    values = {
        **weighing_about(weighing),
        "listing": listing,
        "rows": [_shown(by_issue[one.pk], names) for one in listing],
        "shared": sum(row.issue.spread > 1 for row in rows),
        "total": len(rows),
        "chart": city_chart(rows, names),
        "changes": [(title_in(row.issue, names), pass_words(row, names)) for row in rows[1:4]],
        "ties": any(row.tied for row in rows),
        "weights": city_weight_words(weighing),
        "priorities": priorities_of(weighing),
        "districts": sorted(here.items(), key=lambda item: item[1]),
        "missing": missing_districts(weighing),
        "taken_on": date.fromisoformat(weighing.recipe["date"]),
        "since": since_words(since(weighing), names),
        "steps": weighing.steps.all(),
        "previous": previous_of(actor, weighing),
        "may_edit": actor.may("agenda.edit", code),
        "may_publish": actor.may("agenda.adopt", code),
        "example": any(row.issue.example for row in rows),
    }
    return listing.export() or render(request, "agenda/weighing_detail.html", values)


def weighing_or_404(request: Request, pk: UUID) -> CityWeighing:
    """A weighing that this actor may see."""
    return get_object_or_404(CityWeighing.objects.visible_to(request.actor).select_related("previous"), pk=pk)


def editable_weighing(request: Request, pk: UUID) -> CityWeighing:
    """The same, for who may work on it."""
    weighing = weighing_or_404(request, pk)
    ask_right(request, "agenda.edit", weighing.municipality_code)
    return weighing


def city_issue_or_404(weighing: CityWeighing, part: int) -> CityIssue:
    """One issue of this weighing."""
    found: CityIssue = get_object_or_404(issues_of(weighing), pk=part)
    return found


def weighing_about(weighing: CityWeighing) -> dict[str, Any]:
    """What every page of a weighing begins with."""
    return {"weighing": weighing, "town": area_by_code(weighing.municipality_code)}


def names_in(weighing: CityWeighing) -> dict[str, str]:
    """The names of the wijken of its municipality, by code."""
    return dict(districts_of(weighing.municipality_code).values_list("code", "name"))


def district_or_404(weighing: CityWeighing, code: str) -> Area:
    """A wijk of the municipality of this weighing."""
    return get_object_or_404(districts_of(weighing.municipality_code), code=code)


def _shown(row: CityRow, names: Mapping[str, str]) -> tuple[CityRow, str, tuple[str, str, str], str]:
    return row, title_in(row.issue, names), city_voice_words(row), city_score_words(row)
