"""Two organisations, one entry: saying that it is yours, and deciding whose it is."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.directory.actions.editing import locked_service
from wijkhart.directory.actions.indexing import reindex
from wijkhart.directory.models import ChangeState, Claim, Service, ServiceChange
from wijkhart.directory.perms import may_claim


def claim_service(*, by: Actor, service: Service, organisation: Organisation, reason: str) -> Claim:
    """Say that an entry of another organisation is yours; the wijk team decides."""
    if not may_claim(by, service, organisation):
        raise NotAllowed(_("You may not claim this entry for this organisation."))
    if not reason.strip():
        raise Refused(_("Say why this entry belongs to your organisation."), field="reason")
    if f",{service.municipality_code}," not in organisation.municipality_codes:
        raise Refused(_("Your organisation does not work in this municipality."))
    try:
        with transaction.atomic():
            made = Claim.objects.create(
                service=service,
                organisation=organisation,
                municipality_code=service.municipality_code,
                reason=reason.strip()[:300],
                actor_id=by.actor_id,
            )
            record(by, "claim.made", made, municipality=made.municipality_code)
    except IntegrityError as error:
        raise Refused(_("Your organisation has already claimed this entry. The wijk team decides.")) from error
    return made


def decide_claim(*, by: Actor, claim: Claim, granted: bool) -> Claim:
    """Give the entry to who claims it, or not. When it is given, the other claims on it are declined."""
    if not by.may("service.approve", claim.municipality_code):
        raise NotAllowed(_("You may not decide on claims in this municipality."))
    with transaction.atomic():
        service = locked_service(claim.service)
        row = Claim.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=claim.pk)
        if row.decided_at is not None:
            raise Refused(_("Somebody else has decided on this claim already."))
        _settle(by, row, granted)
        if granted:
            hand_over(by, service, row.organisation)
            for other in service.claims.open():
                _settle(by, other, granted=False)
    return row


def _settle(by: Actor, claim: Claim, granted: bool) -> None:
    claim.granted, claim.decided_by, claim.decided_at = granted, by.actor_id, timezone.now()
    claim.save()
    verb = "claim.granted" if granted else "claim.declined"
    record(by, verb, claim, municipality=claim.municipality_code)


def hand_over(by: Actor, service: Service, organisation: Organisation) -> None:
    """The entry changes hands; what the earlier provider still had waiting is withdrawn."""
    now = timezone.now()
    waiting = ServiceChange.objects.waiting().filter(service=service)
    waiting.update(state=ChangeState.WITHDRAWN, decided_by=by.actor_id, decided_at=now)
    ServiceChange.objects.create(
        service=service,
        provider=organisation,
        municipality_code=service.municipality_code,
        verb="claimed",
        facts={"provider": [_key(service.provider_id), _key(organisation.pk)]},
        base_version=service.version,
        state=ChangeState.LIVE,
        actor_id=by.actor_id,
    )
    service.provider = organisation
    service.version += 1
    service.changed_at = now
    service.save(update_fields=["provider", "version", "changed_at"])
    reindex([service])


def _key(organisation: UUID) -> str:
    return str(organisation)
