"""Kept together, kept quiet, and shorter where it must be: from what a group asks to the plan and its answer."""

from typing import Any

import pytest
from tests.places.building import BY, centre
from tests.places.building import hall as split_hall
from tests.seasons.season import TUESDAY, ask, hall, hours, no_norm, season_of, stands

from wijkhart.core.errors import BadInput
from wijkhart.seasons.actions import Search, pin_sessions, search_plan, withdraw_request
from wijkhart.seasons.models import Beside, SeasonPlan, SeasonRound
from wijkhart.seasons.queries.faults import faults_of
from wijkhart.seasons.queries.naming import Names
from wijkhart.seasons.queries.reason_words import told_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def searched(season: SeasonRound, **how: Any) -> SeasonPlan:
    return search_plan(by=BY, season=season, search=Search(seconds=3, **how))


def test_a_session_is_shorter_where_that_is_useful_and_the_answer_says_so() -> None:
    one = hall()
    no_norm(one.place)
    season = season_of([one])
    ask(season, "Choir", user_kind="subsidised", hours=hours("20:00-22:00"))
    ask(season, "Chess", minutes=180, shortest=60, hours=hours("19:00-22:00"))
    plan = searched(season)
    assert stands(plan) == [("Chess", TUESDAY, "19:00", "20:00"), ("Choir", TUESDAY, "20:00", "22:00")]
    told = told_of(plan.reasons.get(), Names(season))
    assert told.got == "Asked: 1 time a week. Given: 1. Together 120 minutes a week shorter than asked."
    pinned = pin_sessions(by=BY, plan=plan, sessions=list(plan.sessions.all()), pinned=True, version=plan.version)
    again = searched(season, base=pinned, few_changes=True)
    assert (stands(again), again.points) == (stands(plan), plan.points)


def test_one_request_comes_right_after_another_of_the_same_party() -> None:
    one = hall()
    season = season_of([one])
    first = ask(season, "Lesson", name="Club", minutes=60, hours=hours("18:00-22:00"))
    ask(season, "Meeting", name="club", minutes=60, hours=(*hours("18:00-22:00"), *hours("18:00-22:00", day=2)),
        companion=first, beside=Beside.AFTER)  # fmt: skip
    (lesson, meeting) = stands(searched(season))
    assert (lesson[1], meeting[1]) == (TUESDAY, TUESDAY)
    assert meeting[2] >= lesson[3]
    withdraw_request(by=BY, request=first, version=1)
    assert [fault.message[:37] for fault in faults_of(season)] == ["The request that this one keeps to ta"]
    assert len(stands(searched(season))) == 1


def test_nothing_loud_lies_beside_who_asks_for_quiet_in_parts_of_one_hall() -> None:
    whole, left, right, _third = split_hall(centre())
    no_norm(left.place)
    season = season_of([whole, left, right])
    named = {"elsewhere": False, "hours": hours("19:00-21:00")}
    ask(season, "Reading", quiet=True, ranks=(left,), **named)
    ask(season, "Drums", traits=("loud",), ranks=(right,), **named)
    plan = searched(season)
    assert plan.granted == 1
    reason = told_of(plan.reasons.get(), Names(season))
    assert reason.why[0] == "At 1 possible start it would be loud in the room beside it."


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"shortest": 240}, "shortest"),
        ({"shortest": 50}, "shortest"),
        ({"quiet": True, "traits": ("loud",)}, "quiet"),
        ({"beside": "under"}, "beside"),
    ],
)
def test_what_cannot_be_is_said(wrong: dict[str, Any], field: str) -> None:
    season = season_of([hall()])
    with pytest.raises(BadInput) as caught:
        ask(season, **wrong)
    assert field in {one.field for one in caught.value.problems}


def test_only_an_own_request_can_be_kept_to_and_no_chain_of_them() -> None:
    season = season_of([hall()])
    first = ask(season, "Lesson", name="Club")
    with pytest.raises(BadInput, match="not a request of yours"):
        ask(season, "Meeting", name="Others", companion=first)
    second = ask(season, "Meeting", name="Club", companion=first)
    with pytest.raises(BadInput, match="keeps to another one itself"):
        ask(season, "Coffee", name="Club", companion=second)
