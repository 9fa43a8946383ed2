"""The rows of a form in which somebody says when something is: how often, on which day, from and to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkhart.core.formats import weekday
from wijkhart.directory.facts import weekly
from wijkhart.times.actions import Slot, Timetable
from wijkhart.times.recurrence import WEEKDAYS, UnknownRuleError, parse

ROWS: Final = 5
PARTS: Final = ("often", "day", "from", "to")
OFTEN: Final = [
    ("1", gettext_lazy("every week")),
    ("2", gettext_lazy("every other week")),
    ("m1", gettext_lazy("once a month, the first")),
    ("m2", gettext_lazy("once a month, the second")),
    ("m3", gettext_lazy("once a month, the third")),
    ("m4", gettext_lazy("once a month, the fourth")),
    ("m-1", gettext_lazy("once a month, the last")),
]
DATE: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it is typed."""

    often: str
    day: int
    starts_at: time
    ends_at: time

    @property
    def slot(self) -> Slot:
        """The row as a rule with its hours."""
        if self.often.startswith("m"):
            return Slot(f"FREQ=MONTHLY;BYDAY={self.often[1:]}{WEEKDAYS[self.day]}", self.starts_at, self.ends_at)
        return Slot(weekly(self.day, int(self.often)), self.starts_at, self.ends_at)


def name_of(row: int, part: str) -> str:
    """The field of a part of a row, counted from 1."""
    return f"slot{row}_{part}"


def add_rows(form: forms.Form) -> None:
    """Give a form its rows."""
    days = [("", _("choose a day")), *((str(day), weekday(day)) for day in range(7))]
    clock = {"type": "time"}
    for row in range(1, ROWS + 1):
        form.fields[name_of(row, "often")] = forms.ChoiceField(
            label=_("How often"), choices=OFTEN, required=False, initial="1"
        )
        form.fields[name_of(row, "day")] = forms.ChoiceField(label=_("Day"), choices=days, required=False)
        for part, label in (("from", _("From")), ("to", _("To"))):
            form.fields[name_of(row, part)] = forms.TimeField(
                label=label, required=False, widget=forms.TimeInput(attrs=clock, format="%H:%M")
            )


def rows_of(timetable: Timetable | None) -> list[Row] | None:
    """The rows of a timetable; None when it is richer than the rows can say."""
    if timetable is None:
        return []
    rows = []
    for slot in timetable.slots:
        found = _rows(slot)
        if found is None:
            return None
        rows += found
    return rows if len(rows) <= ROWS else None


def _rows(slot: Slot) -> list[Row] | None:
    try:
        rule = parse(slot.recurrence)
    except UnknownRuleError:
        return None
    if rule.frequency == "WEEKLY" and rule.weekdays and rule.interval <= 2:
        return [Row(str(rule.interval), day, slot.starts_at, slot.ends_at) for day in rule.weekdays]
    monthly = rule.frequency == "MONTHLY" and rule.interval == 1 and rule.ordinals and not rule.month_days
    if monthly and all(nth in (1, 2, 3, 4, -1) for nth, _day in rule.ordinals):
        return [Row(f"m{nth}", day, slot.starts_at, slot.ends_at) for nth, day in rule.ordinals]
    return None


def told_rows(rows: list[Row]) -> dict[str, Any]:
    """The rows as values of the fields."""
    told: dict[str, Any] = {}
    for number, row in enumerate(rows, 1):
        parts = (row.often, str(row.day), row.starts_at, row.ends_at)
        told |= {name_of(number, part): value for part, value in zip(PARTS, parts, strict=True)}
    return told


def filled_rows(cleaned: Mapping[str, Any]) -> list[int]:
    """The numbers of the rows in which a day or an hour is filled in."""
    return [
        row
        for row in range(1, ROWS + 1)
        if any(cleaned.get(name_of(row, part)) not in ("", None) for part in ("day", "from", "to"))
    ]


def check_rows(form: forms.Form) -> None:
    """A row says all three: day, from, to; the end comes after the start."""
    for row in filled_rows(form.cleaned_data):
        missing = [part for part in ("day", "from", "to") if form.cleaned_data.get(name_of(row, part)) in ("", None)]
        for part in missing:
            if name_of(row, part) not in form.errors:
                form.add_error(name_of(row, part), _("Fill this in too, or empty the whole row."))
        starts, ends = (form.cleaned_data.get(name_of(row, part)) for part in ("from", "to"))
        if not missing and starts and ends and ends <= starts:
            form.add_error(name_of(row, "to"), _("The end comes before the start."))


def slots_of(cleaned: Mapping[str, Any]) -> list[Slot]:
    """What the filled rows say."""
    found = []
    for number in filled_rows(cleaned):
        often, day, starts, ends = (cleaned[name_of(number, part)] for part in PARTS)
        found.append(Row(often or "1", int(day), starts, ends).slot)
    return found


def dates_in(text: str) -> list[date]:
    """The dates in a text such as "24-12-2026, 31-12-2026"; a message when one cannot be read."""
    found = []
    for word in (word.strip() for word in re.split(r"[,;\n]", text) if word.strip()):
        match = DATE.fullmatch(word)
        try:
            found.append(date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(word))
        except ValueError as error:
            message = _("“%(word)s” is not a date. Write it like 24-12-2026.") % {"word": word}
            raise forms.ValidationError(message) from error
    return sorted(set(found))
