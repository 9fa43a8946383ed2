"""Narrowing the log."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.audit.words import said
from wijkhart.core.forms import FilterForm


def _day() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, "%Y-%m-%d")


class EntryFilterForm(FilterForm):
    """By who, what and when, in the words of the address."""

    wie = forms.CharField(label=_("Who"), required=False, max_length=120, help_text=_("A part of the name is enough."))
    wat = forms.ChoiceField(label=_("What"), required=False)
    vanaf = forms.DateField(label=_("From"), required=False, widget=_day())
    tot = forms.DateField(label=_("Up to and including"), required=False, widget=_day())

    def __init__(self, *args: Any, verbs: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        words = sorted((said(verb), verb) for verb in verbs)
        choice = self.fields["wat"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [("", _("everything")), *((verb, text) for text, verb in words)]

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Only the rows that the cleaned values ask for."""
        asked = self.cleaned_data
        if asked["wie"]:
            rows = rows.filter(Q(actor_name__icontains=asked["wie"]) | Q(actor_id__icontains=asked["wie"]))
        if asked["wat"]:
            rows = rows.filter(verb=asked["wat"])
        if asked["vanaf"]:
            rows = rows.filter(at__gte=_midnight(asked["vanaf"]))
        if asked["tot"]:
            rows = rows.filter(at__lt=_midnight(asked["tot"] + timedelta(days=1)))
        return rows


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
