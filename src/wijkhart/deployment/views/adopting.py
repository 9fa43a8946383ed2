"""Writing down a decision, taking it back, and granting from the reserve."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkhart.agenda.views.place import read_again, tried
from wijkhart.areas.queries import area_by_code
from wijkhart.core.http import Request
from wijkhart.deployment.actions.adopting import adopt_division, grant_reserve, withdraw_division, withdraw_grant
from wijkhart.deployment.division_forms import AdoptForm, GrantForm, WithdrawForm
from wijkhart.deployment.models import Division, DivisionState, ReserveGrant
from wijkhart.deployment.queries.naming import names_of
from wijkhart.deployment.queries.reserve import left_of
from wijkhart.deployment.views.place import division_or_404, must_adopt


@require_http_methods(["GET", "HEAD", "POST"])
def division_adopt(request: Request, pk: UUID) -> HttpResponse:
    """Write down that a division was decided on."""
    division = _mine(request, pk)
    form = AdoptForm(request.POST or None, initial={"version": division.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        saved = tried(
            form,
            lambda: adopt_division(by=request.actor, division=division, decided=form.decided(), version=version),
        )
        if saved is not None:
            messages.success(
                request, _("The decision is written down. Everybody can read the division and its reasons.")
            )
            return redirect(saved)
        division.refresh_from_db()
        read_again(form, request, division.version)
    return render(request, "deployment/division_adopt.html", {**_about(division), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def division_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Say that a division counts no longer."""
    division = _mine(request, pk)
    form = WithdrawForm(request.POST or None, initial={"version": division.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved = tried(
            form,
            lambda: withdraw_division(
                by=request.actor, division=division, reason=given["reason"], version=given["version"] or 0
            ),
        )
        if saved is not None:
            messages.success(request, _("The division is withdrawn. It stays readable, with your reason."))
            return redirect(saved)
        division.refresh_from_db()
        read_again(form, request, division.version)
    return render(request, "deployment/division_withdraw.html", {**_about(division), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def reserve_grant(request: Request, pk: UUID) -> HttpResponse:
    """Grant hours from the reserve of the division in force."""
    division = _mine(request, pk)
    if division.state != DivisionState.ADOPTED:
        messages.error(request, _("Hours can be granted from the reserve of an adopted division only."))
        return redirect(division)
    form = GrantForm(request.POST or None, division, names_of(division), request.GET.get("wijk", ""))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        made = tried(
            form,
            lambda: grant_reserve(by=request.actor, division=division, granted=form.granted(), version=version),
        )
        if made is not None:
            messages.success(request, _("The hours are granted. Everybody can read it, with your reason."))
            return redirect(f"{division.get_absolute_url()}#reserve")
        division.refresh_from_db()
        read_again(form, request, division.version)
    values = {**_about(division), "form": form, "left": left_of(division), "best": _best(division)}
    return render(request, "deployment/reserve_grant.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def grant_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Put granted hours back into the reserve."""
    rows = ReserveGrant.objects.visible_to(request.actor).select_related("division__budget")
    grant = get_object_or_404(rows, pk=pk)
    division, names = grant.division, names_of(grant.division)
    must_adopt(request, division.budget.municipality_code)
    form = WithdrawForm(request.POST or None, initial={"version": division.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved = tried(
            form,
            lambda: withdraw_grant(
                by=request.actor, grant=grant, reason=given["reason"], version=given["version"] or 0
            ),
        )
        if saved is not None:
            messages.success(request, _("The hours are back in the reserve."))
            return redirect(f"{division.get_absolute_url()}#reserve")
        division.refresh_from_db()
        read_again(form, request, division.version)
    values = {**_about(division), "form": form, "grant": grant}
    values |= {"wijk_name": names.area(grant.district_code), "kind_name": names.kind(grant.kind)}
    return render(request, "deployment/grant_withdraw.html", values)


def _mine(request: Request, pk: UUID) -> Division:
    division = division_or_404(request, pk)
    must_adopt(request, division.budget.municipality_code)
    return division


def _about(division: Division) -> dict[str, Any]:
    return {"area": area_by_code(division.budget.municipality_code), "division": division}


def _best(division: Division) -> list[Any]:
    """The wijken where 100 hours extra would reach most people."""
    return list(division.districts.exclude(extra=None).order_by("-extra", "name")[:5])
