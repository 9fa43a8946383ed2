"""What is asked about a scenario: its name and note, and which ones a list shows."""

from typing import TypeVar

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijkhart.coordination.actions.scenarios import NAME_LENGTH, NOTE_LENGTH
from wijkhart.core.forms import FilterForm

M = TypeVar("M", bound=Model)
READERS = _("Everyone in this municipality who may see scenarios can read this.")


class ScenarioForm(forms.Form):
    """Under which name it is kept."""

    name = forms.CharField(
        label=_("Name"), max_length=NAME_LENGTH, help_text=_("So that a colleague knows at once what it is about.")
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Why you look at this. No names of residents."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # passed on as they came
        for name in ("name", "note"):
            setattr(self.fields[name], "readers", READERS)  # noqa: B010 - core.forms reads this name


class ScenarioFilter(FilterForm):
    """Which scenarios to show."""

    zoek = forms.CharField(label=_("Name or note"), required=False, max_length=100)
    wint = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[
            ("", _("all")),
            ("meer", _("more people with a place")),
            ("minder", _("fewer people with a place")),
            ("niemand", _("nobody loses a place")),
        ],
    )

    def narrow(self, rows: QuerySet[M]) -> QuerySet[M]:
        asked = self.cleaned_data
        if asked["zoek"]:
            rows = rows.filter(Q(name__icontains=asked["zoek"]) | Q(note__icontains=asked["zoek"]))
        narrowed = {
            "": Q(),
            "meer": Q(change__gt=0),
            "minder": Q(change__lt=0),
            "niemand": Q(lost__lt=0.5),
        }
        return rows.filter(narrowed[asked["wint"]])
