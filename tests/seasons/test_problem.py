"""The question of a round, worked out by hand: opening, closures, norms, wishes, concepts, and what is not known."""

import json
from datetime import date, time, timedelta
from typing import Any

import numpy as np
import pytest
from tests import make
from tests.places.building import BY, at, centre, room
from tests.places.building import hall as split_hall
from tests.seasons.season import AMERSFOORT, ask, hall, hours, quiet_monday, season_of

from wijkhart.analysis.timetable import Closure, Window
from wijkhart.analysis.timetable.columns import columns_of
from wijkhart.places.actions import block_room
from wijkhart.places.models import ConceptRule, Effect, Room
from wijkhart.seasons.clocks import dates_of, weeks_of
from wijkhart.seasons.models import Degree, SeasonRound, WeekPattern
from wijkhart.seasons.queries.calendar import calendar_of_season
from wijkhart.seasons.queries.faults import faults_of
from wijkhart.seasons.queries.problem import question_of
from wijkhart.seasons.recipe import digest_of, problem_of, recipe_of
from wijkhart.times.models import LocalHoliday, OpeningException

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def space(season: SeasonRound, one: Room) -> Any:
    return question_of(season).problem.room_of[str(one.pk)]


def test_an_ordinary_season_has_the_week_of_the_place_and_no_closure() -> None:
    one = hall(setup_minutes=15, cleanup_minutes=20)
    season = season_of([one])
    ask(season)
    problem = question_of(season).problem
    assert (problem.weeks, problem.closures) == (4, ())
    found = problem.room_of[str(one.pk)]
    assert found.opening == ((36, 88),) * 7
    assert (found.seats, found.setup, found.clearup, found.held) == (30, 1, 2, (0.15, 0.15, 0.15))


def test_days_outside_the_season_in_its_first_and_last_week_are_closed() -> None:
    one, monday = hall(), quiet_monday()
    season = season_of([one], first_day=monday + timedelta(days=2), last_day=monday + timedelta(days=7))
    calendar = calendar_of_season(season)
    assert calendar.opening[one.pk][:3] == ((36, 88), (0, 0), (36, 88)), "no Tuesday lies in it"
    assert calendar.closures == (Closure(0, 0, 36, 88), *(Closure(1, day, 36, 88) for day in range(2, 7)))


def test_another_hour_a_break_and_a_closed_day_are_closures_of_their_rooms_only() -> None:
    wide, narrow = hall(), room(centre("Ginds", 12), "Kleine zaal")
    season = season_of([wide, narrow])
    tuesday = season.first_day + timedelta(days=1)
    week = wide.place.opening_hours
    assert week is not None
    week.slots.filter(weekday=2).delete()
    week.slots.create(weekday=2, opens_at=time(9), closes_at=time(12))
    week.slots.create(weekday=2, opens_at=time(13, 10), closes_at=time(22))
    OpeningException.objects.create(hours=week, on=tuesday, opens_at=time(10), closes_at=time(23), reason="Feest")
    OpeningException.objects.create(hours=week, on=tuesday + timedelta(weeks=1), reason="Schoonmaak")
    calendar = calendar_of_season(season)
    only = frozenset({str(wide.pk)})
    assert calendar.opening[wide.pk][1] == (36, 92), "the widest of the season"
    assert calendar.opening[narrow.pk][1] == (48, 88)
    tuesdays = {Closure(0, 1, 36, 40, only), Closure(1, 1, 36, 92, only),
                Closure(2, 1, 88, 92, only), Closure(3, 1, 88, 92, only)}  # fmt: skip
    assert set(calendar.closures) == tuesdays | {Closure(week, 2, 48, 53, only) for week in range(4)}


def test_what_is_booked_already_is_closed_in_that_week_with_room_to_set_up() -> None:
    one = hall(setup_minutes=15, cleanup_minutes=30)
    season = season_of([one])
    day = season.first_day + timedelta(weeks=2, days=1)
    block_room(by=BY, room=one, starts_at=at("14:00", day), ends_at=at("16:05", day), title="Verf")
    only = (Closure(2, 1, 56 - 2, 65 + 1),)
    assert calendar_of_season(season).closures == only


def test_a_public_holiday_closes_where_the_place_follows_it_and_school_holidays_where_the_round_does() -> None:
    one = hall()
    week = one.place.opening_hours
    assert week is not None
    week.skips_public_holidays = True
    week.save()
    christmas = season_of([one], first_day=date(2027, 12, 20), weeks=3)
    assert {(one.week, one.day) for one in calendar_of_season(christmas).closures} == {(0, 5), (0, 6), (1, 5)}
    autumn = season_of([one], title="Herfst", first_day=date(2027, 10, 4), weeks=4, school_region="midden")
    closed = [one for one in calendar_of_season(autumn).closures if one.rooms or one.first == 36]
    assert {one.week for one in closed} == {1, 2}, "16 to 24 October 2027"
    LocalHoliday.objects.create(municipality_code=AMERSFOORT, region="midden", school=True, off=False, name="Toch open",
                                first_day=date(2027, 10, 1), last_day=date(2027, 10, 31))  # fmt: skip
    assert {one.first for one in calendar_of_season(autumn).closures} == {8}, "the clock change alone is left"


def test_a_season_beyond_the_known_school_holidays_says_so() -> None:
    season = season_of([hall()], first_day=date(2030, 9, 2), weeks=2, school_region="noord")
    faults = [one.message for one in faults_of(season)]
    assert any("School holidays are not known after Saturday 31 August 2030" in one for one in faults), faults


def test_a_season_that_crosses_the_clock_change_keeps_its_hours_and_leaves_out_the_hour_that_is_missing() -> None:
    night = hall()
    week = night.place.opening_hours
    assert week is not None
    week.slots.filter(weekday=6).update(opens_at=time(0), closes_at=time(23))
    season = season_of([night], first_day=date(2027, 3, 22), weeks=2)
    assert calendar_of_season(season).closures == (Closure(0, 6, 8, 12),)
    assert any("28 March 2027 the clock changes" in one.message for one in faults_of(season))


def test_wishes_become_starts_in_three_degrees() -> None:
    season = season_of([hall()])
    spans = (
        *hours("18:00-22:00", degree=Degree.CAN),
        *hours("19:00-21:30"),
        *hours("21:45-22:00", degree=Degree.CANNOT),
    )
    request = ask(season, hours=spans, minutes=120)
    windows = question_of(season).problem.request_of[str(request.pk)].windows
    assert windows == (Window(1, 72, 75, False), Window(1, 76, 78, True), Window(1, 79, 79, False))


def test_needs_seats_halls_and_norms_are_told_to_the_solver() -> None:
    whole, left, middle, right = split_hall(centre())
    left.layouts, left.equipment = {"circle": 14}, ["kitchen"]
    left.save()
    season = season_of([whole, left])
    for norm in ({"free_percent": 40, "part_of_day": "evening"}, {"free_percent": 0}):
        left.place.use_norms.create(municipality_code=AMERSFOORT, **norm)
    request = ask(season, layout="circle", equipment=("kitchen",), step_free=True)
    more = ask(season, "Toneel", layout="circle", people=15)
    problem = question_of(season).problem
    rooms = {room.key: room for room in problem.rooms}
    assert rooms[str(whole.pk)].joins == tuple(sorted(str(one.pk) for one in (left, middle, right)))
    assert {key for key, one in rooms.items() if "offered" in one.features} == {str(whole.pk), str(left.pk)}
    assert rooms[str(left.pk)].held == (0.0, 0.0, 0.4)
    fits = [key for key, one in rooms.items() if problem.request_of[str(request.pk)].needs <= one.features]
    assert fits == [str(left.pk)]
    assert not any(problem.request_of[str(more.pk)].needs <= one.features for one in rooms.values()), "14 in a circle"


def test_a_part_of_the_season_and_odd_weeks() -> None:
    season = season_of([hall()], weeks=4)
    first_number = season.first_day.isocalendar().week
    odd = ask(season, weeks=WeekPattern.ODD)
    expected = {week for week in range(4) if (season.first_day + timedelta(weeks=week)).isocalendar().week % 2}
    assert weeks_of(odd, season) == expected, first_number
    late = ask(season, "Toneel", first_day=season.first_day + timedelta(days=9))
    assert weeks_of(late, season) == {1, 2, 3}
    assert dates_of(late, season, 1) == [season.first_day + timedelta(days=n) for n in (15, 22)], "the 9th is later"
    assert weeks_of(ask(season, "Koor"), season) == frozenset()


def test_a_concept_bars_hours_in_its_own_rooms_only() -> None:
    first, other = hall(), room(centre("Ginds"), "Vrije zaal", seats=30)
    rule = {"place": first.place, "effect": Effect.NEVER, "traits": ["loud"], "why": "Rust"}
    ConceptRule.objects.create(**rule, part_of_day="evening")
    season = season_of([first, other])
    spans = (*hours("16:00-22:00"), *hours("16:00-22:00", day=2))
    alone = ask(season, traits=("loud",), ranks=(first,), elsewhere=False, hours=spans)
    both = ask(season, "Toneel", traits=("loud",), hours=spans)
    calm = ask(season, "Lezen", hours=spans)
    question = question_of(season)
    asked = question.problem.request_of
    evenings = {(day, *part) for day in range(7) for part in ((0, 24), (72, 96))}
    for one in (alone, both):
        barred = asked[str(one.pk)].barred
        assert {(bar.day, bar.first, bar.last) for bar in barred} == evenings
        assert {key for bar in barred for key in bar.rooms} == {str(first.pk)}
    assert asked[str(calm.pk)].barred == ()
    found = columns_of(question.problem)
    rooms = np.array([room.key for room in question.problem.rooms])
    starts = {
        (number, key): sorted(set(found.start[(found.request == number) & (rooms[found.room] == key)]))
        for number in range(3)
        for key in (str(first.pk), str(other.pk))
    }
    whole = list(range(64, 81))
    assert starts == {
        (0, str(first.pk)): [64], (0, str(other.pk)): [],
        (1, str(first.pk)): [64], (1, str(other.pk)): whole,
        (2, str(first.pk)): whole, (2, str(other.pk)): whole,
    }, "16.00 ends at 18.00"  # fmt: skip
    assert question.remarks == ()


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"minutes": 840, "hours": hours("00:00-23:45")}, "no room that was named is open longer than 780"),
        ({"people": 500}, "the largest room that was named holds 30"),
        ({"equipment": ("piano",)}, "has all that was asked"),
        ({"hours": hours("21:00-23:30")}, "is open long enough"),
    ],
)
def test_what_no_plan_can_place_is_found_before_solving(facts: dict[str, Any], says: str) -> None:
    season = season_of([hall()])
    fine, wrong = ask(season), ask(season, "Toneel", **facts)
    faults = faults_of(season)
    assert [one.request for one in faults] == [wrong]
    assert says in faults[0].message, faults
    assert fine not in {one.request for one in faults}


def test_a_holiday_on_the_only_day_is_found_before_solving() -> None:
    one = hall()
    season = season_of([one], weeks=2)
    assert one.place.opening_hours is not None
    for week in range(2):
        day = season.first_day + timedelta(weeks=week, days=1)
        OpeningException.objects.create(hours=one.place.opening_hours, on=day, reason="Feest")
    wrong = ask(season)
    (fault,) = faults_of(season)
    assert fault.request == wrong
    assert "closed or taken in every week of the season" in fault.message


def test_rooms_of_which_something_is_not_known_are_named() -> None:
    unknown = room(make.place("Ginds"), "Zolder", seats=None)
    faults = [one.message for one in faults_of(season_of([unknown]))]
    assert ["opening hours of Zolder, Ginds" in faults[0], "how many people fit in Zolder" in faults[1]] == [True, True]


def test_the_question_is_kept_whole_and_comes_back_equal() -> None:
    one = hall(setup_minutes=15)
    season = season_of([one], goals={"wished": 7}, weeks=2, last_day=quiet_monday(2) + timedelta(days=9))
    ask(
        season,
        ranks=(one.place, one),
        same_room=True,
        times=2,
        hours=(*hours("19:00-21:00"), *hours("09:00-12:00", day=3)),
    )
    problem = question_of(season).problem
    recipe = recipe_of(problem)
    assert problem_of(json.loads(json.dumps(recipe))) == problem
    assert digest_of(recipe) == digest_of(recipe_of(question_of(season).problem))


def test_slots_of_the_week_are_read_once_for_rooms_of_one_place(django_assert_max_num_queries: Any) -> None:
    place = centre()
    season = season_of([room(place, f"Zaal {number}") for number in range(6)])
    with django_assert_max_num_queries(16):
        calendar_of_season(season)
