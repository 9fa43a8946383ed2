"""Requests: asking, changing and withdrawing until the deadline, and the bonus that comes from above."""

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.core.formats import day
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.places.models import Room
from wijkhart.places.perms import may_book_for
from wijkhart.seasons.models import (
    PLANNING,
    RequestRank,
    RequestState,
    RequestWindow,
    SeasonRequest,
    SeasonRound,
)
from wijkhart.seasons.perms import may_change_request, may_plan
from wijkhart.seasons.request_facts import RequestFacts, wrong_in_request

MOST_BONUS = 1000
MOST_REQUESTS = 40
"""Of one organisation in one round."""


def submit_request(*, by: Actor, season: SeasonRound, facts: RequestFacts) -> SeasonRequest:
    """Ask for a season: for one's own organisation until the deadline; the planner also for a group, and later."""
    _demand_asks(by, season, facts)
    if problems := wrong_in_request(facts, season):
        raise BadInput(problems)
    with transaction.atomic():
        held = SeasonRound.objects.select_for_update().get(pk=season.pk)
        _demand_open(by, held)
        own = held.requests.asked().filter(organisation=facts.organisation)
        if facts.organisation is not None and own.count() >= MOST_REQUESTS:
            raise Refused(_("One organisation asks at most %(most)s times in a round.") % {"most": MOST_REQUESTS})
        made = SeasonRequest.objects.create(round=held, actor_id=by.actor_id, example=held.example, **facts.fields)
        _keep_wishes(made, facts)
        record(by, "season_request.made", made, municipality=held.municipality_code)
    return made


def change_request(*, by: Actor, request: SeasonRequest, facts: RequestFacts, version: int) -> SeasonRequest:
    """Ask something else; who asks stays the same."""
    if problems := wrong_in_request(facts, request.round):
        raise BadInput(problems)
    with transaction.atomic():
        held = _hold(by, request, version)
        for name, value in facts.fields.items():
            if name not in ("organisation", "name"):
                setattr(held, name, value)
        held.windows.all().delete()
        held.ranks.all().delete()
        _keep_wishes(held, facts)
        _keep(by, held, "season_request.changed")
    return held


def withdraw_request(*, by: Actor, request: SeasonRequest, version: int) -> SeasonRequest:
    """Ask no longer; plans that hold it stay as they are until they are made again."""
    with transaction.atomic():
        held = _hold(by, request, version)
        held.state = RequestState.WITHDRAWN
        _keep(by, held, "season_request.withdrawn")
    return held


def set_bonus(*, by: Actor, request: SeasonRequest, points: int, why: str, version: int) -> SeasonRequest:
    """Points for each session because it fills a white spot; everybody who sees the request sees them and why."""
    if not may_plan(by, request.round.municipality_code):
        raise NotAllowed(_("You may not plan season rounds of this municipality."))
    if not 0 <= points <= MOST_BONUS:
        raise Refused(_("A bonus has 0 to %(most)s points.") % {"most": MOST_BONUS}, field="bonus")
    if points and not why.strip():
        raise Refused(_("Say which white spot this fills. Who asked reads it."), field="bonus_why")
    if wrong := wrong_in_text(why):
        raise Refused(" ".join(wrong), field="bonus_why")
    with transaction.atomic():
        held = _hold(by, request, version)
        held.bonus, held.bonus_why = points, why.strip()[:300] if points else ""
        _keep(by, held, "season_request.bonus_set")
    return held


def _demand_asks(by: Actor, season: SeasonRound, facts: RequestFacts) -> None:
    own = facts.organisation is not None and may_book_for(by, facts.organisation, season.municipality_code)
    if not own and not may_plan(by, season.municipality_code):
        raise NotAllowed(_("You may ask for your own organisation only."))


def _demand_open(by: Actor, season: SeasonRound) -> None:
    """Groups ask until the deadline; the planner may add what came in another way while plans are made."""
    if season.asks or (season.state in PLANNING and may_plan(by, season.municipality_code)):
        return
    if season.state in PLANNING:
        told = {"day": day(season.ask_until)}
        raise Refused(_("The deadline was %(day)s. Call the municipality when something changed.") % told)
    raise Refused(_("You cannot ask in this round now; the round is: %(state)s.") % {
        "state": season.get_state_display()
    })  # fmt: skip


def _hold(by: Actor, request: SeasonRequest, version: int) -> SeasonRequest:
    """The row, locked, for who may change it now, unless somebody else did since this version was read."""
    season = SeasonRound.objects.select_for_update().get(pk=request.round_id)
    rows = SeasonRequest.objects.select_for_update(of=("self",)).select_related("round", "organisation")
    held = rows.get(pk=request.pk)
    if not may_change_request(by, held):
        raise NotAllowed(_("You may not change this request."))
    _demand_open(by, season)
    if held.version != version:
        raise Refused(_("Somebody else changed this meanwhile. Look at the page again and do it once more."))
    if held.state == RequestState.WITHDRAWN:
        raise Refused(_("This request was withdrawn. Ask anew."))
    return held


def _keep(by: Actor, held: SeasonRequest, verb: str) -> None:
    held.version += 1
    held.save()
    record(by, verb, held, municipality=held.round.municipality_code)


def _keep_wishes(request: SeasonRequest, facts: RequestFacts) -> None:
    RequestWindow.objects.bulk_create(
        RequestWindow(request=request, weekday=one.weekday, begins=one.begins, ends=one.ends, degree=one.degree)
        for one in facts.hours
    )
    RequestRank.objects.bulk_create(
        RequestRank(
            request=request,
            rank=number,
            room=one if isinstance(one, Room) else None,
            place=None if isinstance(one, Room) else one,
        )
        for number, one in enumerate(facts.ranks, 1)
    )
