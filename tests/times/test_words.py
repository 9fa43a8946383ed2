"""A schedule in plain words, in both languages."""

from datetime import date, time

import pytest
from django.utils import translation

from wijkhart.times.models import Rule, Schedule
from wijkhart.times.queries import describe

pytestmark = pytest.mark.django_db
CASES = [
    (["FREQ=WEEKLY;BYDAY=TU"], "elke dinsdag 14.00-16.00 uur", "every Tuesday 14:00-16:00"),
    (["FREQ=WEEKLY"], "elke maandag 14.00-16.00 uur", "every Monday 14:00-16:00"),
    (["FREQ=WEEKLY;BYDAY=TU,TH"], "elke dinsdag en donderdag 14.00-16.00 uur",
     "every Tuesday and Thursday 14:00-16:00"),
    (["FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TH"], "elke dinsdag en donderdag 14.00-16.00 uur",
     "every Tuesday and Thursday 14:00-16:00"),
    (["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"], "elke dag van maandag tot en met vrijdag 14.00-16.00 uur",
     "every day from Monday to Friday 14:00-16:00"),
    (["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"], "elke dag 14.00-16.00 uur", "every day 14:00-16:00"),
    (["FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"], "om de week op woensdag 14.00-16.00 uur",
     "every other week on Wednesday 14:00-16:00"),
    (["FREQ=WEEKLY;INTERVAL=3;BYDAY=WE"], "elke 3 weken op woensdag 14.00-16.00 uur",
     "every 3 weeks on Wednesday 14:00-16:00"),
    (["FREQ=MONTHLY;BYDAY=1MO"], "elke eerste maandag van de maand 14.00-16.00 uur",
     "every first Monday of the month 14:00-16:00"),
    (["FREQ=MONTHLY;BYDAY=1MO,3MO"], "elke eerste en derde maandag van de maand 14.00-16.00 uur",
     "every first and third Monday of the month 14:00-16:00"),
    (["FREQ=MONTHLY;BYDAY=-1FR"], "elke laatste vrijdag van de maand 14.00-16.00 uur",
     "every last Friday of the month 14:00-16:00"),
    (["FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO"], "elke 2 maanden op de eerste maandag 14.00-16.00 uur",
     "every 2 months on the first Monday 14:00-16:00"),
    (["FREQ=MONTHLY;BYMONTHDAY=15,-1"], "elke maand op de 15e en de laatste dag 14.00-16.00 uur",
     "every month on day 15 and the last day 14:00-16:00"),
    (["FREQ=DAILY"], "elke dag 14.00-16.00 uur", "every day 14:00-16:00"),
    (["FREQ=DAILY;INTERVAL=3"], "elke 3 dagen 14.00-16.00 uur", "every 3 days 14:00-16:00"),
]  # fmt: skip


def schedule(*rules: str, **facts: object) -> Schedule:
    made = Schedule.objects.create(**{"starts_on": date(2026, 1, 5), **facts})
    for rule in rules:
        Rule.objects.create(schedule=made, recurrence=rule, starts_at=time(14), ends_at=time(16))
    return made


@pytest.mark.parametrize(("rules", "dutch", "english"), CASES)
def test_each_kind_of_rule_has_its_words(rules: list[str], dutch: str, english: str) -> None:
    made = schedule(*rules)
    assert describe(made) == dutch
    with translation.override("en"):
        assert describe(made) == english


def test_two_slots_on_one_day_share_the_day() -> None:
    made = schedule("FREQ=WEEKLY;BYDAY=TU")
    Rule.objects.create(schedule=made, recurrence="FREQ=WEEKLY;BYDAY=TU", starts_at=time(9, 5), ends_at=time(11))
    assert describe(made) == "elke dinsdag 9.05-11.00 en 14.00-16.00 uur"


def test_different_days_at_different_hours_are_two_series() -> None:
    made = schedule("FREQ=WEEKLY;BYDAY=TU")
    Rule.objects.create(schedule=made, recurrence="FREQ=WEEKLY;BYDAY=TH", starts_at=time(9), ends_at=time(11))
    assert describe(made) == "elke dinsdag 14.00-16.00 uur en elke donderdag 9.00-11.00 uur"


def test_holidays_and_borders_are_said_when_they_differ_from_the_usual() -> None:
    facts = {"holiday_region": "midden", "skips_school_holidays": True, "skips_public_holidays": False}
    made = schedule("FREQ=WEEKLY;BYDAY=TU", ends_on=date(2099, 6, 30), starts_on=date(2099, 1, 6), **facts)
    assert describe(made) == (
        "elke dinsdag 14.00-16.00 uur, vanaf 6 januari 2099, tot en met 30 juni 2099, "
        "niet in de schoolvakantie (regio midden), ook op feestdagen"
    )


def test_a_single_date_is_said_as_a_date() -> None:
    made = schedule("FREQ=DAILY", starts_on=date(2026, 6, 3), ends_on=date(2026, 6, 3))
    assert describe(made) == "woensdag 3 juni 2026, 14.00-16.00 uur"
