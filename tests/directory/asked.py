"""Makers for the tests of asking: entries whose clocks stand at a chosen day."""

from datetime import timedelta
from typing import Any

from django.core import mail
from django.utils import timezone
from tests import make

from wijkhart.core.actors import System
from wijkhart.directory.actions import send_digests
from wijkhart.directory.actions.asking import Sent
from wijkhart.directory.freshness import worst
from wijkhart.directory.models import Confirmation, Digest, DigestKind, FieldGroup, Service
from wijkhart.directory.queries.freshness import clocks_of

BY = System("test")
SITE = "https://wijkhart.example/"


def confirmed(service: Service, days_ago: int, groups: list[str] | None = None) -> Service:
    """The service as if these groups (all) were confirmed so many days ago, and the night had passed since."""
    day = timezone.localdate() - timedelta(days=days_ago)
    for group in groups or FieldGroup.values:
        Confirmation.objects.update_or_create(service=service, group=group, defaults={"confirmed_on": day})
    service.confirmed_at = day
    service.freshness = worst(clocks_of(service))
    service.save()
    return service


def due(name: str = "Welpen", days_ago: int = 130, **facts: Any) -> Service:
    """An activity whose hours are due."""
    provider = facts.pop("provider", None) or make.organisation("Scouting", email="scouting@example.org")
    schedule = make.schedule()
    schedule.municipality_code = make.AMERSFOORT
    schedule.save()
    return confirmed(make.service(name, provider=provider, schedule=schedule, **facts), days_ago)


def ask(kind: str = DigestKind.REGULAR) -> Sent:
    """A round of mails in Amersfoort."""
    return send_digests(by=BY, municipality=make.AMERSFOORT, kind=kind, site=SITE)


def token_of(number: int = -1) -> str:
    """The secret in a mail that was sent."""
    text = str(mail.outbox[number].body)
    return text.split("/klopt-het-nog/")[1].split("/")[0]


def earlier(days: int) -> None:
    """Let all that was asked so far have been asked so many days before."""
    for digest in Digest.objects.all():
        digest.sent_at -= timedelta(days=days)
        digest.expires_at -= timedelta(days=days)
        digest.save()
