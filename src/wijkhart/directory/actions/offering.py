"""Offering something: checking all of it, and writing it down."""

from collections.abc import Sequence
from dataclasses import fields

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed
from wijkhart.directory.actions.confirming import note_confirmed
from wijkhart.directory.actions.indexing import reindex
from wijkhart.directory.facts import Differences, first_facts
from wijkhart.directory.models import (
    GROUP_FIELDS,
    ChangeState,
    ConfirmedBy,
    FieldGroup,
    Service,
    ServiceChange,
    ServiceTime,
)
from wijkhart.directory.offers import Offer, problems_of
from wijkhart.directory.perms import goes_live, may_offer
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.actions import change_schedule, make_schedule
from wijkhart.times.models import Schedule
from wijkhart.times.queries import weekly_sessions

PLAIN = [
    field.name for field in fields(Offer) if field.name not in ("themes", "target_groups", "timetable", "languages")
]


def offer_service(*, by: Actor, offer: Offer) -> Service:
    """Put something in the directory; refused as a whole, with every problem, when a fact cannot be right.

    For who goes live at once; `send_offer` is for everyone.
    """
    if not may_offer(by, offer.provider, offer.municipality_code):
        raise NotAllowed(_("You may not add an offer for this organisation here."))
    if not goes_live(by, offer.provider, offer.municipality_code):
        raise NotAllowed(_("What this organisation adds is first seen by the wijk team."))
    with transaction.atomic():
        service = make_service(by, offer)
        ServiceChange.objects.create(
            service=service,
            provider=service.provider,
            municipality_code=service.municipality_code,
            verb="offered",
            facts=first_facts(offer),
            state=ChangeState.LIVE,
            actor_id=by.actor_id,
        )
        record(by, "service.offered", service, municipality=service.municipality_code)
    return service


def make_service(by: Actor, offer: Offer) -> Service:
    """Write a new service with its times and clocks; called in the transaction of the action that may."""
    themes, groups = checked_words(offer)
    service = Service(
        **{name: getattr(offer, name) for name in PLAIN},
        languages=list(offer.languages),
        schedule=_new_schedule(by, offer),
    )
    service.save(force_insert=True)
    service.themes.set(themes)
    service.target_groups.set(groups)
    _keep_times(service)
    _note_first(by, offer, service)
    reindex([service])
    return service


def write_offer(by: Actor, service: Service, offer: Offer, changed: Differences) -> Service:
    """Make a locked service say what the offer says; called in the transaction of the action that may.

    The clocks of the groups of facts that changed begin anew.
    """
    themes, groups = checked_words(offer)
    for name in PLAIN:
        if name not in ("provider", "municipality_code", "confirmed_at", "example", "source", "source_id"):
            setattr(service, name, getattr(offer, name))
    service.languages = list(offer.languages)
    service.schedule = _changed_schedule(by, service, offer, changed)
    service.version += 1
    service.changed_at = timezone.now()
    service.save()
    service.themes.set(themes)
    service.target_groups.set(groups)
    if "timetable" in changed:
        _keep_times(service)
    touched = [group for group, names in GROUP_FIELDS.items() if set(names) & set(changed)]
    if touched:
        note_confirmed(by, service, touched, how=ConfirmedBy.EDIT, on=timezone.localdate())
    reindex([service])
    return service


def check_offer(by: Actor, offer: Offer) -> None:
    """Refuse what cannot be right, without keeping anything: the timetable is made and taken back."""
    checked_words(offer)
    if offer.timetable is not None:
        with transaction.atomic():
            _new_schedule(by, offer)
            transaction.set_rollback(True)


def _note_first(by: Actor, offer: Offer, service: Service) -> None:
    """Who enters something says that it is right; an example says so on the day it was given."""
    day = offer.confirmed_at if offer.example else timezone.localdate()
    if day:
        note_confirmed(by, service, FieldGroup.values, how=ConfirmedBy.EDIT, on=day)


def checked_words(offer: Offer) -> tuple[list[Theme], list[TargetGroup]]:
    """The themes and target groups of an offer; refuses everything in it that cannot be right, all at once."""
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


def _new_schedule(by: Actor, offer: Offer) -> Schedule | None:
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


def _changed_schedule(by: Actor, service: Service, offer: Offer, changed: Differences) -> Schedule | None:
    """The schedule with the new timetable; an old one that is no longer followed is taken away."""
    if "timetable" not in changed:
        return service.schedule
    if service.schedule is None:
        return _new_schedule(by, offer)
    if offer.timetable is None:
        old, service.schedule = service.schedule, None
        service.save(update_fields=["schedule"])
        if not old.services.exists():
            old.delete()
        return None
    return change_schedule(by=by, schedule=service.schedule, timetable=offer.timetable)


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
