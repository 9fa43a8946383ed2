"""Organisations: list, page, form."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wijkhart.accounts.actions import edit_organisation, register_organisation, trust_provider
from wijkhart.accounts.forms import OrganisationFilter, OrganisationForm, show_refusal
from wijkhart.accounts.models import Organisation
from wijkhart.accounts.perms import may_edit_organisation
from wijkhart.accounts.views.tenants import demand, municipality_or_404
from wijkhart.areas.models import Area
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing

COLUMNS: Final[tuple[Column[Organisation], ...]] = (
    Column("naam", gettext_lazy("Name"), lambda one: one.name, ("name",)),
    Column("soort", gettext_lazy("Kind"), lambda one: one.get_kind_display(), ("kind", "name")),
    Column("formeel", gettext_lazy("Formal"), lambda one: one.formal, ("formal", "name")),
    Column("subsidie", gettext_lazy("Subsidised"), lambda one: one.subsidised, ("subsidised", "name")),
    Column("waar", gettext_lazy("Works in"), lambda one: ", ".join(one.codes)),
    Column("kvk", gettext_lazy("KvK number"), lambda one: one.kvk_number),
    Column("website", gettext_lazy("Website"), lambda one: one.website),
)


@login_not_required
def organisation_list(request: Request) -> HttpResponse:
    """Every player, formal or informal, whom the visitor may see."""
    rows = Organisation.objects.visible_to(request.actor)
    filters = OrganisationFilter(request.GET or None)
    listing = Listing(request, rows, columns=COLUMNS, filters=filters, sort="naam", name="organisaties")
    home = _municipality_to_add_in(request)
    return listing.export() or render(
        request, "accounts/organisation_list.html", {"listing": listing, "filters": filters, "home": home}
    )


@login_not_required
def organisation_detail(request: Request, pk: UUID) -> HttpResponse:
    """One organisation."""
    rows = Organisation.objects.visible_to(request.actor).select_related("kept_by")
    organisation = get_object_or_404(rows, pk=pk)
    may_trust = request.actor.may("provider.trust", organisation.home_municipality_code)
    may_edit = may_edit_organisation(request.actor, organisation)
    names = dict(Area.objects.current().filter(code__in=organisation.codes).values_list("code", "name"))
    return render(
        request,
        "accounts/organisation_detail.html",
        {
            "organisation": organisation,
            "municipalities": [(code, names.get(code, code)) for code in organisation.codes],
            "may_edit": may_edit,
            "may_trust": may_trust,
            "sees_trust": may_trust or may_edit,
            "contact": organisation if may_edit else organisation.contact,
        },
    )


@require_POST
def organisation_trust(request: Request, pk: UUID) -> HttpResponse:
    """Say whether changes of an organisation are live at once."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.actor), pk=pk)
    trusted = request.POST.get("trusted") == "yes"
    trust_provider(by=request.actor, organisation=organisation, trusted=trusted)
    messages.success(
        request,
        _("Changes of this organisation are live at once from now on.")
        if trusted
        else _("Changes of this organisation are first seen by the wijk team from now on."),
    )
    return redirect(organisation)


def organisation_register(request: Request, code: str) -> HttpResponse:
    """Add an organisation to the entries of a municipality."""
    area = municipality_or_404(code)
    demand(request.actor, "organisation.edit", area.code)
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = register_organisation(by=request.actor, municipality=area.code, facts=form.facts())
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The organisation has been added."))
            return redirect(made)
    return render(request, "accounts/organisation_register.html", {"form": form, "area": area})


def organisation_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change an organisation; what somebody else saved meanwhile is not overwritten."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.actor), pk=pk)
    if not may_edit_organisation(request.actor, organisation):
        raise NotAllowed(_("You may not change this organisation."))
    form = OrganisationForm(request.POST) if request.method == "POST" else OrganisationForm.of(organisation)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            saved = edit_organisation(by=request.actor, organisation=organisation, version=version, facts=form.facts())
        except Refused as refused:
            show_refusal(form, refused)
            form.data = {**request.POST.dict(), "version": str(organisation.version)}
        else:
            messages.success(request, _("The organisation has been changed."))
            return redirect(saved)
    context = {"form": form, "organisation": organisation, "stale": form.is_bound and not form.is_valid()}
    return render(request, "accounts/organisation_edit.html", context)


def _municipality_to_add_in(request: Request) -> str:
    """The municipality where this person may add organisations; empty when nowhere or everywhere."""
    return next(iter(sorted(request.actor.scope("organisation.edit").codes)), "")
