"""Which period, and how use is counted."""

from datetime import date, timedelta
from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.core.forms import FilterForm
from wijkhart.places.models import UseBase, UseUnit
from wijkhart.places.queries.use import Period

WEEKS: Final = {"": 12, "kwartaal": 13, "halfjaar": 26, "jaar": 52}


class UseFilter(FilterForm):
    """What the pages about the use of rooms count. Its values stand in the address."""

    periode = forms.ChoiceField(
        label=_("Period"),
        required=False,
        choices=[
            ("", _("the last 12 weeks")),
            ("kwartaal", _("the last 13 weeks")),
            ("halfjaar", _("the last 26 weeks")),
            ("jaar", _("the last 52 weeks")),
            ("straks", _("the 12 weeks to come")),
        ],
    )
    eenheid = forms.ChoiceField(
        label=_("Counted in"), required=False, choices=[("", _("as the norm says")), *UseUnit.choices]
    )
    basis = forms.ChoiceField(
        label=_("What counts as 100%"), required=False, choices=[("", _("as the norm says")), *UseBase.choices]
    )

    def asked(self, name: str) -> str:
        """What was chosen; nothing when it makes no sense."""
        return str(self.cleaned_data.get(name, "")) if self.is_valid() else ""

    def period(self, today: date) -> Period:
        """Whole weeks that are over, or twelve weeks from today."""
        asked = self.asked("periode")
        if asked == "straks":
            return Period(today, today + timedelta(days=12 * 7 - 1))
        return Period.of_weeks(WEEKS[asked], today)
