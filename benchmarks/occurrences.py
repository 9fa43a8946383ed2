"""How long it takes to keep the dates of many timetables a year ahead: the first time, and as nightly work.

    python -m benchmarks.occurrences [--quick] [--json]

5,000 schedules (--quick: 500), four in five weekly and one in five monthly, all following public holidays and the
school holidays of region midden, in an SQLite file of their own.
"""

import os
import sys
from datetime import time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.core.management import call_command

from benchmarks.report import say, timed

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def fill(count: int) -> None:
    """Make the schedules, in bulk and without dates."""
    from django.utils import timezone

    from wijkhart.times.models import Rule, Schedule

    today = timezone.localdate()
    schedules = [
        Schedule(starts_on=today, holiday_region="midden", skips_school_holidays=True) for _number in range(count)
    ]
    Schedule.objects.bulk_create(schedules, batch_size=500)
    Rule.objects.bulk_create(
        (
            Rule(schedule=one, recurrence=rule(n), starts_at=time(14), ends_at=time(16))
            for n, one in enumerate(schedules)
        ),
        batch_size=500,
    )


def rule(number: int) -> str:
    """A weekly rule, and every fifth time a monthly one."""
    day = WEEKDAYS[number % 7]
    return f"FREQ=WEEKLY;BYDAY={day}" if number % 5 else f"FREQ=MONTHLY;BYDAY=1{day}"


def main() -> None:
    """Expand all, again, and a day further."""
    from django.utils import timezone

    from wijkhart.core.actors import System
    from wijkhart.times.actions import expand_all

    count = 500 if "--quick" in sys.argv else 5000
    case, year = f"occurrences, {count} schedules", timezone.localdate() + timedelta(days=365)
    fill(count)
    with timed(case, "first year"):
        made = expand_all(by=System("benchmark"), until=year).made
    say(case, "dates made", made, "rows")
    with timed(case, "nothing changed"):
        expand_all(by=System("benchmark"), until=year)
    with timed(case, "one night further"):
        expand_all(by=System("benchmark"), until=year + timedelta(days=1))


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "wijkhart.config.settings",
            "WIJKHART_ENV_FILE": os.devnull,
            "WIJKHART_SECRET_KEY": "only-for-this-measurement",
            "WIJKHART_DATA_DIR": folder,
            "WIJKHART_DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.sqlite3'}",
        }
        django.setup()
        call_command("migrate", verbosity=0)
        main()
