"""Plans: the case of docs/algorithms/timetable.md, searching, stopping, pins, moves by hand, comparing, reasons."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from tests.cast import cast
from tests.places.building import BY, room
from tests.seasons.season import TUESDAY, WEDNESDAY, ask, hall, hours, no_norm, planned, season_of, stands

from wijkhart.analysis.timetable import Plan, Problem, apply_change, check, solve
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.progress import Cancelled
from wijkhart.seasons.actions import (
    Search,
    copy_plan,
    move_by_hand,
    pin_sessions,
    plan_greedily,
    remove_plan,
    search_plan,
    withdraw_request,
)
from wijkhart.seasons.actions import planning as planning_module
from wijkhart.seasons.actions.explaining import keep_reasons
from wijkhart.seasons.models import Degree, SeasonPlan, SeasonQuestion, SeasonRound
from wijkhart.seasons.queries.faults import pin_faults
from wijkhart.seasons.queries.moving import Spot, effect_of
from wijkhart.seasons.queries.naming import Names
from wijkhart.seasons.queries.plans import compared, plans_of, standing_of
from wijkhart.seasons.queries.reason_words import told_of
from wijkhart.seasons.queries.why import first_wish, reason_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def by_hand() -> SeasonRound:
    """The case of the document, in a hall without a norm: chess, choir and yoga all want Tuesday evening."""
    one = hall()
    no_norm(one.place)
    season = season_of([one])
    week = one.place.opening_hours
    assert week is not None
    week.slots.update(opens_at=time(18), closes_at=time(23))
    wide = {"elsewhere": False, "ranks": (one,)}
    chess = (*hours("19:00-21:30"), *hours("18:30-21:45", degree=Degree.CAN))
    ask(season, "Chess", user_kind="subsidised", hours=chess, **wide)
    ask(season, "Choir", user_kind="non_subsidised", minutes=180, hours=hours("19:00-22:00"), **wide)
    ask(season, "Yoga", user_kind="commercial", hours=hours("18:00-21:00"), **wide)
    return season


def test_the_public_order_gives_chess_and_the_search_the_choir() -> None:
    season = by_hand()
    greedy = plan_greedily(by=BY, season=season)
    assert (greedy.number, greedy.asked, greedy.granted, greedy.explained) == (1, 3, 1, False)
    assert stands(greedy)[0][0] == "Chess"
    assert greedy.points == 2310 * 4
    best = search_plan(by=BY, season=season, search=Search(seconds=5))
    assert stands(best) == [("Choir", TUESDAY, "19:00", "22:00")]
    assert (best.points, best.proven, best.gap_percent, best.made_by) == (2710 * 4, True, 0.0, "search")
    assert best.question == greedy.question, "the same question is one row"
    best.question.refresh_from_db()
    assert best.question.bound == pytest.approx(best.points, abs=1)
    again = plan_greedily(by=BY, season=season)
    assert again.bound == best.question.bound, "what was proven for the question holds for every plan of it"


def test_the_reason_of_chess_says_who_stood_in_the_way_and_what_would_place_it() -> None:
    season = by_hand()
    best = search_plan(by=BY, season=season, search=Search(seconds=5))
    assert best.explained
    told = told_of(best.reasons.get(request__title="Chess"), Names(season))
    assert told.got == "Asked: 1 time a week. Given: none."
    assert told.why[0] == "At 6 possible starts the room was given to somebody else."
    assert any("without Choir (Club Choir) this request would have its place" in one for one in told.why)
    assert [(one.words, one.minutes) for one in told.changes] == [
        ("on a day that was not named: Monday 19:00 in Zaal, Het Middelpunt", 120),
    ]
    assert len(told.alternatives) == 3


def test_a_plan_needs_the_right_and_something_that_was_asked() -> None:
    people, season = cast(), season_of([hall()])
    with pytest.raises(NotAllowed):
        plan_greedily(by=people.bob.actor, season=season)
    with pytest.raises(Refused, match="Nobody has asked"):
        plan_greedily(by=people.alice.actor, season=season)
    with pytest.raises(Refused, match="1 to 3600"):
        search_plan(by=BY, season=season, search=Search(seconds=0))
    ask(season)
    made = plan_greedily(by=people.alice.actor, season=season)
    sees = [one for one in people.people if plans_of(one.actor, season)]
    assert sees == [people.alice, people.bob, people.farid, people.joris]
    with pytest.raises(NotAllowed):
        remove_plan(by=people.joris.actor, plan=made)
    remove_plan(by=BY, plan=made)
    assert not SeasonPlan.objects.exists()


def crowd(number: int = 14, rooms: int = 2) -> SeasonRound:
    """Many who want one evening; more than fit."""
    first = hall()
    more = [room(first.place, f"Zaal {at}", seats=30) for at in range(1, rooms)]
    season = season_of([first, *more])
    for at in range(number):
        ask(season, f"Groep {at:02}", minutes=60 + 30 * (at % 3), hours=hours("18:00-22:00", day=at % 2 + 1),
            user_kind=("subsidised", "non_subsidised", "commercial")[at % 3])  # fmt: skip
    return season


def test_each_better_plan_is_written_down_while_the_search_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that is killed, whatever kills it, leaves the last one."""
    season, seen = crowd(), []
    monkeypatch.setattr(planning_module, "BETWEEN", 0.0)

    def killed(problem: Problem, **how: Any) -> Plan:
        best = solve(problem, rounds=3)
        assert how["keep_going"](best)
        seen.append(best.points)
        raise SystemExit

    monkeypatch.setattr(planning_module, "solve", killed)
    with pytest.raises(SystemExit):
        search_plan(by=BY, season=season, search=Search(seconds=5))
    left = SeasonPlan.objects.get()
    assert (left.points, left.sessions.count()) == (seen[0], left.granted)
    standing = standing_of(left)
    assert not [one for one in check(standing.problem, replace(standing.plan, bound=1e12)) if one.rule != "points"]


def test_a_search_that_is_stopped_keeps_what_it_found_with_its_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    season, said = crowd(), []

    def one_round(problem: Problem, **how: Any) -> Plan:
        best = solve(problem, rounds=2)
        assert not how["keep_going"](best)
        return best

    def stop(done: int, total: int | None, doing: str) -> None:
        said.append(doing)
        raise Cancelled

    monkeypatch.setattr(planning_module, "solve", one_round)
    with pytest.raises(Cancelled):
        search_plan(by=BY, season=season, search=Search(seconds=60), progress=stop)
    left = SeasonPlan.objects.get()
    assert left.granted == left.sessions.count() > 0
    assert left.explained
    assert "best plan so far" in said[0]


def test_the_same_seed_and_rounds_give_the_same_plan() -> None:
    season = crowd(30, 3)
    first, second = (search_plan(by=BY, season=season, search=Search(rounds=2)) for _turn in range(2))
    assert (stands(first), first.points) == (stands(second), second.points)
    assert compared(first, second).changed == ()


def spot(where: Any, starts: str, day: int = TUESDAY) -> Spot:
    return Spot(where, day, time.fromisoformat(starts))


def test_a_pinned_session_stays_when_the_plan_is_worked_out_again_with_few_changes() -> None:
    season = by_hand()
    greedy = planned(season)
    (chess,) = greedy.sessions.all()
    pinned = pin_sessions(by=BY, plan=greedy, sessions=[chess], pinned=True, version=1)
    again = search_plan(by=BY, season=season, search=Search(seconds=5, base=pinned, few_changes=True))
    assert stands(again)[0][0] == "Chess"
    assert (again.made_by, again.base, again.sessions.get(request__title="Chess").pinned) == ("again", greedy, True)
    with pytest.raises(Refused, match="Somebody else changed"):
        pin_sessions(by=BY, plan=greedy, sessions=[chess], pinned=False, version=1)
    free = pin_sessions(by=BY, plan=pinned, sessions=[chess], pinned=False, version=2)
    fresh = search_plan(by=BY, season=season, search=Search(seconds=5, base=free))
    assert stands(fresh)[0][0] == "Choir"
    changes = compared(again, fresh)
    assert len(changes.changed) == 2
    assert changes.points == fresh.points - again.points > 0


def test_pins_that_clash_are_named_and_no_plan_is_made() -> None:
    season = by_hand()
    plan = planned(season)
    (chess,) = plan.sessions.all()
    plan.sessions.update(pinned=True)
    choir = season.requests.get(title="Choir")
    plan.sessions.create(request=choir, room=chess.room, weekday=1, starts=time(19), ends=time(22), pinned=True)
    (fault,) = pin_faults(plan)
    assert fault.message.startswith("These pins cannot all stand: Ch")
    assert "Two groups would have one room at the same time" in fault.message
    with pytest.raises(Refused, match="These pins cannot all stand"):
        search_plan(by=BY, season=season, search=Search(seconds=5, base=plan))
    assert SeasonPlan.objects.count() == 1


def test_the_effect_of_a_move_is_shown_and_a_rule_for_everybody_stands() -> None:
    season = by_hand()
    plan = planned(season)
    chess = plan.sessions.get()
    choir, one = season.requests.get(title="Choir"), chess.room
    effect = effect_of(plan, request=choir, into=spot(one, "19:00"))
    assert not effect.may
    assert [broken.rule for broken in effect.broken] == ["clash"]
    with pytest.raises(Refused, match="one room at the same time"):
        move_by_hand(by=BY, plan=plan, request=choir, version=1, into=spot(one, "19:00"), knowingly=True)
    late = effect_of(plan, request=choir, into=spot(one, "21:00"))
    assert {broken.rule for broken in late.broken if broken.hard} == {"opening"}
    other = effect_of(plan, request=choir, into=spot(one, "19:00", WEDNESDAY))
    assert (other.may, [broken.rule for broken in other.broken]) == (True, ["wished"])
    assert other.points == 4 * (2400 + 60 + 150)


def test_a_move_by_hand_is_pinned_and_what_a_group_asked_is_set_aside_only_knowingly() -> None:
    season = by_hand()
    plan = copy_plan(by=BY, plan=planned(season), note="Try")
    assert (plan.number, plan.made_by, plan.reasons.count(), plan.sessions.count()) == (2, "hand", 2, 1)
    chess = plan.sessions.get()
    choir = season.requests.get(title="Choir")
    into = spot(chess.room, "19:00", WEDNESDAY)
    with pytest.raises(Refused, match="did not ask for this time") as caught:
        move_by_hand(by=BY, plan=plan, request=choir, version=1, into=into)
    assert caught.value.field == "knowingly"
    moved, effect = move_by_hand(by=BY, plan=plan, request=choir, version=1, into=into, knowingly=True)
    assert stands(moved)[1] == ("Choir", WEDNESDAY, "19:00", "22:00")
    assert (moved.points, moved.granted, moved.explained) == (effect.total, 2, False)
    assert not moved.reasons.filter(request=choir).exists(), "it has what it asked"
    moved, effect = move_by_hand(by=BY, plan=moved, request=chess.request, version=2, out=chess)
    assert (effect.points, moved.granted) == (-4 * 2310, 1)
    assert moved.reasons.get(request=chess.request).rules[0][0] == "free"
    again = search_plan(by=BY, season=season, search=Search(seconds=5, base=moved))
    assert ("Choir", WEDNESDAY, "19:00", "22:00") in stands(again), "the hand of the planner stands"
    first = SeasonPlan.objects.get(number=1)
    assert (first.granted, first.version) == (1, 1), "the plan that was copied is as it was"


def test_a_withdrawn_request_is_not_planned_again() -> None:
    season = by_hand()
    planned(season)
    choir = season.requests.get(title="Choir")
    withdraw_request(by=BY, request=choir, version=1)
    best = search_plan(by=BY, season=season, search=Search(seconds=5, base=SeasonPlan.objects.get(), few_changes=True))
    assert [one[0] for one in stands(best)] == ["Chess"]
    assert SeasonQuestion.objects.count() == 2


def test_each_smallest_change_places_the_request_and_a_smaller_one_does_not() -> None:
    season = crowd(16)
    plan = planned(season)
    standing, changed = standing_of(plan), 0
    for row in plan.reasons.all():
        found = reason_for(standing, str(row.request_id))
        assert found is not None
        (reason,) = found[1]
        assert list(reason.rules) == [tuple(one) for one in row.rules], "alone it is the same as in the whole question"
        for change in reason.changes:
            changed += 1
            problem = apply_change(standing.problem, reason.request, change)
            assert places(problem, standing.plan, reason.request), change
            if change.kind == "shorter" and change.amount > 1:
                less = replace(change, amount=change.amount - 1)
                assert not places(apply_change(standing.problem, reason.request, less), standing.plan, reason.request)
    assert changed > 4


def places(problem: Problem, plan: Plan, key: str) -> bool:
    """Whether the request gets something more when everything else stays where it is."""
    pinned = replace(problem, pins=plan.sessions, standing=())
    found = solve(pinned, rounds=4)
    return sum(one.request == key for one in found.sessions) > sum(one.request == key for one in plan.sessions)


def test_why_a_group_that_got_its_time_did_not_get_its_first_wish() -> None:
    first = hall()
    second = room(first.place, "Zaal 2", seats=30)
    no_norm(first.place)
    season = season_of([first, second])
    ask(season, "Choir", user_kind="subsidised", ranks=(first,), elsewhere=False)
    chess = ask(season, "Chess", ranks=(first, second), elsewhere=False)
    plan = planned(season)
    assert plan.granted == 2
    assert not plan.reasons.exists()
    found = first_wish(standing_of(plan), str(chess.pk))
    assert found is not None
    (reason,) = found[1]
    assert (reason.rules, [Names(season).request(key) for key in reason.alone]) == (
        (("taken", 1),),
        ["Choir (Club Choir)"],
    )
    choir = season.requests.get(title="Choir")
    assert first_wish(standing_of(plan), str(choir.pk)) is None


def test_reasons_of_a_plan_that_changed_meanwhile_are_not_written() -> None:
    season = by_hand()
    plan = planned(season)
    old = SeasonPlan.objects.get()
    pin_sessions(by=BY, plan=plan, sessions=list(plan.sessions.all()), pinned=True, version=1)
    plan.reasons.all().delete()
    keep_reasons(by=BY, plan=old)
    assert not plan.reasons.exists()
