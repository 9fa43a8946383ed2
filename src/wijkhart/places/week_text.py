"""Opening hours as somebody types them: "9.00-12.00, 13.00-17.00" for a weekday, a line for each day that differs."""

import re
from collections.abc import Iterable
from datetime import date, time

from django.utils.translation import gettext as _

from wijkhart.times.actions import OpenOn
from wijkhart.times.models import OpeningException, OpeningSlot

Slot = tuple[time, time]
SLOT = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*-\s*(\d{1,2})(?:[.:](\d{2}))?")
HOURS = r"dicht|gesloten|closed|\d[\d.:]*\s*-\s*[\d.:]+"
LINE = re.compile(rf"(\d{{1,2}})-(\d{{1,2}})-(\d{{4}})\s+({HOURS})\s*(.*)", re.IGNORECASE)


def slots_in(text: str) -> list[Slot]:
    """The hours of one day. Raises `ValueError` with a sentence for who typed them.

    >>> slots_in("9-12, 13.30-17.00")
    [(datetime.time(9, 0), datetime.time(12, 0)), (datetime.time(13, 30), datetime.time(17, 0))]
    """
    plain = text.replace("\N{EN DASH}", "-")
    return [_slot(part.strip()) for part in re.split(r"[,;]|\ben\b", plain) if part.strip()]


def _slot(text: str) -> Slot:
    match = SLOT.fullmatch(text)
    said = _("“%(text)s” is not understood. Write it as 9.00-12.00, with a comma between two times.") % {"text": text}
    if match is None:
        raise ValueError(said)
    try:
        begin, end = (time(int(match[n]), int(match[n + 1] or 0)) for n in (1, 3))
    except ValueError:
        raise ValueError(said) from None
    if end <= begin:
        raise ValueError(_("The end comes before the start: “%(text)s”.") % {"text": text})
    return begin, end


def slots_as_text(slots: Iterable[OpeningSlot], weekday: int) -> str:
    """The hours of one weekday as they would be typed."""
    return ", ".join(f"{one.opens_at:%-H.%M}-{one.closes_at:%-H.%M}" for one in slots if one.weekday == weekday)


def days_in(text: str) -> list[OpenOn]:
    """The days that differ, one a line. Raises `ValueError` with a sentence for who typed them.

    >>> days_in("24-12-2026 9.00-12.00 Kerstavond")[0].closes_at
    datetime.time(12, 0)
    """
    return [_day(line.strip()) for line in text.splitlines() if line.strip()]


def _day(line: str) -> OpenOn:
    match = LINE.fullmatch(line)
    said = _("“%(text)s” is not understood. Write it as 24-12-2026 dicht, or 24-12-2026 9.00-12.00, and then why.")
    if match is None:
        raise ValueError(said % {"text": line})
    try:
        on = date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        raise ValueError(said % {"text": line}) from None
    if not match[4][0].isdigit():
        return OpenOn(on, reason=match[5][:200])
    begin, end = _slot(match[4])
    return OpenOn(on, begin, end, match[5][:200])


def days_as_text(exceptions: Iterable[OpeningException]) -> str:
    """The days that differ as they would be typed."""
    return "\n".join(
        f"{one.on:%d-%m-%Y} "
        + (f"{one.opens_at:%-H.%M}-{one.closes_at:%-H.%M}" if one.opens_at and one.closes_at else "dicht")
        + f" {one.reason}"
        for one in exceptions
    )
