"""When a door is open, or which part of the week a room is offered."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.core.formats import weekday
from wijkhart.places.actions.hours import HoursFacts
from wijkhart.places.forms.fields import EVERYONE, free_text
from wijkhart.places.week_text import days_as_text, days_in, slots_as_text, slots_in
from wijkhart.times.actions import OpenSlot
from wijkhart.times.models import OpeningHours, Region

T = TypeVar("T")
DAY = "day_"


class HoursForm(forms.Form):
    """A line for each weekday, holidays, and the days that differ."""

    skips_public_holidays = forms.BooleanField(label=_("Closed on public holidays"), required=False, initial=True)
    school_region = forms.ChoiceField(
        label=_("Closed in the school holidays"),
        choices=[("", _("no, open as usual")), *Region.choices],
        required=False,
    )
    days = free_text(
        _("Days that differ"),
        EVERYONE,
        rows=4,
        most=6000,
        required=False,
        help_text=_("One day on each line, such as: 24-12-2026 dicht Kerstavond, or 5-12-2026 9.00-12.00 Sinterklaas."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        hint = _("Such as 9.00-12.00, 13.00-17.00. Empty: closed.")
        for day in range(7):
            self.fields[f"{DAY}{day}"] = forms.CharField(
                label=weekday(day).capitalize(), max_length=120, required=False, help_text=hint if not day else ""
            )
        self.order_fields([f"{DAY}{day}" for day in range(7)])

    def clean(self) -> dict[str, Any]:
        """Read what was typed; what is not understood is said at its own field."""
        cleaned = super().clean() or {}
        week: list[OpenSlot] = []
        for day in range(7):
            name = f"{DAY}{day}"
            for begin, end in self._read(name, slots_in, cleaned.get(name, "")) or []:
                week.append(OpenSlot(day, begin, end))
        cleaned["week"] = week
        cleaned["differing"] = self._read("days", days_in, cleaned.get("days", "")) or []
        return cleaned

    def _read(self, name: str, reader: Callable[[str], T], text: str) -> T | None:
        try:
            return reader(text)
        except ValueError as wrong:
            self.add_error(name, str(wrong))
        return None

    def facts(self) -> HoursFacts:
        """What was told."""
        told = self.cleaned_data
        return HoursFacts(
            slots=tuple(told["week"]),
            exceptions=tuple(told["differing"]),
            skips_public_holidays=told["skips_public_holidays"],
            school_region=told["school_region"],
        )

    @staticmethod
    def told_of(hours: OpeningHours | None) -> dict[str, Any]:
        """The fields as the hours are now."""
        if hours is None:
            return {}
        slots = list(hours.slots.all())
        return {
            **{f"{DAY}{day}": slots_as_text(slots, day) for day in range(7)},
            "skips_public_holidays": hours.skips_public_holidays,
            "school_region": hours.holiday_region if hours.skips_school_holidays else "",
            "days": days_as_text(hours.exceptions.all()),
        }
