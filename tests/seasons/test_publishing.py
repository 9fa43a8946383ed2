"""Publishing, alternatives that a club takes, objections and their answers."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from django.utils import timezone
from tests.cast import Cast, cast
from tests.places.building import BY, room
from tests.seasons.season import (
    TUESDAY,
    WEDNESDAY,
    ask,
    closed,
    hall,
    hours,
    no_norm,
    planned,
    published,
    season_of,
    stands,
)

from wijkhart.analysis.timetable import check
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.seasons.actions import (
    answer_objection,
    change_round,
    move_by_hand,
    object_to_plan,
    plan_greedily,
    publish_plan,
    remove_plan,
    take_alternative,
    withdraw_request,
)
from wijkhart.seasons.models import Objection, ObjectionState, SeasonPlan, SeasonRequest, SeasonRound
from wijkhart.seasons.queries.moving import Spot
from wijkhart.seasons.queries.naming import Names
from wijkhart.seasons.queries.plans import points_of, standing_of
from wijkhart.seasons.queries.reason_words import told_of
from wijkhart.seasons.round_facts import RoundFacts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def full_evening() -> tuple[Cast, SeasonRound, SeasonRequest]:
    """The centre's chess club got nothing: a subsidised choir has the only hall on Tuesday evening."""
    people, one = cast(), hall()
    no_norm(one.place)
    season = season_of([one])
    ask(season, "Choir", user_kind="subsidised")
    club = ask(season, "Chess", organisation=people.centre, name="")
    return people, season, club


def test_a_plan_is_published_from_a_closed_round_and_then_public() -> None:
    people, season, _club = full_evening()
    plan = planned(season)
    with pytest.raises(Refused, match="Close the round first"):
        publish_plan(by=BY, plan=plan, version=season.version)
    season = closed(season)
    assert not SeasonPlan.objects.visible_to(ANONYMOUS).exists()
    with pytest.raises(NotAllowed):
        publish_plan(by=people.joris.actor, plan=plan, version=season.version)
    season = publish_plan(by=people.alice.actor, plan=plan, version=season.version)
    assert season.plan == plan
    assert season.objections_until == timezone.localdate() + timedelta(days=14)
    other = SeasonPlan.objects.create(round=season, question=plan.question, number=9, made_by="hand", actor_id="x")
    assert list(SeasonPlan.objects.visible_to(ANONYMOUS)) == [plan]
    assert set(SeasonPlan.objects.visible_to(people.joris.actor)) == {plan, other}
    with pytest.raises(Refused, match="It stays"):
        remove_plan(by=BY, plan=plan)
    with pytest.raises(Refused, match="until one is published"):
        plan_greedily(by=BY, season=season)
    facts = RoundFacts(title="x", first_day=season.first_day, last_day=season.last_day, ask_until=timezone.localdate())
    with pytest.raises(Refused, match="stands as it is"):
        change_round(by=BY, season=season, facts=facts, version=season.version)


def test_a_plan_that_breaks_a_rule_or_holds_what_was_withdrawn_is_not_published() -> None:
    _people, season, club = full_evening()
    season, plan = closed(season), planned(season)
    choir = season.requests.get(title="Choir")
    withdraw_request(by=BY, request=choir, version=1)
    with pytest.raises(Refused, match=r"Choir \(Club Choir\) was withdrawn"):
        publish_plan(by=BY, plan=plan, version=season.version)
    taken = plan.sessions.get()
    plan.sessions.create(request=club, room=taken.room, weekday=1, starts=time(20), ends=time(22), pinned=True)
    with pytest.raises(Refused, match=r"breaks rules.*one room at the same time"):
        publish_plan(by=BY, plan=plan, version=season.version)


def offer_of(season: SeasonRound, club: SeasonRequest) -> Spot:
    assert season.plan is not None
    first = season.plan.reasons.get(request=club).alternatives[0]
    room = season.rooms.get(pk=first["room"])
    return Spot(room, first["weekday"], time.fromisoformat(first["starts"]))


def test_a_club_takes_an_alternative_once_and_only_what_was_offered() -> None:
    people, season, club = full_evening()
    plan = planned(season)
    spot = Spot(season.rooms.get(), WEDNESDAY, time(19))
    with pytest.raises(Refused, match="from the day the plan is published"):
        take_alternative(by=people.kees.actor, request=club, spot=spot)
    season = published(season, plan)
    offer = offer_of(season, club)
    for stranger in (people.dina.actor, people.charlie.actor, ANONYMOUS):
        with pytest.raises(NotAllowed):
            take_alternative(by=stranger, request=club, spot=offer)
    with pytest.raises(Refused, match="not among what was offered"):
        take_alternative(by=people.kees.actor, request=club, spot=replace(offer, starts=time(9, 15), weekday=6))
    after = take_alternative(by=people.kees.actor, request=club, spot=offer)
    taken = after.sessions.get(request=club)
    assert (taken.weekday, taken.starts, taken.pinned, after.granted) == (offer.weekday, offer.starts, True, 2)
    assert not after.reasons.filter(request=club).exists()
    with pytest.raises(Refused, match="not among what was offered"):
        take_alternative(by=people.kees.actor, request=club, spot=offer)


def half_an_evening() -> tuple[Cast, SeasonRound, SeasonRequest]:
    """The chess club wants 19-21; a subsidised choir has the only hall from 20 on, so that an hour is left."""
    people, one = cast(), hall()
    no_norm(one.place)
    season = season_of([one])
    ask(season, "Choir", user_kind="subsidised", hours=hours("20:00-22:00"))
    club = ask(season, "Chess", organisation=people.centre, name="")
    return people, published(season), club


def test_a_club_takes_a_shorter_session_that_was_offered_and_later_a_whole_one_in_its_place() -> None:
    people, season, club = half_an_evening()
    assert season.plan is not None
    told = told_of(season.plan.reasons.get(request=club), Names(season))
    offer = next(one for one in told.changes if "shorter" in one.words)
    assert (offer.words, offer.minutes) == ("60 minutes shorter: Tuesday 19:00 until 20:00 in Zaal, Het Middelpunt", 60)
    spot = Spot(season.rooms.get(), TUESDAY, time(19), 60)
    with pytest.raises(NotAllowed):
        take_alternative(by=people.charlie.actor, request=club, spot=spot)
    for minutes in (0, 45, 75):
        with pytest.raises(Refused, match="not among what was offered"):
            take_alternative(by=people.kees.actor, request=club, spot=replace(spot, minutes=minutes))
    plan = take_alternative(by=people.kees.actor, request=club, spot=spot)
    assert stands(plan) == [("Chess", TUESDAY, "19:00", "20:00"), ("Choir", TUESDAY, "20:00", "22:00")]
    assert plan.points == standing_of(plan).plan.points == points_of(standing_of(plan).problem, standing_of(plan).plan)
    reason = plan.reasons.get(request=club)
    assert (reason.granted, reason.shortened) == (1, 60), "it still reads why not longer"
    whole = offer_of(season, club)
    plan = take_alternative(by=people.kees.actor, request=club, spot=whole)
    (mine,) = plan.sessions.filter(request=club)
    assert (mine.weekday, mine.starts) == (whole.weekday, whole.starts), "the shorter one made way"
    assert not plan.reasons.filter(request=club).exists()
    assert check(standing_of(plan).problem, standing_of(plan).plan) == []


def test_of_two_clubs_that_take_one_hour_the_second_hears_who_was_first() -> None:
    people, season, club = full_evening()
    other = ask(season, "Bridge")
    season = published(season)
    offer = offer_of(season, club)
    take_alternative(by=people.kees.actor, request=club, spot=offer)
    assert season.plan is not None
    assert season.plan.reasons.get(request=other).alternatives[0]["starts"] == f"{offer.starts:%H:%M}"
    with pytest.raises(Refused, match=r"Somebody was before you.*Bridge.*Chess|Somebody was before you.*Chess.*Bridge"):
        take_alternative(by=BY, request=other, spot=offer)


def test_who_asked_objects_within_two_weeks_and_reads_the_answer() -> None:
    people, season, club = full_evening()
    with pytest.raises(Refused, match="once the plan is published"):
        object_to_plan(by=people.kees.actor, request=club, text="Why?")
    season = published(season)
    with pytest.raises(NotAllowed):
        object_to_plan(by=people.dina.actor, request=club, text="Why?")
    with pytest.raises(Refused, match="what would help"):
        object_to_plan(by=people.kees.actor, request=club, text="  ")
    made = object_to_plan(by=people.kees.actor, request=club, text="We were here for twenty years.")
    with pytest.raises(Refused, match="waits for an answer"):
        object_to_plan(by=people.kees.actor, request=club, text="Again")
    sees = [one for one in people.people if Objection.objects.visible_to(one.actor).exists()]
    assert sees == [people.alice, people.bob, people.farid, people.joris, people.kees]
    with pytest.raises(NotAllowed):
        answer_objection(by=people.joris.actor, objection=made, upheld=False, answer="No", version=1)
    with pytest.raises(Refused, match="Say why"):
        answer_objection(by=people.alice.actor, objection=made, upheld=False, answer="", version=1)
    answered = answer_objection(by=people.alice.actor, objection=made, upheld=False, answer="By the rules.", version=1)
    assert answered.state == ObjectionState.REJECTED
    with pytest.raises(Refused, match="Somebody else answered"):
        answer_objection(by=people.alice.actor, objection=made, upheld=True, answer="Yes", version=1)
    SeasonRound.objects.filter(pk=season.pk).update(objections_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused, match="Objections could be made until"):
        object_to_plan(by=people.kees.actor, request=club, text="Too late")


def test_the_planner_moves_in_the_published_plan_and_in_no_other() -> None:
    people, season, club = full_evening()
    room(season.rooms.get().place, "Zaal 2")
    other = planned(season)
    season = published(season)
    assert season.plan is not None
    into = Spot(season.rooms.get(), TUESDAY, time(17))
    with pytest.raises(Refused, match="can no longer be changed"):
        move_by_hand(by=people.alice.actor, plan=other, request=club, version=1, into=into, knowingly=True)
    plan = SeasonPlan.objects.get(pk=season.plan.pk)
    moved, _effect = move_by_hand(by=people.alice.actor, plan=plan, request=club, version=1, into=into, knowingly=True)
    assert ("Chess", TUESDAY, "17:00", "19:00") in stands(moved)
