"""Why requests got less, written down beside a plan."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.analysis.timetable import Change, Problem, Reason, Session, reasons
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.seasons.clocks import on_clock
from wijkhart.seasons.models import SeasonPlan, SeasonReason, SeasonRequest
from wijkhart.seasons.perms import may_plan
from wijkhart.seasons.queries.plans import standing_of
from wijkhart.seasons.queries.why import reason_for


def explain_plan(*, by: Actor, plan: SeasonPlan) -> SeasonPlan:
    """Work out anew why each request that got less than it asked did so, as the plan stands now. Takes many seconds."""
    if not may_plan(by, plan.round.municipality_code):
        raise NotAllowed(_("You may not plan season rounds of this municipality."))
    keep_reasons(by=by, plan=plan)
    record(by, "season_plan.explained", plan, municipality=plan.round.municipality_code)
    return plan


def keep_reasons(*, by: Actor, plan: SeasonPlan) -> None:
    """Part of an action that makes a plan: all its reasons. Works out before it writes."""
    version, standing = plan.version, standing_of(plan)
    rows = list(_rows(plan, standing.problem, reasons(standing.problem, standing.plan)))
    with transaction.atomic():
        held = SeasonPlan.objects.select_for_update().get(pk=plan.pk)
        if held.version != version:
            return  # somebody changed the plan meanwhile, and explains it anew
        held.reasons.all().delete()
        SeasonReason.objects.bulk_create(rows, batch_size=200)
        plan.explained = held.explained = True
        held.save(update_fields=["explained"])


def keep_reason(*, by: Actor, plan: SeasonPlan, request: SeasonRequest) -> SeasonReason | None:
    """Part of an action that changes a plan: the reason of one request. Those of others are of before the change."""
    found = reason_for(standing_of(plan), str(request.pk))
    rows = list(_rows(plan, *found)) if found else []
    with transaction.atomic():
        plan.reasons.filter(request=request).delete()
        SeasonReason.objects.bulk_create(rows)
    return rows[0] if rows else None


def _rows(plan: SeasonPlan, problem: Problem, found: Iterable[Reason]) -> Iterable[SeasonReason]:
    for one in found:
        yield SeasonReason(
            plan=plan,
            request_id=UUID(one.request),
            asked=one.asked,
            granted=one.granted,
            needed=one.needed,
            shortened=15 * one.shortened,
            never=one.never,
            rules=[list(rule) for rule in one.rules],
            competitors=[list(other) for other in one.competitors],
            alone=list(one.alone),
            changes=[change_data(problem, one.request, change) for change in one.changes],
            alternatives=[session_data(problem, other) for other in one.alternatives],
        )


def change_data(problem: Problem, request: str, change: Change) -> dict[str, Any]:
    """A change as it is kept; each session says which start was asked nearest to it."""
    sessions = [session_data(problem, one) for one in change.sessions]
    return {"kind": change.kind, "amount": change.amount, "sessions": sessions}


def session_data(problem: Problem, session: Session) -> dict[str, Any]:
    """A session as it is kept: room, day, hours, and the start on that day that was asked nearest to it."""
    instead = nearest_start(problem, session)
    return {
        "room": session.room,
        "weekday": session.day,
        "starts": f"{on_clock(session.start):%H:%M}",
        "ends": f"{on_clock(session.start + problem.length_of(session)):%H:%M}",
        "instead": None if instead is None else f"{on_clock(instead):%H:%M}",
    }


def nearest_start(problem: Problem, session: Session) -> int | None:
    """The start that was asked on this day nearest to this one; None when none was."""
    windows = [one for one in problem.request_of[session.request].windows if one.day == session.day]
    starts = (min(max(session.start, one.first), one.last) for one in windows)
    return min(starts, key=lambda start: abs(start - session.start), default=None)
