"""Groups of residents whose entries a broker keeps."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkhart.accounts.models import Organisation
from wijkhart.accounts.views.tenants import municipality_or_404
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request
from wijkhart.directory.actions import change_group, end_agreement, keep_group
from wijkhart.directory.forms.keeping import GroupForm
from wijkhart.directory.perms import may_end_agreement, may_keep_groups

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def group_register(request: Request, code: str) -> HttpResponse:
    """Register an informal group, with its agreement."""
    area = municipality_or_404(code)
    if not may_keep_groups(request.actor, code):
        raise NotAllowed(_("Your role does not give you this page."))
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            group = keep_group(by=request.actor, municipality=code, facts=form.facts())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The group is there. Now you can enter what it offers."))
            response = redirect("service_offer")
            response["Location"] += f"?voor={group.pk}"
            return response
    return render(request, "directory/group_register.html", {"form": form, "area": area})


@require_http_methods(FORM)
def organisation_agreement(request: Request, pk: UUID) -> HttpResponse:
    """Change what is known of a group and its agreement, or end that."""
    group = get_object_or_404(Organisation.objects.visible_to(request.actor), pk=pk)
    if not may_end_agreement(request.actor, group):
        raise NotAllowed(_("You may not change this group."))
    if request.method == "POST" and request.POST.get("besluit") == "stoppen":
        end_agreement(by=request.actor, group=group)
        messages.success(request, _("The agreement has ended. What the group offered is no longer shown."))
        return redirect("service_mine")
    form = GroupForm(request.POST) if request.method == "POST" else GroupForm.of(group)
    if request.method == "POST" and form.is_valid():
        try:
            change_group(by=request.actor, group=group, facts=form.facts())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("What is known of the group has been changed."))
            return redirect(group)
    return render(request, "directory/organisation_agreement.html", {"form": form, "group": group})
