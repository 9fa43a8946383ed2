"""What is asked about a change, and in which words. Every form gives one `Asked`; whether it can be is said later."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkhart.coordination.change_words import Labels
from wijkhart.coordination.changes import LIST_JOINT, PARAMETERS, Asked
from wijkhart.coordination.queries.changing import MOST_PEOPLE, MOST_TIMES, NAME_LENGTH, Stage
from wijkhart.core.errors import Refused
from wijkhart.core.forms import add_refusal
from wijkhart.times.models import PartOfDay

Choices = list[tuple[str, Any]]
READERS = gettext_lazy("Whoever you send this page to and may see scenarios can read this.")
FIELD_OF: Final = {
    "service": "aanbod",
    "place": "plek",
    "where": "plek",
    "name": "naam",
    "themes": "thema",
    "groups": "groep",
    "parts": "dagdeel",
    "people": "mensen",
    "times": "keer",
    "morning": "ochtend",
    "afternoon": "middag",
    "evening": "avond",
}
"""A value of a change -> its field in the forms and in the address that fills a form in beforehand."""


class ChangeForm(forms.Form):
    """One kind of change."""

    kind: ClassVar[str]

    def __init__(self, data: Any, stage: Stage, words: Labels, **options: Any) -> None:
        super().__init__(data, **options)
        self.offer(stage, words)

    def offer(self, stage: Stage, words: Labels) -> None:
        """Fill in what can be chosen."""

    def choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def asked(self) -> Asked:
        """What was filled in, as text."""
        given = {name: _text(self.cleaned_data.get(field)) for name, field in FIELD_OF.items() if field in self.fields}
        return Asked.of(self.kind, **{name: value for name, value in given.items() if name in self.names()})

    @classmethod
    def names(cls) -> set[str]:
        """The values that this form asks for."""
        return {name for name, field in FIELD_OF.items() if field in cls.base_fields}

    def show(self, problem: str, field: str) -> None:
        """Say at its field why the change cannot be made."""
        add_refusal(self, Refused(problem, field=FIELD_OF.get(field, "")))


class CloseForm(ChangeForm):
    kind = "close"
    aanbod = forms.ChoiceField(label=gettext_lazy("What stops?"))

    def offer(self, stage: Stage, words: Labels) -> None:
        self.choose("aanbod", service_choices(stage))


class ClosePlaceForm(ChangeForm):
    kind = "close_place"
    plek = forms.ChoiceField(
        label=gettext_lazy("Which place closes?"),
        help_text=gettext_lazy("Everything that happens there stops, apart from what you move."),
    )

    def offer(self, stage: Stage, words: Labels) -> None:
        self.choose("plek", used_place_choices(stage))


class MoveForm(ChangeForm):
    kind = "move"
    aanbod = forms.ChoiceField(label=gettext_lazy("What moves?"))
    plek = forms.ChoiceField(label=gettext_lazy("To which place?"))

    def offer(self, stage: Stage, words: Labels) -> None:
        self.choose("aanbod", service_choices(stage, with_closed=True))
        self.choose("plek", place_choices(stage))


class SetForm(ChangeForm):
    kind = "set"
    aanbod = forms.ChoiceField(label=gettext_lazy("What becomes different?"))
    mensen = forms.IntegerField(
        label=gettext_lazy("How many people at a time?"),
        required=False,
        help_text=gettext_lazy("Empty: as it is now."),
    )
    ochtend = forms.FloatField(
        label=gettext_lazy("How many times a week in the morning?"),
        required=False,
        localize=True,
        help_text=gettext_lazy("Empty: as it is now. 0: no longer."),
    )
    middag = forms.FloatField(
        label=gettext_lazy("How many times a week in the afternoon?"),
        required=False,
        localize=True,
        help_text=gettext_lazy("Empty: as it is now. 0: no longer."),
    )
    avond = forms.FloatField(
        label=gettext_lazy("How many times a week in the evening?"),
        required=False,
        localize=True,
        help_text=gettext_lazy("Empty: as it is now. 0: no longer."),
    )

    def offer(self, stage: Stage, words: Labels) -> None:
        self.choose("aanbod", service_choices(stage, with_now=True))


class AddForm(ChangeForm):
    kind = "add"
    naam = forms.CharField(
        label=gettext_lazy("What do you call it?"),
        required=False,
        max_length=NAME_LENGTH,
        help_text=gettext_lazy("Such as: coffee on Wednesday."),
    )
    thema = forms.MultipleChoiceField(
        label=gettext_lazy("What is it about?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("With more than one, its places are divided over them."),
    )
    groep = forms.MultipleChoiceField(label=gettext_lazy("For whom is it?"), widget=forms.CheckboxSelectMultiple)
    plek = forms.ChoiceField(label=gettext_lazy("Where?"))
    dagdeel = forms.MultipleChoiceField(
        label=gettext_lazy("In which parts of the day?"),
        choices=PartOfDay.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    mensen = forms.IntegerField(label=gettext_lazy("How many people at a time?"), max_value=MOST_PEOPLE)
    keer = forms.FloatField(
        label=gettext_lazy("How many times a week, in each of these parts of the day?"),
        localize=True,
        max_value=MOST_TIMES,
        help_text=gettext_lazy("Once a month is 0.25."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        setattr(self.fields["naam"], "readers", READERS)  # noqa: B010 - core.forms reads this name

    def offer(self, stage: Stage, words: Labels) -> None:
        self.choose("thema", list(words.themes.items()))
        self.choose("groep", list(words.groups.items()))
        self.choose("plek", [*place_choices(stage), *home_choices(stage)])


FORMS: Final[Mapping[str, type[ChangeForm]]] = {
    PARAMETERS[form.kind]: form for form in (AddForm, MoveForm, SetForm, CloseForm, ClosePlaceForm)
}
"""By the value of `?kies=`, in the order of the page."""


def beforehand(query: QueryDict, form: type[ChangeForm]) -> dict[str, Any]:
    """What an address fills in beforehand; lists may be repeated or joined by commas."""
    filled: dict[str, Any] = {}
    for name, field in form.base_fields.items():
        values = [one for text in query.getlist(name) for one in text.split(LIST_JOINT) if one]
        if values:
            filled[name] = values if isinstance(field, forms.MultipleChoiceField) else query[name]
    return filled


def service_choices(stage: Stage, *, with_now: bool = False, with_closed: bool = False) -> Choices:
    """What is offered and still there, by wijk; what a closing place stops can still move out of it."""
    names = {area.code: area.name for area in stage.inputs.areas}
    found: dict[str, list[tuple[str, str]]] = {}
    for one in stage.inputs.offered:
        if with_closed or one.supply.key in stage.supply:
            where = one.service.place_name or _("at home")
            words = f"{one.service.name}, {where}"
            if with_now:
                weekly = sum(time.per_week for time in one.service.times)
                words += _(" (now %(people)s people, %(times)s times a week)") % {
                    "people": one.service.capacity,
                    "times": f"{weekly:g}",
                }
            found.setdefault(names.get(one.service.district_code, ""), []).append((one.supply.key, words))
    return _grouped(found)


def place_choices(stage: Stage) -> Choices:
    """The places on the map that are not closed, by wijk."""
    names = {area.code: area.name for area in stage.inputs.areas}
    found: dict[str, list[tuple[str, str]]] = {}
    for key, place in stage.places.items():
        if key not in stage.closed and place.x is not None:
            found.setdefault(names.get(place.district_code, ""), []).append((key, place.name))
    return _grouped(found)


def home_choices(stage: Stage) -> Choices:
    """At the homes of people: in a wijk, or everywhere."""
    everywhere = [(stage.inputs.municipality, _("the whole municipality"))]
    return [(_("At home with people in"), everywhere + [(area.code, area.name) for area in stage.inputs.areas])]


def used_place_choices(stage: Stage) -> Choices:
    """The places where something happens that counts."""
    used: dict[str, int] = {}
    for service, at in stage.at.items():
        if service in stage.supply and at in stage.places:
            used[at] = used.get(at, 0) + 1
    names = {area.code: area.name for area in stage.inputs.areas}
    found: dict[str, list[tuple[str, str]]] = {}
    for key, place in stage.places.items():
        if key in used:
            group = names.get(place.district_code, "")
            found.setdefault(group, []).append((key, f"{place.name} ({used[key]})"))
    return _grouped(found)


def _grouped(found: dict[str, list[tuple[str, str]]]) -> Choices:
    ordered: Iterable[str] = sorted(found, key=lambda name: (not name, name))
    grouped = [(name or _("Elsewhere"), sorted(found[name], key=lambda one: one[1])) for name in ordered]
    return [("", _("choose …")), *grouped]


def _text(value: Any) -> str:
    """A value as it stands in an address; a number without needless decimals."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    return LIST_JOINT.join(value) if isinstance(value, list) else str(value)
