"""Recurrence rules against a naive reading, day by day, that knows nothing of dateutil."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkhart.times.clock import instant, slot_instants
from wijkhart.times.recurrence import WEEKDAYS, Recurrence, UnknownRuleError, parse

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def falls_on(rule: Recurrence, starts_on: date, day: date) -> bool:
    """Whether a rule holds on one day, worked out from the calendar alone."""
    if rule.frequency == "DAILY":
        return (day - starts_on).days % rule.interval == 0
    if rule.frequency == "WEEKLY":
        monday = starts_on - timedelta(days=starts_on.weekday())
        days = rule.weekdays or (starts_on.weekday(),)
        return (day - monday).days // 7 % rule.interval == 0 and day.weekday() in days
    if ((day.year - starts_on.year) * 12 + day.month - starts_on.month) % rule.interval:
        return False
    length = ((day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day
    if rule.ordinals:
        nth, from_end = (day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1)
        return (nth, day.weekday()) in rule.ordinals or (from_end, day.weekday()) in rule.ordinals
    month_days = rule.month_days or (starts_on.day,)
    return day.day in month_days or day.day - length - 1 in month_days


ORDINALS = st.tuples(st.sampled_from([1, 2, 3, 4, 5, -1, -2, -5]), st.integers(0, 6))
MONTH_DAYS = st.one_of(st.integers(1, 31), st.integers(-31, -1))
RULES = st.one_of(
    st.builds(lambda n: f"FREQ=DAILY;INTERVAL={n}", st.integers(1, 20)),
    st.builds(
        lambda n, days: f"FREQ=WEEKLY;INTERVAL={n}" + (";BYDAY=" + ",".join(days) if days else ""),
        st.integers(1, 9),
        st.sets(st.sampled_from(WEEKDAYS)),
    ),
    st.builds(
        lambda n, days: f"FREQ=MONTHLY;INTERVAL={n};BYDAY=" + ",".join(f"{nth}{WEEKDAYS[day]}" for nth, day in days),
        st.integers(1, 6),
        st.sets(ORDINALS, min_size=1, max_size=3),
    ),
    st.builds(
        lambda n, days: f"FREQ=MONTHLY;INTERVAL={n}" + (";BYMONTHDAY=" + ",".join(map(str, days)) if days else ""),
        st.integers(1, 6),
        st.sets(MONTH_DAYS, max_size=3),
    ),
)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(RULES, DAYS, st.integers(0, 200), st.integers(0, 400))
@settings(max_examples=300, deadline=None)
def test_the_dates_are_those_of_a_naive_reading(text: str, starts_on: date, skip: int, length: int) -> None:
    rule, first = parse(text), starts_on + timedelta(days=skip)
    last = first + timedelta(days=length)
    days = [first + timedelta(days=n) for n in range(length + 1)]
    expected = [day for day in days if falls_on(rule, starts_on, day)]
    assert list(rule.dates(starts_on, first, last)) == expected
    assert list(rule.from_day(starts_on).dates(starts_on, first, last)) == expected


@given(RULES, DAYS)
@settings(max_examples=50, deadline=None)
def test_the_weekly_average_is_what_twenty_eight_years_show(text: str, starts_on: date) -> None:
    """Rules whose days of a month can be one and the same day (the 1st and the -31st) are left out."""
    rule = parse(text).from_day(starts_on)
    if len(rule.month_days) > 1 or len({day for _nth, day in rule.ordinals}) < len(rule.ordinals):
        return
    weeks = 28 * 365.25 / 7
    last = starts_on + timedelta(days=round(weeks * 7) - 1)
    counted = dict.fromkeys(range(7), 0)
    for day in rule.dates(starts_on, starts_on, last):
        counted[day.weekday()] += 1
    told = rule.per_week(starts_on)
    assert sum(told.values()) == pytest.approx(sum(counted.values()) / weeks, rel=0.05, abs=0.005)
    if not rule.month_days:
        assert {day for day, times in counted.items() if times} == set(told)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "RRULE"),
        ("every tuesday", "RRULE"),
        ("FREQ=WEEKLY;FREQ=DAILY", "RRULE"),
        ("BYDAY=TU", "FREQ"),
        ("FREQ=YEARLY", "FREQ"),
        ("FREQ=HOURLY;BYDAY=TU", "FREQ"),
        ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL"),
        ("FREQ=WEEKLY;INTERVAL=-2", "INTERVAL"),
        ("FREQ=WEEKLY;INTERVAL=100", "INTERVAL"),
        ("FREQ=WEEKLY;INTERVAL=two", "INTERVAL"),
        ("FREQ=WEEKLY;UNTIL=20261231", "UNTIL"),
        ("FREQ=WEEKLY;COUNT=10", "COUNT"),
        ("FREQ=WEEKLY;WKST=SU;INTERVAL=2", "WKST"),
        ("FREQ=WEEKLY;BYDAY=1TU", "BYDAY"),
        ("FREQ=WEEKLY;BYDAY=XX", "BYDAY"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "BYMONTHDAY"),
        ("FREQ=DAILY;BYDAY=MO", "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=MO", "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=6MO", "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=3", "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYSETPOS=1;BYDAY=1MO", "BYSETPOS"),
    ],
)
def test_a_rule_outside_the_subset_is_refused_by_its_part(text: str, part: str) -> None:
    with pytest.raises(UnknownRuleError) as refused:
        parse(text)
    assert refused.value.part == part
    assert refused.value.advice


def test_the_prefix_and_the_case_of_a_rule_do_not_matter() -> None:
    assert parse("rrule:freq=weekly;byday=tu;wkst=mo") == Recurrence("WEEKLY", weekdays=(1,))


@given(DAYS, st.times().map(lambda at: at.replace(microsecond=0)), st.integers(1, 300))
def test_what_the_wall_clock_says_comes_back_from_the_instant(day: date, starts_at: time, minutes: int) -> None:
    begin = instant(day, starts_at)
    local = begin.astimezone(AMSTERDAM)
    jumped = local.date() == day and day.month == 3 and starts_at.hour == 2 and local.hour == 3
    assert (local.date(), local.time()) == (day, starts_at) or jumped
    total = starts_at.hour * 60 + starts_at.minute + minutes
    if total < 24 * 60:
        begin, end = slot_instants(day, starts_at, time(total // 60, total % 60, starts_at.second))
        assert end > begin
