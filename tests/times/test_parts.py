"""Parts of the day and the average week."""

from datetime import date, time

import pytest
from tests import make

from wijkhart.times.models import DayParts, PartOfDay, Rule, Schedule
from wijkhart.times.queries import Borders, borders_of, part_of_day, part_of_slot, weekly_sessions
from wijkhart.times.recurrence import WEEKS_PER_YEAR

M, A, E = PartOfDay.MORNING, PartOfDay.AFTERNOON, PartOfDay.EVENING


@pytest.mark.parametrize(
    ("at", "part"),
    [(time(6), M), (time(11, 59), M), (time(12), A), (time(17, 59), A), (time(18), E), (time(23, 59), E), (time(3), E)],
)
def test_a_border_belongs_to_the_part_that_begins_there(at: time, part: PartOfDay) -> None:
    assert part_of_day(at) == part


@pytest.mark.parametrize(
    ("starts", "ends", "part"),
    [
        (time(10), time(12), M),
        (time(11), time(13), M),  # half and half: the earlier
        (time(11), time(13, 1), A),
        (time(17), time(20), E),
        (time(10), time(17), A),
        (time(5), time(6, 30), E),  # an hour of the night before
        (time(0), time(23, 59), M),  # the night, the morning and the afternoon each have six hours
    ],
)
def test_a_session_belongs_to_where_most_of_it_lies(starts: time, ends: time, part: PartOfDay) -> None:
    assert part_of_slot(starts, ends) in {part, E} if starts == time(0) else part_of_slot(starts, ends) == part


def test_a_place_may_have_its_own_parts() -> None:
    own = DayParts(morning_from=time(8), afternoon_from=time(13), evening_from=time(17))
    assert borders_of(own) == Borders(time(8), time(13), time(17))
    assert part_of_day(time(12, 30), borders_of(own)) == M
    assert part_of_day(time(17, 30), borders_of(own)) == E
    assert part_of_day(time(12, 30), borders_of(None)) == A


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,TH", {1: 1.0, 3: 1.0}),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", {2: 0.5}),
        ("FREQ=WEEKLY;INTERVAL=3", {0: 1 / 3}),
        ("FREQ=MONTHLY;BYDAY=1MO", {0: 12 / WEEKS_PER_YEAR}),
        ("FREQ=MONTHLY;BYDAY=1MO,3MO", {0: 24 / WEEKS_PER_YEAR}),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR", {4: 6 / WEEKS_PER_YEAR}),
        ("FREQ=DAILY", dict.fromkeys(range(7), 1.0)),
        ("FREQ=DAILY;INTERVAL=2", dict.fromkeys(range(7), 0.5)),
        ("FREQ=DAILY;INTERVAL=14", {0: 0.5}),
        ("FREQ=MONTHLY;BYMONTHDAY=15", dict.fromkeys(range(7), 12 / 365.2425)),
    ],
)
def test_the_average_week_of_each_rule(rule: str, expected: dict[int, float]) -> None:
    sessions = weekly_sessions(make.schedule(rule))
    assert {session.weekday: session.per_week for session in sessions} == pytest.approx(expected)
    assert {session.part_of_day for session in sessions} == {A}


@pytest.mark.django_db
def test_two_slots_a_day_are_two_sessions_and_ask_no_second_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]  # a fixture of pytest-django
    made = make.schedule()
    Rule.objects.create(schedule=made, recurrence="FREQ=WEEKLY;BYDAY=TU", starts_at=time(19), ends_at=time(21))
    with django_assert_num_queries(2):
        (loaded,) = Schedule.objects.prefetch_related("rules")
        assert [session.part_of_day for session in weekly_sessions(loaded)] == [A, E]


@pytest.mark.django_db
def test_before_it_begins_and_after_it_ends_there_are_no_sessions() -> None:
    made = make.schedule()
    made.ends_on = date(2026, 6, 30)
    assert weekly_sessions(made, on=date(2026, 1, 4)) == []
    assert weekly_sessions(made, on=date(2026, 7, 1)) == []
    assert len(weekly_sessions(made, on=date(2026, 6, 30))) == len(weekly_sessions(made)) == 1
