"""Asking people to join, and their answer."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from wijkhart.accounts.actions import accept_invitation, invite_member, withdraw_invitation
from wijkhart.accounts.actions.invitations import Ask, digest_of, usable
from wijkhart.accounts.actors import ActingUser
from wijkhart.accounts.forms import AcceptForm, InvitationForm, show_refusal
from wijkhart.accounts.models import Invitation, User
from wijkhart.accounts.views.tenants import demand, municipality_or_404
from wijkhart.core.errors import Refused
from wijkhart.core.http import Request


@never_cache
def invitation_send(request: Request, code: str) -> HttpResponse:
    """Ask somebody to join an organisation in a role."""
    area = municipality_or_404(code)
    demand(request.actor, "member.invite", area.code)
    form = InvitationForm(request.POST or None, actor=request.actor, municipality=area.code)
    if request.method == "POST" and form.is_valid():
        try:
            ask = Ask(municipality=area.code, **form.cleaned_data)
            invite_member(by=request.actor, ask=ask, site=request.build_absolute_uri("/"))
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The invitation has been sent. It is valid for 14 days."))
            return redirect("member_list", area.code)
    return render(request, "accounts/invitation_send.html", {"form": form, "area": area})


@require_POST
def invitation_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.actor), pk=pk)
    withdraw_invitation(by=request.actor, invitation=invitation)
    messages.success(request, _("The invitation has been withdrawn."))
    return redirect("member_list", invitation.municipality_code)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def invitation_accept(request: Request, token: str) -> HttpResponse:
    """The page behind the link in the mail; only its button accepts, because mail scanners open links."""
    invitation = Invitation.objects.filter(token_digest=digest_of(token)).select_related("organisation").first()
    try:
        found = usable(invitation)
    except Refused as refused:
        return render(request, "accounts/invitation_refused.html", {"reason": refused.message}, status=410)
    form = AcceptForm(request.POST or None)
    needs_form = not isinstance(request.actor, ActingUser)
    if request.method == "POST" and (not needs_form or form.is_valid()):
        try:
            accept_invitation(by=request.actor, token=token, **(form.cleaned_data if needs_form else {}))
        except Refused as refused:
            show_refusal(form, refused)
        else:
            return _welcome(request)
    context = {"form": form, "invitation": found, "who": _who(request, found)}
    return render(request, "accounts/invitation_accept.html", context)


def _welcome(request: Request) -> HttpResponse:
    if isinstance(request.actor, ActingUser):
        messages.success(request, _("Welcome. Choose below the role in which you work now."))
        return redirect("membership_choose")
    messages.success(request, _("Your account is ready. You can log in now."))
    return redirect("account_login")


def _who(request: Request, invitation: Invitation) -> str:
    """Who opens the link: the person asked, somebody else, a person who must log in first, or somebody new."""
    known = User.objects.filter(email__iexact=invitation.email).first()
    if isinstance(request.actor, ActingUser):
        return "asked" if request.actor.user == known else "other"
    return "known" if known else "new"
