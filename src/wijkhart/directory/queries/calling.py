"""Who stays silent and is called: no address, a mail that did not arrive, or no answer to mail and reminder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.mails import MailFault
from wijkhart.directory.freshness import limits
from wijkhart.directory.models import Digest, DigestKind
from wijkhart.directory.queries.asking import ROUND, Asked, Due, asked_in, digests_by_organisation


class Silence(models.TextChoices):
    """Why somebody is called."""

    NO_ADDRESS = "no_address", _("no e-mail address known")
    MAIL_FAILED = "mail_failed", _("the mail did not arrive")
    NO_ANSWER = "no_answer", _("no answer to mail and reminder")


@dataclass(frozen=True, slots=True)
class Call:
    """One organisation to call."""

    organisation: Organisation
    why: Silence
    due: list[Due]
    tried_at: datetime | None
    """When it was called last without an answer."""

    @property
    def districts(self) -> set[str]:
        """The wijken of what it is asked about."""
        services = [one.service for one in self.due]
        return {one.place.district_code if one.place else one.district_code for one in services} - {""}


def calls_in(municipality: str) -> list[Call]:
    """Everyone to call there, by name."""
    history = digests_by_organisation(municipality)
    found = (_call(asked, history.get(asked.organisation.pk, [])) for asked in asked_in(municipality))
    return [call for call in found if call]


def call_of(municipality: str, organisation: UUID) -> Call | None:
    """One organisation to call; None when there is nothing to ask it by telephone."""
    asked = asked_in(municipality, organisation=organisation)
    history = digests_by_organisation(municipality, organisation)
    return _call(asked[0], history.get(organisation, [])) if asked else None


def _call(asked: Asked, history: Sequence[Digest]) -> Call | None:
    why = silence_of(asked.organisation, history, timezone.now())
    tried = next((one.sent_at for one in reversed(history) if one.kind == DigestKind.PHONE), None)
    return Call(asked.organisation, why, asked.due, tried) if why else None


def silence_of(organisation: Organisation, history: Sequence[Digest], now: datetime) -> Silence | None:
    """Why this organisation is called; None when the mails can still do it."""
    if not organisation.email:
        return Silence.NO_ADDRESS
    mails = [one for one in history if one.kind in ROUND and one.failed != MailFault.UNREACHABLE]
    last = mails[-1] if mails else None
    if last is None or last.answered_at:
        return None
    if last.failed in (MailFault.REFUSED, MailFault.SENDING):
        return Silence.MAIL_FAILED
    late = last.sent_at <= now - timedelta(days=limits().called_after)
    return Silence.NO_ANSWER if last.kind == DigestKind.REMINDER and late else None
