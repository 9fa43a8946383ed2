"""Fields that several forms share, and the difference between what was typed and what stands there now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PUBLIC_READERS = _("Everybody can read this once the advice is fixed. Write nothing about a person.")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which somebody else's version differs from what was typed."""

    label: str
    theirs: str
    yours: str


def day(label: Any, **options: Any) -> forms.DateField:
    """A date as browsers ask for one."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


def text(
    label: Any, *, rows: int = 0, most: int = 300, readers: Any = PUBLIC_READERS, **options: Any
) -> forms.CharField:
    """Words that others read; says who."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    field = forms.CharField(label=label, widget=widget, max_length=most, **options)
    setattr(field, "readers", readers)  # noqa: B010 - core.forms reads this name
    return field


def today() -> str:
    """The day of today as a browser's date field takes it."""
    return f"{timezone.localdate():%Y-%m-%d}"


def version_field() -> forms.IntegerField:
    """Which version was read; hidden."""
    return forms.IntegerField(widget=forms.HiddenInput, required=False)


def differences(form: forms.BaseForm, now: Mapping[str, Any]) -> list[Difference]:
    """Where what stands there now is not what was typed, in words."""
    found = []
    for name, value in now.items():
        field = form[name]
        typed = field.value()
        theirs, yours = _shown(field.field, value), _shown(field.field, typed)
        if theirs != yours:
            found.append(Difference(str(field.label), theirs, yours))
    return found


def _shown(field: forms.Field, value: Any) -> str:
    """A value as somebody would read it: the words of a choice, not its key."""
    values = value if isinstance(value, list | tuple) else [value]
    choices = {str(key): str(words) for key, words in getattr(field, "choices", [])}
    return ", ".join(choices.get(str(one), str(one)) for one in values if one not in (None, "")).replace("\r\n", "\n")
