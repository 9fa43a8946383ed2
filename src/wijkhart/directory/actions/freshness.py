"""How long a confirmation counts, saying that an entry is right, and letting entries grow older."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import NATIONAL, Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused
from wijkhart.core.progress import Progress, silent
from wijkhart.directory.actions.confirming import note_confirmed
from wijkhart.directory.actions.indexing import reindex
from wijkhart.directory.freshness import standard_periods, worst
from wijkhart.directory.models import ConfirmedBy, FieldGroup, Freshness, FreshnessPeriod, LifeCycle, Service
from wijkhart.directory.perms import may_confirm
from wijkhart.directory.queries.freshness import AllPeriods, clocks_with, confirmations_of, periods_in_force

AT_A_TIME: Final = 1_000
LONGEST: Final = 3_650


def load_freshness_periods(*, by: Actor) -> list[FreshnessPeriod]:
    """Put the national periods of the data file in the database, over what was there."""
    if not by.may("freshness.edit", NATIONAL):
        raise NotAllowed(_("You may not change the national periods."))
    with transaction.atomic():
        kept = [
            FreshnessPeriod.objects.update_or_create(
                municipality_code=NATIONAL,
                kind=one.kind,
                group=one.group,
                defaults={"days": one.days, "origin": one.origin},
            )[0]
            for one in standard_periods()
        ]
        record(by, "freshness_period.loaded")
    return kept


def set_freshness_period(
    *, by: Actor, municipality: str, kind: str, group: str, days: int, origin: str
) -> FreshnessPeriod:
    """Let a municipality count with its own period for one group of facts of one kind of entry."""
    if not municipality or not by.may("freshness.edit", municipality):
        raise NotAllowed(_("You may not change the periods of this municipality."))
    if problems := _wrong_period(days, origin):
        raise BadInput(problems)
    with transaction.atomic():
        own = FreshnessPeriod.objects.update_or_create(
            municipality_code=municipality,
            kind=kind,
            group=group,
            defaults={"days": days, "origin": origin.strip()},
        )[0]
        record(by, "freshness_period.changed", own, municipality=municipality)
    return own


def _wrong_period(days: int, origin: str) -> list[InputProblem]:
    found = []
    if not 7 <= days <= LONGEST:
        advice = _("Write half a year as 180.")
        found.append(InputProblem(_("period"), None, "days", _("A period is 7 to 3,650 days."), advice))
    if not origin.strip():
        advice = _("A source, or your thought behind it.")
        found.append(InputProblem(_("period"), None, "origin", _("Say where this period comes from."), advice))
    return found


def reset_freshness_period(*, by: Actor, period: FreshnessPeriod) -> None:
    """Back to the national period: the municipality's own goes."""
    if not period.municipality_code or not by.may("freshness.edit", period.municipality_code):
        raise NotAllowed(_("You may not change the periods of this municipality."))
    with transaction.atomic():
        record(by, "freshness_period.reset", period, municipality=period.municipality_code)
        period.delete()


def confirm_service(
    *, by: Actor, service: Service, groups: Sequence[str] | None = None, how: str = ConfirmedBy.VISIT
) -> Service:
    """Say that these facts of an entry (all, unless told otherwise) are right today."""
    if not may_confirm(by, service):
        raise NotAllowed(_("You may not confirm this entry."))
    wanted = list(FieldGroup.values) if groups is None else [one for one in FieldGroup.values if one in set(groups)]
    with transaction.atomic():
        locked = Service.objects.select_for_update().get(pk=service.pk)
        if locked.life_cycle == LifeCycle.ENDED:
            raise Refused(_("This offer has already ended."))
        note_confirmed(by, locked, wanted, how=how, on=timezone.localdate())
        reindex([locked])
        record(by, "service.confirmed", locked, municipality=locked.municipality_code)
    return locked


@dataclass(frozen=True, slots=True)
class Aged:
    """What a night did."""

    seen: int
    changed: int


def age_services(*, by: Actor, progress: Progress = silent) -> Aged:
    """Work out how fresh every open entry is today; those that changed are marked and found so. Can be run again."""
    if not by.may("freshness.edit", NATIONAL):
        raise NotAllowed(_("You may not do this for every municipality."))
    keys = list(Service.objects.open().order_by("pk").values_list("pk", flat=True))
    changed, periods = 0, dict[str, AllPeriods]()
    for start in range(0, len(keys), AT_A_TIME):
        progress(start, len(keys), _("Looking how fresh entries are"))
        changed += _age(by, keys[start : start + AT_A_TIME], periods)
    progress(len(keys), len(keys), _("Done"))
    return Aged(len(keys), changed)


def _age(by: Actor, keys: Iterable[UUID], periods: dict[str, AllPeriods]) -> int:
    """One part, in a transaction of its own; the rows are held, so that a confirmation meanwhile is not undone."""
    with transaction.atomic():
        services = list(Service.objects.select_for_update().filter(pk__in=list(keys)).order_by("pk"))
        confirmed = confirmations_of(service.pk for service in services)
        moved: dict[Freshness, list[Service]] = defaultdict(list)
        for service in services:
            code = service.municipality_code
            if code not in periods:
                periods[code] = periods_in_force(code)
            state = worst(clocks_with(service, periods[code][service.kind], confirmed[service.pk]))
            if state != service.freshness:
                service.freshness = state
                moved[state].append(service)
        for state, some in moved.items():
            Service.objects.filter(pk__in=[one.pk for one in some]).update(freshness=state, changed_at=timezone.now())
        changed = [one for some in moved.values() for one in some]
        if changed:
            reindex(changed)
        for code in sorted({one.municipality_code for one in changed}):
            record(by, "services.aged", municipality=code)
    return len(changed)
