"""Target pictures: how the wijken of a municipality stand, one wijk, one target, and keeping them."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.agenda.actions import add_target, edit_target, load_targets, measure_target, set_target_active
from wijkhart.agenda.forms.fields import Difference, differences
from wijkhart.agenda.models import TargetPicture, WijkTeam
from wijkhart.agenda.views.place import ask_right, read_again, tried
from wijkhart.areas.models import Area
from wijkhart.areas.queries import area_by_code
from wijkhart.core.export import FORMATS, export_response
from wijkhart.core.http import Request
from wijkhart.portal.queries.measures import rests_on_examples
from wijkhart.portal.queries.targets import Stand, Standing, counted, in_unit, standings_in, targets_of
from wijkhart.portal.target_forms import FindingForm, PutAwayForm, StandFilter, TargetForm
from wijkhart.portal.views.areas import names_the_area

HEADINGS: Final = (
    gettext_lazy("Number"),
    gettext_lazy("Target"),
    gettext_lazy("Wijk"),
    gettext_lazy("How it stands"),
    gettext_lazy("Measured"),
    gettext_lazy("Norm"),
    gettext_lazy("By when"),
    gettext_lazy("Why"),
    gettext_lazy("Measured on"),
)


@login_not_required
@require_safe
@names_the_area
def target_list(request: Request, code: str) -> HttpResponse:
    """How far a municipality is: each target over all wijken, and each wijk over all targets."""
    area = Area.objects.visible_to(request.actor).current().municipalities().get(code=code)
    rows = standings_in(request.actor, code)
    if (kind := request.GET.get("uitvoer", "")) in FORMATS:
        return _file(kind, f"streefbeelden-{area.name}", rows)
    targets = targets_of(request.actor, code)
    wijken = {one.area.code: one.area for one in rows}
    values = {
        "area": area,
        "example": rests_on_examples(code),
        "stands": list(Stand),
        "targets": [(one, list(counted(row for row in rows if row.target == one).items())) for one in targets],
        "wijken": [
            (wijk, list(counted(row for row in rows if row.area.code == key).items())) for key, wijk in wijken.items()
        ],
        "put_away": list(TargetPicture.objects.visible_to(request.actor).filter(municipality_code=code, active=False)),
        "may_edit": request.actor.may("target.edit", code),
    }
    return render(request, "portal/target_list.html", values)


@login_not_required
@require_safe
@names_the_area
def district_targets(request: Request, code: str) -> HttpResponse:
    """How one wijk stands against each target, and why."""
    area = Area.objects.visible_to(request.actor).current().districts().get(code=code)
    rows = standings_in(request.actor, area.municipality_code, district=code)
    if (kind := request.GET.get("uitvoer", "")) in FORMATS:
        return _file(kind, f"streefbeelden-{area.name}", rows)
    team = WijkTeam.objects.visible_to(request.actor).filter(district_code=code).first()
    values = {
        "area": area,
        "example": rests_on_examples(area.municipality_code),
        "town": area_by_code(area.municipality_code),
        "rows": [(one, in_unit(one.target.unit, one.target.norm)) for one in rows],
        "counts": list(counted(rows).items()),
        "team": team,
        "may_start": request.actor.may("team.edit", area.municipality_code),
        "may_measure": request.actor.may("target.measure", area.municipality_code),
    }
    return render(request, "portal/district_targets.html", values)


@login_not_required
@require_safe
def target_detail(request: Request, pk: UUID) -> HttpResponse:
    """One target in every wijk, and what was measured before."""
    target = _target(request, pk)
    rows = standings_in(request.actor, target.municipality_code, targets=[target])
    if (kind := request.GET.get("uitvoer", "")) in FORMATS:
        return _file(kind, f"streefbeeld-{target.number}", rows)
    filters = StandFilter(request.GET or None)
    names = {one.area.code: one.area.name for one in rows}
    values = {
        **_about(target),
        "example": rests_on_examples(target.municipality_code),
        "rows": filters.chosen(rows),
        "filters": filters,
        "counts": list(counted(rows).items()),
        "norm": in_unit(target.unit, target.norm),
        "findings": [
            (one, names.get(one.district_code, one.district_code), in_unit(target.unit, one.value))
            for one in target.findings.all()[:50]
        ],
        "may_edit": request.actor.may("target.edit", target.municipality_code),
        "may_measure": request.actor.may("target.measure", target.municipality_code) and not target.automatic,
    }
    return render(request, "portal/target_detail.html", values)


@require_POST
@names_the_area
def target_load(request: Request, code: str) -> HttpResponse:
    """Take over the eight of the founding vision."""
    area = Area.objects.visible_to(request.actor).current().municipalities().get(code=code)
    made = load_targets(by=request.actor, municipality=area.code)
    if made:
        messages.success(request, _("The eight targets stand there. Change what does not fit your municipality."))
    else:
        messages.info(request, _("They stood there already."))
    return redirect("target_list", area.code)


@require_http_methods(["GET", "HEAD", "POST"])
@names_the_area
def target_add(request: Request, code: str) -> HttpResponse:
    """A target of the municipality's own."""
    area = Area.objects.visible_to(request.actor).current().municipalities().get(code=code)
    ask_right(request, "target.edit", code)
    form = TargetForm(request.POST or None, request.actor, code)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: add_target(by=request.actor, municipality=code, facts=form.facts()))
        if made is not None:
            messages.success(request, _("The target stands there."))
            return redirect(made)
    return render(request, "portal/target_add.html", {"area": area, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def target_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change a target; what somebody else saved meanwhile is shown, not overwritten."""
    target = _target(request, pk)
    ask_right(request, "target.edit", target.municipality_code)
    form = TargetForm(request.POST or None, request.actor, target.municipality_code, target)
    changed: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        saved = tried(form, lambda: edit_target(by=request.actor, target=target, facts=form.facts(), version=version))
        if saved is not None:
            messages.success(request, _("The target has been changed."))
            return redirect(saved)
        now = _target(request, pk)
        read_again(form, request, now.version)
        changed = differences(form, TargetForm.told(now)) if now.version != version else []
    return render(request, "portal/target_edit.html", {**_about(target), "form": form, "differences": changed})


@require_http_methods(["GET", "HEAD", "POST"])
def target_put_away(request: Request, pk: UUID) -> HttpResponse:
    """Put a target away, or bring it back."""
    target = _target(request, pk)
    ask_right(request, "target.edit", target.municipality_code)
    form = PutAwayForm(request.POST or None, initial={"version": target.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        saved = tried(
            form,
            lambda: set_target_active(by=request.actor, target=target, active=not target.active, version=version),
        )
        if saved is not None:
            messages.success(request, _("It is saved. What was measured stays."))
            return redirect("target_list", target.municipality_code)
        read_again(form, request, _target(request, pk).version)
    return render(request, "portal/target_put_away.html", {**_about(target), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def target_measure(request: Request, pk: UUID) -> HttpResponse:
    """Write down what people measured in a wijk."""
    target = _target(request, pk)
    ask_right(request, "target.measure", target.municipality_code)
    form = FindingForm(request.POST or None, target, request.GET.get("wijk", ""))
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: measure_target(by=request.actor, target=target, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("It is written down, with its source."))
            return redirect(target)
    return render(request, "portal/target_measure.html", {**_about(target), "form": form})


def _target(request: Request, pk: UUID) -> TargetPicture:
    return get_object_or_404(TargetPicture.objects.visible_to(request.actor).select_related("owner"), pk=pk)


def _about(target: TargetPicture) -> dict[str, Any]:
    return {"target": target, "area": area_by_code(target.municipality_code)}


def _file(kind: str, name: str, rows: list[Standing]) -> HttpResponse:
    table = [
        [
            one.target.number,
            one.target.title,
            one.area.name,
            str(one.stand.label),
            one.measured.value if one.measured.value is not None else "",
            one.target.norm,
            one.due or "",
            one.reason,
            one.measured.on or "",
        ]
        for one in rows
    ]
    return export_response(kind, name, [str(word) for word in HEADINGS], table)
