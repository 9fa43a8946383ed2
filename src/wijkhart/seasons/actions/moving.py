"""Changing a plan by hand: pinning, moving, putting in and taking out."""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.seasons.actions.explaining import keep_reason
from wijkhart.seasons.actions.planning import start_plan
from wijkhart.seasons.models import (
    PLANNING,
    MadeBy,
    RoundState,
    SeasonPlan,
    SeasonReason,
    SeasonRequest,
    SeasonRound,
    SeasonSession,
)
from wijkhart.seasons.perms import may_plan
from wijkhart.seasons.queries.moving import Effect, Spot, effect_of


def copy_plan(*, by: Actor, plan: SeasonPlan, note: str = "") -> SeasonPlan:
    """The same plan again, to change by hand and to compare."""
    _demand(by, plan)
    facts = {"made_by": MadeBy.HAND, "base": plan, "note": note.strip()[:300], "seed": plan.seed}
    with transaction.atomic():
        made = start_plan(by=by, season=plan.round, question=plan.question, facts=facts)
        for name in ("points", "bound", "proven", "asked", "granted", "explained"):
            setattr(made, name, getattr(plan, name))
        made.save()
        sessions, reasons = list(plan.sessions.all()), list(plan.reasons.all())
        for session in sessions:
            session.pk, session.plan = None, made
        for reason in reasons:
            reason.pk, reason.plan = None, made
        SeasonSession.objects.bulk_create(sessions, batch_size=500)
        SeasonReason.objects.bulk_create(reasons, batch_size=200)
    return made


def pin_sessions(
    *, by: Actor, plan: SeasonPlan, sessions: Sequence[SeasonSession], pinned: bool, version: int
) -> SeasonPlan:
    """Let these stand when the plan is worked out again, or no longer."""

    def fill(held: SeasonPlan) -> None:
        found = held.sessions.filter(pk__in=[one.pk for one in sessions])
        if found.count() != len({one.pk for one in sessions}):
            raise Refused(_("This session is no longer in the plan. Look at the page again."))
        found.update(pinned=pinned)

    return _changed(by, plan, version, fill, "season_plan.pinned" if pinned else "season_plan.unpinned")


def move_by_hand(
    *,
    by: Actor,
    plan: SeasonPlan,
    request: SeasonRequest,
    version: int,
    out: SeasonSession | None = None,
    into: Spot | None = None,
    knowingly: bool = False,
) -> tuple[SeasonPlan, Effect]:
    """Take a session out, put one in, or both: a move. What is put in is pinned.

    A rule of a building or one for everybody stands; what a group asked may be set aside `knowingly`. The reason of
    this request is worked out anew; those of others are of before (`explained` says so) until `explain_plan`.
    """
    effect = effect_of(plan, request=request, out=out, into=into)
    hard = [one.words for one in effect.broken if one.hard]
    soft = [one.words for one in effect.broken if not one.hard]
    if hard or (soft and not knowingly):
        raise Refused(" ".join(hard or soft), field="knowingly" if not hard else "into")

    def fill(held: SeasonPlan) -> None:
        put(by, held, request, out, into)
        held.points = effect.total
        if held.made_by != MadeBy.HAND:
            held.made_by, held.note = MadeBy.HAND, held.note or str(held.get_made_by_display())
        held.proven = held.bound is not None and held.bound < held.points + 1

    changed = _changed(by, plan, version, fill, "season_plan.changed")
    keep_reason(by=by, plan=changed, request=request)
    return changed, effect


def put(by: Actor, held: SeasonPlan, request: SeasonRequest, out: SeasonSession | None, into: Spot | None) -> None:
    """Write one move in a plan that is held."""
    if out is not None:
        gone, _rows = held.sessions.filter(pk=out.pk, request=request).delete()
        if not gone:
            raise Refused(_("This session is no longer in the plan. Look at the page again."))
    if into is not None:
        where = {"room": into.room, "weekday": into.weekday, "starts": into.starts, "ends": into.ends_for(request)}
        held.sessions.create(request=request, pinned=True, **where)
    held.granted, held.explained = held.sessions.count(), False


def _changed(by: Actor, plan: SeasonPlan, version: int, fill: Callable[[SeasonPlan], None], verb: str) -> SeasonPlan:
    """Change a plan that nobody else changed since it was read; of a published round only the published one."""
    _demand(by, plan)
    with transaction.atomic():
        season = SeasonRound.objects.select_for_update().get(pk=plan.round_id)
        held = SeasonPlan.objects.select_for_update(of=("self",)).select_related("round", "question").get(pk=plan.pk)
        if held.version != version:
            raise Refused(_("Somebody else changed this meanwhile. Look at the page again and do it once more."))
        told = season.state == RoundState.PUBLISHED and season.plan_id == held.pk
        if not told and season.state not in PLANNING:
            raise Refused(_("This plan can no longer be changed."))
        fill(held)
        held.version += 1
        held.save()
        record(by, verb, held, municipality=season.municipality_code)
    return held


def _demand(by: Actor, plan: SeasonPlan) -> None:
    if not may_plan(by, plan.round.municipality_code):
        raise NotAllowed(_("You may not plan season rounds of this municipality."))
