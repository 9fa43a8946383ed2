"""The published plan becomes bookings, all in one go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.formats import day
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.core.progress import Progress, silent
from wijkhart.places.actions.many_series import MadeSeries, WantedSeries, book_prepared, prepare_many
from wijkhart.places.booking_facts import BookingFacts
from wijkhart.places.when import When
from wijkhart.seasons.actions.rounds import hold_round
from wijkhart.seasons.clocks import dates_of
from wijkhart.seasons.models import (
    Objection,
    ObjectionState,
    RoundState,
    SeasonPlan,
    SeasonRound,
    SeasonSession,
    WeekPattern,
)
from wijkhart.seasons.perms import may_plan
from wijkhart.seasons.queries.calendar import school_days


@dataclass(frozen=True, slots=True)
class Booked:
    """What was made: series, dates in them, and dates that could not be."""

    series: int
    dates: int
    gaps: int


def make_final(
    *, by: Actor, season: SeasonRound, version: int, early_why: str = "", progress: Progress = silent
) -> Booked:
    """Book every session of the published plan for the whole season: all of it, or nothing at all.

    After the last day of objections, with each of them answered; earlier only with a reason that everybody can read.
    Of two who do this at once one is refused.
    """
    seen = SeasonRound.objects.select_related("plan").get(pk=season.pk)
    _demand_planner(by, seen)
    _demand_ready(seen, early_why)
    plan = seen.plan
    if plan is None:
        raise Refused(_("Publish a plan first, so that who asked can object."))
    pairs = [(row, one) for row in _sessions(plan) if (one := _wanted(row, seen)) is not None]
    if not pairs:
        raise Refused(_("There is nothing to book: the plan has no session in this season."))
    wanted = [one for _row, one in pairs]
    prepared = prepare_many(by=by, wanted=wanted, off=school_days(seen), progress=progress)
    with transaction.atomic():
        held = hold_round(by, season, version)
        _demand_ready(held, early_why)
        if SeasonPlan.objects.select_for_update().get(pk=plan.pk).version != plan.version:
            raise Refused(_("Somebody else changed this plan meanwhile. Look at what it says now."))
        made = book_prepared(by=by, prepared=prepared)
        _link([row for row, _one in pairs], made)
        held.state, held.finalised_at, held.early_why = RoundState.FINAL, timezone.now(), early_why.strip()
        held.version += 1
        held.save()
        record(by, "season_round.finalised", held, municipality=held.municipality_code)
    return Booked(len(made), sum(one.dates for one in made), sum(len(one.gaps) for one in made))


def _demand_planner(by: Actor, season: SeasonRound) -> None:
    if not may_plan(by, season.municipality_code):
        raise NotAllowed(_("You may not plan season rounds of this municipality."))


def _demand_ready(held: SeasonRound, early_why: str) -> None:
    if held.state == RoundState.FINAL:
        raise Refused(_("This season was booked already."))
    if held.state != RoundState.PUBLISHED:
        raise Refused(_("Publish a plan first, so that who asked can object."))
    waiting = Objection.objects.filter(request__round=held, state=ObjectionState.OPEN).count()
    if waiting:
        raise Refused(_("%(count)s objections wait for an answer. Answer them first.") % {"count": waiting})
    if held.objections_until is not None and timezone.localdate() <= held.objections_until and not early_why.strip():
        told = {"day": day(held.objections_until)}
        message = _("Objections can be made until %(day)s. Book earlier only with a reason that everybody can read.")
        raise Refused(message % told, field="early_why")
    if wrong := wrong_in_text(early_why):
        raise Refused(" ".join(wrong), field="early_why")


def _sessions(plan: SeasonPlan) -> list[SeasonSession]:
    rows = plan.sessions.select_related("request__organisation", "request__target_group", "room__place")
    return list(rows.order_by("room", "weekday", "starts"))


def _wanted(row: SeasonSession, season: SeasonRound) -> WantedSeries | None:
    """One session as a series; None when none of its days lies in the season."""
    request = row.request
    days: tuple[date, ...] = tuple(dates_of(request, season, row.weekday))
    if not days:
        return None
    facts = BookingFacts(
        when=When(day=days[0], starts=row.starts, ends=row.ends),
        title=request.title,
        people=request.people,
        name=request.name,
        organisation=request.organisation,
        user_kind=request.user_kind,
        open_to_all=request.open_to_all,
        local=request.local,
        target_group=request.target_group,
        traits=tuple(request.traits),
    )
    weeks = 1 if request.weeks == WeekPattern.EVERY else 2
    return WantedSeries(row.room, facts, days, weeks, request.actor_id, request.example)


def _link(rows: Iterable[SeasonSession], made: Iterable[MadeSeries]) -> None:
    """Each session knows the series that it became."""
    linked = []
    for row, one in zip(rows, made, strict=True):
        row.series = one.series
        linked.append(row)
    SeasonSession.objects.bulk_update(linked, ["series"], batch_size=200)
