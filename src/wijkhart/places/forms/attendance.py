"""How many came to bookings that are over."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from wijkhart.core.formats import moment
from wijkhart.places.actions.attendance import MOST
from wijkhart.places.models import Booking


class AttendanceForm(forms.Form):
    """One number for one booking."""

    came = forms.IntegerField(
        label=_("How many people came?"), min_value=0, max_value=MOST, help_text=_("0 means: nobody came.")
    )


class AttendancesForm(forms.Form):
    """One number for each of many bookings; empty is not told."""

    def __init__(self, data: Any, bookings: Sequence[Booking]) -> None:
        super().__init__(data)
        self.bookings = list(bookings)
        for one in self.bookings:
            label = now_("%(title)s, %(when)s") % {"title": one.title, "when": moment(one.starts_at)}
            widget = forms.NumberInput(
                {
                    "class": "utrecht-textbox attendance-number",
                    "aria-label": now_("How many came to %(what)s") % {"what": label},
                }
            )
            self.fields[f"came_{one.pk.hex}"] = forms.IntegerField(
                label=label, min_value=0, max_value=MOST, required=False, widget=widget
            )

    @property
    def rows(self) -> list[tuple[Booking, forms.BoundField]]:
        """Each booking with its field."""
        return [(one, self[f"came_{one.pk.hex}"]) for one in self.bookings]

    def told(self) -> dict[UUID, int]:
        """What is filled in."""
        values = ((one.pk, self.cleaned_data.get(f"came_{one.pk.hex}")) for one in self.bookings)
        return {key: value for key, value in values if value is not None}

    @staticmethod
    def posted(data: Any) -> list[UUID]:
        """The bookings that were on the page that was sent."""
        found = (name.removeprefix("came_") for name in data if name.startswith("came_"))
        return [UUID(hex=one) for one in found if len(one) == 32 and set(one) <= set("0123456789abcdef")]
