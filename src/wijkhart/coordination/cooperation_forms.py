"""What is asked of a network: the day, the kind of ties, the theme; and which wijken to show."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.agenda.forms.fields import day
from wijkhart.analysis.cooperation import Figures
from wijkhart.coordination.queries.cooperation import KIND_CHOICES, KINDS, Asked
from wijkhart.core.actors import Actor
from wijkhart.core.forms import FilterForm
from wijkhart.themes.models import Theme

FIRST: Final = date(2000, 1, 1)
"""Before this nothing was written down here."""
ALONE, HELD, NOBODY = "alleen", "houvast", "niemand"


class CooperationFilter(FilterForm):
    """Which ties count. Its values stand in the address."""

    dag = day(_("On which day?"), required=False, help_text=_("Empty: today."))
    soort = forms.ChoiceField(label=_("What counts as working together?"), required=False, choices=KIND_CHOICES)
    thema = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        themes = Theme.objects.visible_to(actor).in_use()
        self.offer("thema", _("all themes"), {theme.pk: theme.label for theme in themes})

    def clean_dag(self) -> date | None:
        asked: date | None = self.cleaned_data["dag"]
        if asked and asked > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Choose today or a day before."))
        if asked and asked < FIRST:
            raise forms.ValidationError(_("Choose a day in the year 2000 or later."))
        return asked

    @property
    def asked(self) -> Asked:
        """What is counted; for what cannot be read, what usually is: today, and all that is done together."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        kinds = KINDS[given.get("soort", "")]
        return Asked(given.get("dag") or timezone.localdate(), kinds, given.get("thema", ""))


class CooperationListFilter(CooperationFilter):
    """The same, and which wijken."""

    wijk = forms.CharField(label=_("Name of the wijk"), required=False, max_length=60)
    toon = forms.ChoiceField(
        label=_("Which wijken?"),
        required=False,
        choices=[
            ("", _("all wijken")),
            (ALONE, _("where a player stands alone")),
            (HELD, _("where it hangs on one player")),
            (NOBODY, _("where nobody works together yet")),
        ],
    )

    def keeps(self, name: str, found: Figures) -> bool:
        """Whether a wijk of this name with these figures is asked for."""
        given = getattr(self, "cleaned_data", {})
        wanted = {ALONE: found.alone > 0, HELD: found.cut_players > 0, NOBODY: found.pairs == 0}
        return given.get("wijk", "").casefold().strip() in name.casefold() and wanted.get(given.get("toon", ""), True)
