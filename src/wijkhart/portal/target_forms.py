"""What is asked about target pictures, and which of their standings to show."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.actions import TargetFacts
from wijkhart.agenda.forms.fields import day, today, version_field
from wijkhart.agenda.forms.fields import text as words
from wijkhart.agenda.models import AutomaticMeasure, TargetPicture, TargetUnit
from wijkhart.areas.queries import districts_of
from wijkhart.core.actors import Actor
from wijkhart.core.forms import FilterForm
from wijkhart.portal.queries.targets import Stand, Standing


class StandFilter(FilterForm):
    """Which wijken of a target. Its values stand in the address."""

    stand = forms.ChoiceField(label=_("How it stands"), required=False, choices=[("", _("all")), *Stand.choices])

    def chosen(self, rows: list[Standing]) -> list[Standing]:
        """Those that are asked for; all when nothing good was asked."""
        asked = self.cleaned_data.get("stand", "") if self.is_valid() else ""
        return [one for one in rows if not asked or one.stand == asked]


class TargetForm(forms.Form):
    """A target: how it is called, measured, and by when."""

    title = words(_("Where do we want to be?"), most=160)
    text = words(_("Tell more"), rows=3, most=2000, required=False)
    number = forms.IntegerField(label=_("Place on the list"), min_value=1, max_value=99, initial=9)
    measured_by = words(_("How is it measured?"), help_text=_("In words that a resident understands."))
    automatic = forms.ChoiceField(
        label=_("Who measures it?"), choices=AutomaticMeasure.choices, required=False, widget=forms.RadioSelect
    )
    unit = forms.ChoiceField(label=_("In what?"), choices=TargetUnit.choices, widget=forms.RadioSelect)
    norm = forms.FloatField(label=_("From how much is it reached?"), help_text=_("1 for yes."), min_value=0)
    months = forms.IntegerField(
        label=_("How many months after the start of each wijk?"),
        required=False,
        help_text=_("Leave it empty when one day counts for all wijken."),
    )
    due = day(_("Or: one day for all wijken"), required=False)
    owner = forms.ModelChoiceField(
        label=_("Who sees to it?"), queryset=Organisation.objects.none(), required=False, empty_label=_("nobody yet")
    )
    version = version_field()

    def __init__(self, data: Any, actor: Actor, municipality: str, target: TargetPicture | None = None) -> None:
        first = {"unit": TargetUnit.YES_NO, "norm": 1, "automatic": ""}
        super().__init__(data, initial={**self.told(target), "version": target.version} if target else first)
        field = self.fields["owner"]
        if isinstance(field, forms.ModelChoiceField):
            owners = Organisation.objects.visible_to(actor).working_in(municipality)
            field.queryset = owners.order_by("name")

    @staticmethod
    def told(target: TargetPicture) -> dict[str, Any]:
        """What stands there now."""
        names = ("title", "text", "number", "measured_by", "automatic", "unit", "norm", "months", "due", "owner_id")
        return {name.removesuffix("_id"): getattr(target, name) for name in names}

    def facts(self) -> TargetFacts:
        """The cleaned values as the action takes them."""
        return TargetFacts(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class PutAwayForm(forms.Form):
    """Which version was read when a target is put away or brought back."""

    version = version_field()


class FindingForm(forms.Form):
    """What was measured in one wijk."""

    district = forms.ChoiceField(label=_("In which wijk?"))
    value = forms.FloatField(label=_("What was measured?"))
    measured_on = day(_("On which day?"), initial=today)
    says = words(_("What was seen, and where is that written?"))

    def __init__(self, data: Any, target: TargetPicture, district: str = "") -> None:
        super().__init__(data, initial={"district": district})
        where = self.fields["district"]
        if isinstance(where, forms.ChoiceField):
            where.choices = list(districts_of(target.municipality_code).values_list("code", "name"))
        if target.unit == TargetUnit.YES_NO:
            self.fields["value"] = forms.TypedChoiceField(
                label=_("Is it there?"),
                choices=[("1", _("yes")), ("0", _("no"))],
                coerce=float,
                widget=forms.RadioSelect,
            )
            self.order_fields(["district", "value", "measured_on", "says"])
