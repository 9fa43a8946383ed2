"""What the form renderer shows, as data: one `Control` for each field; and the forms that narrow lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from wijkhart.core.errors import Refused

M = TypeVar("M", bound=Model)

CLASSES: Final = {
    "text": "utrecht-textbox",
    "textarea": "utrecht-textarea",
    "select": "utrecht-select",
    "checkbox": "utrecht-checkbox",
    "file": "wh-file",
}
GROUPED = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary: the words, and the id of the field they are about ("" for the whole form)."""

    message: str
    target: str


@dataclass(frozen=True, slots=True)
class Control:
    """One field as it is shown."""

    field: BoundField
    kind: str
    """text, textarea, select, file, checkbox, group (radios or checkboxes) or hidden."""
    id: str
    label: str
    hint: str
    readers: str
    """Who can read what is typed here; every free text says it."""
    required: bool
    errors: list[str]
    html: SafeString
    """The bare control; empty for a group, whose options stand in `options`."""
    options: list[Any]


def control_of(field: BoundField) -> Control:
    """One bound field with its attributes for browser and screen reader filled in."""
    kind = _kind(field)
    errors = [str(message) for message in field.errors]
    attributes = _attributes(field, kind, errors)
    return Control(
        field=field,
        kind=kind,
        id=_target(field),
        label=str(field.label),
        hint=str(field.help_text or ""),
        readers=str(getattr(field.field, "readers", "")),
        required=field.field.required,
        errors=errors,
        html=SafeString("") if kind == "group" else field.as_widget(attrs=attributes),
        options=list(field.subwidgets) if kind == "group" else [],
    )


def summary_of(form: BaseForm) -> list[Problem]:
    """Everything that is wrong with a form, in the order of its fields."""
    if not form.is_bound or not form.errors:
        return []
    whole = [Problem(str(message), "") for message in form.non_field_errors()]
    return whole + [Problem(f"{field.label}: {message}", _target(field)) for field in form for message in field.errors]


def add_refusal(form: BaseForm, refusal: Refused) -> None:
    """Show a refused action in the form that asked for it, so that nothing typed is lost."""
    problems = [(one.field, f"{one.message} {one.advice}") for one in getattr(refusal, "problems", ())]
    for field, message in problems or [(refusal.field, refusal.message)]:
        form.add_error(field if field in form.fields else None, message)


def _kind(field: BoundField) -> str:
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, GROUPED):
        return "group"
    kinds = (
        (forms.CheckboxInput, "checkbox"),
        (forms.Textarea, "textarea"),
        (forms.Select, "select"),
        (forms.FileInput, "file"),
    )
    return next((name for kind, name in kinds if isinstance(widget, kind)), "text")


def _target(field: BoundField) -> str:
    """The id the error summary links to: the control, or the first option of a group."""
    return f"{field.auto_id}_0" if isinstance(field.field.widget, GROUPED) else str(field.auto_id)


def _attributes(field: BoundField, kind: str, errors: list[str]) -> dict[str, Any]:
    described = [
        f"{field.auto_id}-{part}"
        for part, shown in (
            ("hint", field.help_text),
            ("readers", getattr(field.field, "readers", "")),
            ("error", errors),
        )
        if shown
    ]
    attributes: dict[str, Any] = {"class": CLASSES.get(kind, "")}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if errors:
        attributes["aria-invalid"] = "true"
    return attributes


class FilterForm(forms.Form):
    """A form whose values stand in the address and narrow a list. Subclasses say how, in `narrow`."""

    def narrow(self, rows: QuerySet[M]) -> QuerySet[M]:
        """Only the rows that the cleaned values ask for."""
        return rows

    def offer(self, name: str, everything: Any, words: Mapping[str, Any]) -> None:
        """Fill the choices of one field, by their words, after the one that asks nothing."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", everything), *sorted(words.items(), key=lambda item: str(item[1]))]
