"""Small forms about an entry: closing, opening again, its exit, claiming, deciding; and the filters of their lists."""

from collections.abc import Mapping
from typing import Any, Final, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkhart.accounts.models import Organisation, OrganisationKind
from wijkhart.areas.models import Area
from wijkhart.core.actors import Actor
from wijkhart.core.forms import FilterForm, M
from wijkhart.directory.actions import KEEP, TAKE, GroupFacts
from wijkhart.directory.fact_words import LABELS, in_words
from wijkhart.directory.facts import Differences
from wijkhart.directory.forms.editing import EVERYONE, date_input
from wijkhart.directory.models import Exit, Freshness, LifeCycle, Service

TEAM: Final = gettext_lazy("Only the wijk team and your organisation read this.")

WITHOUT: Final = gettext_lazy("Without the agreement of the group there is no entry.")


def _short(label: Any, readers: Any, *, required: bool = True, hint: Any = "") -> forms.CharField:
    field = forms.CharField(
        label=label,
        max_length=300,
        required=required,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field.readers = readers  # type: ignore[attr-defined]  # core.forms reads this name
    return field


class CloseForm(forms.Form):
    """For good, or for a time."""

    how = forms.ChoiceField(
        label=gettext_lazy("What happens?"),
        choices=[
            ("end", gettext_lazy("it stops for good")),
            ("pause", gettext_lazy("it stops for a while and starts again later")),
        ],
        widget=forms.RadioSelect,
    )
    last_day = forms.DateField(
        label=gettext_lazy("What is the last day?"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("Only when it stops for good. Empty: today."),
    )
    note = _short(gettext_lazy("Do you want to say why?"), TEAM, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReopenForm(forms.Form):
    """From when it is there again."""

    starts_on = forms.DateField(label=gettext_lazy("From which day is it there again?"), widget=date_input())
    ends_on = forms.DateField(
        label=gettext_lazy("Up to and including which day?"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("Empty: it simply goes on."),
    )
    note = _short(gettext_lazy("Do you want to say something to the wijk team?"), TEAM, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ExitForm(forms.Form):
    """How line 1 steps back from a general offer, or why it does not (M30)."""

    exit = forms.ChoiceField(label=gettext_lazy("How does it go on?"), choices=Exit.choices, required=False)
    exit_on = forms.DateField(label=gettext_lazy("From which day?"), required=False, widget=date_input())
    exit_note = _short(gettext_lazy("To whom is it handed over, or why does line 1 stay?"), EVERYONE, required=False)
    supported_by = forms.ModelChoiceField(
        label=gettext_lazy("Who helps after that?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("nobody"),
    )
    supported_until = forms.DateField(label=gettext_lazy("Until when?"), required=False, widget=date_input())
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, actor: Actor, service: Service) -> None:
        told = {name: getattr(service, name) for name in self.base_fields}
        super().__init__(data, initial={**told, "supported_by": service.supported_by_id})
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["supported_by"])
        field.queryset = Organisation.objects.visible_to(actor).working_in(service.municipality_code).order_by("name")


class ClaimForm(forms.Form):
    """Why an entry is yours."""

    reason = _short(gettext_lazy("Why does this entry belong to your organisation?"), TEAM)


class RefuseForm(forms.Form):
    """Why a change is turned down."""

    reason = _short(gettext_lazy("Why not?"), gettext_lazy("Who sent the change reads this."))


class DecideForm(forms.Form):
    """For each field that somebody else changed as well: which of the two it should say."""

    def __init__(self, data: Any, clashing: Differences) -> None:
        super().__init__(data)
        for name, (now, wanted) in clashing.items():
            words = {"value": in_words(name, now)}, {"value": in_words(name, wanted)}
            self.fields[name] = forms.ChoiceField(
                label=LABELS[name],
                choices=[
                    (KEEP, _("keep what it says now: %(value)s") % words[0]),
                    (TAKE, _("take the change: %(value)s") % words[1]),
                ],
                widget=forms.RadioSelect,
            )


class GroupForm(forms.Form):
    """A group of residents whose entries a broker keeps, and how it agreed to that."""

    name = forms.CharField(label=gettext_lazy("What is the group called?"), max_length=160)
    description = _short(gettext_lazy("What does the group do?"), EVERYONE, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=OrganisationKind.choices, initial=OrganisationKind.RESIDENTS
    )
    agreed_on = forms.DateField(
        label=gettext_lazy("When did the group agree?"),
        error_messages={"required": WITHOUT},
        widget=date_input(),
        help_text=WITHOUT,
    )
    agreement = forms.CharField(
        label=gettext_lazy("How did it agree?"),
        error_messages={"required": WITHOUT},
        max_length=200,
        help_text=gettext_lazy("For example: said so at the coffee table. Write no names of people."),
    )
    contact_hidden = forms.BooleanField(
        label=gettext_lazy("The group wants no contact data of its own to be shown"),
        required=False,
        initial=True,
        help_text=gettext_lazy("People then reach the group through your organisation."),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address of the group"), required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone of the group"), required=False, max_length=20)
    website = forms.URLField(label=gettext_lazy("Website"), required=False, assume_scheme="https")

    @classmethod
    def of(cls, group: Organisation) -> "GroupForm":
        """The form filled with what is known of a group."""
        return cls(initial={name: getattr(group, name) for name in cls.base_fields})

    def facts(self) -> GroupFacts:
        """What was filled in, as the action wants it."""
        return GroupFacts(**self.cleaned_data)


class MineFilter(FilterForm):
    """Which of one's own entries."""

    zoek = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=100)
    staat = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[("", gettext_lazy("all")), *LifeCycle.choices]
    )
    vers = forms.ChoiceField(
        label=gettext_lazy("How sure"), required=False, choices=[("", gettext_lazy("all")), *Freshness.choices]
    )
    van = forms.ChoiceField(label=gettext_lazy("Offered by"), required=False)

    def __init__(self, data: Mapping[str, Any], providers: Mapping[str, str]) -> None:
        super().__init__(data)
        self.offer("van", _("all"), providers)
        if len(providers) < 2:
            del self.fields["van"]

    def narrow(self, rows: QuerySet[M]) -> QuerySet[M]:
        asked = self.cleaned_data
        wanted = Q(name__icontains=asked["zoek"]) if asked["zoek"] else Q()
        for field, name in (("life_cycle", "staat"), ("freshness", "vers"), ("provider_id", "van")):
            wanted &= Q(**{field: asked[name]}) if asked.get(name) else Q()
        return rows.filter(wanted)


NOT_AGREED, AGREED, EXCEPTION, PASSED = "niets", "afspraak", "uitzondering", "voorbij"


class LifeCycleFilter(FilterForm):
    """Which general offers of line 1."""

    wijk = forms.ChoiceField(label=gettext_lazy("Neighbourhood"), required=False)
    afspraak = forms.ChoiceField(
        label=gettext_lazy("Agreement"),
        required=False,
        choices=[
            ("", gettext_lazy("all")),
            (NOT_AGREED, gettext_lazy("nothing agreed yet")),
            (AGREED, gettext_lazy("an exit is agreed")),
            (EXCEPTION, gettext_lazy("a stated exception")),
            (PASSED, gettext_lazy("the day of the exit has passed")),
        ],
    )

    def __init__(self, data: Mapping[str, Any], municipality: str) -> None:
        super().__init__(data)
        wijken = Area.objects.current().districts().within(municipality)
        self.offer("wijk", _("all"), dict(wijken.values_list("code", "name")))

    def narrow(self, rows: QuerySet[M]) -> QuerySet[M]:
        asked = self.cleaned_data
        wanted = {
            NOT_AGREED: Q(exit=Exit.NONE),
            AGREED: ~Q(exit__in=[Exit.NONE, Exit.EXCEPTION]),
            EXCEPTION: Q(exit=Exit.EXCEPTION),
            PASSED: Q(exit_on__lt=timezone.localdate()),
        }.get(asked["afspraak"], Q())
        if asked["wijk"]:
            wanted &= Q(place__district_code=asked["wijk"]) | Q(place=None, district_code=asked["wijk"])
        return rows.filter(wanted)


class QueueFilter(FilterForm):
    """Which changes."""

    toon = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            ("", gettext_lazy("what waits")),
            ("live", gettext_lazy("what is live")),
            ("refused", gettext_lazy("what was refused")),
            ("withdrawn", gettext_lazy("what was withdrawn")),
            ("alles", gettext_lazy("everything")),
        ],
    )

    def narrow(self, rows: QuerySet[M]) -> QuerySet[M]:
        asked = self.cleaned_data["toon"] or "waiting"
        return rows if asked == "alles" else rows.filter(state=asked)
