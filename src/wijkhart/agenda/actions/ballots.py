"""The voice of residents: an open vote, by a confirmed address or by a code from a letter."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from wijkhart.agenda.actions.flood import too_many
from wijkhart.agenda.actions.holding import hold_agenda
from wijkhart.agenda.models import Agenda, AgendaState, Ballot, BallotCode, Issue, Vote
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, Refused

ALPHABET: Final = "BCDFGHJKLMNPQRSTVWXZ23456789"
"""Without vowels and look-alikes: no words, no doubt when read aloud."""
CODE_LENGTH: Final = 10
MOST_CODES: Final = 20_000
PER_SENDER: Final = 30
"""Votes an hour from one internet connection: enough for a table in a community centre."""
PER_ADDRESS: Final = 3
"""Mails an hour to one address, so that nobody can bury somebody else in mail."""


@dataclass(frozen=True, slots=True)
class BallotFacts:
    """Between which days, with how many points, and how a voter is counted once."""

    opens_on: date
    closes_on: date
    points: int = 5
    by_email: bool = True
    by_code: bool = False


def open_ballot(*, by: Actor, agenda: Agenda, facts: BallotFacts) -> Ballot:
    """Let residents vote on the issues of an agenda; the terms can change until the first voice has come in."""
    _refuse_bad(facts)
    with transaction.atomic():
        locked = hold_agenda(by, agenda, "agenda.edit")
        if locked.state != AgendaState.PRIORITISING:
            raise Refused(_("Residents vote while the agenda is being put in order."))
        known = Ballot.objects.filter(agenda=locked).first()
        if known is not None and known.votes.exists():
            raise Refused(_("Voices have come in already. The rules of a vote do not change halfway."))
        told = {name: getattr(facts, name) for name in BallotFacts.__dataclass_fields__}
        made, _new = Ballot.objects.update_or_create(agenda=locked, defaults=told)
        record(by, "ballot.set", made, municipality=locked.municipality_code)
    return made


def make_codes(*, by: Actor, ballot: Ballot, count: int) -> list[str]:
    """Codes for letters. They are given once, here; only their digests are kept, so nobody can look them up later."""
    if not 1 <= count <= MOST_CODES:
        message = _("Choose a number from 1 to %(most)s.") % {"most": MOST_CODES}
        raise Refused(message, field="count")
    with transaction.atomic():
        locked = hold_agenda(by, ballot.agenda, "agenda.edit")
        if not ballot.by_code:
            raise Refused(_("This vote does not work with codes."), field="count")
        codes = [_new_code() for _number in range(count)]
        rows = [BallotCode(ballot=ballot, digest=code_digest(code)) for code in codes]
        BallotCode.objects.bulk_create(rows, batch_size=500)
        record(by, "ballot.coded", ballot, municipality=locked.municipality_code)
    return codes


def vote_by_mail(*, by: Actor, ballot: Ballot, email: str, choices: Mapping[str, int], sender: str, site: str) -> Vote:
    """Keep a voice that waits for the link in the mail; what counted before keeps counting until then."""
    kept = _checked(ballot, choices, sender)
    if not ballot.by_email:
        raise Refused(_("This vote works with a code from a letter."), field="email")
    voter = voter_of_email(ballot, email)
    if too_many("vote-mail", voter, PER_ADDRESS):
        message = _("We sent several mails to this address. Look in your mailbox, also under unwanted mail.")
        raise Refused(message, field="email")
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        held = _held(ballot)
        vote, _new = Vote.objects.select_for_update().get_or_create(ballot=held, voter=voter)
        vote.pending, vote.confirm_digest, vote.given_at = kept, digest_of(token), timezone.now()
        vote.save()
        record(by, "vote.given", held, municipality=held.agenda.municipality_code)
    _mail(ballot, email, site.rstrip("/") + reverse("vote_confirm", args=[token]))
    return vote


def confirm_vote(*, by: Actor, token: str) -> Vote:
    """Let a voice count: by the button on the page behind the link, never by opening the link."""
    with transaction.atomic():
        found = Vote.objects.select_related("ballot__agenda").filter(confirm_digest=digest_of(token)).first()
        if found is None:
            raise Refused(unusable())
        held = _held(found.ballot)
        vote = Vote.objects.select_for_update().get(pk=found.pk)
        if vote.confirm_digest != digest_of(token):
            raise Refused(unusable())
        vote.choices, vote.pending, vote.confirm_digest = _still_there(held, vote.pending), {}, ""
        vote.confirmed_at = timezone.now()
        vote.save()
        record(by, "vote.confirmed", held, municipality=held.agenda.municipality_code)
    return vote


def vote_by_code(*, by: Actor, ballot: Ballot, code: str, choices: Mapping[str, int], sender: str) -> Vote:
    """A voice by a code from a letter; the same code again changes it, until the vote closes."""
    kept = _checked(ballot, choices, sender)
    with transaction.atomic():
        held = _held(ballot)
        known = BallotCode.objects.select_for_update().filter(ballot=held, digest=code_digest(code)).first()
        if known is None or not held.by_code:
            raise Refused(_("We do not know this code. Look at the letter and type it again."), field="code")
        now = timezone.now()
        if known.used_at is None:
            known.used_at = now
            known.save(update_fields=["used_at"])
        told = {"choices": kept, "given_at": now, "confirmed_at": now}
        vote, _new = Vote.objects.update_or_create(ballot=held, voter=voter_of_code(held, code), defaults=told)
        record(by, "vote.given", held, municipality=held.agenda.municipality_code)
    return vote


def unusable() -> str:
    """What is said of a link that does not work any more."""
    return _("This link does not work any more. You used it already, or a newer mail took its place.")


def digest_of(token: str) -> str:
    """What is kept of the link in a mail."""
    return hashlib.sha256(token.encode()).hexdigest()


def code_digest(code: str) -> str:
    """What is kept of a code; without the secret of this site nobody can try all codes."""
    return salted_hmac("wijkhart.agenda.code", _bare(code), algorithm="sha256").hexdigest()


def voter_of_code(ballot: Ballot, code: str) -> str:
    """Who votes, as a digest that differs from vote to vote."""
    return salted_hmac(f"wijkhart.agenda.vote.code.{ballot.pk}", _bare(code), algorithm="sha256").hexdigest()


def voter_of_email(ballot: Ballot, email: str) -> str:
    """Who votes, as a digest; what follows a + in an address is the same mailbox and the same voter."""
    name, _at, domain = email.strip().lower().rpartition("@")
    address = f"{name.split('+')[0]}@{domain}"
    return salted_hmac(f"wijkhart.agenda.vote.mail.{ballot.pk}", address, algorithm="sha256").hexdigest()


def _refuse_bad(facts: BallotFacts) -> None:
    faults = (
        (facts.closes_on < facts.opens_on, "closes_on", _("The last day comes before the first.")),
        (facts.closes_on < timezone.localdate(), "closes_on", _("This day has passed.")),
        (not 1 <= facts.points <= 20, "points", _("Give each voter 1 to 20 points.")),
        (not (facts.by_email or facts.by_code), "by_email", _("Choose at least one way to vote.")),
    )
    problems = [
        InputProblem(_("vote"), None, field, message, _("Change it and save again."))
        for wrong, field, message in faults
        if wrong
    ]
    if problems:
        raise BadInput(problems)


def _checked(ballot: Ballot, choices: Mapping[str, int], sender: str) -> dict[str, int]:
    """The points that are given, when they can be: a flood and a wrong sum are refused, each with a sentence."""
    if too_many("vote", f"{ballot.pk} {sender}", PER_SENDER):
        message = _("Very many voices come from your internet connection. Wait an hour, or vote at another place.")
        raise Refused(message)
    given = {key: points for key, points in choices.items() if points}
    if any(points < 0 for points in given.values()):
        raise Refused(_("Points cannot be less than 0."))
    total = sum(given.values())
    if not total:
        raise Refused(_("Give at least one point."))
    if total > ballot.points:
        message = _("You gave %(given)s points. You have %(points)s. Take some away.")
        raise Refused(message % {"given": total, "points": ballot.points})
    if given != _still_there(ballot, given):
        raise Refused(_("The list has changed meanwhile. Load the page again and vote once more."))
    return given


def _still_there(ballot: Ballot, choices: Mapping[str, int]) -> dict[str, int]:
    known = {str(pk) for pk in Issue.objects.filter(agenda_id=ballot.agenda_id).values_list("pk", flat=True)}
    return {key: points for key, points in choices.items() if key in known}


def _held(ballot: Ballot) -> Ballot:
    """The vote as it is now, locked with its agenda, when it is open."""
    agenda = Agenda.objects.select_for_update().get(pk=ballot.agenda_id)
    held = Ballot.objects.select_for_update().get(pk=ballot.pk)
    held.agenda = agenda
    today = timezone.localdate()
    if today < held.opens_on:
        raise Refused(_("This vote is not open yet."))
    if today > held.closes_on or agenda.state != AgendaState.PRIORITISING:
        raise Refused(_("This vote has closed. Voices can no longer be given or changed."))
    return held


def _new_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _letter in range(CODE_LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def _bare(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter in ALPHABET)


def _mail(ballot: Ballot, email: str, link: str) -> None:
    """Outside the transaction: a slow mail server must not hold up others."""
    with translation.override(settings.LANGUAGE_CODE):
        values = {"ballot": ballot, "link": link, "site_name": settings.SITE_NAME}
        text = render_to_string("agenda/vote_mail.txt", values)
        subject = _("%(site)s: confirm your voice") % {"site": settings.SITE_NAME}
        try:
            send_mail(subject, text, None, [email.strip()])
        except (SMTPException, OSError) as error:
            raise Refused(_("The mail could not be sent. Try again later."), field="email") from error
