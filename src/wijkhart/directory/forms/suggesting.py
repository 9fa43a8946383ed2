"""The form of whoever says that an entry is not right, the queue, and the answer of the wijk team."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wijkhart.core.forms import FilterForm
from wijkhart.core.open_forms import OpenForm
from wijkhart.directory.actions.suggesting import Told
from wijkhart.directory.models import FieldGroup, Service, SuggestionState


def _read_by(field: forms.Field, words: Any) -> forms.Field:
    """Say at a free text who can read it."""
    setattr(field, "readers", words)  # noqa: B010 - core.forms reads this name
    return field


class SuggestionForm(OpenForm):
    """What is not right, and where the answer may go."""

    field_order = ("group", "text", "email")

    group = forms.ChoiceField(
        label=_("What is not right?"),
        required=False,
        choices=[*FieldGroup.choices, ("", _("it does not exist any more, or something else"))],
        widget=forms.RadioSelect,
    )
    text = _read_by(
        forms.CharField(
            label=_("What do you know about it?"),
            max_length=1000,
            help_text=_("For example: it is on Thursday now, or the telephone number is wrong."),
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": _("Write down what is not right; a few words are enough.")},
        ),
        _("The neighbourhood team and the provider read this. Write nothing private about yourself or others."),
    )
    email = _read_by(
        forms.EmailField(
            label=_("Your e-mail address"),
            required=False,
            help_text=_("Only if you want an answer. We send one mail and then forget your address."),
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        ),
        _("Nobody sees your address, the provider neither."),
    )

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, about=f"suggest:{service.pk}", **kwargs)
        self.initial = {"group": "", **self.initial}

    def told(self) -> Told:
        """What was filled in, as the action wants it."""
        said = self.cleaned_data
        return Told(text=said["text"], group=said["group"], email=said["email"])


class SuggestionFilter(FilterForm):
    """Which messages to show."""

    stand = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *SuggestionState.choices], initial="new"
    )
    waarover = forms.ChoiceField(label=_("About"), required=False, choices=[("", _("all")), *FieldGroup.choices])
    zoek = forms.CharField(label=_("Name of the entry"), required=False, max_length=100)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        asked = {"state": said["stand"], "group": said["waarover"], "service__name__icontains": said["zoek"]}
        return rows.filter(**{name: value for name, value in asked.items() if value})


class SuggestionAnswerForm(forms.Form):
    """What is done with a message, and in which words the sender hears that."""

    state = forms.ChoiceField(
        label=_("What do you do with it?"),
        choices=[
            (SuggestionState.ACCEPTED, _("it is right: the entry is changed, or the provider was asked")),
            (SuggestionState.DECLINED, _("it is not taken over")),
        ],
        widget=forms.RadioSelect,
    )
    answer = _read_by(
        forms.CharField(
            label=_("Your answer"),
            max_length=1000,
            help_text=_("Thank the sender, and say what you did with it."),
            widget=forms.Textarea(attrs={"rows": 4}),
        ),
        _("The sender, the provider and your colleagues read this."),
    )
