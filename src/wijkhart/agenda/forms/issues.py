"""What is asked about an issue, its evidence and how it stands."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.actions import IssueFacts
from wijkhart.agenda.forms.fields import text as words
from wijkhart.agenda.forms.fields import version_field
from wijkhart.agenda.models import EvidenceKind, Issue, IssueStatus, Vulnerability
from wijkhart.areas.models import Measure
from wijkhart.core.actors import Actor
from wijkhart.themes.models import TargetGroup, Theme

STATUSES = [choice for choice in IssueStatus.choices if choice[0] != IssueStatus.DUPLICATE]
PASTED = (EvidenceKind.SIGNALS, EvidenceKind.SEARCHES, EvidenceKind.GAP, EvidenceKind.OVERLAP, EvidenceKind.OTHER)


class IssueForm(forms.Form):
    """An issue in the words of people."""

    title = words(_("What is needed?"), most=160, help_text=_("Short and plain: residents read it too."))
    text = words(_("Tell more"), rows=5, most=4000, required=False)
    theme = forms.ModelChoiceField(label=_("Theme"), queryset=Theme.objects.none())
    target_group = forms.ModelChoiceField(label=_("For whom?"), queryset=TargetGroup.objects.none())
    vulnerabilities = forms.MultipleChoiceField(
        label=_("Which vulnerability did people name?"),
        choices=Vulnerability.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Only what people said themselves. Never from age or origin."),
    )
    wished_result = words(
        _("What should come of it?"), required=False, help_text=_("In words you can measure: how many, by when.")
    )
    measured_by = words(_("How do you measure that?"), required=False)
    owner = forms.ModelChoiceField(
        label=_("Who sees to it?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
        help_text=_("Agree on it first: taking part is voluntary."),
    )
    version = version_field()

    def __init__(self, data: Any, actor: Actor, municipality: str, issue: Issue | None = None) -> None:
        super().__init__(data, initial={**self.told(issue), "version": issue.version} if issue else {})
        owners = Organisation.objects.visible_to(actor).working_in(municipality).order_by("name")
        choices = {
            "theme": Theme.objects.visible_to(actor).in_use(),
            "target_group": TargetGroup.objects.visible_to(actor).in_use(),
            "owner": owners,
        }
        for name, rows in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows

    @staticmethod
    def told(issue: Issue) -> dict[str, Any]:
        """What stands there now."""
        return {
            "title": issue.title,
            "text": issue.text,
            "theme": issue.theme_id,
            "target_group": issue.target_group_id,
            "vulnerabilities": issue.vulnerabilities,
            "wished_result": issue.wished_result,
            "measured_by": issue.measured_by,
            "owner": issue.owner_id,
        }

    def facts(self) -> IssueFacts:
        """The cleaned values as the action takes them."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return IssueFacts(**{**given, "vulnerabilities": tuple(given["vulnerabilities"])})


class StatusForm(forms.Form):
    """How an issue stands."""

    status = forms.ChoiceField(label=_("How does it stand?"), choices=STATUSES, widget=forms.RadioSelect)
    status_reason = words(
        _("Why?"), required=False, help_text=_("Needed when it is reached, not taken up, or moved to the city.")
    )
    version = version_field()


class DuplicateForm(forms.Form):
    """Which issue stays when two are the same."""

    kept = forms.ModelChoiceField(
        label=_("It is the same as"),
        queryset=Issue.objects.none(),
        help_text=_("The one you choose stays. What people said here stays readable and counts there, once."),
    )
    reason = words(_("Why are they the same?"), required=False)
    version = version_field()

    def __init__(self, data: Any, actor: Actor, issue: Issue, kept: str = "") -> None:
        super().__init__(data, initial={"version": issue.version, "kept": kept})
        field = self.fields["kept"]
        if isinstance(field, forms.ModelChoiceField):
            others = Issue.objects.visible_to(actor).filter(agenda=issue.agenda).standing()
            field.queryset = others.exclude(pk=issue.pk).order_by("title")


class FigureForm(forms.Form):
    """A figure of the wijk as evidence."""

    measure = forms.ModelChoiceField(label=_("Which figure?"), queryset=Measure.objects.none())
    worse = forms.ChoiceField(
        label=_("What is worse?"),
        choices=[("high", _("a high number")), ("low", _("a low number"))],
        widget=forms.RadioSelect,
        help_text=_("The wijk gets points by its rank: 10 when all other wijken do better, 0 when none does."),
    )

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, initial={"worse": "high"}, prefix="cijfer")
        field = self.fields["measure"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Measure.objects.visible_to(actor).order_by("group", "order")


class EvidenceForm(forms.Form):
    """A piece that somebody found elsewhere."""

    kind = forms.ChoiceField(
        label=_("What kind?"), choices=[(kind.value, kind.label) for kind in PASTED], initial=EvidenceKind.OTHER
    )
    title = words(_("What is it?"), most=200)
    url = forms.CharField(
        label=_("Where does it open?"),
        max_length=300,
        required=False,
        help_text=_("Copy the address of the page: of this site, or one that starts with https://."),
    )
    says = words(_("What does it say?"), required=False, help_text=_("With its source and date."))

    def __init__(self, data: Any) -> None:
        super().__init__(data, prefix="stuk")


class RatingForm(forms.Form):
    """The voice of one professional."""

    points = forms.TypedChoiceField(
        label=_("How heavy is this, from 0 to 10?"),
        choices=[(str(number), str(number)) for number in range(11)],
        coerce=int,
        help_text=_("Others see the mean of all, never who gave what."),
    )
