"""What the pattern page shows: example forms and an example list, so that every component can be looked at."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.core.forms import FilterForm


class PatternForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label=_("Name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We only use it to answer you."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    neighbourhood = forms.ChoiceField(
        label=_("Neighbourhood"),
        choices=[("", _("Choose a neighbourhood")), ("a", "Liendert"), ("b", "Soesterkwartier")],
    )
    way = forms.ChoiceField(
        label=_("How do you want an answer?"),
        choices=[("mail", _("By e-mail")), ("phone", _("By phone"))],
        widget=forms.RadioSelect,
        help_text=_("You can choose one."),
    )
    parts = forms.MultipleChoiceField(
        label=_("When can you come?"),
        choices=[
            ("morning", _("in the morning")),
            ("afternoon", _("in the afternoon")),
            ("evening", _("in the evening")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    idea = forms.CharField(label=_("Your idea"), widget=forms.Textarea(attrs={"rows": 4}))
    agree = forms.BooleanField(label=_("I have read who can see this"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # the arguments of Form, passed on
        self.fields["idea"].readers = _("Everybody can read what you write here.")  # type: ignore[attr-defined]  # ours


class PatternFilter(FilterForm):
    """Two filters, as above a list."""

    q = forms.CharField(label=_("What are you looking for?"), required=False)
    theme = forms.ChoiceField(
        label=_("Subject"), required=False, choices=[("", _("All subjects")), ("meeting", _("Meeting people"))]
    )
