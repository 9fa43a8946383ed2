"""What a schedule comes to: instants over the clock change, holidays, exceptions, and keeping them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from tests import make

from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import BadInput, NotAllowed
from wijkhart.times.actions import (
    Change,
    Slot,
    change_schedule,
    expand_all,
    expand_occurrences,
    make_schedule,
    remove_local_holiday,
    set_exception,
    set_local_holiday,
    timetable_of,
)
from wijkhart.times.models import Occurrence, Schedule, ScheduleException
from wijkhart.times.queries import occurrences_between, public_holidays, school_holidays

BY = System("test")
pytestmark = pytest.mark.django_db


def expanded(schedule: Schedule, until: date) -> list[tuple[str, str, str]]:
    """The kept rows as text: begin and end in UTC, and why not."""
    expand_occurrences(by=BY, schedule=schedule, until=until)
    return [
        (f"{row.starts_at.astimezone(UTC):%m-%d %H:%M}", f"{row.ends_at.astimezone(UTC):%H:%M}", row.refused)
        for row in schedule.occurrences.all()
    ]


def series(rule: str, starts: str, ends: str, first: date, last: date | None = None, **facts: object) -> Schedule:
    made = make.schedule(rule, starts, ends)
    Schedule.objects.filter(pk=made.pk).update(starts_on=first, ends_on=last, **facts)
    made.refresh_from_db()
    return made


def test_the_wall_clock_stays_when_summer_time_begins() -> None:
    """Sunday 29 March 2026: from then on 14.00 is 12.00 UTC."""
    made = series("FREQ=WEEKLY;BYDAY=SU", "14:00", "16:00", date(2026, 3, 22))
    assert expanded(made, date(2026, 4, 4)) == [("03-22 13:00", "15:00", ""), ("03-29 12:00", "14:00", "")]


def test_the_wall_clock_stays_when_summer_time_ends() -> None:
    """Sunday 25 October 2026: from then on 14.00 is 13.00 UTC again."""
    made = series("FREQ=WEEKLY;BYDAY=SU", "14:00", "16:00", date(2026, 10, 18))
    assert expanded(made, date(2026, 10, 25)) == [("10-18 12:00", "14:00", ""), ("10-25 13:00", "15:00", "")]


@pytest.mark.parametrize(
    ("day", "starts", "ends", "begin", "end"),
    [
        (date(2026, 3, 29), "01:30", "03:30", "03-29 00:30", "01:30"),  # one hour instead of two
        (date(2026, 3, 29), "02:30", "04:00", "03-29 01:30", "02:00"),  # 2.30 is skipped: 3.30 on the clock
        (date(2026, 3, 29), "02:30", "03:00", "03-29 01:30", "02:00"),  # would end before it began: keeps its length
        (date(2026, 10, 25), "01:30", "03:30", "10-24 23:30", "02:30"),  # three hours instead of two
        (date(2026, 10, 25), "02:30", "03:30", "10-25 00:30", "02:30"),  # 2.30 comes twice: the first
    ],
)
def test_slots_across_the_change_itself(day: date, starts: str, ends: str, begin: str, end: str) -> None:
    assert expanded(series("FREQ=DAILY", starts, ends, day, day), day) == [(begin, end, "")]


def test_two_slots_that_the_change_puts_on_one_instant_are_one() -> None:
    made = series("FREQ=DAILY", "02:30", "03:15", date(2026, 3, 29), date(2026, 3, 29))
    made.rules.create(recurrence="FREQ=DAILY", starts_at=time(3, 30), ends_at=time(5))
    assert expanded(made, date(2026, 3, 29)) == [("03-29 01:30", "03:00", "")]


def test_a_public_holiday_is_kept_with_its_name() -> None:
    made = series("FREQ=WEEKLY;BYDAY=MO", "10:00", "11:00", date(2026, 4, 20))
    assert expanded(made, date(2026, 4, 30)) == [("04-20 08:00", "09:00", ""), ("04-27 08:00", "09:00", "Koningsdag")]
    other = series("FREQ=WEEKLY;BYDAY=MO", "10:00", "11:00", date(2026, 4, 27), skips_public_holidays=False)
    assert expanded(other, date(2026, 4, 30)) == [("04-27 08:00", "09:00", "")]


SUMMER_2026 = {
    "noord": (date(2026, 7, 4), date(2026, 8, 16)),
    "midden": (date(2026, 7, 18), date(2026, 8, 30)),
    "zuid": (date(2026, 7, 11), date(2026, 8, 23)),
}
"""As the ministry published them."""


@pytest.mark.parametrize("region", ["noord", "midden", "zuid"])
def test_school_holidays_differ_by_region(region: str) -> None:
    first, last = SUMMER_2026[region]
    days = school_holidays(region, 2026)
    summer = {day for day, name in days.items() if name == "Zomervakantie"}
    assert summer == {first + timedelta(days=n) for n in range((last - first).days + 1)}
    facts = {"holiday_region": region, "skips_school_holidays": True}
    made = series("FREQ=WEEKLY;BYDAY=WE", "10:00", "11:00", date(2026, 6, 1), **facts)
    off = {row[0][:5] for row in expanded(made, date(2026, 9, 30)) if row[2] == "Zomervakantie"}
    assert off == {f"{day:%m-%d}" for day in summer if day.weekday() == 2}


@pytest.mark.parametrize("year", range(2024, 2031))
def test_every_region_has_holidays_in_every_known_year(year: int) -> None:
    """Silence is the danger: a library that gives nothing would let everything go on."""
    for region in ("noord", "midden", "zuid"):
        assert {"Zomervakantie", "Voorjaarsvakantie", "Meivakantie"} <= set(school_holidays(region, year).values())
    assert len(public_holidays(year)) >= 10


def test_beyond_what_is_known_there_is_a_warning_and_no_guess() -> None:
    facts = {"holiday_region": "noord", "skips_school_holidays": True}
    made = series("FREQ=WEEKLY;BYDAY=WE", "10:00", "11:00", date(2030, 8, 1), **facts)
    assert expand_occurrences(by=BY, schedule=made, until=date(2030, 8, 31)).warnings == ()
    done = expand_occurrences(by=BY, schedule=made, until=date(2030, 12, 31))
    assert len(done.warnings) == 1
    assert "2030" in done.warnings[0]
    autumn = Occurrence.objects.filter(starts_at__gt=datetime(2030, 9, 1, tzinfo=UTC))
    assert {row.refused for row in autumn} <= {"", "Eerste kerstdag"}


def test_a_municipality_adds_and_takes_out_days_off() -> None:
    kermis = set_local_holiday(by=BY, municipality="GM0307", name="Kermis", first_day=date(2026, 4, 20))
    set_local_holiday(by=BY, municipality="GM0307", name="Koningsdag", first_day=date(2026, 4, 27), off=False)
    facts = {"municipality_code": "GM0307"}
    here = series("FREQ=WEEKLY;BYDAY=MO", "10:00", "11:00", date(2026, 4, 20), date(2026, 4, 27), **facts)
    assert [row[2] for row in expanded(here, date(2026, 4, 30))] == ["Kermis", ""]
    elsewhere = series("FREQ=WEEKLY;BYDAY=MO", "10:00", "11:00", date(2026, 4, 20), date(2026, 4, 27))
    assert [row[2] for row in expanded(elsewhere, date(2026, 4, 30))] == ["", "Koningsdag"]
    remove_local_holiday(by=BY, holiday=kermis)
    again = series("FREQ=WEEKLY;BYDAY=MO", "10:00", "11:00", date(2026, 4, 20), date(2026, 4, 20), **facts)
    assert [row[2] for row in expanded(again, date(2026, 4, 30))] == [""]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"last_day": date(2026, 4, 19)}, "last_day"),
        ({"last_day": date(2027, 4, 19)}, "last_day"),
        ({"region": "west"}, "region"),
    ],
)
def test_bad_days_off_are_refused(facts: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        set_local_holiday(**{"by": BY, "municipality": "GM0307", "name": "x", "first_day": date(2026, 4, 20), **facts})  # type: ignore[arg-type]  # wrong on purpose
    assert [problem.field for problem in refused.value.problems] == [field]


def test_exceptions_cancel_move_and_add_and_keep_what_they_replace() -> None:
    made = series("FREQ=WEEKLY;BYDAY=TU", "14:00", "16:00", date(2026, 5, 5), date(2026, 5, 26))
    change = {"schedule": made, "cancelled": False}
    ScheduleException.objects.create(schedule=made, on=date(2026, 5, 12), reason="verbouwing")
    ScheduleException.objects.create(schedule=made, on=date(2026, 5, 26))
    ScheduleException.objects.create(on=date(2026, 5, 19), starts_at=time(10), ends_at=time(12), **change)
    ScheduleException.objects.create(on=date(2026, 5, 20), **change)
    assert expanded(made, date(2026, 6, 1)) == [
        ("05-05 12:00", "14:00", ""),
        ("05-12 12:00", "14:00", "verbouwing"),
        ("05-19 08:00", "10:00", ""),
        ("05-19 12:00", "14:00", "verplaatst naar een andere tijd"),
        ("05-20 12:00", "14:00", ""),
        ("05-26 12:00", "14:00", "uitzondering"),
    ]


def test_a_named_date_outweighs_a_holiday() -> None:
    made = series("FREQ=WEEKLY;BYDAY=MO", "10:00", "11:00", date(2026, 4, 27), date(2026, 4, 27))
    ScheduleException.objects.create(schedule=made, on=date(2026, 4, 27), cancelled=False)
    assert expanded(made, date(2026, 4, 30)) == [("04-27 08:00", "09:00", "")]


def test_expanding_twice_changes_nothing_and_further_only_adds() -> None:
    made = series("FREQ=WEEKLY;BYDAY=TU", "14:00", "16:00", date(2026, 1, 6))
    first = expand_occurrences(by=BY, schedule=made, until=date(2026, 3, 1))
    assert (first.made, first.wrote) == (8, True)
    before = list(Occurrence.objects.values())
    assert not expand_occurrences(by=BY, schedule=made, until=date(2026, 3, 1)).wrote
    assert not expand_occurrences(by=BY, schedule=made, until=date(2026, 2, 1)).wrote
    assert list(Occurrence.objects.values()) == before
    assert expand_occurrences(by=BY, schedule=made, until=date(2026, 3, 8)).made == 1


def test_a_changed_series_changes_from_today_and_leaves_the_past() -> None:
    today = datetime.now(UTC).date()
    made = make_schedule(
        by=BY, starts_on=today - timedelta(days=28), slots=[Slot("FREQ=DAILY", time(0, 0), time(0, 30))],
        skips_public_holidays=False,
    )  # fmt: skip
    past = list(made.occurrences.filter(starts_at__lt=datetime.now(UTC) - timedelta(days=2)).values())
    weekly = Slot(f"FREQ=WEEKLY;BYDAY={('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')[today.weekday()]}", time(9), time(10))
    changed = change_schedule(
        by=BY, schedule=made, timetable=type(timetable_of(made))(made.starts_on, [weekly], skips_public_holidays=False)
    )
    assert list(changed.occurrences.filter(pk__in=[row["id"] for row in past]).values()) == past
    ahead = changed.occurrences.filter(starts_at__gt=datetime.now(UTC) + timedelta(days=2))
    assert {row.starts_at.astimezone(UTC).weekday() for row in ahead} == {today.weekday()}


def test_a_new_day_off_reaches_what_lies_ahead_and_nothing_else_is_touched() -> None:
    today = timezone.localdate()
    ahead = today + timedelta(days=10)
    facts = {"skips_public_holidays": True, "municipality_code": "GM0307"}
    made = series("FREQ=DAILY", "10:00", "11:00", today - timedelta(days=5), **facts)
    expand_all(by=BY, until=today + timedelta(days=20))
    set_local_holiday(by=BY, municipality="GM0307", name="Kermis", first_day=ahead)
    set_local_holiday(by=BY, municipality="GM0307", name="Kermis", first_day=today - timedelta(days=2))
    done = expand_all(by=BY, until=today + timedelta(days=20))
    assert (done.made, done.changed, done.removed) == (0, 1, 0)
    (off,) = made.occurrences.filter(refused="Kermis")
    assert timezone.localdate(off.starts_at) == ahead


def test_setting_an_exception_again_replaces_it() -> None:
    made = make_schedule(by=BY, starts_on=date(2026, 5, 5), slots=[Slot("FREQ=WEEKLY", time(9), time(10))])
    set_exception(by=BY, schedule=made, change=Change(date(2026, 5, 12), reason="a"))
    set_exception(by=BY, schedule=made, change=Change(date(2026, 5, 12), reason="b"))
    assert [row.reason for row in made.exceptions.all()] == ["b"]


def test_occurrences_between_shows_what_happens_in_a_stretch_of_time() -> None:
    made = series("FREQ=WEEKLY;BYDAY=MO", "10:00", "11:00", date(2026, 4, 20), date(2026, 5, 4))
    other = series("FREQ=WEEKLY;BYDAY=MO", "10:00", "11:00", date(2026, 4, 20), date(2026, 5, 4))
    for schedule in (made, other):
        expand_occurrences(by=BY, schedule=schedule, until=date(2026, 5, 31))
    start, end = datetime(2026, 4, 20, 8, 30, tzinfo=UTC), datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
    assert [row.starts_at.day for row in occurrences_between([made.pk], start, end)] == [20]
    assert [row.starts_at.day for row in occurrences_between([made.pk], start, end, with_refused=True)] == [20, 27]
    assert not occurrences_between([], start, end).exists()


def test_the_nightly_command_does_every_schedule_and_again_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for _number in range(3):
        make.schedule()
    call_command("expand_occurrences", until=date(2026, 3, 1))
    assert Occurrence.objects.count() == 3 * 8
    call_command("expand_occurrences", until=date(2026, 3, 1))
    assert Occurrence.objects.count() == 3 * 8
    assert "0 data gemaakt" in capsys.readouterr().out


def test_the_bulk_work_takes_a_fixed_number_of_queries(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # a fixture of pytest-django
    for _number in range(50):
        make.schedule()
    with django_assert_max_num_queries(40):
        assert expand_all(by=BY, until=date(2026, 12, 31)).schedules == 50


def test_only_who_holds_the_right_expands() -> None:
    with pytest.raises(NotAllowed):
        expand_occurrences(by=ANONYMOUS, schedule=make.schedule())
    with pytest.raises(NotAllowed):
        expand_all(by=ANONYMOUS)
    with pytest.raises(NotAllowed):
        set_local_holiday(by=ANONYMOUS, municipality="GM0307", name="x", first_day=date(2026, 4, 20))
