"""Kinds of effort and their reach: what a municipality counts with, and its own in place of the national."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Case, F, QuerySet, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.agenda.views.place import tried
from wijkhart.areas.queries import districts_of
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.core.actors import NATIONAL
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing
from wijkhart.deployment.actions.effort import CurveAbout, reset_curve, reset_kind, set_curve, set_kind
from wijkhart.deployment.effort_forms import (
    EffortKindForm,
    KindFilter,
    NewReachForm,
    ReachCurveForm,
    ReachFilter,
    values_of_kind,
)
from wijkhart.deployment.models import EffortKind, ReachCurve
from wijkhart.deployment.perms import may_edit_divisions
from wijkhart.deployment.queries.effort import curves_in_force, kinds_in_force
from wijkhart.deployment.reach_words import (
    ToldReach,
    people_at_most,
    scale_of,
    short,
    steps_in_words,
    told_reach,
)
from wijkhart.deployment.views.place import must_edit
from wijkhart.themes.models import Theme, label_field

KIND_COLUMNS: list[Column[Any]] = [
    Column("soort", gettext_lazy("Kind of effort"), lambda one: one.title, ("called",)),
    Column("euro", gettext_lazy("Euros an hour"), lambda one: one.euros, ("euros",)),
    Column("euro-van", gettext_lazy("Where the euros come from"), lambda one: one.euros_origin),
    Column("plek", gettext_lazy("Room places an hour"), lambda one: one.places, ("places",)),
    Column("plek-van", gettext_lazy("Where the room places come from"), lambda one: one.places_origin),
    Column("van", gettext_lazy("Whose numbers"), lambda one: whose(one), ("municipality_code",)),
    Column("telt", gettext_lazy("Counts"), lambda one: one.active, ("active",)),
]
KINDS_SHOWN = [one for one in KIND_COLUMNS if one.key in {"soort", "euro", "plek", "van"}]


@login_not_required
@require_safe
def effort_kind_list(request: Request, code: str) -> HttpResponse:
    """What an hour of each kind of effort costs here, and where that comes from."""
    area, kinds = municipality_or_404(code), kinds_in_force(code, resting=True)
    called = "title_en" if label_field() == "label_en" else "title_nl"
    rows = EffortKind.objects.filter(pk__in=[one.pk for one in kinds]).annotate(called=F(called))
    listing = Listing(
        request, rows, columns=KIND_COLUMNS, filters=KindFilter(request.GET or None), name=f"soorten-inzet-{code}"
    )
    values = {
        "area": area,
        "listing": listing,
        "columns": KINDS_SHOWN,
        "rows": [(one, short(one.places)) for one in listing],
        "any": bool(kinds),
        "may_edit": may_edit_divisions(request.actor, code),
    }
    return listing.export() or render(request, "deployment/effort_kind_list.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def effort_kind_edit(request: Request, code: str, pk: UUID) -> HttpResponse:
    """Change what one kind costs, for this municipality only."""
    area, kind = municipality_or_404(code), _kind(request, code, pk)
    form = EffortKindForm(request.POST or None, initial=values_of_kind(kind))
    if request.method == "POST" and form.is_valid():
        facts = form.facts(kind)
        if tried(form, lambda: set_kind(by=request.actor, municipality=code, kind=kind, facts=facts)):
            messages.success(request, _("It is saved. It counts when a division is computed again."))
            return redirect("effort_kind_list", code)
    national = EffortKind.objects.filter(municipality_code=NATIONAL, key=kind.key).first()
    own = kind.municipality_code != NATIONAL
    values = {"area": area, "kind": kind, "form": form, "national": national if own else None}
    return render(request, "deployment/effort_kind_edit.html", values)


@require_POST
def effort_kind_reset(request: Request, code: str, pk: UUID) -> HttpResponse:
    """Back to the national kind."""
    kind = _kind(request, code, pk)
    try:
        reset_kind(by=request.actor, kind=kind)
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The national numbers count again, when a division is computed again."))
    return redirect("effort_kind_list", code)


@login_not_required
@require_safe
def reach_curve_list(request: Request, code: str) -> HttpResponse:
    """How many people an hour of each kind reaches, for each theme, and where that comes from."""
    area, curves = municipality_or_404(code), curves_in_force(code, resting=True)
    kinds, wijken = _kinds(code), _wijken(code)
    themes = {one.theme_id: one.theme.label for one in curves}
    used = {one.kind: kinds.get(one.kind, one.kind) for one in curves}
    listing = Listing(
        request,
        _rows(curves, used),
        columns=_reach_columns(used, wijken),
        filters=ReachFilter(request.GET or None, themes=themes, kinds=used),
        name=f"bereik-{code}",
    )
    if (file := listing.export()) is not None:
        return file
    scale = scale_of(curves)
    shown = {"thema", "soort", "bereik", "herkomst"}
    values = {
        "area": area,
        "listing": listing,
        "columns": [one for one in listing.columns if one.key in shown],
        "told": [told_reach(one, used, wijken, scale) for one in listing],
        "scale": scale,
        "any": bool(curves),
        "may_edit": may_edit_divisions(request.actor, code),
    }
    return render(request, "deployment/reach_curve_list.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def reach_curve_edit(request: Request, code: str, pk: UUID) -> HttpResponse:
    """Change one line of reach, for this municipality only."""
    area, curve = municipality_or_404(code), _curve(request, code, pk)
    about = CurveAbout(curve.theme_id, curve.kind, curve.district_code)
    form = ReachCurveForm(request.POST or None, curve)
    if request.method == "POST" and form.is_valid() and _saved(request, code, about, form):
        return redirect("reach_curve_list", code)
    values = {"area": area, "form": form, "told": _told(curve, code), "national": _national(curve, code)}
    return render(request, "deployment/reach_curve_edit.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def reach_curve_new(request: Request, code: str) -> HttpResponse:
    """Say how many people are reached where no line says so yet, everywhere or in one wijk."""
    area = municipality_or_404(code)
    must_edit(request, code)
    curves = curves_in_force(code, resting=True)
    form = NewReachForm(
        request.POST or None,
        themes={theme.key: theme.label for theme in Theme.objects.in_use()},
        kinds=_kinds(code),
        wijken=_wijken(code),
        there={(one.theme_id, one.kind, one.district_code): one for one in curves},
    )
    if request.method == "POST" and form.is_valid() and _saved(request, code, form.about(), form):
        return redirect("reach_curve_list", code)
    return render(request, "deployment/reach_curve_new.html", {"area": area, "form": form})


@require_POST
def reach_curve_reset(request: Request, code: str, pk: UUID) -> HttpResponse:
    """The municipality's own line goes."""
    curve = _curve(request, code, pk)
    below = _national(curve, code)
    reset_curve(by=request.actor, curve=curve)
    national = _("The national reach counts again, when a division is computed again.")
    messages.success(request, national if below else _("The reach is removed. Divisions of before stay as they are."))
    return redirect("reach_curve_list", code)


def whose(row: EffortKind | ReachCurve) -> str:
    """Who set these numbers."""
    return _("national") if row.municipality_code == NATIONAL else _("our own")


def _saved(request: Request, code: str, about: CurveAbout, form: ReachCurveForm) -> bool:
    facts = form.facts()
    kept = tried(form, lambda: set_curve(by=request.actor, municipality=code, about=about, facts=facts))
    if kept:
        messages.success(request, _("It is saved. It counts when a division is computed again."))
    return kept is not None


def _rows(curves: list[ReachCurve], kinds: Mapping[str, str]) -> QuerySet[Any]:
    """The lines that count here, with what to sort them by."""
    called = [When(kind=key, then=Value(title)) for key, title in kinds.items()]
    rows = ReachCurve.objects.filter(pk__in=[one.pk for one in curves]).select_related("theme")
    return rows.annotate(called=Case(*called, default=F("kind"))) if called else rows


def _reach_columns(kinds: Mapping[str, str], wijken: Mapping[str, str]) -> list[Column[Any]]:
    return [
        Column("thema", gettext_lazy("Theme"), lambda one: one.theme.label, (f"theme__{label_field()}", "called")),
        Column("soort", gettext_lazy("Kind of effort"), lambda one: kinds[one.kind], ("called", "theme__order")),
        Column("waar", gettext_lazy("Where"), lambda one: wijken.get(one.district_code, one.district_code)),
        Column("bereik", gettext_lazy("People an hour reaches"), lambda one: "; ".join(steps_in_words(one.steps))),
        Column("meest", gettext_lazy("People at most"), lambda one: people_at_most(one.steps)),
        Column("herkomst", gettext_lazy("Where from"), lambda one: one.source or _("assumption"), ("source",)),
        Column("gedachte", gettext_lazy("The thought behind it"), lambda one: one.thought),
        Column("van", gettext_lazy("Whose numbers"), whose, ("municipality_code",)),
        Column("telt", gettext_lazy("Counts"), lambda one: one.active, ("active",)),
    ]


def _told(curve: ReachCurve, code: str) -> ToldReach:
    return told_reach(curve, _kinds(code), _wijken(code), scale_of([curve]))


def _national(curve: ReachCurve, code: str) -> ToldReach | None:
    """What counts again when the municipality's own line goes; None for a national line."""
    if curve.municipality_code == NATIONAL:
        return None
    about = {"theme": curve.theme_id, "kind": curve.kind, "district_code": curve.district_code}
    below = ReachCurve.objects.select_related("theme").filter(municipality_code=NATIONAL, **about).first()
    return _told(below, code) if below else None


def _kinds(code: str) -> dict[str, str]:
    return {one.key: one.title for one in kinds_in_force(code, resting=True)}


def _wijken(code: str) -> dict[str, str]:
    """The wijken by code, in the order of their names."""
    return dict(districts_of(code).order_by("name").values_list("code", "name"))


def _kind(request: Request, code: str, pk: UUID) -> EffortKind:
    """A kind that counts here, for who may change it; the municipality's own where it has one."""
    must_edit(request, code)
    asked = get_object_or_404(EffortKind, pk=pk, municipality_code__in=[NATIONAL, code])
    return next((one for one in kinds_in_force(code, resting=True) if one.key == asked.key), asked)


def _curve(request: Request, code: str, pk: UUID) -> ReachCurve:
    """A line of reach that counts here, for who may change it; the municipality's own where it has one."""
    must_edit(request, code)
    asked = get_object_or_404(ReachCurve, pk=pk, municipality_code__in=[NATIONAL, code])
    about = {"theme": asked.theme_id, "kind": asked.kind, "district_code": asked.district_code}
    rows = ReachCurve.objects.select_related("theme").filter(municipality_code__in=[NATIONAL, code], **about)
    return rows.order_by("-municipality_code")[0]
