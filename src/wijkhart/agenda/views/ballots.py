"""The vote of residents: opening it, voting without an account, and the button behind the link in the mail."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijkhart.agenda.actions import (
    BallotFacts,
    confirm_vote,
    make_codes,
    open_ballot,
    vote_by_code,
    vote_by_mail,
)
from wijkhart.agenda.actions.ballots import digest_of, unusable
from wijkhart.agenda.forms.ballots import BallotForm, CodesForm, VoteForm
from wijkhart.agenda.models import AgendaState, Ballot, Vote
from wijkhart.agenda.queries.reading import PUBLIC, agenda_title, area_of
from wijkhart.agenda.views.place import agenda_or_404, ask_right, sender_of, tried
from wijkhart.core.errors import Refused
from wijkhart.core.export import export_response
from wijkhart.core.http import Request


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agenda_ballot(request: Request, pk: UUID) -> HttpResponse:
    """Set the terms of the vote; make codes for letters."""
    agenda = agenda_or_404(request, pk)
    ask_right(request, "agenda.edit", agenda.municipality_code)
    ballot = Ballot.objects.visible_to(request.actor).filter(agenda=agenda).first()
    making = "count" in request.POST
    form = BallotForm(
        request.POST if request.POST and not making else None, initial=BallotForm.told(ballot) if ballot else {}
    )
    codes = CodesForm(request.POST if making else None)
    if ballot is not None and making and codes.is_valid():
        count = codes.cleaned_data["count"]
        made = tried(codes, lambda: make_codes(by=request.actor, ballot=ballot, count=count))
        if made is not None:
            return export_response("csv", _("codes for letters"), [_("Code")], [[code] for code in made])
    if request.method == "POST" and not making and form.is_valid():
        facts = BallotFacts(**form.cleaned_data)
        if tried(form, lambda: open_ballot(by=request.actor, agenda=agenda, facts=facts)) is not None:
            messages.success(request, _("The vote is set. Share its address with the residents."))
            return redirect("agenda_ballot", agenda.pk)
    area = area_of(agenda)
    values = {
        "agenda": agenda,
        "area": area,
        "title": agenda_title(agenda, area.name),
        "ballot": ballot,
        "form": form,
        "codes": codes if ballot is not None and ballot.by_code else None,
        "made": ballot.codes.count() if ballot else 0,
        "voices": ballot.votes.filter(confirmed_at__isnull=False).count() if ballot else 0,
    }
    return render(request, "agenda/agenda_ballot.html", values)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ballot_vote(request: Request, pk: UUID) -> HttpResponse:
    """Divide points over the issues of a wijk; no account needed."""
    ballot = get_object_or_404(Ballot.objects.visible_to(request.actor).select_related("agenda"), pk=pk)
    issues = list(ballot.agenda.issues.standing().select_related("target_group").order_by("title"))
    form = VoteForm(request.POST or None, ballot, issues)
    taking = ballot.is_open and ballot.agenda.state == AgendaState.PRIORITISING
    if request.method == "POST" and form.is_valid() and _voted(request, ballot, form):
        return redirect(ballot)
    area = area_of(ballot.agenda)
    values = {
        "ballot": ballot,
        "area": area,
        "title": agenda_title(ballot.agenda, area.name),
        "form": form,
        "taking": taking,
        "public": ballot.agenda.state in PUBLIC,
    }
    return render(request, "agenda/ballot_vote.html", values)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote_confirm(request: Request, token: str) -> HttpResponse:
    """The page behind the link in the mail; only its button counts, because mail scanners open links."""
    vote = Vote.objects.filter(confirm_digest=digest_of(token)).select_related("ballot__agenda").first()
    if vote is None:
        return render(request, "agenda/vote_refused.html", {"reason": unusable()}, status=410)
    if request.method == "POST":
        try:
            confirm_vote(by=request.actor, token=token)
        except Refused as refused:
            return render(request, "agenda/vote_refused.html", {"reason": refused.message}, status=410)
        messages.success(request, _("Thank you. Your voice counts."))
        return redirect(vote.ballot)
    issues = vote.ballot.agenda.issues.standing().order_by("title")
    chosen = [(issue.title, vote.pending[str(issue.pk)]) for issue in issues if str(issue.pk) in vote.pending]
    values = {"vote": vote, "chosen": chosen, "area": area_of(vote.ballot.agenda), "changes": bool(vote.choices)}
    return render(request, "agenda/vote_confirm.html", values)


def _voted(request: Request, ballot: Ballot, form: VoteForm) -> bool:
    """Whether the voice was taken; when not, the form says why. Who gave a code needs no mail."""
    given, sender = form.cleaned_data, sender_of(request)
    if given.get("code"):
        done = tried(
            form,
            lambda: vote_by_code(
                by=request.actor, ballot=ballot, code=given["code"], choices=form.choices(), sender=sender
            ),
        )
        words = _("Thank you. Your voice counts. You can change it with the same code until the vote closes.")
    else:
        site = request.build_absolute_uri("/")
        done = tried(
            form,
            lambda: vote_by_mail(
                by=request.actor,
                ballot=ballot,
                email=given["email"],
                choices=form.choices(),
                sender=sender,
                site=site,
            ),
        )
        words = _("Almost done. Look in your mailbox and press the button behind the link. Then your voice counts.")
    if done is not None:
        messages.success(request, words)
    return done is not None
