"""Rows at a fixed offset come to the dates that are kept, on both sides of the change of the clock."""

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from django.utils import timezone
from tests.whole_offer import (
    Document,
    facts_of,
    told,
    whole_offer,
    words,
)

from wijkhart.directory.hsds.schedules import series_of, stretches
from wijkhart.times.actions import Change, Slot, Timetable
from wijkhart.times.models import Occurrence
from wijkhart.times.recurrence import parse

pytestmark = pytest.mark.django_db


def instants(rows: list[Document]) -> set[tuple[datetime, datetime]]:
    """What a reader who knows only the standard works out: RRULE, validity and offsets."""
    found = set()
    for row in rows:
        parts = {"FREQ": row["freq"], "INTERVAL": row["interval"], "WKST": row["wkst"]}
        parts |= {name.upper(): row[name] for name in ("byday", "bymonthday") if name in row}
        rule = rrulestr(
            ";".join(f"{name}={value}" for name, value in parts.items()), dtstart=datetime.fromisoformat(row["dtstart"])
        )
        first_day, last_day = (datetime.fromisoformat(row[name]) for name in ("valid_from", "valid_to"))
        for day in rule.between(first_day, last_day, inc=True):
            begins, ends = (datetime.fromisoformat(f"{day.date()}T{row[at]}") for at in ("opens_at", "closes_at"))
            found.add((begins.astimezone(UTC), ends.astimezone(UTC)))
    return found


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;BYDAY=TU",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR",
        "FREQ=WEEKLY;BYDAY=SU",
        "FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=DAILY;INTERVAL=14",
        "FREQ=MONTHLY;BYDAY=1MO,-1SU",
        "FREQ=MONTHLY;BYMONTHDAY=15,-1",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=2WE",
    ],
)
@pytest.mark.parametrize("hours", [(time(14), time(16)), (time(1), time(4)), (time(2, 30), time(3, 30))])
def test_rows_at_a_fixed_offset_come_to_the_dates_that_are_kept(rule: str, hours: tuple[time, time]) -> None:
    words()
    starts = timezone.localdate() - timedelta(days=3)
    times = Timetable(starts_on=starts, slots=[Slot(rule, *hours)], skips_public_holidays=False)
    service, document = told(whole_offer(timetable=times))
    last = timezone.now() + timedelta(days=364)
    kept = set(
        Occurrence.objects.filter(schedule=service.schedule, starts_at__lte=last).values_list("starts_at", "ends_at")
    )
    worked_out = {pair for pair in instants(document["schedules"]) if pair[0] <= last}
    assert {begins.utcoffset() for begins, _ends in kept} == {timedelta(0)}
    assert worked_out == kept
    assert {row["timezone"] for row in document["schedules"]} == {1.0, 2.0}


def test_a_row_keeps_its_id_and_dates_from_one_day_to_the_next() -> None:
    summer = stretches(date(2026, 6, 1), time(14), time(16))
    later = stretches(date(2026, 6, 2), time(14), time(16))
    assert summer == later
    assert [(one.first, one.last, one.begin) for one in summer[:2]] == [
        (date(2026, 3, 29), date(2026, 10, 24), 2.0),
        (date(2026, 10, 25), date(2027, 3, 27), 1.0),
    ]
    assert len({one.name for one in summer}) == len(summer)


def test_a_slot_over_the_change_of_the_clock_has_a_row_for_that_one_night() -> None:
    night = [one for one in stretches(date(2026, 11, 25), time(1), time(4)) if one.first == one.last]
    assert [(one.first, one.begin, one.end) for one in night] == [
        (date(2027, 3, 28), 1.0, 2.0),
        (date(2027, 10, 31), 2.0, 1.0),
    ]


def test_a_daily_rule_that_hsds_does_not_know_becomes_weekly_rows() -> None:
    assert [one.byday for one in series_of("FREQ=DAILY;INTERVAL=14", date(2026, 9, 1))] == ["TU"]
    rows = series_of("FREQ=DAILY;INTERVAL=3", date(2026, 9, 1))
    assert {one.interval for one in rows} == {3}
    assert len(rows) == 7
    assert {parse("FREQ=DAILY;INTERVAL=3").frequency} == {"DAILY"}


def test_dates_on_which_it_does_not_happen_are_told_with_the_reason() -> None:
    words()
    starts = timezone.localdate()
    free = starts + timedelta(days=21)
    times = Timetable(
        starts_on=starts,
        slots=[Slot("FREQ=DAILY", time(14), time(16))],
        changes=[Change(free, reason="verbouwing")],
    )
    _service, document = told(whole_offer(timetable=times))
    not_on = [json.loads(text) for text in facts_of(document)["timetable_not_on"]]
    assert {"reason": "verbouwing", "on": f"{free}T14:00"} in [{**one, "on": one["on"][:16]} for one in not_on]
    assert any("kerst" in one["reason"].lower() for one in not_on), not_on
