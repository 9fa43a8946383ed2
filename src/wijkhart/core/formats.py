"""How numbers, distances, days and times are written for people, in Dutch or English.

Every function takes a plain value and gives plain text, so that a page, a mail and the command line say the same.
"""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

NARROW_SPACE = "\N{NO-BREAK SPACE}"

Number = int | float | Decimal


def _dutch() -> bool:
    return (get_language() or "nl").startswith("nl")


def number(value: Number, decimals: int = 0) -> str:
    """A number with separators, rounded half away from zero.

    >>> from django.utils.translation import override
    >>> with override("nl"): number(1234.565, 2), number(-0.4), number(161825)
    ('1.234,57', '0', '161.825')
    """
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)
    text = f"{abs(rounded) if rounded == 0 else rounded:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if _dutch() else text


def percent(value: Number, decimals: int = 1) -> str:
    """A share given in percents (55.3), as `55,3 %` or `55.3%`."""
    return number(value, decimals) + (f"{NARROW_SPACE}%" if _dutch() else "%")


def euro(value: Number, decimals: int = 2) -> str:
    """An amount of money: `€ 2,50`."""
    return f"€{NARROW_SPACE if _dutch() else ''}{number(value, decimals)}"


def distance(metres: Number) -> str:
    """A distance somebody can walk or cycle: `450 m` (to ten metres) under a kilometre, else `1,2 km`."""
    if metres < 995:
        return f"{number(round(float(metres) / 10) * 10)}{NARROW_SPACE}m"
    return f"{number(float(metres) / 1000, 1)}{NARROW_SPACE}km"


def weekday(index: int) -> str:
    """The name of a day of the week, 0 for Monday: `maandag`."""
    return str(WEEKDAYS[index]).lower() if _dutch() else str(WEEKDAYS[index])


def day(value: dt.date, *, today: dt.date | None = None) -> str:
    """A day: `maandag 3 juni`, with the year when it is not this year."""
    this_year = (today or timezone.localdate()).year
    return date_format(value, "l j F" if value.year == this_year else "l j F Y")


def clock(value: dt.time | dt.datetime) -> str:
    """A time of day, of an instant in local time: `10.00 uur` or `10:00`."""
    local = timezone.localtime(value) if isinstance(value, dt.datetime) and timezone.is_aware(value) else value
    return f"{local:%H.%M} uur" if _dutch() else f"{local:%H:%M}"


def moment(value: dt.datetime, *, today: dt.date | None = None) -> str:
    """A day and a time in local time: `maandag 3 juni, 10.00 uur`."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(local.date(), today=today)}, {clock(local)}"


def unknown(reason: str = "") -> str:
    """What stands where a value is missing: never 0, always with the reason when there is one."""
    word = gettext("unknown")
    return f"{word} ({reason})" if reason else word
