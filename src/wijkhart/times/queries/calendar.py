"""Days off: public holidays, school holidays per region, and what a municipality corrects in them.

The `holidays` package knows the Dutch public holidays for every year and the school holidays as the ministry fixed
them, up to and including the summer of 2030. Without a region it gives no school holidays at all, silently; so
asking for them without one is refused here, and asking beyond what is known gives a warning.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from django.utils.translation import gettext as _
from holidays import PUBLIC, SCHOOL, country_holidays

from wijkhart.times.models import DaysOff, LocalHoliday, Region

SCHOOL_KNOWN_UNTIL: Final = date(2030, 8, 31)
"""The last day of the last school year that the ministry has fixed (Staatscourant 2024, 19237)."""
SUBDIVISIONS: Final = {Region.NORTH.value: "Noord", Region.MIDDLE.value: "Midden", Region.SOUTH.value: "Zuid"}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days off that one timetable follows, each with its Dutch name."""

    public: bool
    region: str
    """Empty: school holidays do not count."""
    added: Mapping[date, str]
    taken_out: frozenset[date]

    def reason(self, day: date) -> str:
        """The name of the holiday, or nothing on an ordinary day. What the municipality says goes first."""
        if day in self.added:
            return self.added[day]
        if day in self.taken_out:
            return ""
        return (self.public and public_holidays(day.year).get(day)) or (
            school_holidays(self.region, day.year).get(day, "") if self.region else ""
        )


@cache
def public_holidays(year: int) -> dict[date, str]:
    """The Dutch public holidays of a year by day; Good Friday is among them, as the law puts it beside them."""
    return dict(country_holidays("NL", years=year, categories=(PUBLIC,), language="nl"))


@cache
def school_holidays(region: str, year: int) -> dict[date, str]:
    """The school holidays of a region (noord, midden or zuid) in a year by day; none beyond what is known."""
    found = country_holidays("NL", subdiv=SUBDIVISIONS[region], years=year, categories=(SCHOOL,), language="nl")
    return {day: name for day, name in found.items() if day <= SCHOOL_KNOWN_UNTIL}


def calendars_of(timetables: Iterable[DaysOff]) -> dict[object, Calendar]:
    """The calendar of each schedule or opening hours by its id; one query for all corrections."""
    corrections = list(LocalHoliday.objects.all())
    return {timetable.pk: _calendar(timetable, corrections) for timetable in timetables}


def calendar_of(timetable: DaysOff) -> Calendar:
    """The days off that one schedule or opening hours follows."""
    return _calendar(timetable, LocalHoliday.objects.of(timetable.municipality_code))


def _calendar(timetable: DaysOff, corrections: Iterable[LocalHoliday]) -> Calendar:
    region = timetable.holiday_region if timetable.skips_school_holidays else ""
    added: dict[date, str] = {}
    taken_out: set[date] = set()
    for row in corrections:
        if not _follows(timetable, row):
            continue
        days = [row.first_day + timedelta(days=n) for n in range((row.last_day - row.first_day).days + 1)]
        if row.off:
            added.update(dict.fromkeys(days, row.name))
        else:
            taken_out.update(days)
    return Calendar(timetable.skips_public_holidays, region, added, frozenset(taken_out))


def _follows(timetable: DaysOff, row: LocalHoliday) -> bool:
    here = row.municipality_code in ("", timetable.municipality_code)
    same_region = row.region in ("", timetable.holiday_region)
    counts = timetable.skips_school_holidays if row.school else timetable.skips_public_holidays
    return here and same_region and counts


def school_warning(timetable: DaysOff, until: date) -> str:
    """A sentence when school holidays are asked for beyond what is known; otherwise nothing."""
    if not timetable.skips_school_holidays or until <= SCHOOL_KNOWN_UNTIL:
        return ""
    return _("School holidays are not known after %(date)s: after that day this schedule goes on in them.") % {
        "date": SCHOOL_KNOWN_UNTIL.isoformat()
    }
