"""Narrowing the list of work."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wijkhart.core.forms import FilterForm
from wijkhart.core.jobs.kinds import all_kinds
from wijkhart.core.jobs.models import JobQuerySet, JobState


def _kinds() -> list[tuple[str, Any]]:
    return [("", _("all kinds")), *((kind.key, kind.label) for kind in all_kinds())]


class JobFilterForm(FilterForm):
    """By state and by kind, in the words of the address."""

    stand = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("every state")), *JobState.choices])
    soort = forms.ChoiceField(label=_("Kind of work"), required=False, choices=_kinds)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Only the rows that the cleaned values ask for."""
        state, kind = self.cleaned_data["stand"], self.cleaned_data["soort"]
        if state and isinstance(rows, JobQuerySet):
            rows = rows.shown_as(state)
        return rows.filter(kind=kind) if kind else rows
