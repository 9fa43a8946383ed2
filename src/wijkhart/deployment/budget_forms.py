"""What is asked about a budget as a whole."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.agenda.forms.fields import version_field
from wijkhart.deployment.actions.budgets import FIRST, HIGHEST, LAST, MOST_YEARS, BudgetFacts
from wijkhart.deployment.division_forms import PROFESSIONALS, words
from wijkhart.deployment.models import Budget


def amount(label: Any, **options: Any) -> forms.FloatField:
    """A number of 0 or more, with a comma or a point as the reader writes it."""
    options = {"min_value": 0, "max_value": HIGHEST, "localize": True, **options}
    return forms.FloatField(label=label, **options)


class BudgetForm(forms.Form):
    """A new budget: the same amounts every year; years can differ later."""

    title = words(_("Name"), PROFESSIONALS, most=120, help_text=_("Such as: welzijn 2027-2030."))
    first_year = forms.IntegerField(label=_("First year"), min_value=FIRST, max_value=LAST)
    years = forms.IntegerField(label=_("Number of years"), min_value=1, max_value=MOST_YEARS, initial=4)
    hours = amount(_("Hours of people a year"), required=False, help_text=_("Leave it empty when there is no limit."))
    euros = amount(_("Euros a year"), required=False, help_text=_("Leave it empty when there is no limit."))
    places = amount(
        _("Room places a year"),
        required=False,
        help_text=_("Places in rooms, times the hours they are in use. Leave it empty when there is no limit."),
    )
    floor = amount(
        _("Hours a year that every wijk gets at least"),
        initial=0,
        help_text=_("The lower limit. Write 0 for none; it can differ by wijk later."),
    )
    note = words(_("Where do the amounts come from?"), PROFESSIONALS, rows=3, most=2000, required=False)

    def facts(self) -> BudgetFacts:
        """The cleaned values as the action takes them."""
        return BudgetFacts(**self.cleaned_data)


class BudgetNameForm(forms.Form):
    """Another name or note."""

    title = words(_("Name"), PROFESSIONALS, most=120, help_text=_("Such as: welzijn 2027-2030."))
    note = words(_("Where do the amounts come from?"), PROFESSIONALS, rows=3, most=2000, required=False)
    version = version_field()

    def __init__(self, data: Any, budget: Budget) -> None:
        super().__init__(data, initial={"title": budget.title, "note": budget.note, "version": budget.version})


class SureForm(forms.Form):
    """A question that is answered with yes; holds which version was read."""

    version = version_field()

    def __init__(self, data: Any, budget: Budget) -> None:
        super().__init__(data, initial={"version": budget.version})
