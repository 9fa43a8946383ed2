"""Making a schedule: what is kept, what is refused."""

from datetime import date, time

import pytest
from tests import make

from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import BadInput, NotAllowed
from wijkhart.times.actions import Change, Slot, make_schedule, set_exception
from wijkhart.times.models import Occurrence, PartOfDay, Schedule
from wijkhart.times.queries import Session, describe, weekly_sessions

BY = System("test")
TUESDAY = Slot("FREQ=WEEKLY;BYDAY=TU", time(14), time(16))
pytestmark = pytest.mark.django_db


def refusal(**facts: object) -> list[tuple[int | None, str]]:
    """Which row and field is refused; nothing may be kept."""
    with pytest.raises(BadInput) as refused:
        make_schedule(by=BY, **{"starts_on": date(2026, 1, 5), "slots": [TUESDAY], **facts})  # type: ignore[arg-type]  # wrong on purpose
    assert not Schedule.objects.exists()
    assert not Occurrence.objects.exists()
    assert all(problem.message and problem.advice for problem in refused.value.problems)
    return [(problem.row, problem.field) for problem in refused.value.problems]


def test_a_schedule_comes_with_its_rules_and_a_year_of_occurrences() -> None:
    made = make_schedule(by=BY, starts_on=date(2026, 1, 5), slots=[TUESDAY], municipality="GM0307")
    assert weekly_sessions(made) == [Session(1, PartOfDay.AFTERNOON, time(14), time(16), 1.0)]
    assert made.occurrences.count() >= 52


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({"ends_on": date(2026, 1, 4)}, (None, "ends_on")),
        ({"slots": []}, (None, "slots")),
        ({"slots": [Slot("FREQ=WEEKLY;BYDAY=TU", time(16), time(14))]}, (1, "ends_at")),
        ({"slots": [Slot("FREQ=WEEKLY;BYDAY=TU", time(14), time(14))]}, (1, "ends_at")),
        ({"slots": [TUESDAY, TUESDAY]}, (2, "slots")),
        ({"slots": [Slot("FREQ=WEEKLY;INTERVAL=-1;BYDAY=TU", time(14), time(16))]}, (1, "recurrence INTERVAL")),
        ({"slots": [Slot("FREQ=YEARLY", time(14), time(16))]}, (1, "recurrence FREQ")),
        ({"starts_on": date(202, 6, 1)}, (None, "starts_on")),
        ({"skips_school_holidays": True}, (None, "holiday_region")),
        ({"holiday_region": "west"}, (None, "holiday_region")),
        ({"ends_on": date(2026, 1, 5)}, (1, "recurrence")),
        ({"slots": [TUESDAY, Slot("FREQ=MONTHLY;BYMONTHDAY=31", time(9), time(10))], "ends_on": date(2026, 1, 30)},
         (2, "recurrence")),
        ({"starts_on": date(2026, 2, 1), "slots": [Slot("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30", time(9), time(10))]},
         (1, "recurrence")),
        ({"ends_on": date(2026, 1, 7), "changes": [Change(date(2026, 1, 6))]}, (None, "changes")),
        ({"changes": [Change(date(2026, 1, 6)), Change(date(2026, 1, 6))]}, (2, "on")),
        ({"changes": [Change(date(2026, 1, 6), cancelled=False, starts_at=time(10))]}, (1, "ends_at")),
        ({"changes": [Change(date(2026, 1, 6), cancelled=False, starts_at=time(10), ends_at=time(9))]}, (1, "ends_at")),
        ({"changes": [Change(date(2025, 1, 6), cancelled=False)]}, (1, "on")),
    ],
)  # fmt: skip
def test_what_cannot_be_or_never_happens_is_refused_with_its_field(
    facts: dict[str, object], where: tuple[int | None, str]
) -> None:
    assert refusal(**facts) == [where]


def test_a_series_that_lies_wholly_in_holidays_never_happens() -> None:
    christmas = {"starts_on": date(2026, 12, 21), "ends_on": date(2026, 12, 31), "holiday_region": "midden"}
    assert refusal(**christmas, skips_school_holidays=True) == [(None, "changes")]
    assert make_schedule(by=BY, starts_on=date(2026, 12, 21), ends_on=date(2026, 12, 31), slots=[TUESDAY])


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = [Slot("FREQ=YEARLY", time(14), time(16)), Slot("FREQ=WEEKLY", time(16), time(14))]
    assert refusal(slots=wrong, holiday_region="west") == [
        (None, "holiday_region"),
        (1, "recurrence FREQ"),
        (2, "ends_at"),
    ]


def test_only_who_holds_the_right_makes_or_changes_a_schedule() -> None:
    with pytest.raises(NotAllowed):
        make_schedule(by=ANONYMOUS, starts_on=date(2026, 1, 5), slots=[TUESDAY])
    with pytest.raises(NotAllowed):
        set_exception(by=ANONYMOUS, schedule=make.schedule(), change=Change(date(2026, 1, 6)))


def test_describe_works_on_what_was_made() -> None:
    assert "14.00-16.00" in describe(make.schedule())
