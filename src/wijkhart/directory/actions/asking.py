"""Asking providers whether their entries still hold: by mail, with a link that needs no account, and by telephone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wijkhart.accounts.models import Organisation
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.links import new_token
from wijkhart.core.mails import MailFault, deliver
from wijkhart.core.progress import Progress, silent
from wijkhart.directory.actions.editing import close_service
from wijkhart.directory.actions.freshness import confirm_service
from wijkhart.directory.actions.suggesting import pass_on
from wijkhart.directory.asked_words import Fact, facts_of
from wijkhart.directory.freshness import limits, season_of
from wijkhart.directory.links import holder_of, usable
from wijkhart.directory.models import (
    ConfirmedBy,
    Digest,
    DigestItem,
    DigestKind,
    FieldGroup,
    LifeCycle,
    Service,
)
from wijkhart.directory.perms import may_ask, may_confirm
from wijkhart.directory.queries.asking import CAMPAIGNS, Asked, asked_in, digests_by_organisation, may_mail

GIVE_UP_AFTER: Final = 3
SUBJECTS: Final = {
    DigestKind.REGULAR: gettext_noop("is what you offer still right?"),
    DigestKind.REMINDER: gettext_noop("one more time: is what you offer still right?"),
    DigestKind.SUMMER: gettext_noop("do you go on in the summer?"),
    DigestKind.CHRISTMAS: gettext_noop("do you go on around Christmas?"),
}


@dataclass(slots=True)
class Sent:
    """What came of a round of mails."""

    sent: int = 0
    failed: int = 0
    without_address: int = 0
    not_now: int = 0
    """Those who had a mail not long ago, or who are called by telephone now."""


def send_digests(*, by: Actor, municipality: str, kind: str, site: str, progress: Progress = silent) -> Sent:
    """Mail every provider there that has something to confirm. `site` is where this Wijkhart stands.

    Each mail is written down before it leaves, so that work that broke off and is run again sends none twice; a mail
    that did not leave keeps its reason. After three in a row that the mail server did not take, the rest waits.
    """
    if not may_ask(by, municipality):
        raise NotAllowed(_("You may not ask the providers of this municipality."))
    if kind not in SUBJECTS:
        raise Refused(_("This is not a kind of mail."))
    outcome, in_a_row = Sent(), 0
    everyone = asked_in(municipality, kind)
    for number, asked in enumerate(everyone):
        progress(number, len(everyone), _("Asking providers"))
        fault = _ask(by, municipality, kind, site, asked, outcome)
        in_a_row = in_a_row + 1 if fault == MailFault.UNREACHABLE else 0
        if in_a_row == GIVE_UP_AFTER:
            raise Refused(_("The mail server does not answer. Nothing is lost: run this again later."))
    progress(len(everyone), len(everyone), _("Done"))
    return outcome


def _ask(by: Actor, municipality: str, kind: str, site: str, asked: Asked, outcome: Sent) -> MailFault | None:
    if not asked.organisation.email:
        outcome.without_address += 1
        return None
    opened = _open(by, municipality, kind, asked)
    if opened is None:
        outcome.not_now += 1
        return None
    digest, token = opened
    fault = _mail(digest, asked, site.rstrip("/") + reverse("digest_answer", args=[token]))
    Digest.objects.filter(pk=digest.pk).update(failed=fault or "")
    outcome.sent, outcome.failed = outcome.sent + (fault is None), outcome.failed + (fault is not None)
    return fault


def _open(by: Actor, municipality: str, kind: str, asked: Asked) -> tuple[Digest, str] | None:
    """Write down that this one is asked now; None when it may not be, seen while nobody else can ask it too."""
    token, kept = new_token()
    now = timezone.now()
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(pk=asked.organisation.pk)
        history = digests_by_organisation(municipality, organisation.pk)[organisation.pk]
        if not may_mail(kind, history, now):
            return None
        digest = Digest.objects.create(
            organisation=organisation,
            municipality_code=municipality,
            kind=kind,
            token_digest=kept,
            sent_at=now,
            expires_at=now + timedelta(days=limits().link_valid),
            failed=MailFault.SENDING,
        )
        DigestItem.objects.bulk_create(
            DigestItem(digest=digest, service=due.service, groups=due.groups) for due in asked.due
        )
        record(by, "digest.sent", digest, municipality=municipality)
    return digest, token


def _mail(digest: Digest, asked: Asked, link: str) -> MailFault | None:
    """Outside the transaction: a slow mail server must not hold up other writes."""
    facts = {"digest": digest, "organisation": asked.organisation, "due": asked.due, "link": link}
    return deliver("directory/digest_mail.txt", asked.organisation.email, SUBJECTS[DigestKind(digest.kind)], facts)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said about one service: which groups of facts are wrong, whether it stopped, and in words."""

    wrong: tuple[str, ...] = ()
    ended: bool = False
    text: str = ""

    @property
    def right(self) -> bool:
        return not (self.wrong or self.ended or self.text.strip())


RIGHT: Final = Answer()


def answer_digest(*, by: Actor, digest: Digest, answers: Mapping[int, Answer]) -> Digest:
    """Take the answer behind a link, once: what is right is confirmed, what is wrong goes to the wijk team.

    `answers` are by the key of the item; about what is not in it everything is right.
    """
    with transaction.atomic():
        locked = usable(Digest.objects.select_for_update().get(pk=digest.pk))
        if by.actor_id != holder_of(locked).actor_id:
            raise NotAllowed(_("Only who has the link may answer this mail."))
        for item in items_of(locked, by):
            _take(by, locked, item, answers.get(item.pk, RIGHT))
        locked.answered_at = timezone.now()
        locked.save(update_fields=["answered_at"])
        _close_others(locked)
        record(by, "digest.answered", locked, municipality=locked.municipality_code)
    return locked


def items_of(digest: Digest, by: Actor) -> list[DigestItem]:
    """What can still be answered: not what ended meanwhile, or went to another provider."""
    rows = digest.items.select_related("service__provider__kept_by").exclude(service__life_cycle=LifeCycle.ENDED)
    return [item for item in rows if may_confirm(by, item.service)]


def facts_asked(item: DigestItem, digest: Digest) -> list[Fact]:
    """What the page shows of a service: all of it, or in a campaign its days and hours only."""
    known = facts_of(item.service, item.groups)
    return [fact for fact in known if fact.due] if digest.kind in CAMPAIGNS else known


def _take(by: Actor, digest: Digest, item: DigestItem, answer: Answer) -> None:
    service = item.service
    wrong = [group for group in FieldGroup.values if group in answer.wrong]
    if answer.ended:
        _stop(by, service, answer.text)
        item.answers = {"ended": "right"}
    elif answer.right:
        groups = item.groups if digest.kind in CAMPAIGNS else list(FieldGroup.values)
        confirm_service(by=by, service=service, groups=groups, how=ConfirmedBy.LINK)
        item.answers = dict.fromkeys(item.groups, "right")
    else:
        right = [group for group in item.groups if group not in wrong] if wrong else []
        if right:
            confirm_service(by=by, service=service, groups=right, how=ConfirmedBy.LINK)
        pass_on(by=by, service=service, text=_in_words(wrong, answer.text), group=wrong[0] if len(wrong) == 1 else "")
        item.answers = {**dict.fromkeys(right, "right"), **dict.fromkeys(wrong, "wrong")}
    item.save(update_fields=["answers"])


def _stop(by: Actor, service: Service, text: str) -> None:
    """Of a provider whose changes are live at once it ends now; of others the wijk team sees to it first.

    An entry that cannot be closed as it stands does not keep the provider from answering: the wijk team hears of it.
    """
    try:
        close_service(by=by, service=service, version=service.version, note=text.strip()[:300])
    except Refused:
        pass_on(by=by, service=service, text=" ".join([_("This has stopped."), text.strip()]).strip())


def _in_words(wrong: Sequence[str], text: str) -> str:
    if not wrong:
        return text.strip()
    names = ", ".join(str(FieldGroup(group).label) for group in wrong)
    return " ".join([_("not right any more: %(facts)s.") % {"facts": names}, text.strip()]).strip()


def _close_others(digest: Digest) -> None:
    """One answer is enough: earlier mails about the same need none any more."""
    same = Digest.objects.filter(
        organisation_id=digest.organisation_id, municipality_code=digest.municipality_code, answered_at=None
    ).exclude(kind=DigestKind.PHONE)
    if digest.kind in CAMPAIGNS:
        same = same.filter(kind=digest.kind)
    same.update(answered_at=digest.answered_at)


def confirm_by_phone(*, by: Actor, organisation: Organisation, services: Sequence[Service], municipality: str) -> None:
    """Write down that a provider said by telephone that all of this is right."""
    if not may_ask(by, municipality):
        raise NotAllowed(_("You may not call the providers of this municipality."))
    with transaction.atomic():
        for service in services:
            confirm_service(by=by, service=service, how=ConfirmedBy.PHONE)
        left = asked_in(municipality, organisation=organisation.pk)
        if not left:
            open_ones = Digest.objects.filter(organisation=organisation, municipality_code=municipality)
            open_ones.filter(answered_at=None).exclude(kind=DigestKind.PHONE).update(answered_at=timezone.now())


def note_not_reached(*, by: Actor, organisation: Organisation, municipality: str) -> Digest:
    """Write down that nobody answered the telephone."""
    if not may_ask(by, municipality):
        raise NotAllowed(_("You may not call the providers of this municipality."))
    now = timezone.now()
    with transaction.atomic():
        tried = Digest.objects.create(
            organisation=organisation,
            municipality_code=municipality,
            kind=DigestKind.PHONE,
            token_digest=new_token()[1],
            sent_at=now,
            expires_at=now,
        )
        record(by, "provider.called", organisation, municipality=municipality)
    return tried


def kinds_now() -> list[DigestKind]:
    """The kinds of mail to send today: reminders first, then the campaign of the season, then the regular ones."""
    season = season_of(timezone.localdate())
    return [DigestKind.REMINDER, *([season[0]] if season else []), DigestKind.REGULAR]
