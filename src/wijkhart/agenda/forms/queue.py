"""The forms of whoever reads and answers signals."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijkhart.agenda.actions.grouping import LONGEST_TITLE
from wijkhart.agenda.actions.signals import LONGEST
from wijkhart.agenda.forms.signals import TOO_LONG, read_by
from wijkhart.agenda.models import Channel, SignalState
from wijkhart.areas.queries import districts_of
from wijkhart.core.forms import FilterForm
from wijkhart.themes.models import Theme

OPEN = "open"
ALL_OF_IT = "gemeente"


class SignalFilter(FilterForm):
    """Which signals. Its values stand in the address."""

    staat = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[(OPEN, _("waiting for an answer")), ("", _("all")), *SignalState.choices],
        initial=OPEN,
    )
    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    thema = forms.ChoiceField(label=_("Theme"), required=False)
    kanaal = forms.ChoiceField(label=_("Came in by"), required=False, choices=[("", _("all")), *Channel.choices])
    vanaf = forms.DateField(label=_("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    tot = forms.DateField(label=_("Up to and with day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, municipality: str, **options: Any) -> None:
        super().__init__(*args, **options)
        wijken = dict(districts_of(municipality).values_list("code", "name"))
        self.offer("wijk", _("all wijken"), {ALL_OF_IT: _("the whole municipality"), **wijken})
        self.offer("thema", _("all themes"), {theme.key: theme.label for theme in Theme.objects.all()})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("vanaf"), cleaned.get("tot")
        if first and last and last < first:
            self.add_error("tot", _("This day lies before the first day."))
        return cleaned

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        wanted = Q()
        if said["staat"]:
            states = [SignalState.NEW, SignalState.TAKEN] if said["staat"] == OPEN else [said["staat"]]
            wanted &= Q(state__in=states)
        if said["wijk"]:
            wanted &= Q(district_code="" if said["wijk"] == ALL_OF_IT else said["wijk"])
        for name, lookup in (
            ("thema", "theme_id"),
            ("kanaal", "channel"),
            ("vanaf", "made_at__date__gte"),
            ("tot", "made_at__date__lte"),
        ):
            if said[name]:
                wanted &= Q(**{lookup: said[name]})
        return rows.filter(wanted)


class SureForm(forms.Form):
    """A form whose text may look as if it names a person, while it does not."""

    sure = forms.BooleanField(label=_("What was seen is no person. Keep the text as it is."), required=False)

    def ask_whether_sure(self, *, ask: bool) -> None:
        """The box is there only once something was seen."""
        if not ask:
            del self.fields["sure"]


class AnswerForm(SureForm):
    """In which words the sender hears what was done."""

    field_order = ("answer", "sure")
    answer = read_by(
        forms.CharField(
            label=_("What did you do with it?"),
            max_length=LONGEST,
            help_text=_("Thank the sender. Say what you did, or why you do nothing. Short sentences."),
            widget=forms.Textarea(attrs={"rows": 5}),
            error_messages={"required": _("Write an answer; a sentence is enough."), "max_length": TOO_LONG},
        ),
        _("Everybody can read this: it stands on the page of the wijk. The sender gets it too."),
    )


class RephraseForm(SureForm):
    """The same in other words, without the person."""

    field_order = ("text", "sure")
    text = read_by(
        forms.CharField(
            label=_("The signal without the person"),
            max_length=LONGEST,
            help_text=_("Keep what the sender meant. The old text is erased for good."),
            widget=forms.Textarea(attrs={"rows": 5}),
            error_messages={"required": _("Write the signal in other words."), "max_length": TOO_LONG},
        ),
        _("The professionals of your municipality read this."),
    )


class TitleForm(forms.Form):
    """What a group is called."""

    title = read_by(
        forms.CharField(
            label=_("Title of the group"),
            max_length=LONGEST_TITLE,
            help_text=_("What these signals say together, in a few words of your own."),
            error_messages={"required": _("Give the group a title, in a few words of your own.")},
        ),
        _("Everybody can read this once there is an answer."),
    )
