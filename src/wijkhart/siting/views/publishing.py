"""Publishing a comparison as advice, and withdrawing it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkhart.agenda.views.place import read_again, tried
from wijkhart.core.http import Request
from wijkhart.siting.actions.publishing import publish_study, withdraw_study
from wijkhart.siting.forms import PublishForm, WithdrawForm
from wijkhart.siting.queries.studies import choice_of
from wijkhart.siting.views.place import about, must_publish, study_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def siting_publish(request: Request, pk: UUID) -> HttpResponse:
    """Which plan is advised, beside which others, and why."""
    study = study_or_404(request, pk)
    must_publish(request, study.municipality_code)
    plans = choice_of(study)
    asked = [int(one) for one in request.GET.getlist("v")[:4] if one.isdecimal() and len(one) < 5]
    form = PublishForm(request.POST or None, study, plans, asked)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        if tried(form, lambda: publish_study(by=request.actor, study=study, advice=form.advice(), version=version)):
            messages.success(request, _("The advice is published. Everybody can read it now."))
            return redirect(study)
        study.refresh_from_db()
        read_again(form, request, study.version)
    return render(request, "siting/siting_publish.html", {**about(request, study), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def siting_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """The advice counts no longer, with the reason."""
    study = study_or_404(request, pk)
    must_publish(request, study.municipality_code)
    form = WithdrawForm(request.POST or None, initial={"version": study.version})
    if request.method == "POST" and form.is_valid():
        given, version = form.cleaned_data["reason"], form.cleaned_data["version"] or 0
        if tried(form, lambda: withdraw_study(by=request.actor, study=study, reason=given, version=version)):
            messages.success(request, _("The advice is withdrawn. It stays readable, with your reason."))
            return redirect(study)
        study.refresh_from_db()
        read_again(form, request, study.version)
    return render(request, "siting/siting_withdraw.html", {**about(request, study), "form": form})
