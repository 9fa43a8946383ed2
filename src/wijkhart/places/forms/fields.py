"""Fields that the forms about rooms share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

EVERYONE = _("Everyone can read this.")
MANAGER_READS = _("Only the manager of the room reads this.")


def free_text(label: Any, readers: Any, *, rows: int = 0, most: int = 300, **options: Any) -> forms.CharField:
    """Words that somebody types, with who reads them."""
    widget = options.pop("widget", None) or (forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput())
    field = forms.CharField(label=label, widget=widget, max_length=most, **options)
    setattr(field, "readers", readers)  # noqa: B010 - core.forms reads this name
    return field


def on_day(label: Any, **options: Any) -> forms.DateField:
    """A date as browsers ask for one."""
    picker = forms.DateInput({"type": "date"}, "%Y-%m-%d")
    return forms.DateField(label=label, widget=picker, **options)


def at_hour(label: Any, **options: Any) -> forms.TimeField:
    """A time of day in quarters of an hour, as browsers ask for one."""
    picker = forms.TimeInput({"type": "time", "step": 900}, "%H:%M")
    return forms.TimeField(label=label, widget=picker, **options)


def several(label: Any, choices: Any, **options: Any) -> forms.MultipleChoiceField:
    """Some of a short list, as boxes to tick."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False, **options
    )
