"""Hearing from anyone that an entry is not right, and answering."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wijkhart.audit.actions import record
from wijkhart.core.actors import NATIONAL, Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.limits import takes_turn
from wijkhart.core.links import digest_of, new_token
from wijkhart.core.mails import MailFault, deliver
from wijkhart.directory.models import FieldGroup, Service, Suggestion, SuggestionState
from wijkhart.directory.perms import may_answer_suggestions

PER_SERVICE_A_DAY: Final = 20
PER_MUNICIPALITY_AN_HOUR: Final = 60
ADDRESS_KEPT: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says: about which facts (empty: something else), in which words, and where to answer."""

    text: str
    group: str = ""
    email: str = ""


def suggest(*, by: Actor, service: Service, told: Told, sender: str) -> tuple[Suggestion, str]:
    """Keep a suggestion of anyone who can see the entry; gives it with the secret of the page that shows the answer.

    `sender` is who sends, as `core.limits.sender_of` says it: too many in an hour are refused.
    """
    if not Service.objects.visible_to(by).filter(pk=service.pk).exists():
        raise NotAllowed(_("You may not see this entry."))
    if not takes_turn("suggest", sender):
        raise Refused(_too_many())
    token, kept = new_token()
    with transaction.atomic():
        made = _keep(by, service, told, kept)
        _refuse_flood(made)
    return made, token


def pass_on(*, by: Actor, service: Service, text: str, group: str = "") -> Suggestion:
    """Keep what a provider answered for the wijk team; called inside the transaction of the answer."""
    said = _("From the provider: %(text)s") % {"text": text}
    return _keep(by, service, Told(said[:1000], group), new_token()[1])


def _keep(by: Actor, service: Service, told: Told, kept: str) -> Suggestion:
    made = Suggestion.objects.create(
        service=service,
        municipality_code=service.municipality_code,
        group=told.group if told.group in FieldGroup.values else "",
        text=told.text.strip(),
        email=told.email.strip(),
        token_digest=kept,
    )
    record(by, "suggestion.made", made, municipality=service.municipality_code)
    return made


def _refuse_flood(made: Suggestion) -> None:
    """Stands after the record: who records in one municipality waits in line, so that the counts are exact."""
    now = timezone.now()
    today = Suggestion.objects.filter(service=made.service, made_at__gt=now - timedelta(days=1)).count()
    here = Suggestion.objects.filter(
        municipality_code=made.municipality_code, made_at__gt=now - timedelta(hours=1)
    ).count()
    if today > PER_SERVICE_A_DAY or here > PER_MUNICIPALITY_AN_HOUR:
        raise Refused(_too_many())


def _too_many() -> str:
    said = _("Too many messages are coming in now. Try again in an hour. What you typed is still here.")
    if not settings.CONTACT_EMAIL:
        return said
    return said + " " + _("Or mail us: %(address)s.") % {"address": settings.CONTACT_EMAIL}


def answer_suggestion(*, by: Actor, suggestion: Suggestion, state: str, answer: str, site: str) -> Suggestion:
    """Say what is done with it. The sender gets the answer by mail when an address was given; that is wiped then."""
    if not may_answer_suggestions(by, suggestion.municipality_code):
        raise NotAllowed(_("You may not answer suggestions in this municipality."))
    if state not in (SuggestionState.ACCEPTED, SuggestionState.DECLINED):
        raise Refused(_("Choose what you do with it."), field="state")
    if not answer.strip():
        raise Refused(_("Write an answer; a sentence is enough."), field="answer")
    with transaction.atomic():
        locked = Suggestion.objects.select_for_update().select_related("service").get(pk=suggestion.pk)
        if locked.state != SuggestionState.NEW:
            raise Refused(_("A colleague has already answered this message."))
        address, locked.email = locked.email, ""
        locked.state, locked.answer = state, answer.strip()
        locked.answered_by, locked.answered_at = by.actor_id, timezone.now()
        locked.save()
        record(by, "suggestion.answered", locked, municipality=locked.municipality_code)
    fault = _mail(locked, address, site) if address else None
    if fault:
        raise AnswerNotMailed(fault)
    return locked


class AnswerNotMailed(Refused):
    """The answer is kept and stands on the page of the sender, but the mail did not leave."""

    def __init__(self, fault: MailFault) -> None:
        said = _("The answer is kept, but could not be mailed: %(reason)s. The sender can still read it on the page.")
        super().__init__(said % {"reason": fault.label})


def _mail(suggestion: Suggestion, address: str, site: str) -> MailFault | None:
    service = suggestion.service
    link = site.rstrip("/") + reverse("service_detail", args=[service.pk])
    facts = {"suggestion": suggestion, "service": service, "link": link}
    return deliver("directory/suggestion_mail.txt", address, gettext_noop("answer to your message"), facts)


def wipe_addresses(*, by: Actor) -> int:
    """Forget the addresses of messages that nobody answered in 90 days; gives how many. Part of every night."""
    if not by.may("suggestion.answer", NATIONAL):
        raise NotAllowed(_("You may not do this for every municipality."))
    old = Suggestion.objects.exclude(email="").filter(made_at__lt=timezone.now() - ADDRESS_KEPT)
    with transaction.atomic():
        wiped = old.update(email="")
        if wiped:
            record(by, "suggestion.forgotten")
    return wiped


def found_by(token: str) -> Suggestion | None:
    """The suggestion whose sender holds this secret."""
    return Suggestion.objects.select_related("service").filter(token_digest=digest_of(token)).first()
