"""Whom to ask about what: the entries that are due, per organisation that gets the mail."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from wijkhart.accounts.models import Organisation
from wijkhart.core.mails import MailFault
from wijkhart.directory.freshness import limits, season_of, to_ask
from wijkhart.directory.models import (
    Digest,
    DigestKind,
    FieldGroup,
    Freshness,
    Service,
    Suggestion,
)
from wijkhart.directory.queries.freshness import clocks_with, confirmations_of, periods_in_force
from wijkhart.directory.queries.within import shown

CAMPAIGNS: Final = (DigestKind.SUMMER, DigestKind.CHRISTMAS)
ROUND: Final = (DigestKind.REGULAR, DigestKind.REMINDER)


@dataclass(frozen=True, slots=True)
class Due:
    """One service and the groups of facts to ask about."""

    service: Service
    groups: list[str]


@dataclass(slots=True)
class Asked:
    """An organisation that gets the mail, with all that it is asked about."""

    organisation: Organisation
    due: list[Due] = field(default_factory=list)


def asked_in(
    municipality: str, kind: str = DigestKind.REGULAR, organisation: UUID | None = None, *, counting: bool = False
) -> list[Asked]:
    """Everyone to ask there, by name: the provider, or who keeps the entries of the group on its behalf.

    For `counting` the services come without what a page shows of them.
    """
    today = timezone.localdate()
    known = Service.objects.open().filter(published=True, municipality_code=municipality)
    services = known if counting else shown(known).select_related("place", "room")
    services = services.select_related("provider__kept_by")
    services = services.filter(_with_times(today)) if kind in CAMPAIGNS else services.exclude(freshness=Freshness.FRESH)
    if organisation:
        services = services.filter(Q(provider=organisation) | Q(provider__kept_by=organisation))
    found: dict[UUID, Asked] = {}
    for due in _due(list(services.order_by("name", "pk")), municipality, kind, today):
        who = due.service.provider.kept_by or due.service.provider
        if organisation in (None, who.pk):
            found.setdefault(who.pk, Asked(who)).due.append(due)
    return sorted(found.values(), key=lambda asked: (asked.organisation.name, asked.organisation.pk))


def _with_times(today: date) -> Q:
    return Q(schedule__isnull=False) & (Q(schedule__ends_on=None) | Q(schedule__ends_on__gte=today))


def _due(services: Sequence[Service], municipality: str, kind: str, today: date) -> Iterable[Due]:
    """Leaves out what the wijk team still has a message about: who said that something is wrong is not asked again."""
    keys = [service.pk for service in services]
    waiting = set(Suggestion.objects.open().filter(service__in=keys).values_list("service_id", "group"))
    periods, confirmed = periods_in_force(municipality), confirmations_of(keys)
    for service in services:
        found: list[str] = [FieldGroup.TIMES]
        if kind not in CAMPAIGNS:
            known = clocks_with(service, periods[service.kind], confirmed[service.pk], today)
            found = to_ask(known, today=today, limits=limits())
        groups = [one for one in found if not {(service.pk, one), (service.pk, "")} & waiting]
        if groups:
            yield Due(service, groups)


def digests_by_organisation(municipality: str, organisation: UUID | None = None) -> dict[UUID, list[Digest]]:
    """What each organisation was asked there, oldest first."""
    rows = Digest.objects.filter(municipality_code=municipality).order_by("sent_at", "pk")
    found: dict[UUID, list[Digest]] = defaultdict(list)
    for row in rows.filter(organisation=organisation) if organisation else rows:
        found[row.organisation_id].append(row)
    return found


def may_mail(kind: str, history: Sequence[Digest], now: datetime) -> bool:
    """Whether an organisation with this history gets a mail of this kind now."""
    known = limits()
    mails = [one for one in history if one.kind != DigestKind.PHONE and one.failed != MailFault.UNREACHABLE]
    if mails and mails[-1].sent_at > now - timedelta(days=known.between_mails):
        return False
    if kind in CAMPAIGNS:
        season = season_of(timezone.localdate(now))
        return bool(season and season[0] == kind) and not _had(mails, kind, season[1] if season else None)
    last = next((one for one in reversed(mails) if one.kind in ROUND), None)
    waits = last is not None and last.answered_at is None and last.expires_at > now
    if kind == DigestKind.REMINDER:
        return waits and last is not None and last.kind == DigestKind.REGULAR and last.failed != MailFault.REFUSED
    return not waits


def _had(mails: Sequence[Digest], kind: str, since: date | None) -> bool:
    return any(one.kind == kind and since and timezone.localdate(one.sent_at) >= since for one in mails)
