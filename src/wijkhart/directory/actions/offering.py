"""Offering something, and ending it."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused
from wijkhart.directory.actions.confirming import note_confirmed
from wijkhart.directory.actions.indexing import reindex
from wijkhart.directory.models import ConfirmedBy, FieldGroup, LifeCycle, Service, ServiceTime
from wijkhart.directory.offers import Offer, problems_of
from wijkhart.directory.perms import may_offer
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.actions import Timetable, change_schedule, make_schedule, timetable_of
from wijkhart.times.models import Schedule
from wijkhart.times.queries import weekly_sessions

PLAIN = [
    field.name for field in fields(Offer) if field.name not in ("themes", "target_groups", "timetable", "languages")
]


def offer_service(*, by: Actor, offer: Offer) -> Service:
    """Put something in the directory; refused as a whole, with every problem, when a fact cannot be right."""
    if not may_offer(by, offer.provider, offer.municipality_code):
        raise NotAllowed(_("You may not add an offer for this organisation here."))
    themes, groups = _words(offer)
    with transaction.atomic():
        service = Service(
            **{name: getattr(offer, name) for name in PLAIN},
            languages=list(offer.languages),
            schedule=_schedule(by, offer),
        )
        service.save(force_insert=True)
        service.themes.set(themes)
        service.target_groups.set(groups)
        _keep_times(service)
        _note_first(by, offer, service)
        reindex([service])
        record(by, "service.offered", service, municipality=service.municipality_code)
    return service


def _note_first(by: Actor, offer: Offer, service: Service) -> None:
    """Who enters something says that it is right; an example says so on the day it was given."""
    day = offer.confirmed_at if offer.example else timezone.localdate()
    if day:
        note_confirmed(by, service, FieldGroup.values, how=ConfirmedBy.EDIT, on=day)


def _words(offer: Offer) -> tuple[list[Theme], list[TargetGroup]]:
    problems = problems_of(offer)
    themes = list(Theme.objects.filter(key__in=offer.themes))
    groups = list(TargetGroup.objects.filter(key__in=offer.target_groups))
    problems += _unknown("themes", offer.themes, {theme.key for theme in themes})
    problems += _unknown("target_groups", offer.target_groups, {group.key for group in groups})
    if problems:
        raise BadInput(problems)
    return themes, groups


def _unknown(field: str, asked: Sequence[str], known: set[str]) -> list[InputProblem]:
    if not asked:
        return [InputProblem(_("offer"), None, field, _("Nothing is chosen here."), _("Choose at least one."))]
    strange = sorted(set(asked) - known)
    message = _("Not in the list: %(names)s.") % {"names": ", ".join(strange)}
    return [InputProblem(_("offer"), None, field, message, _("Choose from the list."))] if strange else []


def _schedule(by: Actor, offer: Offer) -> Schedule | None:
    times = offer.timetable
    if times is None:
        return None
    return make_schedule(
        by=by,
        municipality=offer.municipality_code,
        starts_on=times.starts_on,
        ends_on=times.ends_on,
        slots=times.slots,
        changes=times.changes,
        holiday_region=times.holiday_region,
        skips_public_holidays=times.skips_public_holidays,
        skips_school_holidays=times.skips_school_holidays,
    )


def _keep_times(service: Service) -> None:
    """Write down the weekly times of a service as its schedule has them now; called by the action that changed it."""
    service.times.all().delete()
    sessions = weekly_sessions(service.schedule) if service.schedule else []
    ServiceTime.objects.bulk_create(
        ServiceTime(
            service=service,
            weekday=session.weekday,
            part_of_day=session.part_of_day,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            per_week=session.per_week,
        )
        for session in sessions
    )


def end_service(*, by: Actor, service: Service, last_day: date | None = None) -> Service:
    """Stop an offer after its last day (today unless told otherwise); what happened stays known."""
    if not may_offer(by, service.provider, service.municipality_code):
        raise NotAllowed(_("You may not end this offer."))
    with transaction.atomic():
        locked = Service.objects.select_for_update().get(pk=service.pk)
        if locked.life_cycle == LifeCycle.ENDED:
            raise Refused(_("This offer has already ended."))
        _stop(by, locked.schedule, last_day or timezone.localdate())
        locked.life_cycle = LifeCycle.ENDED
        locked.version += 1
        locked.save(update_fields=["life_cycle", "version"])
        reindex([locked])
        record(by, "service.ended", locked, municipality=locked.municipality_code)
    return locked


def _stop(by: Actor, schedule: Schedule | None, last_day: date) -> None:
    """Give the schedule an end; one that had not begun or ends earlier is left as it is."""
    if schedule is None or last_day < schedule.starts_on or (schedule.ends_on and schedule.ends_on <= last_day):
        return
    old = timetable_of(schedule)
    kept = [change for change in old.changes if change.on <= last_day]
    facts: dict[str, Any] = {field.name: getattr(old, field.name) for field in fields(Timetable)}
    change_schedule(by=by, schedule=schedule, timetable=Timetable(**{**facts, "ends_on": last_day, "changes": kept}))
