"""Who takes part in a municipality."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from wijkhart.accounts.actions import change_membership, end_membership
from wijkhart.accounts.forms import MembershipForm, show_refusal
from wijkhart.accounts.models import Membership
from wijkhart.accounts.perms import may_end_membership, may_give_role
from wijkhart.accounts.queries import area_names, in_words, invitations_to, members_of
from wijkhart.accounts.views.tenants import demand, municipality_or_404
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing

COLUMNS: Final[tuple[Column[Membership], ...]] = (
    Column("naam", gettext_lazy("Name"), lambda one: one.user.name, ("user__name",)),
    Column("rol", gettext_lazy("Role"), lambda one: one.get_role_display(), ("role", "user__name")),
    Column("organisatie", gettext_lazy("Organisation"), lambda one: one.organisation.name, ("organisation__name",)),
    Column("waar", gettext_lazy("Where"), lambda one: one.area_code, ("district_code", "user__name")),
    Column("bevoegdheid", gettext_lazy("May decide"), lambda one: one.authority),
    Column("sinds", gettext_lazy("Since"), lambda one: one.valid_from, ("valid_from",)),
    Column("tot", gettext_lazy("Until"), lambda one: one.valid_to, ("valid_to",)),
)


@never_cache
def member_list(request: Request, code: str) -> HttpResponse:
    """Everyone with a role in this municipality, and who has been asked."""
    area = municipality_or_404(code)
    demand(request.actor, "member.read", area.code)
    listing = Listing(request, members_of(request.actor, area.code), columns=COLUMNS, name=f"leden-{area.code}")
    context = {
        "area": area,
        "listing": listing,
        "invitations": invitations_to(request.actor, area.code),
        "rows": _with_areas(listing),
        "may_invite": request.actor.may("member.invite", area.code),
    }
    return listing.export() or render(request, "accounts/member_list.html", context)


@never_cache
def membership_edit(request: Request, pk: UUID) -> HttpResponse:
    """Give somebody another role, area, authority or last day."""
    membership = _seen(request, pk)
    if not may_give_role(request.actor, membership.role, membership.area_code):
        raise NotAllowed(_("You may not give or change this role here."))
    code = membership.municipality_code
    posted = request.method == "POST"
    form = (
        MembershipForm(request.POST, actor=request.actor, municipality=code)
        if posted
        else MembershipForm.of(membership, request.actor)
    )
    if posted and form.is_valid():
        try:
            change_membership(by=request.actor, membership=membership, **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The membership has been changed."))
            return redirect("member_list", code)
    return render(request, "accounts/membership_edit.html", {"form": form, "membership": membership})


@never_cache
def membership_end(request: Request, pk: UUID) -> HttpResponse:
    """Ask whether it should really end, and end it."""
    membership = _seen(request, pk)
    if not may_end_membership(request.actor, membership):
        raise NotAllowed(_("You may not end this membership."))
    if request.method == "POST":
        end_membership(by=request.actor, membership=membership)
        messages.success(request, _("The membership has ended."))
        may_read = request.actor.may("member.read", membership.municipality_code)
        return redirect("member_list", membership.municipality_code) if may_read else redirect("account_overview")
    words = in_words([membership])[str(membership.pk)]
    return render(request, "accounts/membership_end.html", {"membership": membership, "words": words})


def _with_areas(memberships: Iterable[Membership]) -> list[tuple[Membership, str]]:
    """Each membership with the name of its area."""
    shown = list(memberships)
    names = area_names(one.area_code for one in shown)
    return [(one, names[one.area_code]) for one in shown]


def _seen(request: Request, pk: UUID) -> Membership:
    rows = Membership.objects.visible_to(request.actor).select_related("user", "organisation")
    return get_object_or_404(rows, pk=pk)
