"""Where something that was found goes: under an issue that stands there, or a new one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.agenda.actions import IssueFacts
from wijkhart.agenda.forms.fields import text as words
from wijkhart.agenda.models import Agenda, Issue
from wijkhart.agenda.queries.reading import places_on_agendas
from wijkhart.core.actors import Actor
from wijkhart.themes.models import TargetGroup, Theme


class PlacingForm(forms.Form):
    """Under which issue; for a new one its title, theme and group."""

    where = forms.ChoiceField(label=_("Under which issue?"), widget=forms.RadioSelect)
    title = words(
        _("What is needed?"),
        most=160,
        required=False,
        help_text=_("Only for a new issue. Short and plain: residents read it too."),
    )
    theme = forms.ModelChoiceField(label=_("Theme"), queryset=Theme.objects.none(), required=False)
    target_group = forms.ModelChoiceField(label=_("For whom?"), queryset=TargetGroup.objects.none(), required=False)

    def __init__(self, data: Any, actor: Actor, municipality: str, district: str, **initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.places = {
            f"{type(place).__name__.lower()}:{place.pk}": (place, label)
            for place, label in places_on_agendas(actor, municipality, district)
        }
        where = self.fields["where"]
        if isinstance(where, forms.ChoiceField):
            where.choices = [(key, label) for key, (_place, label) in self.places.items()]
        words_of = {
            "theme": Theme.objects.visible_to(actor).in_use(),
            "target_group": TargetGroup.objects.visible_to(actor).in_use(),
        }
        for name, rows in words_of.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """A new issue needs its title, theme and group."""
        cleaned = super().clean() or {}
        if isinstance(self.place, Agenda):
            for name in ("title", "theme", "target_group"):
                if not cleaned.get(name):
                    self.add_error(name, _("A new issue needs this."))
        return cleaned

    @property
    def place(self) -> Agenda | Issue | None:
        """The issue, or the agenda for a new one."""
        found = self.places.get(self.cleaned_data.get("where", ""))
        return found[0] if found else None

    def facts(self) -> IssueFacts | None:
        """What is said of a new issue; None under one that stands there."""
        given = self.cleaned_data
        if not isinstance(self.place, Agenda):
            return None
        return IssueFacts(title=given["title"], theme=given["theme"], target_group=given["target_group"])
