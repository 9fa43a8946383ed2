"""What is fixed in a study, and the walking times that it uses."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wijkhart.agenda.views.place import read_again, tried
from wijkhart.areas.queries import districts_of
from wijkhart.core.http import Request
from wijkhart.siting.actions.studies import clear_travel, fix_places, send_travel
from wijkhart.siting.forms import FixedForm, TravelForm
from wijkhart.siting.queries.choices import rows_by_wijk
from wijkhart.siting.queries.problem import taking_part
from wijkhart.siting.views.place import about, must_edit, study_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def siting_fixed(request: Request, pk: UUID) -> HttpResponse:
    """Which places stay, close or take no part, whatever the computation says."""
    study = study_or_404(request, pk)
    must_edit(request, study.municipality_code)
    form = FixedForm(request.POST or None, study)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        saved = tried(form, lambda: fix_places(by=request.actor, study=study, fixed=form.fixed(), version=version))
        if saved is not None:
            messages.success(request, _("The fixed choices are saved. Compute the study again."))
            return redirect(saved)
        study.refresh_from_db()
        read_again(form, request, study.version)
    values: dict[str, Any] = {"form": form, "wijken": rows_by_wijk(study, form)}
    return render(request, "siting/siting_fixed.html", {**about(request, study), **values})


@require_http_methods(["GET", "HEAD", "POST"])
def siting_travel(request: Request, pk: UUID) -> HttpResponse:
    """Walking times of your own instead of the straight line."""
    study = study_or_404(request, pk)
    must_edit(request, study.municipality_code)
    form = TravelForm(request.POST or None, request.FILES or None, study)
    if request.method == "POST" and form.is_valid():
        file, source, version = form.cleaned_data["file"], form.cleaned_data["source"], form.cleaned_data["version"]
        told = {"content": file.read(), "file": file.name, "source": source, "version": version or 0}
        if tried(form, lambda: send_travel(by=request.actor, study=study, **told)) is not None:
            messages.success(request, _("The walking times are saved. Compute the study again."))
            return redirect(study)
        study.refresh_from_db()
        read_again(form, request, study.version)
    places = taking_part(study.municipality_code)
    values: dict[str, Any] = {
        "form": form,
        "sample_wijk": districts_of(study.municipality_code).order_by("name").first(),
        "sample_place": places[0] if places else None,
        "rows": sum(len(row) for row in study.travel.values()),
    }
    return render(request, "siting/siting_travel.html", {**about(request, study), **values})


@require_POST
def siting_travel_clear(request: Request, pk: UUID) -> HttpResponse:
    """Back to the straight line."""
    study = study_or_404(request, pk)
    must_edit(request, study.municipality_code)
    clear_travel(by=request.actor, study=study, version=study.version)
    messages.success(request, _("The straight line counts again. Compute the study again."))
    return redirect(study)
