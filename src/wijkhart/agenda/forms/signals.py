"""The form of whoever noticed something, and that of whoever enters it for somebody."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.actions.signals import LONGEST, Told
from wijkhart.agenda.models import Channel
from wijkhart.areas.models import Area
from wijkhart.areas.queries import districts_of
from wijkhart.core.actors import Actor
from wijkhart.core.open_forms import OpenForm
from wijkhart.themes.models import TargetGroup, Theme

TOO_LONG = _("This text is too long: %(show_value)s signs. At most %(limit_value)s fit.")


def read_by(field: forms.Field, words: Any) -> forms.Field:
    """Say at a free text who can read it."""
    setattr(field, "readers", words)  # noqa: B010 - core.forms reads this name
    return field


class AboutForm(forms.Form):
    """What is asked of every signal: where, what, about whom."""

    area = forms.ChoiceField(
        label=_("Where is it?"),
        error_messages={"invalid_choice": _("This wijk is not on the list. Choose one of the list.")},
    )
    text = read_by(
        forms.CharField(
            label=_("What do you notice?"),
            max_length=LONGEST,
            help_text=_("Write it in your own words. For example: there is nothing to do for teenagers on Sunday."),
            widget=forms.Textarea(attrs={"rows": 6}),
            error_messages={"required": _("Write down what you notice; a sentence is enough."), "max_length": TOO_LONG},
        ),
        _("The professionals of your municipality read this. Do not write about a person: no names, no addresses."),
    )
    theme = forms.ChoiceField(label=_("What is it about?"), required=False)
    group = forms.ChoiceField(label=_("For whom does it matter most?"), required=False)
    email = read_by(
        forms.EmailField(
            label=_("E-mail address"),
            required=False,
            help_text=_("Only if you want to hear what we did. We send one mail and then forget the address."),
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        ),
        _("Nobody sees your address."),
    )

    def fill(self, municipality: Area, district: Area | None = None) -> None:
        """Offer the wijken of this municipality, or the one wijk that the page is about."""
        wijken = [district] if district else list(districts_of(municipality.code).order_by("name"))
        self.places = {one.code: one for one in wijken}
        choices: list[tuple[Any, Any]] = [(one.code, one.name) for one in wijken]
        if district is None:
            self.places[municipality.code] = municipality
            choices.insert(0, (municipality.code, _("the whole municipality")))
        else:
            self.fields["area"].widget, self.initial["area"] = forms.HiddenInput(), district.code
        self._offer("area", choices)
        dont_know = [("", _("I do not know"))]
        self._offer("theme", dont_know + [(one.key, one.label) for one in Theme.objects.all()])
        self._offer("group", dont_know + [(one.key, one.label) for one in TargetGroup.objects.all()])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def told(self) -> Told:
        """What was filled in, as the action wants it."""
        said = self.cleaned_data
        return Told(
            area=self.places[said["area"]],
            text=said["text"],
            theme=Theme.objects.filter(pk=said["theme"]).first() if said["theme"] else None,
            target_group=TargetGroup.objects.filter(pk=said["group"]).first() if said["group"] else None,
            email=said["email"],
        )


class SignalForm(OpenForm, AboutForm):
    """Anybody tells what they notice; no account."""

    field_order = ("area", "text", "theme", "group", "email", "website", "opened")

    def __init__(self, *args: Any, municipality: Area, district: Area | None = None, **options: Any) -> None:
        super().__init__(*args, about=(district or municipality).code, **options)
        self.fill(municipality, district)


class EnterForm(AboutForm):
    """A professional enters what somebody told, or what was noticed at work."""

    field_order = ("channel", "organisation", "area", "text", "theme", "group", "email")
    channel = forms.ChoiceField(
        label=_("Who tells this?"),
        choices=[
            (Channel.COUNTER, _("a resident, at the counter or by telephone")),
            (Channel.PROFESSIONAL, _("a professional, from work")),
            (Channel.PARTNER, _("another organisation")),
        ],
        widget=forms.RadioSelect,
        initial=Channel.COUNTER,
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("none, or not known"),
        help_text=_("Only for a professional or another organisation."),
    )

    def __init__(self, *args: Any, municipality: Area, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fill(municipality)
        field = self.fields["organisation"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Organisation.objects.visible_to(actor).working_in(municipality.code).order_by("name")
