"""Opening hours: the week, its exceptions, holidays, and the moment itself."""

from datetime import UTC, date, datetime, time

import pytest

from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import BadInput, NotAllowed
from wijkhart.times.actions import OpenOn, OpenSlot, make_opening_hours
from wijkhart.times.models import OpeningHours
from wijkhart.times.queries import OpenDay, describe_hours, is_open, open_day

BY = System("test")
MORNING, AFTERNOON = OpenSlot(0, time(9), time(12)), OpenSlot(0, time(13), time(17))
pytestmark = pytest.mark.django_db


def test_the_week_its_exceptions_and_a_holiday() -> None:
    hours = make_opening_hours(
        by=BY,
        slots=[AFTERNOON, MORNING],
        exceptions=[OpenOn(date(2026, 5, 4), reason="schoonmaak"), OpenOn(date(2026, 5, 5), time(10), time(11))],
    )
    assert open_day(hours, date(2026, 5, 11)) == OpenDay(date(2026, 5, 11), ((time(9), time(12)), (time(13), time(17))))
    assert open_day(hours, date(2026, 4, 27)) == OpenDay(date(2026, 4, 27), (), "Koningsdag")
    assert open_day(hours, date(2026, 5, 4)) == OpenDay(date(2026, 5, 4), (), "schoonmaak")
    assert open_day(hours, date(2026, 5, 5)).slots == ((time(10), time(11)),)
    assert open_day(hours, date(2026, 5, 12)).slots == ()
    week = describe_hours(hours)
    assert week[0] == ("maandag", "9.00-12.00 en 13.00-17.00 uur")
    assert week[1] == ("dinsdag", "gesloten")


def test_the_moment_itself_in_summer_and_in_winter() -> None:
    hours = make_opening_hours(by=BY, slots=[MORNING])
    assert is_open(hours, datetime(2026, 6, 1, 7, 0, tzinfo=UTC))  # 9.00 in summer
    assert not is_open(hours, datetime(2026, 6, 1, 10, 0, tzinfo=UTC))  # 12.00: closing time
    assert not is_open(hours, datetime(2026, 1, 12, 7, 0, tzinfo=UTC))  # 8.00 in winter
    assert is_open(hours, datetime(2026, 1, 12, 10, 59, tzinfo=UTC))


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({"slots": []}, (None, "slots")),
        ({"slots": [OpenSlot(7, time(9), time(12))]}, (1, "weekday")),
        ({"slots": [OpenSlot(-1, time(9), time(12))]}, (1, "weekday")),
        ({"slots": [OpenSlot(0, time(12), time(9))]}, (1, "closes_at")),
        ({"slots": [AFTERNOON, OpenSlot(0, time(16), time(18))]}, (2, "opens_at")),
        ({"skips_school_holidays": True}, (None, "holiday_region")),
        ({"exceptions": [OpenOn(date(2026, 5, 4)), OpenOn(date(2026, 5, 4))]}, (2, "on")),
        ({"exceptions": [OpenOn(date(2026, 5, 4), time(9))]}, (1, "closes_at")),
        ({"exceptions": [OpenOn(date(2026, 5, 4), time(9), time(8))]}, (1, "closes_at")),
    ],
)
def test_hours_that_cannot_be_are_refused(facts: dict[str, object], where: tuple[int | None, str]) -> None:
    with pytest.raises(BadInput) as refused:
        make_opening_hours(**{"by": BY, "slots": [MORNING], **facts})  # type: ignore[arg-type]  # wrong on purpose
    assert [(problem.row, problem.field) for problem in refused.value.problems] == [where]
    assert not OpeningHours.objects.exists()


def test_only_who_holds_the_right_makes_opening_hours() -> None:
    with pytest.raises(NotAllowed):
        make_opening_hours(by=ANONYMOUS, slots=[MORNING])
