"""Deciding on changes that wait: taking over, refusing, withdrawing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused
from wijkhart.directory.actions.editing import locked_service, write_change
from wijkhart.directory.actions.offering import make_service
from wijkhart.directory.facts import conflicts, differences, facts_of, offer_from, offer_of
from wijkhart.directory.models import ChangeState, Service, ServiceChange
from wijkhart.directory.perms import may_offer

TAKE: Final = "take"
KEEP: Final = "keep"


def approve_change(*, by: Actor, change: ServiceChange, choices: Mapping[str, str] | None = None) -> ServiceChange:
    """Carry out a change that waits. A field that somebody else changed as well is a conflict: `choices` says for
    each of those whether to take the change (`take`) or keep what it says now (`keep`); the others apply.
    """
    with transaction.atomic():
        service = locked_service(change.service) if change.service else None
        waiting = _locked(change)
        if not by.may("service.approve", waiting.municipality_code):
            raise NotAllowed(_("You may not decide on changes in this municipality."))
        if service is None:
            _approve_new(by, waiting)
        else:
            _approve_on(by, service, waiting, choices or {})
        record(by, "service_change.approved", waiting, municipality=waiting.municipality_code)
    return waiting


def refuse_change(*, by: Actor, change: ServiceChange, reason: str) -> ServiceChange:
    """Turn a change down, with the reason that the sender reads."""
    if not by.may("service.approve", change.municipality_code):
        raise NotAllowed(_("You may not decide on changes in this municipality."))
    if not reason.strip():
        raise Refused(_("Say why, so that the sender can do something about it."), field="reason")
    with transaction.atomic():
        waiting = _locked(change)
        waiting.reason = reason.strip()[:300]
        return _settled(by, waiting, ChangeState.REFUSED, "service_change.refused")


def withdraw_change(*, by: Actor, change: ServiceChange) -> ServiceChange:
    """Take back one's own change before anybody decided on it."""
    if not may_offer(by, change.provider, change.municipality_code):
        raise NotAllowed(_("You may not withdraw this change."))
    with transaction.atomic():
        return _settled(by, _locked(change), ChangeState.WITHDRAWN, "service_change.withdrawn")


def _locked(change: ServiceChange) -> ServiceChange:
    """The change as it stands now, held; refused when somebody decided already. The service is locked before it."""
    row = ServiceChange.objects.select_for_update(of=("self",)).select_related("provider").get(pk=change.pk)
    if row.state != ChangeState.WAITING:
        message = _("Somebody else has decided on this change already: %(state)s.")
        raise Refused(message % {"state": row.get_state_display()})
    return row


def _settled(by: Actor, change: ServiceChange, state: str, verb: str) -> ServiceChange:
    change.state = state
    _sign(by, change)
    change.save()
    record(by, verb, change, municipality=change.municipality_code)
    return change


def _sign(by: Actor, change: ServiceChange) -> None:
    change.decided_by, change.decided_at = by.actor_id, timezone.now()


def _approve_new(by: Actor, change: ServiceChange) -> None:
    said = {name: after for name, (_none, after) in change.facts.items()}
    change.service = make_service(by, offer_from(said, change.provider, change.municipality_code))
    change.state = ChangeState.LIVE
    _sign(by, change)
    change.save()


def _approve_on(by: Actor, service: Service, change: ServiceChange, choices: Mapping[str, str]) -> None:
    now = facts_of(offer_of(service))
    clashing = conflicts(change.facts, now)
    undecided = [name for name in clashing if choices.get(name) not in (TAKE, KEEP)]
    if undecided:
        message = _("Somebody changed this after the change was sent.")
        advice = _("Choose which of the two it should say.")
        raise BadInput([InputProblem(_("change"), None, name, message, advice) for name in undecided])
    kept = {name for name in clashing if choices[name] == KEEP}
    wanted = {**now, **{name: after for name, (_old, after) in change.facts.items() if name not in kept}}
    change.facts = differences(now, wanted)
    _sign(by, change)
    if not change.facts:
        raise Refused(_("Nothing of this change is left. Refuse it instead, and say why."))
    offer = offer_from(wanted, service.provider, service.municipality_code)
    offer = replace(offer, example=service.example, source=service.source, source_id=service.source_id)
    change.base_version = service.version
    write_change(by, service, change, offer)
