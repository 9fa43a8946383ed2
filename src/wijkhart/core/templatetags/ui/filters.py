"""Filters that write values for people. A missing value becomes "onbekend", never 0."""

import datetime as dt

from wijkhart.core import formats


def number(value: formats.Number | None, decimals: int = 0) -> str:
    """`1234.5|number:2` is `1.234,50`."""
    return formats.unknown() if value is None else formats.number(value, decimals)


def percent(value: formats.Number | None, decimals: int = 1) -> str:
    """`55.3|percent` is `55,3 %`."""
    return formats.unknown() if value is None else formats.percent(value, decimals)


def euro(value: formats.Number | None, decimals: int = 2) -> str:
    """`2.5|euro` is `€ 2,50`."""
    return formats.unknown() if value is None else formats.euro(value, decimals)


def distance(metres: formats.Number | None) -> str:
    """`450|distance` is `450 m`."""
    return formats.unknown() if metres is None else formats.distance(metres)


def weekday(index: int) -> str:
    """`0|weekday` is `maandag`."""
    return formats.weekday(index)


def day(value: dt.date | None) -> str:
    """A date as `maandag 3 juni`."""
    return formats.unknown() if value is None else formats.day(value)


def moment(value: dt.datetime | None) -> str:
    """A date and time as `maandag 3 juni, 10.00 uur`."""
    return formats.unknown() if value is None else formats.moment(value)


def clock(value: dt.time | dt.datetime | None) -> str:
    """A time as `10.00 uur`."""
    return formats.unknown() if value is None else formats.clock(value)


def unknown(value: object, reason: str = "") -> object:
    """The value, or "onbekend (reason)" when it is missing."""
    return formats.unknown(reason) if value is None or value == "" else value
