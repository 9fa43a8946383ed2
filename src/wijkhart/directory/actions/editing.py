"""Changing what is offered: live at once, or waiting for the wijk team; field by field, so that it can be undone."""

from dataclasses import replace
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.directory.actions.offering import check_offer, checked_words, offer_service, write_offer
from wijkhart.directory.fact_words import field_names
from wijkhart.directory.facts import Differences, differences, facts_of, first_facts, offer_from, offer_of
from wijkhart.directory.models import ChangeState, LifeCycle, Service, ServiceChange
from wijkhart.directory.offers import Offer
from wijkhart.directory.perms import goes_live, may_edit_service, may_offer
from wijkhart.times.actions import Timetable
from wijkhart.times.clock import day_bounds
from wijkhart.times.recurrence import parse

DEEDS: Final = {"changed": "changed", "closed": "ended", "paused": "paused", "reopened": "reopened"}
"""Verb of a change -> the deed as the log says it."""


class ChangedMeanwhileError(Refused):
    """Somebody else changed the entry after it was read; `fields` says which facts."""

    def __init__(self, message: str, changed: frozenset[str]) -> None:
        super().__init__(message)
        self.fields = changed


def send_offer(*, by: Actor, offer: Offer, note: str = "") -> ServiceChange:
    """Offer something new: live at once for who is trusted, otherwise it waits for the wijk team."""
    if not may_offer(by, offer.provider, offer.municipality_code):
        raise NotAllowed(_("You may not add an offer for this organisation here."))
    if goes_live(by, offer.provider, offer.municipality_code):
        return offer_service(by=by, offer=offer).changes.get()
    check_offer(by, offer)
    with transaction.atomic():
        return _sent(
            by,
            ServiceChange(
                provider=offer.provider,
                municipality_code=offer.municipality_code,
                verb="offered",
                facts=first_facts(offer),
                note=note.strip(),
                actor_id=by.actor_id,
            ),
        )


def change_service(
    *, by: Actor, service: Service, offer: Offer, version: int, note: str = "", verb: str = "changed"
) -> ServiceChange:
    """Make an entry say what `offer` says, field by field; refused when somebody else changed it since `version`.

    A change of who is not trusted waits, and takes the place of an earlier one that still waited: the form begins with
    what waits, so nothing of it is lost. Closing, pausing and reopening stand beside a change of the facts.
    """
    with transaction.atomic():
        locked = locked_service(service)
        if not may_edit_service(by, locked):
            raise NotAllowed(_("You may not change this entry."))
        _refuse_stale(locked, version)
        wanted = replace(offer, provider=locked.provider, municipality_code=locked.municipality_code)
        changed = differences(facts_of(offer_of(locked)), facts_of(wanted))
        if not changed:
            raise Refused(_("Nothing is different from what it says now."))
        change = ServiceChange(
            service=locked,
            provider=locked.provider,
            municipality_code=locked.municipality_code,
            verb=verb,
            facts=changed,
            base_version=version,
            note=note.strip(),
            actor_id=by.actor_id,
        )
        if goes_live(by, locked.provider, locked.municipality_code):
            return _made_live(by, locked, wanted, change)
        _check(by, wanted, changed)
        waiting = ServiceChange.objects.waiting().filter(service=locked, provider=locked.provider, verb=verb)
        waiting.update(state=ChangeState.WITHDRAWN, decided_by=by.actor_id, decided_at=timezone.now())
        return _sent(by, change)


def close_service(
    *, by: Actor, service: Service, version: int, last_day: date | None = None, note: str = ""
) -> ServiceChange:
    """Stop an offer after its last day (today unless told otherwise); what happened stays known."""
    if service.life_cycle == LifeCycle.ENDED:
        raise Refused(_("This offer has already ended."))
    offer = offer_of(service)
    ended = replace(
        offer,
        life_cycle=LifeCycle.ENDED,
        timetable=_stopped(service, offer.timetable, last_day or timezone.localdate()),
    )
    return change_service(by=by, service=service, offer=ended, version=version, note=note, verb="closed")


def end_service(*, by: Actor, service: Service, last_day: date | None = None) -> Service:
    """As `close_service`, for whoever has just read the service; returns it as it is kept now."""
    if not may_edit_service(by, service):
        raise NotAllowed(_("You may not end this offer."))
    now = Service.objects.select_related("provider", "schedule").get(pk=service.pk)
    close_service(by=by, service=now, version=now.version, last_day=last_day)
    return Service.objects.get(pk=service.pk)


def pause_service(*, by: Actor, service: Service, version: int, note: str = "") -> ServiceChange:
    """Stop for a time: it stays in the list and says so, and its times are kept."""
    if service.life_cycle == LifeCycle.PAUSED:
        raise Refused(_("This is paused already."))
    paused = replace(offer_of(service), life_cycle=LifeCycle.PAUSED)
    return change_service(by=by, service=service, offer=paused, version=version, note=note, verb="paused")


def reopen_service(
    *,
    by: Actor,
    service: Service,
    version: int,
    starts_on: date | None = None,
    ends_on: date | None = None,
    note: str = "",
) -> ServiceChange:
    """Begin again, at the same hours, from a day (today unless told otherwise), until a day or for good."""
    if service.life_cycle == LifeCycle.RUNNING:
        raise Refused(_("This is running already."))
    offer = offer_of(service)
    first = starts_on or timezone.localdate()
    timetable = offer.timetable and replace(
        offer.timetable,
        starts_on=max(first, offer.timetable.starts_on),
        ends_on=ends_on,
        changes=[one for one in offer.timetable.changes if one.on >= first and (ends_on is None or one.on <= ends_on)],
    )
    running = replace(offer, life_cycle=LifeCycle.RUNNING, timetable=timetable)
    return change_service(by=by, service=service, offer=running, version=version, note=note, verb="reopened")


def undo_change(*, by: Actor, change: ServiceChange) -> ServiceChange:
    """Put back what an entry said before a change: a change of its own, for the fields that this one was about."""
    if change.state != ChangeState.LIVE or change.service is None or change.verb in ("offered", "claimed"):
        raise Refused(_("This cannot be put back."))
    service = change.service
    now = facts_of(offer_of(service))
    earlier = {name: before for name, (before, _later) in change.facts.items()}
    offer = offer_from({**now, **earlier}, service.provider, service.municipality_code)
    offer = replace(offer, example=service.example, source=service.source, source_id=service.source_id)
    note = _("Put back to what it said before.")
    return change_service(by=by, service=service, offer=offer, version=service.version, note=note)


def locked_service(service: Service) -> Service:
    """The row as it is now, held until the transaction ends."""
    rows = Service.objects.select_for_update(of=("self",))
    return rows.select_related("provider__kept_by", "place", "room", "supported_by", "schedule").get(pk=service.pk)


def write_change(by: Actor, service: Service, change: ServiceChange, offer: Offer) -> ServiceChange:
    """Carry out a change on a locked service and keep it as history; called by the action that may."""
    write_offer(by, service, offer, change.facts)
    change.service = service
    change.state = ChangeState.LIVE
    change.save()
    return change


def _made_live(by: Actor, service: Service, offer: Offer, change: ServiceChange) -> ServiceChange:
    write_change(by, service, change, offer)
    record(by, f"service.{DEEDS[change.verb]}", service, municipality=service.municipality_code)
    return change


def _sent(by: Actor, change: ServiceChange) -> ServiceChange:
    change.save(force_insert=True)
    record(by, "service_change.sent", change, municipality=change.municipality_code)
    return change


def _check(by: Actor, offer: Offer, changed: Differences) -> None:
    if "timetable" in changed:
        check_offer(by, offer)
    else:
        checked_words(offer)


def _refuse_stale(service: Service, version: int) -> None:
    if service.version == version:
        return
    newer = service.changes.filter(state=ChangeState.LIVE, base_version__gte=version).values_list("facts", flat=True)
    changed = frozenset(name for facts in newer for name in facts)
    message = _("Somebody else changed this entry meanwhile: %(fields)s. Look at what it says now, and save again.")
    raise ChangedMeanwhileError(message % {"fields": field_names(changed) or _("something")}, changed)


def _stopped(service: Service, timetable: Timetable | None, last_day: date) -> Timetable | None:
    """The timetable with an end; one of which nothing has happened by then, or that ends earlier, is left as it is."""
    if timetable is None or service.schedule is None or (timetable.ends_on and timetable.ends_on <= last_day):
        return timetable
    first = timetable.starts_on
    begin, end = day_bounds(first, last_day)
    if not service.schedule.occurrences.happening().filter(starts_at__gte=begin, starts_at__lt=end).exists():
        return timetable
    slots = [slot for slot in timetable.slots if any(parse(slot.recurrence).dates(first, first, last_day))]
    changes = [one for one in timetable.changes if one.on <= last_day]
    return replace(timetable, slots=slots, ends_on=last_day, changes=changes)
