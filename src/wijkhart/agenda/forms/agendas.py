"""What is asked when an agenda is started and taken through its steps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.agenda.forms.fields import day, text, today, version_field
from wijkhart.agenda.models import Agenda, AgendaState
from wijkhart.agenda.queries.voices import Order
from wijkhart.areas.queries import districts_of
from wijkhart.core.forms import FilterForm


class AgendaFilter(FilterForm):
    """Which agendas. Its values stand in the address."""

    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    staat = forms.ChoiceField(label=_("How far"), required=False, choices=[("", _("all")), *AgendaState.choices])

    def __init__(self, *args: Any, names: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("wijk", _("all"), names)

    def narrow(self, rows: Any) -> Any:
        wijk, state = self.cleaned_data["wijk"], self.cleaned_data["staat"]
        if wijk:
            rows = rows.filter(district_code="" if wijk.startswith("GM") else wijk)
        return rows.filter(state=state) if state else rows


class StartForm(forms.Form):
    """For which area and which period."""

    district = forms.ChoiceField(label=_("For which wijk?"), required=False)
    starts_on = day(_("First day"))
    ends_on = day(_("Last day"), help_text=_("A year or two is usual. Periods of one wijk do not overlap."))

    def __init__(self, data: Any, municipality: str, district: str = "") -> None:
        super().__init__(data, initial={"district": district})
        field = self.fields["district"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("the whole municipality")), *districts_of(municipality).values_list("code", "name")]


class StepForm(forms.Form):
    """The day of a step, who was asked, and what came of it."""

    done_on = day(_("On which day?"), initial=today)
    asked = text(
        _("Who was asked?"),
        required=False,
        help_text=_("Organisations and roles, such as “all providers of the wijk” or “the wijk team”."),
    )
    note = text(_("What came of it?"), rows=4, most=2000, required=False)
    version = version_field()


class BackForm(forms.Form):
    """Why a step is taken back."""

    reason = text(_("Why do you go back?"), rows=3)
    version = version_field()


class WeightsForm(forms.Form):
    """How heavily each voice counts."""

    weight_figures = forms.IntegerField(
        label=_("Figures"), help_text=_("In percents; the three together make 100."), min_value=0, max_value=100
    )
    weight_professionals = forms.IntegerField(label=_("Professionals"), min_value=0, max_value=100)
    weight_residents = forms.IntegerField(label=_("Residents"), min_value=0, max_value=100)
    note = text(_("Why these weights?"), rows=3)
    version = version_field()

    @staticmethod
    def told(agenda: Agenda) -> dict[str, Any]:
        """What stands there now."""
        return {
            "weight_figures": agenda.weight_figures,
            "weight_professionals": agenda.weight_professionals,
            "weight_residents": agenda.weight_residents,
            "note": agenda.weights_note,
        }


class AdoptForm(StepForm):
    """The step of the municipality: the places of the advice, or others with a reason."""

    def __init__(self, data: Any, order: Order, version: int) -> None:
        super().__init__(data, initial={"version": version})
        self.rows = [row.issue for row in sorted(order.rows, key=lambda row: row.issue.advised_position or 0)]
        for issue in self.rows:
            self.fields[f"position_{issue.pk}"] = forms.IntegerField(
                label=_("Place of “%(title)s”") % {"title": issue.title},
                initial=issue.advised_position,
                min_value=1,
                help_text=_("In the advice: %(place)s") % {"place": issue.advised_position},
            )
            self.fields[f"reason_{issue.pk}"] = text(
                _("Why, if you moved “%(title)s”") % {"title": issue.title}, required=False
            )
        self.order_fields(["done_on", "asked", *[name for name in self.fields if "_" in name], "note", "version"])
