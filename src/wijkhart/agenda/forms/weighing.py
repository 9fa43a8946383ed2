"""What is asked about a weighing of the city."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.agenda.actions import WeighingFacts
from wijkhart.agenda.forms.fields import day, text, version_field
from wijkhart.agenda.models import CityIssue, CityWeighing, CouncilPriority, WeighingState
from wijkhart.agenda.queries.city_words import title_in
from wijkhart.core.actors import Actor
from wijkhart.core.forms import FilterForm
from wijkhart.themes.models import Theme

READERS = _("Everybody can read this once the weighing is published. Write nothing about a person.")
AROUND = [("", _("all weights")), ("10", _("within 10 points of today's")), ("20", _("within 20 points of today's"))]


class WeighingFilter(FilterForm):
    """Which weighings."""

    staat = forms.ChoiceField(label=_("How far"), required=False, choices=[("", _("all")), *WeighingState.choices])

    def narrow(self, rows: Any) -> Any:
        state = self.cleaned_data["staat"]
        return rows.filter(state=state) if state else rows


class CityOrderFilter(FilterForm):
    """Which issues of a weighing. Its values stand in the address."""

    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    thema = forms.ChoiceField(label=_("Theme"), required=False)
    soort = forms.ChoiceField(
        label=_("Which issues"),
        required=False,
        choices=[("", _("all")), ("stad", _("in more than one wijk")), ("wijk", _("in one wijk"))],
    )

    def __init__(self, *args: Any, names: Mapping[str, str], themes: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("wijk", _("all"), names)
        self.offer("thema", _("all"), themes)

    def narrow(self, rows: Any) -> Any:
        wijk, theme, kind = (self.cleaned_data[name] for name in ("wijk", "thema", "soort"))
        if wijk:
            rows = rows.filter(pk__in=CityIssue.objects.filter(parts__district_code=wijk).values("pk"))
        if kind:
            rows = rows.filter(spread__gt=1) if kind == "stad" else rows.filter(spread=1)
        return rows.filter(theme=theme) if theme else rows


class CertaintyFilter(forms.Form):
    """Which weights are reasonable."""

    gewichten = forms.ChoiceField(label=_("Which weights are reasonable?"), required=False, choices=AROUND)

    @property
    def around(self) -> int | None:
        """Points around today's weights; None: all."""
        chosen = self.cleaned_data.get("gewichten", "") if self.is_valid() else ""
        return int(chosen) if chosen else None


class WeighingForm(forms.Form):
    """What a weighing is called, and its period."""

    title = text(_("What is it called?"), most=160, readers=READERS)
    starts_on = day(_("First day"))
    ends_on = day(_("Last day"), help_text=_("As the agendas of the wijken: a year or two. Periods do not overlap."))
    many = forms.IntegerField(
        label=_("From how many wijken on is an issue one of the city?"),
        help_text=_("Issues of one theme for one group, in so many wijken, become one. You can join and part by hand."),
        initial=3,
        min_value=2,
        max_value=99,
    )
    version = version_field()

    @staticmethod
    def told(weighing: CityWeighing) -> dict[str, Any]:
        """What stands there now."""
        return {
            "title": weighing.title,
            "starts_on": weighing.starts_on,
            "ends_on": weighing.ends_on,
            "many": weighing.many,
        }

    def facts(self) -> WeighingFacts:
        """The cleaned values as the action takes them."""
        return WeighingFacts(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class CityWeightsForm(forms.Form):
    """How heavily each voice of the city counts."""

    weight_districts = forms.IntegerField(
        label=_("Wijken"), help_text=_("In percents; the three together make 100."), min_value=0, max_value=100
    )
    weight_people = forms.IntegerField(label=_("Inhabitants"), min_value=0, max_value=100)
    weight_council = forms.IntegerField(label=_("Council"), min_value=0, max_value=100)
    note = text(_("Why these weights?"), rows=3, readers=READERS)
    version = version_field()

    @staticmethod
    def told(weighing: CityWeighing) -> dict[str, Any]:
        """What stands there now."""
        return {
            "weight_districts": weighing.weight_districts,
            "weight_people": weighing.weight_people,
            "weight_council": weighing.weight_council,
            "note": weighing.weights_note,
        }


class PriorityForm(forms.Form):
    """What the council finds of one theme."""

    theme = forms.ModelChoiceField(label=_("Theme"), queryset=Theme.objects.none())
    points = forms.IntegerField(
        label=_("Points, from 0 to 10"),
        help_text=_("Leave it empty when the council decides later: then its voice is silent, not 0."),
        required=False,
        min_value=0,
        max_value=10,
    )
    says = text(
        _("Which decision is this?"),
        help_text=_("Such as the coalition agreement or a motion, with its day."),
        readers=READERS,
    )
    version = version_field()

    def __init__(self, data: Any, actor: Actor, version: int, priority: CouncilPriority | None = None) -> None:
        told = {"points": priority.points, "says": priority.says} if priority else {}
        super().__init__(data, initial={**told, "version": version})
        field = self.fields["theme"]
        if priority:
            del self.fields["theme"]
        elif isinstance(field, forms.ModelChoiceField):
            field.queryset = Theme.objects.visible_to(actor).in_use()


class NoteForm(forms.Form):
    """A step of a weighing, with something to say about it."""

    note = text(_("Is there something to say about it?"), rows=3, required=False, readers=READERS)
    version = version_field()


class ReasonForm(forms.Form):
    """Why something is done by hand."""

    reason = text(_("Why?"), rows=3, readers=READERS)
    version = version_field()


class JoinForm(ReasonForm):
    """Which other issue is the same."""

    joined = forms.ModelChoiceField(
        label=_("Which issue is the same?"),
        queryset=CityIssue.objects.none(),
        help_text=_("Its wijken join this one, which keeps its name."),
    )

    def __init__(self, data: Any, issue: CityIssue, names: Mapping[str, str]) -> None:
        super().__init__(data, initial={"version": issue.weighing.version})
        field = self.fields["joined"]
        if isinstance(field, forms.ModelChoiceField):
            others = CityIssue.objects.filter(weighing=issue.weighing_id).exclude(pk=issue.pk)
            field.queryset = others.order_by("title", "pk").prefetch_related("parts")
            setattr(field, "label_from_instance", lambda one: title_in(one, names))  # noqa: B010 - a hook of Django
        self.order_fields(["joined", "reason", "version"])
