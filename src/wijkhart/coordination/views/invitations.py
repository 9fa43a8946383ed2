"""The players of an alliance: adding, inviting, writing down an answer; and the page behind the link."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijkhart.agenda.forms.fields import Difference, differences
from wijkhart.agenda.views.place import read_again, tried
from wijkhart.coordination.actions import (
    add_partner,
    answer_invitation,
    edit_partner,
    let_partner_go,
    make_invitation_link,
    record_answer,
    send_invitation,
)
from wijkhart.coordination.alliance_forms import AddPartnerForm, AnswerForm, InviteForm, PartnerForm, RecordForm
from wijkhart.coordination.links import invited
from wijkhart.coordination.models import AlliancePartner, PartnerState
from wijkhart.coordination.perms import may_edit_alliance
from wijkhart.coordination.queries.invitations import LinkRefused, letter_to, may_answer, others_of, partner_of_token
from wijkhart.coordination.views.alliances import about, editable, step
from wijkhart.core.errors import NotAllowed
from wijkhart.core.http import Request

SAID = {
    PartnerState.YES: "ja",
    PartnerState.NO: "nee",
    PartnerState.TALK: "praten",
}
ANSWERS = {word: state for state, word in SAID.items()}
"""What the three buttons send."""


@require_http_methods(["GET", "HEAD", "POST"])
def alliance_add_partner(request: Request, pk: UUID) -> HttpResponse:
    """Put one more player on the list."""
    alliance = editable(request, pk)
    form = AddPartnerForm(request.POST or None, request.actor, alliance.municipality_code)
    if request.method == "POST" and form.is_valid():
        done = tried(form, lambda: add_partner(by=request.actor, alliance=alliance, facts=form.chosen()))
        if done is not None:
            messages.success(request, _("“%(name)s” is on the list. It is not asked yet.") % {"name": done.name})
            return redirect(alliance)
    return step(request, alliance, form, _("Add a player"), lead=_("Nobody gets a message yet."))


@require_http_methods(["GET", "HEAD", "POST"])
def partner_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change what a player does, until when, and what is in it."""
    partner = _partner(request, pk)
    alliance = partner.alliance
    form = PartnerForm(request.POST or None, initial={**PartnerForm.told(partner), "version": alliance.version})
    changed: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        done = tried(form, lambda: edit_partner(by=request.actor, partner=partner, facts=form.facts(), version=version))
        if done is not None:
            messages.success(request, _("Saved. Tell the player what changed."))
            return redirect(alliance)
        now = _partner(request, pk)
        read_again(form, request, now.alliance.version)
        changed = differences(form, PartnerForm.told(now)) if now.alliance.version != version else []
    heading = _("What %(name)s does") % {"name": partner.name}
    return step(request, alliance, form, heading, differences=changed)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def partner_invite(request: Request, pk: UUID) -> HttpResponse:
    """Ask a player: by mail, or with a text to hand over or read out. Only the buttons do something."""
    partner = _partner(request, pk)
    known = partner.organisation.email if partner.organisation and not partner.organisation.contact_hidden else ""
    form = InviteForm(request.POST or None, {**PartnerForm.told(partner), "email": partner.email or known})
    letter = None
    if request.method == "POST" and form.is_valid():
        site, by_hand = request.build_absolute_uri("/"), "zelf" in request.POST
        if by_hand:
            letter = tried(
                form,
                lambda: make_invitation_link(by=request.actor, partner=partner, facts=form.facts(), site=site),
            )
        elif _mailed(request, partner, form, site):
            return redirect(partner.alliance)
    values = {
        **about(partner.alliance),
        "partner": partner,
        "form": form,
        "letter": letter,
        "preview": letter_to(partner),
    }
    return render(request, "coordination/partner_invite.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def partner_answer(request: Request, pk: UUID) -> HttpResponse:
    """Write down what a player said by telephone or at the counter."""
    partner = _partner(request, pk)
    form = RecordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = tried(
            form,
            lambda: record_answer(by=request.actor, partner=partner, answer=given["answer"], words=given["words"]),
        )
        if done is not None:
            messages.success(request, _("The answer is written down."))
            return redirect(partner.alliance)
    heading = _("What did %(name)s say?") % {"name": partner.name}
    lead = _("For a player that you spoke. Write down only what it said itself.")
    return step(request, partner.alliance, form, heading, lead=lead)


@require_http_methods(["GET", "HEAD", "POST"])
def partner_leave(request: Request, pk: UUID) -> HttpResponse:
    """Ask whether the player really stops, then take it off the list."""
    partner = _partner(request, pk)
    if request.method == "POST":
        let_partner_go(by=request.actor, partner=partner)
        messages.success(
            request, _("“%(name)s” takes no part any more. Its address is wiped.") % {"name": partner.name}
        )
        return redirect(partner.alliance)
    return render(request, "coordination/partner_leave.html", {**about(partner.alliance), "partner": partner})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_answer(request: Request, token: str) -> HttpResponse:
    """The page behind the link; only its three buttons answer, because mail scanners open links."""
    try:
        partner = partner_of_token(token)
    except LinkRefused as refused:
        status = 410 if refused.known else 404
        return render(request, "coordination/invitation_refused.html", {"reason": refused.message}, status=status)
    form = AnswerForm(request.POST or None, initial={"words": partner.words})
    if request.method == "POST" and form.is_valid():
        answer = ANSWERS.get(request.POST.get("antwoord", ""), "")
        words = form.cleaned_data["words"]
        if tried(form, lambda: _answered(partner, answer, words)):
            return redirect("invitation_answer", token)
    values = {
        **about(partner.alliance),
        "letter": letter_to(partner),
        "partner": partner,
        "token": token,
        "form": form,
        "may_answer": may_answer(partner),
        "answered": partner.answered_at is not None,
        "others": others_of(partner),
    }
    return render(request, "coordination/invitation_answer.html", values)


def _answered(partner: AlliancePartner, answer: str, words: str) -> AlliancePartner:
    return answer_invitation(by=invited(partner), partner=partner, answer=answer, words=words)


def _mailed(request: Request, partner: AlliancePartner, form: InviteForm, site: str) -> bool:
    """Whether the mail left; when not, the form says why and keeps what was typed."""
    email = form.cleaned_data["email"]
    done = tried(
        form,
        lambda: send_invitation(by=request.actor, partner=partner, facts=form.facts(), email=email, site=site),
    )
    if done is None:
        return False
    if not done[1]:
        form.add_error(
            None, _("The mail could not be sent: the mail server did not take it. Nothing is lost. Try again.")
        )
        return False
    messages.success(request, _("The invitation to “%(name)s” is sent.") % {"name": partner.name})
    return True


def _partner(request: Request, pk: UUID) -> AlliancePartner:
    """A player of an alliance that this actor may work on."""
    rows = AlliancePartner.objects.visible_to(request.actor)
    partner = get_object_or_404(rows.select_related("alliance__lead", "alliance__theme", "organisation"), pk=pk)
    if not may_edit_alliance(request.actor, partner.alliance):
        raise NotAllowed(_("You may not work on this alliance."))
    return partner
