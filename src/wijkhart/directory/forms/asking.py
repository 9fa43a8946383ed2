"""The forms of keeping entries fresh: the answer behind a link, the call list, the periods."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijkhart.core.forms import FilterForm
from wijkhart.core.mails import MailFault
from wijkhart.directory.actions.asking import Answer
from wijkhart.directory.models import DigestItem, DigestKind, FieldGroup, Freshness, ServiceKind
from wijkhart.directory.queries.calling import Call, Silence


class ItemForm(forms.Form):
    """What is wrong with one service; nothing filled in means that all is right."""

    wrong = forms.MultipleChoiceField(
        label=_("What is not right any more?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    ended = forms.BooleanField(label=_("This has stopped"), required=False)
    text = forms.CharField(
        label=_("What has changed?"),
        required=False,
        max_length=600,
        help_text=_("For example: it is on Thursday now. The neighbourhood team changes it for you."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, *, item: DigestItem, groups: Sequence[str]) -> None:
        super().__init__(data, prefix=f"d{item.pk}")
        setattr(self.fields["text"], "readers", _("The neighbourhood team reads this."))  # noqa: B010
        wrong = self.fields["wrong"]
        assert isinstance(wrong, forms.MultipleChoiceField)  # noqa: S101 - declared so above
        wrong.choices = [(group, FieldGroup(group).label) for group in groups]

    def answer(self) -> Answer:
        """What was filled in, as the action wants it."""
        said = self.cleaned_data
        return Answer(tuple(said["wrong"]), said["ended"], said["text"])


class CallFilter(FilterForm):
    """Which providers to call."""

    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    soort = forms.ChoiceField(label=_("Kind of organisation"), required=False)
    reden = forms.ChoiceField(label=_("Why"), required=False, choices=[("", _("all")), *Silence.choices])

    def __init__(self, data: Mapping[str, Any], *, calls: Mapping[UUID, Call], districts: Mapping[str, str]) -> None:
        super().__init__(data)
        self.calls = calls
        here = {code for call in calls.values() for code in call.districts}
        self.offer("wijk", _("all wijken"), {code: name for code, name in districts.items() if code in here})
        kinds = {one.organisation.kind: one.organisation.get_kind_display() for one in calls.values()}
        self.offer("soort", _("all kinds"), kinds)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(pk__in=[key for key, call in self.calls.items() if self._wanted(call)])

    def _wanted(self, call: Call) -> bool:
        said = self.cleaned_data
        return (
            (not said["wijk"] or said["wijk"] in call.districts)
            and said["soort"] in ("", call.organisation.kind)
            and said["reden"] in ("", call.why)
        )


class FreshnessFilter(FilterForm):
    """Which entries to show, by how sure they are."""

    stand = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all that need attention")), *Freshness.choices]
    )
    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    soort = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all kinds")), *ServiceKind.choices])
    zoek = forms.CharField(label=_("Name"), required=False, max_length=100)

    def __init__(self, data: Mapping[str, Any], *, districts: Mapping[str, str]) -> None:
        super().__init__(data)
        self.offer("wijk", _("all wijken"), districts)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        rows = rows.filter(freshness=said["stand"]) if said["stand"] else rows.exclude(freshness=Freshness.FRESH)
        if said["wijk"]:
            rows = rows.filter(Q(place__district_code=said["wijk"]) | Q(place=None, district_code=said["wijk"]))
        asked = {"kind": said["soort"], "name__icontains": said["zoek"]}
        return rows.filter(**{name: value for name, value in asked.items() if value})


class DigestFilter(FilterForm):
    """Which mails and calls to show."""

    soort = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all kinds")), *DigestKind.choices])
    stand = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), ("ja", _("answered")), ("nee", _("not answered")), ("fout", _("did not leave"))],
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        wanted = {
            "ja": Q(answered_at__isnull=False),
            "nee": Q(answered_at=None, failed=""),
            "fout": Q(failed__in=MailFault.values),
        }.get(said["stand"], Q())
        return rows.filter(wanted, **({"kind": said["soort"]} if said["soort"] else {}))


class PeriodForm(forms.Form):
    """How long a confirmation counts, and where that comes from."""

    days = forms.IntegerField(
        label=_("Days that a confirmation counts"),
        min_value=7,
        max_value=3650,
        help_text=_("Half a year is 180."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    origin = forms.CharField(
        label=_("Where does this come from?"),
        max_length=200,
        help_text=_("A source, or your own thought. Colleagues and providers can read it."),
    )
