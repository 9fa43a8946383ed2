"""Telling everybody the plan, objections to it, and alternatives that a group takes."""

from datetime import timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.analysis.timetable import check
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.formats import day
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.seasons.actions.explaining import keep_reason, keep_reasons
from wijkhart.seasons.actions.moving import put
from wijkhart.seasons.actions.rounds import changed_round
from wijkhart.seasons.models import (
    Objection,
    ObjectionState,
    RequestState,
    RoundState,
    SeasonPlan,
    SeasonRequest,
    SeasonRound,
    SeasonSession,
)
from wijkhart.seasons.perms import may_ask_as, may_change_request, may_plan
from wijkhart.seasons.queries.breach_words import breach_words
from wijkhart.seasons.queries.moving import INNER, Spot, effect_of
from wijkhart.seasons.queries.naming import Names
from wijkhart.seasons.queries.plans import standing_of

OBJECTING: Final = timedelta(days=14)
LONGEST: Final = 2000


def publish_plan(*, by: Actor, plan: SeasonPlan, version: int) -> SeasonRound:
    """Everybody sees the plan, and who asked can object for two weeks. `version` is that of the round."""
    if not plan.explained:
        keep_reasons(by=by, plan=plan)
    _demand_whole(plan)

    def fill(held: SeasonRound) -> None:
        if held.state != RoundState.CLOSED:
            raise Refused(_("Close the round first, so that nobody asks for what is given out already."))
        row = SeasonPlan.objects.select_for_update().get(pk=plan.pk)
        if row.version != plan.version or row.round_id != held.pk:
            raise Refused(_("Somebody else changed this plan meanwhile. Look at what it says now."))
        gone = row.sessions.filter(request__state=RequestState.WITHDRAWN).select_related("request__organisation")
        if first := gone.first():
            told = {"who": f"{first.request.title} ({first.request.who})"}
            raise Refused(_("%(who)s was withdrawn after this plan was made. Work the plan out again.") % told)
        held.state, held.plan, held.published_at = RoundState.PUBLISHED, row, timezone.now()
        held.objections_until = timezone.localdate() + OBJECTING

    return changed_round(by, plan.round, version, fill, "season_round.published")


def _demand_whole(plan: SeasonPlan) -> None:
    """Refuse a plan that breaks a rule."""
    standing = standing_of(plan)
    broken = [one for one in check(standing.problem, standing.plan) if one.rule not in INNER]
    if broken:
        names = Names(plan.round)
        told = {"rules": " ".join(breach_words(one, names) for one in broken[:3])}
        raise Refused(_("This plan breaks rules, so it cannot be published: %(rules)s") % told)


def take_alternative(*, by: Actor, request: SeasonRequest, spot: Spot) -> SeasonPlan:
    """A group that got less takes a free session that was offered to it; only what is free at that moment.

    It may be shorter than was asked, when that is what was offered. Of a group that has all its sessions, but shorter,
    a shorter one goes.
    """
    if not may_change_request(by, request):
        raise NotAllowed(_("You may ask for your own organisation only."))
    season = SeasonRound.objects.select_related("plan__question", "plan__round").get(pk=request.round_id)
    plan = season.plan
    if season.state != RoundState.PUBLISHED or plan is None:
        raise Refused(_("Alternatives can be taken from the day the plan is published until it is final."))
    if not offered(plan, request, spot):
        raise Refused(_("This is not among what was offered to you. Look at your answer again."))
    out = _given_up(plan, request, spot)
    effect = effect_of(plan, request=request, out=out, into=spot)
    if hard := [one for one in effect.broken if one.hard]:
        told = {"why": hard[0].words}
        raise Refused(_("Somebody was before you, or it cannot be any more: %(why)s") % told)
    with transaction.atomic():
        SeasonRound.objects.select_for_update().get(pk=season.pk, state=RoundState.PUBLISHED)
        held = SeasonPlan.objects.select_for_update(of=("self",)).select_related("round", "question").get(pk=plan.pk)
        if held.version != plan.version:
            raise Refused(_("The plan changed at this very moment. Look at your answer again."))
        put(by, held, request, out, spot)
        held.points = effect.total
        held.proven = held.bound is not None and held.bound < held.points + 1
        held.version += 1
        held.save()
        record(by, "season_request.alternative_taken", request, municipality=season.municipality_code)
    keep_reason(by=by, plan=held, request=request)
    return held


def offered(plan: SeasonPlan, request: SeasonRequest, spot: Spot) -> bool:
    """Whether a session is among the alternatives or the changes that a reason names."""
    reason = plan.reasons.filter(request=request).first()
    if reason is None:
        return False
    sessions = [*reason.alternatives, *(one for change in reason.changes for one in change["sessions"])]
    wanted = (str(spot.room.pk), spot.weekday, f"{spot.starts:%H:%M}", f"{spot.ends_for(request):%H:%M}")
    return any((one["room"], one["weekday"], one["starts"], one["ends"]) == wanted for one in sessions)


def _given_up(plan: SeasonPlan, request: SeasonRequest, spot: Spot) -> SeasonSession | None:
    """What makes way for a session that is taken: of who has all its sessions a shorter one, best of the same day."""
    mine = list(plan.sessions.filter(request=request).order_by("weekday"))
    if len(mine) < request.times:
        return None
    shorter = [one for one in mine if one.ends < Spot(one.room, one.weekday, one.starts).ends_for(request)]
    return min(shorter, key=lambda one: one.weekday != spot.weekday, default=None)


def object_to_plan(*, by: Actor, request: SeasonRequest, text: str) -> Objection:
    """Say what is wrong with the answer to a request of one's own, within two weeks after publishing."""
    if not may_ask_as(by, request) and not may_plan(by, request.round.municipality_code):
        raise NotAllowed(_("You may object for your own organisation only."))
    said = _words(text, "text", _("Say what you object to, and what would help."))
    with transaction.atomic():
        season = SeasonRound.objects.select_for_update().get(pk=request.round_id)
        if not season.takes_objections:
            until = season.objections_until
            told = {"day": day(until)} if until else {}
            late = _("Objections could be made until %(day)s.") % told if until else ""
            raise Refused(late or _("You can object once the plan is published."))
        try:
            with transaction.atomic():
                made = Objection.objects.create(request=request, text=said, actor_id=by.actor_id)
        except IntegrityError as error:
            raise Refused(_("Your earlier objection waits for an answer.")) from error
        record(by, "season_objection.made", made, municipality=season.municipality_code)
    return made


def answer_objection(*, by: Actor, objection: Objection, upheld: bool, answer: str, version: int) -> Objection:
    """Say what came of it; change the plan by hand first when it is upheld."""
    municipality = objection.request.round.municipality_code
    if not may_plan(by, municipality):
        raise NotAllowed(_("You may not plan season rounds of this municipality."))
    said = _words(answer, "answer", _("Say why. Who objected reads it."))
    with transaction.atomic():
        held = Objection.objects.select_for_update().get(pk=objection.pk)
        if held.version != version or held.state != ObjectionState.OPEN:
            raise Refused(_("Somebody else answered this meanwhile. Look at what it says now."))
        held.state = ObjectionState.UPHELD if upheld else ObjectionState.REJECTED
        held.answer, held.answered_at = said, timezone.now()
        held.version += 1
        held.save()
        record(by, "season_objection.answered", held, municipality=municipality)
    return held


def _words(text: str, field: str, empty: str) -> str:
    said = text.strip()
    if not said:
        raise Refused(empty, field=field)
    if len(said) > LONGEST:
        raise Refused(_("This text is too long. At most %(most)s signs fit.") % {"most": LONGEST}, field=field)
    if wrong := wrong_in_text(said):
        raise Refused(" ".join(wrong), field=field)
    return said
